import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type JobCall, type JobResult, runJob } from '../support/workflow-run';

let folder: string;
let calls: string;

/** Instead of the command: what it is called with, and what it has of the password. Ends with the exit code in `CODE`. */
const standIn = `#!/bin/bash
{ printf '<%s>' "\${@//$RUNNER_TEMP/TEMP}"; echo " PGPASSWORD=$PGPASSWORD"; } >> "$CALLS"
[ "$5" != green ] || printf "$APPROVALS" > "$RUNNER_TEMP/approvals"
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

async function called(call: Pick<JobCall, 'workflow' | 'job'> & Partial<JobCall>, code = 0, approvals = '') {
  const env = {
    APPROVALS: approvals,
    PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}`,
    CALLS: calls,
    CODE: `${code}`,
  };
  const result: JobResult = await runJob({ cwd: folder, aside: folder, ...call, env });
  return { result, calls: readFileSync(calls, 'utf8').trimEnd().split('\n') };
}

const inputs = {
  clusters: 'orders',
  retry_switchover: false,
  accept_unchecked: false,
  skip: '',
  reason: '',
  switch_at: '',
  wait: false,
};
const settings = { AURORA_UPGRADES: 'on', AURORA_ROLE: 'arn:aws:iam::123456789012:role/aurora' };
const dataApi = { ...settings, AURORA_DATABASE_OPTIONS: ' --data-api  --database-secret arn:aws:secretsmanager:x\n' };
const ofAPullRequest = {
  event_name: 'pull_request',
  repository: 'example/databases',
  event: { pull_request: { head: { repo: { full_name: 'example/databases' } } } },
};

it('nothing is set: the code says how the databases are reached', async () => {
  const { calls } = await called({ workflow: 'aurora-upgrade', job: 'green', inputs, vars: settings });
  expect(calls).toEqual([
    '<--no-install><aurora-blue-green><upgrade><--until><green><--approvals><TEMP/approvals><--><orders> PGPASSWORD=',
  ]);
});

it('a variable of the environment names the Data API and its secret', async () => {
  const { calls } = await called({ workflow: 'aurora-upgrade', job: 'green', inputs, vars: dataApi });
  expect(calls[0]).toContain(
    '<green><--approvals><TEMP/approvals><--data-api><--database-secret><arn:aws:secretsmanager:x><--><orders>',
  );
});

it('a password reaches the command as PGPASSWORD, and no log', async () => {
  const vars = { ...settings, AURORA_DATABASE_OPTIONS: '--database-user preflight' };
  const secrets = { AURORA_DATABASE_PASSWORD: 'hush' };
  const { calls, result } = await called({ workflow: 'aurora-upgrade', job: 'green', inputs, vars, secrets });
  expect(calls[0]).toMatch(/<--database-user><preflight><--><orders> PGPASSWORD=hush$/);
  expect(result.log + result.summary).not.toContain('hush');
});

it.each([
  ['green', '<--yes>'],
  ['switchover', ''],
])('what could not be asked is accepted for %s by whoever starts the run', async (job, yes) => {
  const needs = { green: { outputs: { approve: '' } } };
  const accepting = { ...inputs, accept_unchecked: true };
  const { calls } = await called({ workflow: 'aurora-upgrade', job, needs, inputs: accepting, vars: dataApi });
  expect(calls[0]).toContain(`<arn:aws:secretsmanager:x><--accept-unchecked>${yes}<--><orders>`);
});

describe('consent', () => {
  const job = (name: string, more: object = {}, approve = '') => ({
    workflow: 'aurora-upgrade',
    job: name,
    needs: { green: { outputs: { approve } } },
    inputs: { ...inputs, ...more },
    vars: settings,
  });

  it('to what the first job shows is handed to the second one, a code a cluster', async () => {
    const first = await called(job('green'), 0, 's1-a\\ns2-b\\n');
    expect(first.result).toMatchObject({ ok: true, outputs: { approve: 's1-a s2-b ' } });
    const second = await called(job('switchover', {}, 's1-a s2-b '));
    expect(second.calls.at(-1)).toBe(
      '<--no-install><aurora-blue-green><upgrade><--approve><s1-a><--approve><s2-b><--><orders> PGPASSWORD=',
    );
  });

  it('is never given in advance for a switchover', async () => {
    const { calls } = await called(job('switchover', { accept_unchecked: true, retry_switchover: true, wait: true }));
    expect(calls[0]).not.toContain('--yes');
    expect(calls[0]).toContain('<--accept-unchecked><--retry-switchover><--wait><--><orders>');
  });

  it('to a state that has changed since fails', async () => {
    const { result } = await called(job('switchover', {}, 's1-a'), 3);
    expect(result.ok).toBe(false);
  });

  it('outside the window the job ends well, and says where it stands when to run it again', async () => {
    // As its checkout leaves it: the code has not changed.
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=t@t', ...args], { cwd: folder });
    git('init', '--quiet');
    git('commit', '--quiet', '--allow-empty', '-m', 'none');
    const { result } = await called(job('switchover', {}, 's1-a'), 2);
    expect(result.ok).toBe(true);
    expect(result.log).toMatch(/::warning::.*see its summary, which says when to run it again/);
  });
});

it.each(['green', 'switchover'])('checks, a reason and a time reach %s as they are, whatever they are', async (job) => {
  const odd = {
    skip: ' PG_LO $(touch${IFS}odd)\n',
    reason: 'it is "empty"; $(touch odd) `touch odd`',
    switch_at: '2026-12-06T02:00+09:00; touch odd',
  };
  const needs = { green: { outputs: { approve: '' } } };
  const { calls } = await called({
    workflow: 'aurora-upgrade',
    job,
    needs,
    inputs: { ...inputs, ...odd },
    vars: settings,
  });
  expect(calls[0]).toContain(
    `<--skip><PG_LO><--skip><$(touch\${IFS}odd)><--reason><${odd.reason}><--switch-at><${odd.switch_at}><--><orders>`,
  );
  expect(existsSync(join(folder, 'odd'))).toBe(false);
});

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
