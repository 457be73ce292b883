import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const stacks = [1, 2, 3, 4, 5] as const;
const clusters = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** All fifty are at this version; those of the third stack declare an upgrade, too. */
export const fleetVersion = '14.18';
export const fleetUpgradeTo = '14.20';

const nameOf = (stack: number, cluster: number) => `fleet-${stack}-${cluster}`;

/**
 * Writes an app of fifty clusters and gives its file. All are at one version, which the code says in the forms that apps say it
 * in: literals where the clusters are created, an object, an array in a loop, a JSON file, another module. The app imports this
 * checkout's construct, and what is installed here.
 */
export function writeFleetApp(folder: string): string {
  const from = (name: string) => JSON.stringify(require.resolve(name));
  const construct = JSON.stringify(resolve(__dirname, '../../constructs/aurora-cluster'));
  const of = (stack: number, entry: (name: string) => string) => clusters.map((each) => entry(nameOf(stack, each)));
  const write = (name: string, lines: string[]) => writeFileSync(join(folder, name), `${lines.join('\n')}\n`);

  write('fleet-4.json', ['{', of(4, (name) => `  "${name}": { "engineVersion": "${fleetVersion}" }`).join(',\n'), '}']);
  write(
    'fleet-5.ts',
    of(5, (name) => `export const ${identifier(name)} = { engineVersion: '${fleetVersion}' };`),
  );
  write('fleet.ts', [
    `import { AwsProvider } from ${from('@cdktf/provider-aws/lib/provider')};`,
    `import { App, TerraformStack } from ${from('cdktf')};`,
    `import { AuroraCluster } from ${construct};`,
    "import fleet4 from './fleet-4.json';",
    "import * as fleet5 from './fleet-5';",
    'interface Versions { engineVersion: string; upgradeTo?: string; previousEngineVersion?: string }',
    'const app = new App();',
    `const [stack1, stack2, stack3, stack4, stack5] = [${stacks.join(', ')}].map((number) => {`,
    '  const stack = new TerraformStack(app, `fleet-${number}`);',
    "  new AwsProvider(stack, 'aws', { region: 'eu-west-1' });",
    '  return stack;',
    '});',
    create,
    ...of(1, (name) => `create(stack1, '${name}', { engineVersion: '${fleetVersion}' });`),
    'const fleet2 = {',
    ...of(2, (name) => `  '${name}': '${fleetVersion}',`),
    '};',
    'for (const [name, engineVersion] of Object.entries(fleet2)) create(stack2, name, { engineVersion });',
    'const fleet3 = [',
    ...of(3, (name) => `  { name: '${name}', engineVersion: '${fleetVersion}', upgradeTo: '${fleetUpgradeTo}' },`),
    '];',
    'for (const { name, ...versions } of fleet3) create(stack3, name, versions);',
    'for (const [name, versions] of Object.entries(fleet4)) create(stack4, name, versions);',
    ...of(5, (name) => `create(stack5, '${name}', { ...fleet5.${identifier(name)} });`),
    'app.synth();',
  ]);
  return join(folder, 'fleet.ts');
}

const identifier = (name: string) => name.replaceAll('-', '_');

const create = `
function create(stack: TerraformStack, name: string, versions: Versions) {
  new AuroraCluster(stack, name, {
    clusterIdentifier: name,
    engine: 'aurora-postgresql',
    ...versions,
    writer: { identifier: \`\${name}-w\`, instanceClass: 'db.r6g.large' },
    readers: { [\`\${name}-r1\`]: { instanceClass: 'db.r6g.large' }, [\`\${name}-r2\`]: { instanceClass: 'db.r6g.large' } },
    subnetGroup: { subnetIds: ['subnet-a', 'subnet-b'] },
    securityGroup: { vpcId: 'vpc-1' },
    autoscaling: { minCapacity: 2, maxCapacity: 5, targetCpuUtilization: 60 },
    customEndpoints: { [\`\${name}-reports\`]: { type: 'READER', staticMembers: [\`\${name}-r2\`] } },
    enabledCloudwatchLogsExports: ['postgresql'],
    logGroups: { retentionInDays: 30 },
    monitoringInterval: 60,
    monitoringRole: {},
    tags: { cluster: name },
  });
}`;
