import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from '../../scripts/embedded-rds/world/world';
import { aftermath, upgradedOnce } from '../support/aftermath';
import { awsExecutable } from '../support/aws-executable';
import { region } from '../support/created-cluster';
import { type LocalRds, startLocalRds } from '../support/local-rds';
import { createApp, type ProjectCopy } from '../support/project-copy';
import { cleanEnvironment, runCommand } from '../support/run-command';
import { describeWith } from '../support/tools';
import { startWarmAws, type WarmAws } from '../support/warm-aws';
import { expectedOutput, normalize } from './runbook/expected-output';
import { readRunbook } from './runbook/runbook';
import { openShell, type Shell } from './runbook/shell';

/**
 * How fast the embedded RDS runs in a section, 600 elsewhere. Where something is to be seen half way its time is that of the
 * wall, and only the loops' `sleep` moves it on. In 6.1 and 9.2 `aws rds wait` really waits: it looks every 30 seconds.
 */
const speeds: Record<string, number> = { '3.2': 1, '3.3': 1, '3.4': 1, '6.1': 30, '6.3': 1, '9.1': 3000, '9.2': 30 };

/** Seconds by which one `sleep 30` moves the world on: a deployment takes longer to build than is worth looking at. */
const sleeps: Record<string, number> = { '3.4': 900 };

/** What is printed where the runbook shows no example. */
const unshown: Record<string, RegExp> = {
  '3.1': /^arn:aws:rds:ap-northeast-1:\d{12}:cluster:aurora-bg-aurora-cluster$/,
  '3.2': /^bgd-[a-z0-9]{16}$/,
  '4.1': /^aurora-bg-aurora-cluster-green-[a-z0-9]{6}$/,
  '5': /^aurora-bg-aurora-cluster-green-[a-z0-9]{6}\.cluster-\w+\.ap-northeast-1\.rds\.amazonaws\.com$/,
  '9.1': /^$/,
};

describeWith(['aws-cli', 'git'], "the runbook's own commands, by the AWS CLI", () => {
  let project: ProjectCopy;
  let rds: LocalRds;
  let aws: WarmAws;
  let shell: Shell;
  let slept: string;

  beforeAll(async () => {
    project = createApp();
    [rds, aws] = await Promise.all([startLocalRds(project, { speed: 600 }), startWarmAws(project.aside)]);
    const bin = join(project.aside, 'bin');
    slept = join(project.aside, 'slept');
    mkdirSync(bin);
    symlinkSync(aws.executable, join(bin, 'aws'));
    script(join(bin, 'aws-vault'), '[ "$1 $2 $3" = "exec mizzy --" ] && shift 3 && exec "$@"');
    script(join(bin, 'sleep'), `echo "$@" >> '${slept}'; exec '${process.execPath}' '${advancing(project, rds)}'`);
    shell = openShell({ ...cleanEnvironment(), ...rds.env, PATH: `${bin}:${process.env.PATH}` });
    // The runbook's cluster has no deletion protection.
    await shell.run(
      'aws rds modify-db-cluster --db-cluster-identifier aurora-bg-aurora-cluster --no-deletion-protection --region ap-northeast-1',
    );
  });

  afterAll(async () => {
    shell?.close();
    aws?.stop();
    await rds?.stop();
    project?.remove();
  });

  it.each(readRunbook().map((section) => [section.number, section.title, section] as const))(
    '%s %s',
    async (number, _title, { blocks }) => {
      await rds.control('clock', { speed: speeds[number] ?? 600 });
      writeFileSync(join(project.aside, 'sleep.json'), JSON.stringify({ advanceSeconds: sleeps[number] ?? 30 }));
      for (const { commands, example } of blocks) {
        const output = await shell.run(commands);
        expect(normalize(output)).toMatch(example === undefined ? unshown[number]! : expectedOutput(example));
      }
    },
  );

  it('leaves the new production alone, and nothing of the old environment', async () => {
    const world = await rds.control<World>('state');
    expect(aftermath({ world })).toEqual({
      ...upgradedOnce,
      clusters: ['aurora-bg-aurora-cluster 15.10 available'],
      instances: ['aurora-bg-aurora-instance-1 15.10 available', 'aurora-bg-aurora-instance-2 15.10 available'],
      deployments: [],
    });
    const [snapshot] = Object.values(world.regions[region]!.clusterSnapshots).slice(-1);
    expect(snapshot?.settings.EngineVersion).toBe('15.6');
  });

  it.each([
    ['an answer', 'rds describe-db-clusters --query DBClusters[].[Status,Endpoint] --output table', 0],
    ['a refusal of AWS', 'rds describe-db-clusters --db-cluster-identifier nobody', 255],
    ['a mistyped command', 'rds describe-db-clutsers', 2],
  ])('a command of the warm AWS CLI says what the executable says: %s', async (_, words, code) => {
    const call = { cwd: project.directory, env: { ...rds.env, AWS_DEFAULT_REGION: region } };
    const said = async (file: string) => {
      const { exitCode, stdout, stderr } = await runCommand(file, words.split(' '), call);
      return { exitCode, stdout, stderr };
    };
    const [warm, cold] = await Promise.all([said(aws.executable), said(awsExecutable())]);
    expect(cold.exitCode).toBe(code);
    expect(warm).toEqual(cold);
  });

  it('shortened no sleep but the 30 seconds of its loops', () => {
    expect(new Set(readFileSync(slept, 'utf8').trim().split('\n'))).toEqual(new Set(['30']));
  });
});

/** A program that moves the world on by what sleep.json says. */
function advancing({ aside }: ProjectCopy, { endpoint }: LocalRds): string {
  const [file, told] = [join(aside, 'advance.js'), JSON.stringify(join(aside, 'sleep.json'))];
  const body = `require('node:fs').readFileSync(${told}, 'utf8')`;
  // Not fetch, which takes a third of a second to load.
  writeFileSync(file, `require('node:http').request('${endpoint}/_embedded/clock', { method: 'POST' }).end(${body});`);
  return file;
}

function script(file: string, body: string): void {
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
}
