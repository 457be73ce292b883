import { settle } from '../embedded-rds/server/service';
import { isReadEffect } from '../embedded-rds/world/on-demand/effects';
import { given } from '../runtime/given';
import { perform } from './actors/act';
import { acts } from './actors/acts';
import { beginningOf } from './beginnings';
import { rememberPast, strikeNext } from './call-fault';
import type { Command } from './command';
import type { Answered, DirectCall } from './direct/direct-client';
import { History } from './history';
import { changes, type Deed, type Invariant, type ProcessRecord } from './invariants/invariant';
import { type Ending, Killed, OutOfBounds, type Outside, startProcess } from './process';
import { Random } from './random';
import type { Happening, Schedule } from './schedule';
import { pass, type Site } from './site';
import { Turns } from './turns';
import { type Violation, Watch } from './watch';

export interface Played {
  violation?: Violation;
  processes: number;
  calls: number;
  /** `upgrade done`, `abort TOO_LATE`, …: how often. */
  endings: Record<string, number>;
  /** What happened of the happenings: a schedule may end before. */
  happened: Record<string, number>;
  /** Of the world at the end, so that two plays can be compared. */
  site: Site;
}

interface PlayOptions {
  invariants: readonly Invariant[];
  /** Told of every line as it happens. */
  log?(line: string): void;
  /** In place of `startProcess`: tests take guards out of it. */
  start?: typeof startProcess;
}

/** Of one process: the longest wait of a step is 24 hours, and nothing of ours asks this often. */
const limits = { hours: 60, calls: 6_000, callsAtOnce: 200 };

/** Plays a schedule to its end, or to the first violation. The same schedule gives the same play. */
export async function play(schedule: Schedule, options: PlayOptions): Promise<Played> {
  const site = await beginningOf(schedule.beginning);
  Object.assign(site.world.choices, schedule.choices);
  if (schedule.happenings.some((it) => it.kind === 'fault' && isReadEffect(it.effect))) rememberPast(site.world);
  return new Play(schedule, site, options).go();
}

class Violated extends OutOfBounds {}

class Play {
  private readonly history: History;
  private readonly turns: Turns;
  private readonly watch: Watch;
  private readonly played: Played;
  private readonly pending: Happening[];
  private readonly rivals: Promise<unknown>[] = [];
  private moments = 0;
  private changesSoFar = 0;

  constructor(
    private readonly schedule: Schedule,
    private readonly site: Site,
    private readonly options: PlayOptions,
  ) {
    this.history = new History(site);
    this.turns = new Turns(site.clock, new Random(schedule.seed ^ 0x5bd1e995));
    this.watch = new Watch(options.invariants, { schedule, site, history: this.history }, ({ invariant, message }) => {
      this.tell(`VIOLATED ${invariant}: ${message}`);
      return { invariant, message, moment: this.moments };
    });
    this.pending = [...schedule.happenings];
    this.played = { processes: 0, calls: 0, endings: {}, happened: {}, site };
    this.history.look();
  }

  async go(): Promise<Played> {
    for (const { command, afterMinutes } of this.schedule.commands) {
      await this.turns.of(async () => void (await this.turns.pass(afterMinutes * 60_000)));
      for (let again = 0; again <= this.schedule.happenings.length; again += 1) {
        const ending = await this.run(command);
        if (this.watch.violation !== undefined) return this.ended();
        if (ending.kind !== 'killed') break;
        this.site.clock.advance(60_000);
      }
    }
    await Promise.all(this.rivals);
    pass(this.site, 60);
    this.look();
    return this.ended();
  }

  private ended(): Played {
    return { ...this.played, ...given({ violation: this.watch.violation }) };
  }

  /** @param turn  default: a turn of its own; a run that is made all at once takes those of the process that stands still for it */
  private async run(
    command: Command,
    turn = (process: () => Promise<Ending>) => this.turns.of(process),
  ): Promise<Ending> {
    this.played.processes += 1;
    const process: ProcessRecord = {
      number: this.played.processes,
      command,
      consents: command.yes ? 1 : 0,
      declined: false,
      calls: 0,
      beganAt: this.site.clock.now(),
    };
    this.tell(`process ${process.number} begins: ${command.name}`);
    const outside = this.outsideOf(process);
    const start = this.options.start ?? startProcess;
    const ending = await turn(() => start(this.site, command, outside));
    const text = ending.kind === 'error' ? ending.code : ending.kind;
    this.tell(
      `process ${process.number} ends: ${ending.kind === 'error' ? `${ending.code}: ${ending.message}` : text}`,
    );
    count(this.played.endings, `${command.name} ${text}`);
    this.watch.ended(process, ending);
    return ending;
  }

