import { change, plain } from './change';
import { keepHeldStatuses } from './clusters/held-status';
import { observeConnections } from './connections/connections';
import { remembered } from './history';
import { regionOf } from './new-world';
import type { Scene } from './scene';
import type { AgendaItem, Region, World } from './world';

/** Minutes on the world's clock. */
export type Minutes = number;

export interface TimelineStep<Args> {
  /** Minutes after the start, as a number or computed from the arguments. */
  at: Minutes | ((args: Args) => Minutes);
  apply(scene: Scene, args: Args): void;
}

/** A process that RDS runs by itself after a call: green creation, a reboot, a switchover. Data, so that it reads as a table. */
export interface Timeline<Args extends object = Record<string, unknown>> {
  name: string;
  steps: TimelineStep<Args>[];
}

const registered = new Map<string, Timeline>();

/** Makes a timeline known by name, so that a world loaded from a file can go on with it. */
export function defineTimeline<Args extends object>(timeline: Timeline<Args>): Timeline<Args> {
  registered.set(timeline.name, timeline as unknown as Timeline);
  return timeline;
}

/** Puts the first step of a timeline on the region's agenda. */
export function begin<Args extends object>(scene: Scene, timeline: Timeline<Args>, args: Args): void {
  schedule(scene.region, timeline as unknown as Timeline, 0, scene.now, args as Record<string, unknown>);
}

/** Drops every pending item of the region for which `matches` holds: what was deleted or cancelled does not go on. */
export function cancel(region: Region, matches: (item: AgendaItem) => boolean): void {
  region.agenda = region.agenda.filter((item) => !matches(item));
}

/**
 * Lets everything happen that was due by `now`, in order of time. The world has no timers: statuses are computed when
 * somebody looks, and what is seen depends on the clock alone.
 */
export function advance(world: World, now: number): void {
  for (const region of Object.values(world.regions)) {
    for (let item = region.agenda[0]; item !== undefined && item.at <= now; item = region.agenda[0]) {
      const due = item;
      remembered(world, region, due.at, () => {
        // For itself: what is taken from the front and what is put in further back is no one stretch of the agenda.
        change(world, (changing) => regionOf(changing, region.name).agenda.shift());
        change(world, (changing) => happen(changing, region.name, due));
      });
    }
  }
}

function happen(world: World, regionName: string, item: AgendaItem): void {
  const region = regionOf(world, regionName);
  const timeline = registered.get(item.timeline);
  const step = timeline?.steps[item.step];
  if (timeline === undefined || step === undefined) {
    throw new Error(
      `The state file names the timeline step ${item.timeline}[${item.step}], which this version does not have.`,
    );
  }
  // The next step first: a step may cancel its own timeline.
  if (item.step + 1 < timeline.steps.length) schedule(region, timeline, item.step + 1, item.startedAt, item.args);
  const scene = { world, region, now: item.at };
  step.apply(scene, item.args);
  keepHeldStatuses(region);
  observeConnections(scene);
}

function schedule(
  region: Region,
  timeline: Timeline,
  step: number,
  startedAt: number,
  args: Record<string, unknown>,
): void {
  const after = timeline.steps[step]?.at ?? 0;
  const at = startedAt + (typeof after === 'number' ? after : after(args)) * 60_000;
  const item: AgendaItem = { at, timeline: timeline.name, step, startedAt, args };
  const index = plain(region.agenda).findIndex((other) => other.at > at);
  region.agenda.splice(index === -1 ? region.agenda.length : index, 0, item);
}
