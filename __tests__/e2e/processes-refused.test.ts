import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  CreateBlueGreenDeploymentCommand,
  CreateDBClusterCommand,
  CreateDBInstanceCommand,
  StopDBClusterCommand,
} from '@aws-sdk/client-rds';
import { cleanEnvironment, runCommand } from '../support/run-command';
import { describeWith } from '../support/tools';
import { expectExit, openPlayground, type Playground } from './processes/playground';

const checkout = resolve(__dirname, '../..');
const upgrade = ['--to', '15.10', '--yes'];

describeWith(['git'], 'commands as processes: what they refuse, print and leave alone', () => {
  let play: Playground;

  beforeAll(async () => {
    play = await openPlayground();
  });

  beforeEach(() => play.begin(play.before, 3000));

  afterAll(() => play?.close());

  /** Operations that change something. */
  const changes = async () =>
    Object.keys(await play.accepted()).filter((operation) => !/^(Describe|List|Get)/.test(operation));

  interface Situation {
    prepare?(): unknown;
    command?: string;
    args?: string[];
    env?: () => Record<string, string | undefined>;
    exitCode: number;
    /** What stderr ends with. */
    says: RegExp;
  }

  const provider = "{ region: 'ap-northeast-1' }";
  const cluster = 'aurora-bg-aurora-cluster';
  const situations: Record<string, Situation> = {
    'a wrong account': {
      prepare: () =>
        play.project.replace('main.ts', provider, "{ region: 'ap-northeast-1', allowedAccountIds: ['111111111111'] }"),
      exitCode: 3,
      says: /✘ The credentials belong to account 123456789012, but the provider of the stack aurora-bg allows only 111111111111\.\n {2}Switch to credentials of that account.*\n$/,
    },
    'no credentials': {
      env: () => {
        const home = join(play.project.aside, 'home');
        mkdirSync(home, { recursive: true });
        return { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, HOME: home };
      },
      exitCode: 3,
      says: /✘ No AWS credentials were found.*\n {2}Set AWS_PROFILE or .*\n$/,
    },
    'a cluster that the code does not declare': {
      args: ['orders', ...upgrade],
      exitCode: 3,
      says: /✘ The app declares no cluster called "orders"\.\n {2}It declares aurora-bg-aurora-cluster\.\n$/,
    },
    'a cluster that is in the code but not in AWS': {
      prepare: () => play.project.replace('main.ts', `clusterIdentifier: '${cluster}'`, "clusterIdentifier: 'orders'"),
      exitCode: 3,
      says: /✘ The cluster orders does not exist in account 123456789012, region ap-northeast-1\.\n {2}Create it first.*\n$/,
    },
    'a deployment of somebody else in the way': {
      prepare: () => foreignDeployment(),
      exitCode: 3,
      says: /✘ aurora-bg-aurora-cluster is part of the deployment bgd-\w+ \(by-hand, \w+\), which was not created by this tool.*\n {2}Finish or delete it where it was created.*\n$/,
    },
    'the same, to be aborted': {
      prepare: () => foreignDeployment(),
      command: 'abort',
      args: ['--yes'],
      exitCode: 3,
      says: /✘ aurora-bg-aurora-cluster is part of bgd-\w+ \(by-hand\), which was not created by this tool.*\n {2}Delete it where it was created.*\n$/,
    },
    'a code that is behind, while it is not settled what will run': {
      prepare: async () => {
        play.project.replace('main.ts', "'15.6'", "'15.5'");
        await foreignDeployment();
      },
      command: 'reconcile',
      args: [],
      exitCode: 3,
      says: /✘ The deployment bgd-\w+ \(by-hand, \w+\) of aurora-bg-aurora-cluster is not finished: .*\n {2}Finish it \(npx aurora-blue-green upgrade aurora-bg-aurora-cluster\) or abort it .*\n$/,
    },
    'a stopped cluster': {
      prepare: async () => {
        await play.client.send(new StopDBClusterCommand({ DBClusterIdentifier: cluster }));
        await play.rds.advance(30);
      },
      exitCode: 3,
      says: /✘ The cluster aurora-bg-aurora-cluster is stopped, not available\..*\n {2}Start it .*\n$/,
    },
    'a target that RDS does not offer': {
      args: ['--to', '15.99', '--yes'],
      exitCode: 3,
      says: /✘ 15\.99 is not a valid upgrade target of 15\.6, .*: RDS offers 15\.7, 15\.8, 15\.10, .*\n {2}Write one of these .*\n$/,
    },
    'an endpoint where nothing listens': {
      // The discard port: nothing listens there on any machine.
      env: () => ({ AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }),
      exitCode: 1,
      says: /✘ .*ECONNREFUSED 127\.0\.0\.1:9.*\n {2}Start what should answer there .*\n$/,
    },
    'no terminal to ask, and no --yes': {
      args: ['--to', '15.10'],
      exitCode: 3,
      says: /✘ The switchover of aurora-bg-aurora-cluster must be confirmed, and there is no terminal to ask\. This run has changed nothing\.\n {2}Use --until green, .*--approve <code>.* Or --yes.*\n$/,
    },
    '--local and an endpoint that is not on this machine': {
      args: ['--local', ...upgrade],
      env: () => ({ AWS_ENDPOINT_URL: 'https://rds.example.com' }),
      exitCode: 3,
      says: /✘ --local works on this machine only, but the environment's endpoint is https:\/\/rds\.example\.com\.\n {2}Unset .*\n$/,
    },
    'an option that does not exist': {
      args: ['--force'],
      exitCode: 64,
      says: /^error: unknown option '--force'\n.*--help.*\n$/,
    },
    'a value that an option does not take': {
      args: ['--switchover-timeout', '10'],
      exitCode: 64,
      says: /^error: option '--switchover-timeout <seconds>' argument '10' is invalid\. It must be a whole number from 30 to 3600\.\n/,
    },
  };

  const foreignDeployment = () =>
    play.client.send(
      new CreateBlueGreenDeploymentCommand({
        BlueGreenDeploymentName: 'by-hand',
        Source: `arn:aws:rds:ap-northeast-1:123456789012:cluster:${cluster}`,
        TargetEngineVersion: '15.10',
        TargetDBClusterParameterGroupName: 'aurora-bg-aurora-pg15-cluster-params',
      }),
    );

  test.each(Object.entries(situations))('%s', async (_, situation) => {
    await situation.prepare?.();
    const earlier = await changes();
    const { command = 'upgrade', args = upgrade, env } = situation;
    const result = await play.run(command, args, { env: env?.() });
    expectExit(situation.exitCode, result);
    expect(result.stderr).toMatch(situation.says);
    expect(await changes()).toEqual(earlier);
  });

  test('reconcile --check passes over a cluster that is not deployed yet, and names it', async () => {
    play.project.replace(
      'main.ts',
      "    new AuroraCluster(this, 'aurora', {",
      `    new AuroraCluster(this, 'later', {
      clusterIdentifier: 'later',
      engine: 'aurora-postgresql',
      engineVersion: '15.6',
      instances: { 'later-1': { instanceClass: 'db.r6g.large' } },
    });
    new AuroraCluster(this, 'aurora', {`,
    );
    const all = await play.run('reconcile', ['--check']);
    expectExit(0, all);
    expect(all.stdout).toContain(`${cluster}: runs 15.6, as the code says`);
    expect(all.stderr).toContain('! The cluster later does not exist');
    expectExit(3, await play.run('reconcile', ['--check', 'later']));
  });

  test('reconcile: an upgrade to be done does not hold up another cluster, unless both are named', async () => {
    play.project.replace(
      'main.ts',
      "    new AuroraCluster(this, 'aurora', {",
      `    new AuroraCluster(this, 'ledger', {
      clusterIdentifier: 'ledger',
      engine: 'aurora-postgresql',
      engineVersion: '15.5',
      instances: { 'ledger-1': { instanceClass: 'db.r6g.large' } },
    });
    new AuroraCluster(this, 'aurora', {`,
    );
    play.project.replace('main.ts', "'15.6'", "'15.10'");
    const ledger = { DBClusterIdentifier: 'ledger', Engine: 'aurora-postgresql' };
    const master = { MasterUsername: 'postgres', MasterUserPassword: 'not-a-secret' };
    await play.client.send(new CreateDBClusterCommand({ ...ledger, ...master, EngineVersion: '15.7' }));
    const DBInstanceIdentifier = 'ledger-1';
    const instance = { ...ledger, DBInstanceIdentifier, DBInstanceClass: 'db.r6g.large' };
    await play.client.send(new CreateDBInstanceCommand(instance));
    await play.rds.advance(30);
    const code = play.project.read('main.ts');

    expectExit(3, await play.run('reconcile', ['ledger', cluster]));
    expect(play.project.read('main.ts')).toBe(code);
    const env = { TERRAFORM_BINARY_NAME: 'no-terraform-here' };
    const all = await play.run('reconcile', [], { env });
    expectExit(3, all);
    expect(all.stderr).toMatch(/✘ The code of aurora-bg-aurora-cluster says 15\.10, later than 15\.6/);
    expect(play.project.read('main.ts')).toBe(code.replace("'15.5'", "'15.7'"));
  });

  test('status: what will be in the way of the next upgrade is told also where nothing is to be done', async () => {
    await play.client.send(new StopDBClusterCommand({ DBClusterIdentifier: cluster }));
    const stopped = await play.run('status');
    expectExit(0, stopped);
    expect(stopped.stdout).toMatch(/aurora-bg-aurora-cluster +aurora-bg +15\.6 +15\.6, stop\w+ +none/);

    await play.begin(play.before, 3000);
    await foreignDeployment();
    const foreign = await play.run('status', ['--json']);
    expectExit(0, foreign);
    const events = foreign.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events.find(({ code }) => code === 'STATUS')).toMatchObject({
      running: '15.6',
      foreign: [{ identifier: expect.stringMatching(/^bgd-/), status: expect.any(String) }],
    });
  });

  test('npm passes options and exit codes on', async () => {
    const result = await runCommand('npm', ['run', '--silent', 'upgrade', '--', '--force'], { cwd: checkout });
    expectExit(64, result);
    expect(result.stderr).toContain("unknown option '--force'");
  });

  /** It would upgrade, or keep no soak time; others are in cli/npm-leftovers. */
  test.each([
    ['upgrade', ['--to', '15.10', '--yes']],
    ['cleanup', ['--soak', '48', '--yes']],
  ])('npm run %s %j, without --: npm keeps the options, and nothing is done', async (command, options) => {
    const result = await runCommand('npm', ['run', '--silent', command, ...options], { cwd: checkout });
    expectExit(64, result);
    expect(result.stderr).toContain(`✘ npm took ${options[0]} for itself`);
    expect(result.stderr).toContain(`Type: npm run ${command} -- `);
    expect(result.stdout).toBe('');
  });

  test('--json: events on stdout, one a line, the target first, and nothing else anywhere', async () => {
    play.project.replace('main.ts', "engineVersion: '15.6'", "engineVersion: '15.10'");
    const result = await play.run('upgrade', ['--json', '--yes', '--until', 'switched']);
    expectExit(0, result);
    const events = result.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events[0]).toMatchObject({
      code: 'TARGET',
      format: 1,
      embedded: true,
      account: '123456789012',
      region: 'ap-northeast-1',
    });
    for (const event of events) expect(event).toMatchObject({ code: expect.any(String), time: expect.any(String) });
    expect(events.filter(({ code }) => code === 'RESULT')).toEqual([
      expect.objectContaining({ cluster, message: expect.stringContaining('15.10') }),
    ]);
    expect(result.stderr).toBe('');
  });

  test('--json: a refusal is an event too', async () => {
    const result = await play.run('upgrade', ['--json', '--to', '15.10']);
    expectExit(3, result);
    const events = result.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events.at(-1)).toMatchObject({ code: 'ERROR', error: 'NO_TERMINAL', remedy: expect.any(String) });
    expect(result.stderr).toBe('');
  });

  test('--local: a whole upgrade leaves the checkout as it is', async () => {
    const result = await play.run('upgrade', ['--local', ...upgrade]);
    expectExit(0, result);
    expect(result.output).toMatch(/main\.ts.* in a copy .*15\.6 → 15\.10/);
    const status = spawnSync('git', ['status', '--porcelain', '--ignored'], {
      cwd: play.project.directory,
      env: cleanEnvironment(),
      encoding: 'utf8',
    });
    expect(status.stdout).toBe('!! node_modules\n');
  });
});
