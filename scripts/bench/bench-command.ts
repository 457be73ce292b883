import { ExitCode } from '../runtime/errors';
import { table } from '../text/table';
import { measureCreates } from './creates';
import { measureHelp } from './help';
import { measureReconcile } from './reconcile';
import { measureStatus } from './status';
import { measureFleet, measureMain, measurePlain } from './synth';
import { measureUpgrade } from './upgrade';
import { measureVersions } from './versions';

interface Measure {
  what: string;
  value: number;
  unit: string;
  limit: number;
  how: string;
}

/** `npm run bench`: a table, and exit code 1 where a limit is exceeded. */
export async function benchCommand(): Promise<void> {
  const upgrade = await measureUpgrade();
  const status = await measureStatus();
  const help = await measureHelp(5);
  const plain = await measurePlain(5);
  const main = await measureMain(5);
  const fleet = await measureFleet(3);
  const reconcile = await measureReconcile();
  const creates = await measureCreates();
  const measures: Measure[] = [
    {
      what: 'whole upgrade / what RDS dictates',
      value: upgrade.elapsed / upgrade.dictated,
      unit: '',
      limit: 1.02,
      how: `virtual clock: ${(upgrade.elapsed / 60_000).toFixed(1)} / ${(upgrade.dictated / 60_000).toFixed(1)} min`,
    },
    {
      what: 'switchover noticed after',
      value: upgrade.noticedAfter / 1000,
      unit: ' s',
      limit: 2,
      how: 'virtual clock',
    },
    { what: 'API calls of an upgrade', value: upgrade.calls, unit: '', limit: 250, how: 'counted by the embedded RDS' },
    {
      what: 'API calls of status, a cluster',
      value: status.calls,
      unit: '',
      limit: 5,
      how: '200 clusters, upgrades to come',
    },
    {
      what: 'CPU of status a cluster, 200 / 50',
      value: status.growth,
      unit: '',
      limit: 1.5,
      how: `${status.milliseconds.toFixed(1)} ms for each of 200`,
    },
    ratio('npm run upgrade -- --help', help.seconds, 'an empty script', help.start, 1.6),
    ratio('synth of main.ts', main.seconds, 'in plain resources', plain.seconds, 1.5),
    { what: 'synth of main.ts, memory', value: main.megabytes, unit: ' MB', limit: 300, how: 'peak resident set' },
    ratio('versions of three clusters', measureVersions(3), 'synth of main.ts', main.seconds, 4),
    ratio('synth of 50 clusters', fleet.seconds, 'synth of main.ts', main.seconds, 5),
    { what: 'synth of 50 clusters, memory', value: fleet.megabytes, unit: ' MB', limit: 600, how: 'peak resident set' },
    ratio('reconcile of one of 50', reconcile.version.seconds, 'its synth', fleet.seconds, 18),
    {
      what: 'the same, syntheses',
      value: reconcile.version.syntheses,
      unit: '',
      limit: 7,
      how: 'its version in a JSON file',
    },
    {
      what: 'the same, upgrade declared',
      value: reconcile.upgrade.syntheses,
      unit: '',
      limit: 7,
      how: 'properties in a list',
    },
    {
      what: 'embedded RDS, 1,000 creates',
      value: creates.seconds,
      unit: ' s',
      limit: 3,
      how: 'median of 3, CPU',
    },
    { what: 'the same / 100 creates', value: creates.growth, unit: '', limit: 20, how: '10 is linear, 100 quadratic' },
    { what: 'the same, of a state file', value: creates.growthOfFile, unit: '', limit: 20, how: 'bytes written' },
  ];
  const rows = measures.map(({ what, value, unit, limit, how }) => [
    what,
    `${round(value)}${unit}`,
    `<= ${limit}${unit}`,
    value <= limit ? 'ok' : 'EXCEEDED',
    how,
  ]);
  process.stdout.write(`${table(['MEASURE', 'VALUE', 'LIMIT', '', 'HOW'], rows)}\n`);
  process.exitCode = measures.every(({ value, limit }) => value <= limit) ? ExitCode.done : ExitCode.failed;
}

/** Seconds say how fast a machine is; what something takes in terms of something else says the same on each. */
const ratio = (what: string, seconds: number, base: string, of: number, limit: number): Measure => ({
  what: `${what} / ${base}`,
  value: seconds / of,
  unit: '',
  limit,
  how: `wall: ${seconds.toFixed(2)} / ${of.toFixed(2)} s`,
});

const round = (value: number) => (value < 10 ? value.toFixed(3) : value.toFixed(0));
