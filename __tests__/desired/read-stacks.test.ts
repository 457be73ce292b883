import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStacks } from '../../scripts/desired/read-stacks';

const inFolder = 'cdktf.out/stacks/prod/terraform.tfstate';

test.each([
  ['no backend', {}, inFolder],
  ['a local backend without a path', { backend: { local: {} } }, inFolder],
  [
    'a local backend with a relative path',
    { backend: { local: { path: '../prod.tfstate' } } },
    'cdktf.out/stacks/prod.tfstate',
  ],
  ['a local backend with an absolute path', { backend: { local: { path: '/srv/prod.tfstate' } } }, '/srv/prod.tfstate'],
  ['blocks in lists', [{ backend: [{ local: [{ path: '/srv/prod.tfstate' }] }] }], '/srv/prod.tfstate'],
  ['S3', { backend: { s3: { bucket: 'states' } } }, undefined],
  ['HCP Terraform', { cloud: { organization: 'us' } }, undefined],
])('where Terraform keeps the state on this machine: %s', async (_, terraform, expected) => {
  const folder = mkdtempSync(join(tmpdir(), 'aurora-stacks-'));
  try {
    mkdirSync(join(folder, 'stacks/prod'), { recursive: true });
    const entry = { name: 'prod', synthesizedStackPath: 'stacks/prod/cdk.tf.json', workingDirectory: 'stacks/prod' };
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ stacks: { prod: entry } }));
    writeFileSync(join(folder, 'stacks/prod/cdk.tf.json'), JSON.stringify({ terraform }));
    const [stack] = await readStacks(folder);
    expect(stack?.delivery.stateFile).toBe(expected);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
