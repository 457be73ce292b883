import { tmpdir } from 'node:os';
import { type EmbeddedRdsServer, startEmbeddedRds } from '../../scripts/embedded-rds/embedded-rds';
import { seedClusters } from '../../scripts/embedded-rds/seed/seed';
import { worldClock } from '../../scripts/embedded-rds/server/clock';
import { newWorld } from '../../scripts/embedded-rds/world/new-world';
import { clusterId, regionName, runbookSpec } from '../embedded-rds/clusters/cluster-world';
import { awsExecutable } from '../support/aws-executable';
import { runCommand } from '../support/run-command';
import { describeWith } from '../support/tools';

const beginning = Date.parse('2026-01-15T01:00:00Z');

describeWith(['aws-cli'], 'the AWS CLI, on the services beside RDS', () => {
  let rds: EmbeddedRdsServer;
  beforeAll(async () => {
    const world = newWorld();
    seedClusters(world, regionName, runbookSpec(), beginning);
    rds = await startEmbeddedRds({ world, clock: worldClock(0, beginning) });
  });
  afterAll(() => rds.close());

  const aws = (command: string) =>
    runCommand(awsExecutable(), command.split(' '), {
      cwd: tmpdir(),
      env: {
        AWS_ENDPOINT_URL: rds.endpoint,
        AWS_ACCESS_KEY_ID: 'x',
        AWS_SECRET_ACCESS_KEY: 'x',
        AWS_DEFAULT_REGION: regionName,
        AWS_PAGER: '',
      },
    });

  const readers = `--service-namespace rds --resource-id cluster:${clusterId} --scalable-dimension rds:cluster:ReadReplicaCount`;

  it('registers and describes a scalable target, and is told what is not there', async () => {
    await aws(`application-autoscaling register-scalable-target ${readers} --min-capacity 1 --max-capacity 3`);
    const described = await aws(
      'application-autoscaling describe-scalable-targets --service-namespace rds --output text ' +
        '--query ScalableTargets[].[ResourceId,MinCapacity,MaxCapacity]',
    );
    expect(described.stdout).toBe(`cluster:${clusterId}\t1\t3\n`);
    const missing = await aws(`application-autoscaling delete-scaling-policy ${readers} --policy-name none`);
    expect(missing.stderr).toContain(
      '(ObjectNotFoundException) when calling the DeleteScalingPolicy operation: No scaling',
    );
  });

  it('asks for the connections of a cluster', async () => {
    rds.control('POST clock', { advanceMinutes: 5 });
    const { stdout } = await aws(
      'cloudwatch get-metric-statistics --namespace AWS/RDS --metric-name DatabaseConnections --period 300 ' +
        `--dimensions Name=DBClusterIdentifier,Value=${clusterId} --statistics Maximum SampleCount --output text ` +
        '--start-time 2026-01-15T01:00:00Z --end-time 2026-01-15T01:10:00Z --query Datapoints[].[Maximum,SampleCount]',
    );
    expect(stdout).toMatch(/^5(\.0)?\t10(\.0)?\n$/);
  });

  it('is told that other services are not here', async () => {
    const { stderr } = await aws('logs describe-log-groups');
    expect(stderr).toContain(
      '(UnknownOperationException) when calling the DescribeLogGroups operation: The embedded RDS',
    );
  });
});
