import { writeFileSync } from 'node:fs';
import type { CodeVersions } from '../../scripts/desired/code-versions';
import { applyEdit } from '../../scripts/rewriter/apply-edit';
import type { ClusterRef, ProvenEdit } from '../../scripts/rewriter/edit';
import { synthesisJudge } from '../../scripts/rewriter/judge/synthesis-judge';
import { proveEdit } from '../../scripts/rewriter/prove-edit';
import { type FixtureApp, orders, synthesizer, temporaryFolder } from './fixture-app';

export const head = `const { App, TerraformStack, AuroraCluster } = require('tiny-cdktf');\n`;
export const start = `${head}const app = new App();\nconst stack = new TerraformStack(app, 'prod');\n`;
export const foot = `app.synth();\n`;
export const billing: ClusterRef = {
  ...orders,
  address: 'aws_rds_cluster.billing',
  clusterIdentifier: 'billing',
  path: 'prod/billing',
};

export interface Options {
  cluster?: ClusterRef;
  /** Where one edit is to change several. */
  clusters?: readonly [ClusterRef, ...ClusterRef[]];
  /** A text is `engineVersion` alone. */
  from?: string | CodeVersions;
  to?: string | CodeVersions;
  env?: Record<string, string>;
}

export const prove = (
  { dir }: FixtureApp,
  { cluster = orders, clusters = [cluster], from = '15.6', to = '15.10', env }: Options = {},
) =>
  proveEdit({
    projectDir: dir,
    clusters,
    from: versions(from),
    to: versions(to),
    judge: synthesisJudge(synthesizer(env)),
  });

const versions = (said: string | CodeVersions) => (typeof said === 'string' ? { engineVersion: said } : said);

export async function proveAndApply(app: FixtureApp, options: Options = {}): Promise<ProvenEdit> {
  const outcome = await prove(app, options);
  if (outcome.kind !== 'edit') throw new Error(JSON.stringify(outcome, null, 2));
  await applyEdit(outcome);
  return outcome;
}

/** Every tracked file that differs from the commit, with its content. */
export const changed = (app: FixtureApp) =>
  Object.fromEntries(
    app
      .git('diff', '--name-only')
      .split('\n')
      .filter(Boolean)
      .map((file) => [file, app.read(file)]),
  );

/** A file for `git apply`. */
export function writePatch(patch: string): string {
  const file = `${temporaryFolder()}/edit.patch`;
  writeFileSync(file, patch);
  return file;
}