  private outsideOf(process: ProcessRecord): Outside {
    const { site, turns } = this;
    let atOnce = 0;
    let waits = 0;
    const bounds = (): void => {
      if (this.watch.violation !== undefined) throw new Violated();
      const hours = (site.clock.now() - process.beganAt) / 3_600_000;
      if (hours > limits.hours) throw new OutOfBounds(`it has run for ${hours.toFixed(0)} hours`);
      if (process.calls > limits.calls) throw new OutOfBounds(`it has made ${process.calls} calls`);
      if (atOnce > limits.callsAtOnce) throw new OutOfBounds(`it has made ${atOnce} calls without a pause`);
    };
    return {
      call: async (call, perform) => {
        bounds();
        await turns.pass(0);
        this.moments += 1;
        process.calls += 1;
        this.played.calls += 1;
        atOnce += 1;
        if (changes(call)) this.changesSoFar += 1;
        await this.happen('before', call);
        this.watch.before({ process, call, tookEffect: false });
        const answered = perform();
        this.afterCall(process, call, answered);
        await this.happen('after', call);
        return answered;
      },
      sleep: async (milliseconds) => {
        bounds();
        this.moments += 1;
        await this.happen('before');
        atOnce = 0;
        waits += 1;
        await turns.pass(milliseconds * stretch(waits));
        settle(site.world, site.clock);
        this.look();
      },
      confirm: ({ question }) => {
        if (process.command.yes === true) return true;
        process.declined ||= process.command.declines === true;
        if (process.declined) return false;
        if (/^Switch /.test(question)) process.consents += 1;
        return true;
      },
      wrote: (versions) => {
        this.tell(`process ${process.number} writes ${JSON.stringify(versions)}`);
        this.watch.wrote(process, versions);
      },
    };
  }

  private afterCall(process: ProcessRecord, call: DirectCall, { tookEffect, error }: Answered): void {
    if (changes(call) || error !== undefined) {
      const heard = error === undefined ? '' : `: ${(error as Error).name}`;
      this.tell(
        `process ${process.number} ${call.operation} ${namesIn(call)}${heard}${tookEffect ? '' : ' (no effect)'}`,
      );
    }
    if (call.operation === 'SwitchoverBlueGreenDeployment' && tookEffect) {
      this.history.accepted('us', String(call.input.BlueGreenDeploymentIdentifier));
    }
    const deed: Deed = { process, call, tookEffect };
    this.watch.after(deed);
    this.look();
  }

  private look(): void {
    this.history.look();
    this.watch.look();
  }

  /** What is due at this call or wait. */
  private async happen(when: 'before' | 'after', call?: DirectCall): Promise<void> {
    const isChange = call !== undefined && changes(call);
    for (let i = 0; i < this.pending.length; i += 1) {
      const happening = this.pending[i] as Happening;
      const { at } = happening;
      if (at.when !== when && !(call === undefined && at.of === 'moment')) continue;
      if (at.of === 'change' && !isChange) continue;
      if (at.number > (at.of === 'change' ? this.changesSoFar : this.moments)) continue;
      this.pending.splice(i, 1);
      i = -1;
      await this.let(happening, call);
      if (this.watch.violation !== undefined) throw new Violated();
    }
  }

  private async let(happening: Happening, call: DirectCall | undefined): Promise<void> {
    const { site, history, turns } = this;
    const { kind } = happening;
    this.tell(`  ${kind === 'act' ? `somebody: ${happening.act}` : kind} (${JSON.stringify(happening)})`);
    count(
      this.played.happened,
      kind === 'fault' || kind === 'course'
        ? `${kind} ${happening.effect}`
        : kind === 'act'
          ? `act ${happening.act}`
          : kind,
    );
    switch (happening.kind) {
      case 'kill':
        throw new Killed();
      case 'pass':
        await turns.pass(happening.minutes * 60_000);
        settle(site.world, site.clock);
        break;
      case 'fault':
        // At a wait it strikes what is called next.
        strikeNext(site.world, call?.operation, pickFault(happening));
        break;
      case 'course':
        site.world.faults.push({ kind: 'course', effect: happening.effect });
        break;
      case 'act':
        settle(site.world, site.clock);
        await perform(acts[happening.act], site, history, happening.number);
        break;
      case 'rival':
        if (happening.woven) this.rivals.push(this.run(happening.command));
        else await this.run(happening.command, (process) => process());
    }
    this.look();
  }

  private tell(line: string): void {
    const { log } = this.options;
    if (log === undefined) return;
    const time = new Date(this.site.clock.now()).toISOString().slice(5, 19);
    log(`${time} ${String(this.moments).padStart(4)} ${line}`);
  }
}

/** A process that has waited often looks less often: a clock may always be late. */
const stretch = (waits: number) => (waits < 20 ? 1 : waits < 150 ? 2 : waits < 200 ? 8 : 40);

const pickFault = ({ effect, when, times, seconds, newer }: Extract<Happening, { kind: 'fault' }>) => ({
  effect,
  when,
  times,
  ...given({ seconds, newer }),
});

const namesIn = ({ input }: DirectCall) =>
  Object.entries(input)
    .filter(
      ([name, value]) => /Identifier|ResourceName|ResourceId|Source$|DeleteTarget/.test(name) && value !== undefined,
    )
    .map(([, value]) => String(value).split(':').at(-1))
    .join(' ');

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
