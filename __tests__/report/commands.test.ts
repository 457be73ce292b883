import { observe } from '../../scripts/observed/observe';
import {
  abortCommand,
  awsCommand,
  cleanupCommand,
  continueCommand,
  removeByHand,
  retireOldEnvironment,
} from '../../scripts/report/commands';
import { plainCleanup } from '../support/cleaning';
import { scenario } from '../support/scenario';
import { viewOf } from '../support/view-of';

test.each([
  ['AWS by the environment', {}, ' --region ap-northeast-1'],
  [
    'an endpoint of its own',
    { endpoint: 'http://127.0.0.1:5440' },
    ' --region ap-northeast-1 --endpoint-url http://127.0.0.1:5440',
  ],
  ['a profile of the provider block', { profile: 'prod' }, ' --region ap-northeast-1 --profile prod'],
  ['a profile with a blank', { profile: 'acme prod' }, " --region ap-northeast-1 --profile 'acme prod'"],
])(
  'a command reaches what the run reached: %s',
  async (_, { endpoint, profile }: { endpoint?: string; profile?: string }, options) => {
    const view = { ...(await scenario()).view(), endpoint };
    view.desired = { ...view.desired, provider: { ...view.desired.provider, profile } };
    expect(awsCommand(view, 'rds describe-db-clusters')).toBe(`aws rds describe-db-clusters${options}`);
  },
);

test('section 9 asks for the account first, and every line of it carries the target', async () => {
  const it = await scenario();
  await it.upgrade();
  const view = { ...it.view(), endpoint: 'http://127.0.0.1:5440' };
  await observe(view, ['production', 'deployments', 'old'], await it.sources());
  const lines = retireOldEnvironment(view);
  expect(lines[0]).toMatch(/must print 123456789012/);
  expect(lines[1]).toMatch(/^aws sts get-caller-identity /);
  const commands = lines.filter((line) => line.startsWith('aws '));
  expect(commands).toHaveLength(9);
  for (const command of commands) expect(command).toContain('--endpoint-url http://127.0.0.1:5440');
  expect(commands.findIndex((line) => /delete-blue-green/.test(line))).toBeLessThan(
    commands.findIndex((line) => /delete-db-cluster/.test(line)),
  );
});

test.each([
  ['the old cluster', 'aws_rds_cluster', { cluster_identifier: 'aurora-bg-aurora-cluster-old1' }],
  ['one of its instances', 'aws_rds_cluster_instance', { identifier: 'aurora-bg-aurora-instance-2-old1' }],
  ['perhaps the old cluster', 'aws_rds_cluster', { cluster_identifier_prefix: 'aurora-bg-aurora-cluster-' }],
])('no command deletes what the code declares: %s', async (_, type, resource) => {
  const it = await scenario();
  await it.upgrade();
  it.code.otherStacks = [{ name: 'reports', json: { resource: { [type]: { kept: resource } } } }];
  const view = it.view();
  await observe(view, ['production', 'deployments', 'old'], await it.sources());
  expect(retireOldEnvironment(view)).toEqual([
    expect.stringMatching(/^# not aurora-bg-aurora-cluster-old1: .*the stack reports declares/),
  ]);
  expect(removeByHand(view, view.facts.old!.cluster)).toBeUndefined();
});

test('a cluster is removed by hand with its instances, a final snapshot, and its automated backups kept', async () => {
  const it = await scenario();
  await it.upgrade();
  const view = it.view();
  await observe(view, ['production', 'deployments', 'old'], await it.sources());
  const words = removeByHand(view, view.facts.old!.cluster)!.split('; ');
  expect(words.map((each) => each.replace(/ --region .*/, ''))).toEqual([
    ...[1, 2].map(
      (i) =>
        `aws rds delete-db-instance --db-instance-identifier aurora-bg-aurora-instance-${i}-old1 --skip-final-snapshot`,
    ),
    'aws rds modify-db-cluster --db-cluster-identifier aurora-bg-aurora-cluster-old1 --no-deletion-protection --apply-immediately',
    'aws rds delete-db-cluster --db-cluster-identifier aurora-bg-aurora-cluster-old1 --final-db-snapshot-identifier aurora-bg-aurora-cluster-old1-final --no-delete-automated-backups',
  ]);
});

test('what is printed in a run with --local leads to the embedded RDS, not to AWS', async () => {
  const view = (await scenario()).view({ to: '15.10', local: true });
  expect(continueCommand(view)).toBe('npm run upgrade -- aurora-bg-aurora-cluster --to 15.10 --local');
  expect(abortCommand(view)).toBe('npm run abort -- aurora-bg-aurora-cluster --local');
  expect(cleanupCommand(view)).toBe('npm run cleanup -- aurora-bg-aurora-cluster --local');
});

test('a cleanup is continued as a cleanup, with the options that it was given', async () => {
  const it = await scenario();
  const all = {
    command: 'cleanup' as const,
    soakHours: 48,
    maxConnections: 2,
    connectionProof: false,
    skipFinalSnapshot: true,
  };
  expect(continueCommand(it.view(all), '--no-connection-proof')).toBe(
    'npm run cleanup -- aurora-bg-aurora-cluster --soak 48 --max-connections 2 --no-connection-proof --skip-final-snapshot',
  );
  expect(continueCommand(it.view(plainCleanup))).toBe('npm run cleanup -- aurora-bg-aurora-cluster');
});

test('a run is continued with the options that it was given', async () => {
  const view = (await scenario()).view({ to: '15.10', retrySwitchover: true });
  expect(continueCommand(view, '--retry-switchover')).toBe(
    'npm run upgrade -- aurora-bg-aurora-cluster --to 15.10 --retry-switchover',
  );
});

test.each([
  ['is repeated while there is no deployment', {}, 'npm run upgrade -- orders --reboot-source --until green'],
  ['a reboot lies behind where there is one', { underway: {} }, 'npm run upgrade -- orders --until green'],
])('what was asked for %s', (_, setting, command) => {
  const view = viewOf({ ...setting, request: { rebootSource: true, until: 'green' } });
  expect(continueCommand(view)).toBe(command);
});
