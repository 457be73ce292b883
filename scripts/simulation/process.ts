import type { AwsPorts } from '../aws/aws-ports';
import { patient, patientAutoscaling, patientMetrics } from '../aws/patience';
import type { CodeVersions } from '../desired/code-versions';
import type { RunEvent } from '../report/event';
import { type RunEnvironment, run } from '../runbook/run';
import type { Confirmation, Step } from '../runbook/step';
import { UpgradeError } from '../runtime/errors';
import { noMemory } from '../view/memory';
import { targetOf } from '../view/request';
import type { View } from '../view/view';
import { type Command, requestOf, stepsOf } from './command';
import type { Answered, DirectCall, DirectOptions } from './direct/direct-client';
import { directConnection } from './direct/direct-connection';
import { region } from './names';
import type { Site } from './site';

/** What `kill -9` is in process: every further call of the process throws it, so that nothing of ours runs afterwards. */
export class Killed extends Error {}

/** A run went beyond what is allowed: it is ended from outside, as it would not end by itself. */
export class OutOfBounds extends Error {}

/** One process that runs one command: what it is told from outside, and what it does to the outside. */
export interface Outside {
  /** Around every call; may throw Killed or OutOfBounds. */
  call(call: DirectCall, perform: () => Answered): Promise<Answered>;
  sleep(milliseconds: number): Promise<void>;
  /** The user's answer. */
  confirm(confirmation: Confirmation): boolean;
  wrote(versions: CodeVersions): void;
  event?(event: RunEvent): void;
}

export type Ending =
  | { kind: 'done'; view: View }
  | { kind: 'error'; code: string; exitCode: number; message: string }
  | { kind: 'killed' }
  | { kind: 'out of bounds'; message: string }
  /** Anything that is no UpgradeError: a user would be shown a bug. */
  | { kind: 'bug'; error: unknown };

/** What a process is put together from, where it is not the usual. */
export interface Together {
  steps?: readonly Step[];
  sourcesOf?(options: DirectOptions): AwsPorts | Promise<AwsPorts>;
}

/** Starts a process in a world. This is the one place that knows how a run is put together. */
export async function startProcess(
  site: Site,
  command: Command,
  outside: Outside,
  { steps = stepsOf(command), sourcesOf = directConnection }: Together = {},
): Promise<Ending> {
  let end: Killed | OutOfBounds | undefined;
  /** A run that catches its own death must not go on. */
  const alive = async <T>(work: () => T | Promise<T>): Promise<T> => {
    if (end !== undefined) throw end;
    try {
      return await work();
    } catch (error) {
      if (error instanceof Killed || error instanceof OutOfBounds) end = error;
      throw error;
    }
  };
  const sources = await sourcesOf({
    world: site.world,
    clock: site.clock,
    region,
    user: command.name,
    around: (call, perform) => alive(() => outside.call(call, perform)),
  });
  const clock = { now: () => site.clock.now(), sleep: (ms: number) => alive(() => outside.sleep(ms)) };
  const patience = { clock, notify: () => {} };
  const ports: RunEnvironment['ports'] = {
    rds: patient(sources.rds, patience),
    metrics: patientMetrics(sources.metrics, patience),
    autoscaling: patientAutoscaling(sources.autoscaling, patience),
    databases: { look: async () => ({ kind: 'no-database' }), analyzeGreen: async () => undefined },
    code: {
      check: async () => {},
      write: (_cluster, to) =>
        alive(() => {
          site.code.versions = to;
          outside.wrote(to);
          return { summary: '' };
        }),
      read: async () => site.code.cluster(),
    },
    plan: { prove: async () => ({ kind: 'no-changes' }) },
    groups: {
      unheld: async () => ({ kind: 'known', created: [], replaced: [] }),
      plan: noTerraform,
      apply: noTerraform,
    },
  };
  try {
    const view = await run(startViewOf(site, command), steps, {
      ports,
      clock,
      report: (event) => outside.event?.(event),
      confirm: (confirmation) => alive(() => outside.confirm(confirmation)),
    });
    return end === undefined ? { kind: 'done', view } : endedBy(end);
  } catch (error) {
    if (end !== undefined) return endedBy(end);
    if (!(error instanceof UpgradeError)) return { kind: 'bug', error };
    const { code, exitCode, message } = error;
    return { kind: 'error', code, exitCode, message };
  }
}

const endedBy = (end: Killed | OutOfBounds): Ending =>
  end instanceof Killed ? { kind: 'killed' } : { kind: 'out of bounds', message: end.message };

const noTerraform = async () => ({
  kind: 'impossible' as const,
  terraformMissing: true,
  message: 'Terraform was not found.',
  remedy: 'Install Terraform.',
});

/** Another one for each process, and the same in each play. */
function runName({ calls }: Site['world'], now: number): string {
  return `${now.toString(36)}${Object.values(calls).reduce((sum, count) => sum + count, 0)}`;
}

function startViewOf({ world, clock, code }: Site, command: Command): View {
  const desired = code.cluster();
  const request = requestOf(command);
  return {
    now: clock.now(),
    identity: { account: world.account, arn: `arn:aws:iam::${world.account}:user/${command.name}` },
    region,
    desired,
    request,
    target: targetOf(desired, request),
    facts: {},
    memory: { ...noMemory(runName(world, clock.now())), askedAt: clock.now() },
  };
}
