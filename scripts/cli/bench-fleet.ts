import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const stacks = 5;
const clustersOfEach = 10;

/**
 * Writes an app of fifty clusters, each with its version as a literal of its own, and gives the file. It imports this
 * checkout's construct, and what is installed here.
 */
export function writeFleetApp(folder: string): string {
  const file = join(folder, 'fleet.ts');
  const from = (name: string) => JSON.stringify(require.resolve(name));
  const construct = JSON.stringify(resolve(__dirname, '../../constructs/aurora-cluster'));
  const lines = [
    `import { AwsProvider } from ${from('@cdktf/provider-aws/lib/provider')};`,
    `import { App, TerraformStack } from ${from('cdktf')};`,
    `import { AuroraCluster } from ${construct};`,
    'const app = new App();',
  ];
  for (let s = 1; s <= stacks; s += 1) {
    lines.push(`const stack${s} = new TerraformStack(app, 'fleet-${s}');`);
    lines.push(`new AwsProvider(stack${s}, 'aws', { region: 'eu-west-1' });`);
    for (let c = 1; c <= clustersOfEach; c += 1) lines.push(cluster(`stack${s}`, `fleet-${s}-${c}`));
  }
  writeFileSync(file, `${[...lines, 'app.synth();'].join('\n')}\n`);
  return file;
}

const cluster = (stack: string, name: string) => `
new AuroraCluster(${stack}, '${name}', {
  clusterIdentifier: '${name}',
  engine: 'aurora-postgresql',
  engineVersion: '15.6',
  writer: { identifier: '${name}-w', instanceClass: 'db.r6g.large' },
  readers: { '${name}-r1': { instanceClass: 'db.r6g.large' }, '${name}-r2': { instanceClass: 'db.r6g.large' } },
  subnetGroup: { subnetIds: ['subnet-a', 'subnet-b'] },
  securityGroup: { vpcId: 'vpc-1' },
  autoscaling: { minCapacity: 2, maxCapacity: 5, targetCpuUtilization: 60 },
  customEndpoints: { '${name}-reports': { type: 'READER', staticMembers: ['${name}-r2'] } },
  enabledCloudwatchLogsExports: ['postgresql'],
  logGroups: { retentionInDays: 30 },
  monitoringInterval: 60,
  monitoringRole: {},
  tags: { cluster: '${name}' },
});`;
