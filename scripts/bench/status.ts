import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { RDSClient } from '@aws-sdk/client-rds';
import { STSClient } from '@aws-sdk/client-sts';
import { over } from '../aws/connection';
import { clientDefaults } from '../aws/wire';
import { statusOfAll } from '../commands/status/status-command';
import { desiredClusters } from '../desired/desired-clusters';
import type { SynthesizedStack } from '../desired/read-stacks';
import { runApp } from '../desired/run-app';
import { openEmbeddedRds } from '../embedded-rds/embedded-rds';
import { embeddedRequestHandler } from '../embedded-rds/request-handler';
import { seedFromCode } from '../local/seed-from-code';
import { withTemporaryFolder } from '../runtime/temporary-folder';

interface StatusMeasure {
  /** Calls a cluster, in an account of 200. */
  calls: number;
  /** CPU milliseconds a cluster, there. The embedded RDS's own are not counted. */
  milliseconds: number;
  /** That to the same in an account of 50: what is done for each pair of clusters shows here. */
  growth: number;
}

const region = 'eu-west-1';
const clustersOfStack = 50;
const stacks = 4;

/** `status` of clusters that all have an upgrade to come: then most is looked at. In process, over the SDK. */
export const measureStatus = () =>
  withTemporaryFolder('aurora-bench-status', async (folder): Promise<StatusMeasure> => {
    writeApp(folder);
    const app = await runApp({ projectDirectory: folder });
    try {
      // The first run compiles.
      await statusOf(app.stacks.slice(0, 1));
      const few = await statusOf(app.stacks.slice(0, 1));
      const many = await statusOf(app.stacks);
      return { ...many, growth: many.milliseconds / few.milliseconds };
    } finally {
      await app.remove();
    }
  });

async function statusOf(code: SynthesizedStack[]): Promise<Omit<StatusMeasure, 'growth'>> {
  const rds = openEmbeddedRds({ speed: 0 });
  seedFromCode(rds.world, atFormerVersion(code), rds.clock.now());
  let served = 0;
  const requestHandler = embeddedRequestHandler({
    handle(request) {
      const begun = process.cpuUsage();
      const response = rds.handle(request);
      served += milliseconds(process.cpuUsage(begun));
      return response;
    },
  });
  const options = {
    ...clientDefaults,
    region,
    requestHandler,
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  };
  const connection = await over(new RDSClient(options), new STSClient(options), {
    cloudWatch: () => new CloudWatchClient(options),
    autoscaling: () => new ApplicationAutoScalingClient(options),
  });
  const open = { ...connection, identity: { account: rds.world.account, arn: 'bench' } };
  const begun = process.cpuUsage();
  const clusters = desiredClusters(code);
  const context = { report: () => {}, signal: new AbortController().signal };
  await statusOfAll({ clusters, open: async () => open }, [], {}, context);
  const used = milliseconds(process.cpuUsage(begun)) - served;
  const calls = rds.calls().length;
  connection.close();
  await rds.close();
  return { calls: calls / clusters.length, milliseconds: used / clusters.length };
}

const milliseconds = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1000;

function atFormerVersion(code: SynthesizedStack[]): SynthesizedStack[] {
  const copy = structuredClone(code);
  for (const { json } of copy) {
    for (const cluster of Object.values(json.resource?.aws_rds_cluster ?? {})) cluster.engine_version = '15.5';
  }
  return copy;
}

function writeApp(folder: string): void {
  const from = (name: string) => JSON.stringify(require.resolve(name));
  writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ app: `node --import ${from('tsx')} main.ts` }));
  writeFileSync(
    join(folder, 'main.ts'),
    `
import { AwsProvider } from ${from('@cdktf/provider-aws/lib/provider')};
import { App, TerraformStack } from ${from('cdktf')};
import { AuroraCluster } from ${JSON.stringify(resolve(__dirname, '../../constructs/aurora-cluster'))};
const app = new App();
for (let number = 0; number < ${stacks}; number += 1) {
  const stack = new TerraformStack(app, \`fleet-\${number}\`);
  new AwsProvider(stack, 'aws', { region: '${region}' });
  for (let each = 0; each < ${clustersOfStack}; each += 1) {
    const name = \`fleet-\${number}-\${each}\`;
    const instances = { [\`\${name}-1\`]: { instanceClass: 'db.r6g.large' }, [\`\${name}-2\`]: { instanceClass: 'db.r6g.large' } };
    new AuroraCluster(stack, name, { clusterIdentifier: name, engine: 'aurora-postgresql', engineVersion: '15.10', instances });
  }
}
app.synth();
`,
  );
}
