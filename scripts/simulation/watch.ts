import type { CodeVersions } from '../desired/code-versions';
import { autoMinorVersions } from './actors/maintenance';
import { partsOf, ways } from './beginnings';
import type { History } from './history';
import type { Deed, Invariant, ProcessRecord, Watcher } from './invariants/invariant';
import type { Ending } from './process';
import type { Schedule } from './schedule';
import type { Site } from './site';

export interface Violation {
  invariant: string;
  message: string;
  /** Calls and waits of ours until then. */
  moment: number;
}

/** The invariants at work over one play: told of all that happens, they find its first violation. */
export class Watch {
  violation: Violation | undefined;
  private readonly watchers: { name: string; watcher: Watcher }[];

  constructor(
    invariants: readonly Invariant[],
    { schedule, site, history }: { schedule: Schedule; site: Site; history: History },
    private readonly found: (violation: Omit<Violation, 'moment'>) => Violation,
  ) {
    const surroundings = { site, history, allowedVersions: versionsOf(schedule) };
    this.watchers = invariants.map((invariant) => ({ name: invariant.name, watcher: invariant.watch(surroundings) }));
  }

  before(deed: Deed): void {
    for (const { watcher } of this.watchers) watcher.before?.(deed);
  }

  after(deed: Deed): void {
    this.judge((watcher) => watcher.after?.(deed));
  }

  look(): void {
    this.judge((watcher) => watcher.look?.());
  }

  wrote(process: ProcessRecord, versions: CodeVersions): void {
    this.judge((watcher) => watcher.wrote?.(process, versions));
  }

  ended(process: ProcessRecord, ending: Ending): void {
    if (this.violation === undefined) this.judge((watcher) => watcher.ended?.(process, ending));
  }

  private judge(ask: (watcher: Watcher) => string | undefined): void {
    for (const { name, watcher } of this.watchers) {
      const message = ask(watcher);
      if (message !== undefined) this.violation ??= this.found({ invariant: name, message });
    }
  }
}

function versionsOf({ beginning, commands, happenings }: Schedule): Set<string> {
  const { running, target, versions } = ways[partsOf(beginning).way];
  const said = [running, target, ...Object.values(versions), ...commands.flatMap(({ command }) => command.to ?? [])];
  const maintained = happenings.some(({ kind }) => kind === 'act');
  return new Set(maintained ? said.flatMap((version) => [version, autoMinorVersions[version] ?? version]) : said);
}
