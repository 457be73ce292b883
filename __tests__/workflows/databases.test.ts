import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type JobCall, type JobResult, runJob } from '../support/workflow-run';

let folder: string;
let calls: string;

/** Instead of the command: what it is called with, and what it has of the password. Ends with the exit code in `CODE`. */
const standIn = `#!/bin/bash
{ printf '<%s>' "$@"; echo " PGPASSWORD=$PGPASSWORD"; } >> "$CALLS"
echo '### Preflight'
exit "\${CODE:-0}"
`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'workflow-databases-'));
  calls = join(folder, 'calls');
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'npx'), standIn);
  chmodSync(join(bin, 'npx'), 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function called(call: Pick<JobCall, 'workflow' | 'job'> & Partial<JobCall>, code = 0) {
  const env = { PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}`, CALLS: calls, CODE: `${code}` };
  const result: JobResult = await runJob({ cwd: folder, aside: folder, ...call, env });
  return { result, calls: readFileSync(calls, 'utf8').trimEnd().split('\n') };
}

const inputs = { clusters: 'orders', retry_switchover: false, accept_unchecked: false };
const settings = { AURORA_UPGRADES: 'on', AURORA_ROLE: 'arn:aws:iam::123456789012:role/aurora' };
const dataApi = { ...settings, AURORA_DATABASE_OPTIONS: ' --data-api  --database-secret arn:aws:secretsmanager:x\n' };
const ofAPullRequest = {
  event_name: 'pull_request',
  repository: 'example/databases',
  event: { pull_request: { head: { repo: { full_name: 'example/databases' } } } },
};

it('nothing is set: the code says how the databases are reached', async () => {
  const { calls } = await called({ workflow: 'aurora-upgrade', job: 'green', inputs, vars: settings });
  expect(calls).toEqual(['<--no-install><aurora-blue-green><upgrade><--until><green><--><orders> PGPASSWORD=']);
});

it('a variable of the environment names the Data API and its secret', async () => {
  const { calls } = await called({ workflow: 'aurora-upgrade', job: 'green', inputs, vars: dataApi });
  expect(calls[0]).toContain('<green><--data-api><--database-secret><arn:aws:secretsmanager:x><--><orders>');
});

it('a password reaches the command as PGPASSWORD, and no log', async () => {
  const vars = { ...settings, AURORA_DATABASE_OPTIONS: '--database-user preflight' };
  const secrets = { AURORA_DATABASE_PASSWORD: 'hush' };
  const { calls, result } = await called({ workflow: 'aurora-upgrade', job: 'green', inputs, vars, secrets });
  expect(calls[0]).toMatch(/<--database-user><preflight><--><orders> PGPASSWORD=hush$/);
  expect(result.log + result.summary).not.toContain('hush');
});

it.each(['green', 'switchover'])(
  'what could not be asked is accepted for %s by whoever starts the run',
  async (job) => {
    const needs = { green: { outputs: {} } };
    const accepting = { ...inputs, accept_unchecked: true };
    const { calls } = await called({ workflow: 'aurora-upgrade', job, needs, inputs: accepting, vars: dataApi });
    expect(calls[0]).toContain('<arn:aws:secretsmanager:x><--accept-unchecked><--><orders>');
  },
);

describe('a pull request', () => {
  const call = { workflow: 'aurora-plan-check', job: 'plan-check', github: ofAPullRequest, vars: dataApi };

  it('has the preflight in its summary', async () => {
    const { calls, result } = await called(call);
    expect(calls[1]).toContain('<preflight><--markdown><--data-api><--database-secret><arn:aws:secretsmanager:x>');
    expect(result).toMatchObject({ ok: true, summary: expect.stringContaining('### Preflight') });
    expect(result.log).not.toContain('::warning::');
  });

  it('is warned of what would stop the upgrade, and does not fail: a merge upgrades nothing', async () => {
    // The plan has passed; from here on the command refuses.
    writeFileSync(join(folder, 'bin/npx'), standIn.replace('exit', `[ "$3" = preflight ] && exit 3; exit`));
    const { result } = await called(call);
    expect(result).toMatchObject({ ok: true, summary: expect.stringContaining('### Preflight') });
    expect(result.log).toContain('::warning::As it stands, an upgrade would be refused');
  });

  it('is the only one that has it: on main the upgrade itself checks', async () => {
    const { calls } = await called({ ...call, github: { event_name: 'push' } });
    expect(calls).toHaveLength(1);
  });
});
