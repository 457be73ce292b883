import type { CodeVersions } from '../desired/code-versions';
import type { Step } from '../runbook/step';
import { stepsUntil } from '../runbook/upgrade';
import { given } from '../runtime/given';
import { type Command, stepsOf } from './command';
import { firstSite } from './first-site';
import { pg } from './names';
import { type Outside, startProcess } from './process';
import { type KeptSite, keep, pass, reopen, type Site } from './site';

/** The three ways in which an upgrade is asked for. */
export const ways = {
  bumped: { running: pg(15, 6), target: pg(15, 10), versions: { engineVersion: pg(15, 10) }, groups: ['15'] },
  '--to': {
    running: pg(15, 6),
    target: pg(15, 10),
    to: pg(15, 10),
    versions: { engineVersion: pg(15, 6) },
    groups: ['15'],
  },
  declared: {
    running: pg(14, 10),
    target: pg(15, 5),
    versions: { engineVersion: pg(14, 10), upgradeTo: pg(15, 5) },
    groups: ['14', '15'],
  },
} satisfies Record<string, { running: string; target: string; to?: string; versions: CodeVersions; groups: string[] }>;

export type Way = keyof typeof ways;

const stages = ['fresh', 'green stands', 'switched over', 'upgraded a day ago', 'cleanup begun'] as const;

export type StageName = (typeof stages)[number];

export type BeginningName = `${Way}, ${StageName}`;

export const beginningNames = (Object.keys(ways) as Way[]).flatMap((way) =>
  stages.map((stage): BeginningName => `${way}, ${stage}`),
);

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
  else if (stage === 'switched over') await undisturbed(site, upgrade, untilSwitchover());
  else {
    await undisturbed(site, upgrade);
    pass(site, 25 * 60);
    const cleanup: Command = { name: 'cleanup' };
    if (stage === 'cleanup begun') await undisturbed(site, cleanup, stepsBefore(stepsOf(cleanup), 'delete-record'));
  }
  site.world.calls = {};
  return keep(site);
}

const untilSwitchover = () => stepsBefore(stepsUntil('switched'), 'restore-production');

function stepsBefore(steps: readonly Step[], id: string): readonly Step[] {
  const index = steps.findIndex((step) => step.id === id);
  if (index === -1) throw new Error(`There is no step ${id}.`);
  return steps.slice(0, index);
}

async function undisturbed(site: Site, command: Command, steps = stepsOf(command)): Promise<void> {
  const ending = await startProcess(site, command, alone(site), { steps });
  if (ending.kind !== 'done') throw new Error(`${command.name} did not end well: ${JSON.stringify(ending)}`);
}

/** Nothing happens beside it. */
export const alone = (site: Site): Outside => ({
  call: async (_, perform) => perform(),
  sleep: async (milliseconds) => site.clock.advance(milliseconds),
  confirm: () => true,
  wrote: () => {},
});
