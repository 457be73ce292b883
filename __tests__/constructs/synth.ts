import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { AuroraCluster } from '../../constructs/aurora-cluster';
import type { AuroraClusterProps } from '../../constructs/props/aurora-cluster-props';

export interface Synthesized {
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into the JSON freely.
  json: any;
  warnings: string[];
}

/** Synthesizes one stack, `app-stack`, and reads what stands on disk. */
export function synth(build: (stack: TerraformStack) => void): Synthesized {
  const outdir = mkdtempSync(join(tmpdir(), 'aurora-synth-test-'));
  try {
    const app = new App({ outdir });
    const stack = new TerraformStack(app, 'app-stack');
    new AwsProvider(stack, 'aws', { region: 'eu-west-1' });
    build(stack);
    app.synth();
    const manifest = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8'));
    const entry = manifest.stacks['app-stack'];
    return {
      json: JSON.parse(readFileSync(join(outdir, entry.synthesizedStackPath), 'utf8')),
      warnings: entry.annotations.map((each: { message: string }) => each.message),
    };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The smallest cluster that is right. */
export const minimal: AuroraClusterProps = {
  clusterIdentifier: 'orders',
  engine: 'aurora-postgresql',
  engineVersion: '15.6',
  instances: { 'orders-1': { instanceClass: 'db.r6g.large' } },
};

export const synthCluster = (props: Partial<AuroraClusterProps> | object = {}) =>
  synth((stack) => {
    new AuroraCluster(stack, 'orders', { ...minimal, ...props } as AuroraClusterProps);
  });
