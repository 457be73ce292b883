import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTemporaryFolder } from '../runtime/temporary-folder';
import { writeFleetApp } from './fleet';
import { median } from './median';
import { timeCommand } from './time-command';

interface SynthMeasure {
  seconds: number;
  megabytes: number;
}

const inFolder = <Result>(use: (folder: string) => Result) =>
  withTemporaryFolder('aurora-bench-synth', async (folder) => use(folder));

export const measureMain = (runs: number) => inFolder((folder) => measureSynth('main.ts', folder, runs));

/** An app of one cluster and two instances in plain resources: what CDKTF takes without the construct. */
export const measurePlain = (runs: number) =>
  inFolder((folder) => {
    const app = join(folder, 'plain.ts');
    writeFileSync(app, plainApp);
    return measureSynth(app, join(folder, 'out'), runs);
  });

/** Of fifty clusters with about everything that goes with one. */
export const measureFleet = (runs: number) =>
  inFolder((folder) => measureSynth(writeFleetApp(folder), join(folder, 'out'), runs));

/** The app as `cdktf.json` runs it, into a folder of its own; each process tells its own peak when it ends. */
function measureSynth(app: string, folder: string, runs: number): SynthMeasure {
  const peaks: number[] = [];
  mkdirSync(folder, { recursive: true });
  const tellPeak = join(folder, 'tell-peak.js');
  writeFileSync(tellPeak, "process.on('exit', () => console.error('peak=' + process.resourceUsage().maxRSS));");
  const seconds = median(runs, () => {
    const env = { ...process.env, CDKTF_OUTDIR: folder };
    const synth = timeCommand(process.execPath, ['--require', 'tsx/cjs', '--require', tellPeak, app], { env });
    peaks.push(Number(/peak=(\d+)/.exec(synth.stderr)?.[1]) / 1024);
    return synth.seconds;
  });
  return { seconds, megabytes: Math.max(...peaks) };
}

const from = (name: string) => JSON.stringify(require.resolve(name));
const plainApp = `
import { AwsProvider } from ${from('@cdktf/provider-aws/lib/provider')};
import { RdsCluster } from ${from('@cdktf/provider-aws/lib/rds-cluster')};
import { RdsClusterInstance } from ${from('@cdktf/provider-aws/lib/rds-cluster-instance')};
import { App, TerraformStack } from ${from('cdktf')};
const app = new App();
const stack = new TerraformStack(app, 'plain');
new AwsProvider(stack, 'aws', { region: 'eu-west-1' });
const versions = { engine: 'aurora-postgresql', engineVersion: '15.6' };
const { clusterIdentifier } = new RdsCluster(stack, 'orders', { clusterIdentifier: 'orders', ...versions });
for (const identifier of ['orders-1', 'orders-2']) {
  new RdsClusterInstance(stack, identifier, { clusterIdentifier, identifier, instanceClass: 'db.r6g.large', ...versions });
}
app.synth();
`;
