import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import resources from '../fixtures/main-stack-resources.json';

it('main.ts declares the resources that it declared in the first release, byte for byte', () => {
  const out = mkdtempSync(join(tmpdir(), 'main-stack-'));
  try {
    const env = { ...process.env, CDKTF_OUTDIR: out };
    execFileSync(process.execPath, ['--require', 'tsx/cjs', 'main.ts'], { env });
    const json = JSON.parse(readFileSync(join(out, 'stacks', 'aurora-bg', 'cdk.tf.json'), 'utf8'));
    expect(JSON.stringify(json.resource)).toBe(JSON.stringify(resources));
  } finally {
    rmSync(out, { recursive: true });
  }
});
