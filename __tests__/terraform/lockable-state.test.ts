import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const repository = resolve(__dirname, '../..');

/** Root may write everywhere: the check runs as somebody else. */
const somebody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

async function refused(folder: string, stateFile?: string, terraform = process.execPath): Promise<string> {
  const code = `
    const { requireLockableState } = require(${JSON.stringify(join(repository, 'scripts/terraform/lockable-state'))});
    try {
      requireLockableState({ stack: 'prod', delivery: ${JSON.stringify({ stateFile })} }, ${JSON.stringify(folder)});
    } catch (error) { console.log(error.code, error.message) }`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--require', require.resolve('tsx/cjs'), '-e', code],
    {
      ...somebody,
      cwd: '/',
      env: { ...process.env, TERRAFORM_BINARY_NAME: terraform, HOME: '/', TSX_DISABLE_CACHE: '1' },
    },
  );
  return stdout.trim();
}

describe('the state of a local backend', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'aurora-state-'));
    mkdirSync(join(folder, 'writable'));
    chmodSync(join(folder, 'writable'), 0o777);
    writeFileSync(join(folder, 'terraform.tfstate'), '{}', { mode: 0o444 });
    writeFileSync(join(folder, 'writable', 'read-only.tfstate'), '{}', { mode: 0o444 });
    chmodSync(folder, 0o555);
  });
  afterAll(() => {
    chmodSync(folder, 0o755);
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['that cannot be written', 'terraform.tfstate'],
    ['that does not exist, in a folder that cannot be written', 'cdktf.out/stacks/prod/terraform.tfstate'],
    ['that cannot be written, in a folder that can', 'writable/read-only.tfstate'],
  ])('is refused where it is one %s', async (_, file) => {
    expect(await refused(folder, file)).toMatch(
      new RegExp(
        `^STATE_NOT_WRITABLE Terraform keeps the state of the stack prod in ${folder}/${file} and could not lock it: EACCES`,
      ),
    );
  });

  it('is accepted where it can be written, where it is elsewhere, and where there is no Terraform to lock it', async () => {
    expect(await refused(folder, 'writable/stacks/terraform.tfstate')).toBe('');
    expect(await refused(folder)).toBe('');
    expect(await refused(folder, 'terraform.tfstate', 'no-such-terraform')).toBe('');
  });
});
