import type { CodeVersions } from '../desired/code-versions';
import { deleteRecord } from '../runbook/cleanup/delete-record';
import type { Step } from '../runbook/step';
import { stepsUntil, upTo } from '../runbook/upgrade';
import { switchover } from '../runbook/upgrade/switchover';
import { given } from '../runtime/given';
import { type Command, stepsOf } from './command';
import { firstSite } from './first-site';
import { mysql, pg } from './names';
import { type Outside, startProcess } from './process';
import { type KeptSite, keep, pass, reopen, type Site } from './site';

interface WayOf {
  running: string;
  target: string;
  to?: string;
  versions: CodeVersions;
  /** A version of each family whose groups exist. */
  groups: string[];
  /** What no source lists: this world takes it all the same. */
  assumedTargets?: string[];
}

/** The ways in which an upgrade is asked for. */
export const ways = {
  bumped: { running: pg(15, 6), target: pg(15, 10), versions: { engineVersion: pg(15, 10) }, groups: [pg(15, 6)] },
  '--to': {
    running: pg(15, 6),
    target: pg(15, 10),
    to: pg(15, 10),
    versions: { engineVersion: pg(15, 6) },
    groups: [pg(15, 6)],
  },
  declared: {
    running: pg(14, 10),
    target: pg(15, 5),
    versions: { engineVersion: pg(14, 10), upgradeTo: pg(15, 5) },
    groups: [pg(14, 10), pg(15, 5)],
  },
  'MySQL bumped': {
    running: mysql('3.04.4'),
    target: mysql('3.10.2'),
    versions: { engineVersion: mysql('3.10.2') },
    groups: [mysql('3.04.4')],
  },
  'MySQL --to': {
    running: mysql('3.04.4'),
    target: mysql('3.10.2'),
    to: mysql('3.10.2'),
    versions: { engineVersion: mysql('3.04.4') },
    groups: [mysql('3.04.4')],
  },
  'MySQL 2 to 3': {
    running: mysql('2.11.2'),
    target: mysql('3.04.3'),
    versions: { engineVersion: mysql('2.11.2'), upgradeTo: mysql('3.04.3') },
    groups: [mysql('2.11.2'), mysql('3.04.3')],
  },
  'MySQL 3 to 8.4': {
    running: mysql('3.10.2'),
    target: mysql('8.4.7'),
    versions: { engineVersion: mysql('3.10.2'), upgradeTo: mysql('8.4.7') },
    groups: [mysql('3.10.2'), mysql('8.4.7')],
    assumedTargets: [`${mysql('3.10.2')} > ${mysql('8.4.7')}`],
  },
} satisfies Record<string, WayOf>;

export type Way = keyof typeof ways;

const stages = ['fresh', 'green stands', 'switched over', 'upgraded a day ago', 'cleanup begun'] as const;

export type StageName = (typeof stages)[number];

export type BeginningName = `${Way}, ${StageName}`;

const beginningsOf = (all: readonly Way[]) =>
  all.flatMap((way) => stages.map((stage): BeginningName => `${way}, ${stage}`));

/** Of PostgreSQL: what a seed draws from. */
export const beginningNames = beginningsOf(['bumped', '--to', 'declared']);

/** Those whose every call is struck: of MySQL, the one with most calls. */
export const struckNames = [...beginningNames, ...beginningsOf(['MySQL 2 to 3'])];

/** What a seed drew, of the other engine: the draws of a seed stay as they are. */
export const inMysql: Readonly<Record<string, readonly Way[]>> = {
  bumped: ['MySQL bumped'],
  '--to': ['MySQL --to'],
  declared: ['MySQL 2 to 3', 'MySQL 3 to 8.4'],
};

export function partsOf(name: BeginningName): { way: Way; stage: StageName } {
  const [way, stage] = name.split(', ') as [Way, StageName];
  return { way, stage };
}

export function upgradeOf(way: Way): Command {
  const { to } = ways[way] as { to?: string };
  return { name: 'upgrade', ...given({ to }) };
}

const made = new Map<BeginningName, Promise<KeptSite>>();

/** A world to begin with, made once in a process by undisturbed runs. */
export async function beginningOf(name: BeginningName): Promise<Site> {
  let kept = made.get(name);
  if (kept === undefined) {
    kept = make(name);
    made.set(name, kept);
  }
  return reopen(await kept);
}

async function make(name: BeginningName): Promise<KeptSite> {
  const { way, stage } = partsOf(name);
  if (stage === 'fresh') return keep(await firstSite(ways[way]));
  const site = await beginningOf(`${way}, fresh`);
  const upgrade = upgradeOf(way);
  if (stage === 'green stands') await undisturbed(site, upgrade, stepsUntil('green'));
  else if (stage === 'switched over') await undisturbed(site, upgrade, upTo(switchover));
  else {
    await undisturbed(site, upgrade);
    pass(site, 25 * 60);
    const cleanup: Command = { name: 'cleanup' };
    if (stage === 'cleanup begun') await undisturbed(site, cleanup, stepsBefore(stepsOf(cleanup), deleteRecord));
  }
  site.world.calls = {};
  return keep(site);
}

function stepsBefore(steps: readonly Step[], first: Step): readonly Step[] {
  const index = steps.indexOf(first);
  if (index === -1) throw new Error(`${first.id} is no step of this command.`);
  return steps.slice(0, index);
}

async function undisturbed(site: Site, command: Command, steps = stepsOf(command)): Promise<void> {
  const ending = await startProcess(site, command, alone(site), { steps });
  if (ending.kind !== 'done') throw new Error(`${command.name} did not end well: ${JSON.stringify(ending)}`);
}

/** Nothing happens beside it. */
const alone = (site: Site): Outside => ({
  call: async (_, perform) => perform(),
  sleep: async (milliseconds) => site.clock.advance(milliseconds),
  confirm: () => true,
  wrote: () => {},
});
