import type { EngineVersion } from '../../constructs/engine-version';
import type { DesiredCluster } from '../desired/desired-cluster';
import { versionsInCode } from '../desired/parsed-versions';
import type { Hook } from './hooks';

/** What the user asked of this run, by command: options that change what a step does, never what is true. */
export type Request = UpgradeRequest | CleanupRequest | PlainRequest;

interface AnyRequest {
  /** `--local`: commands that are printed must not lead anywhere else. */
  local?: boolean;
  /** Commands of the team's, of the code and of `--hook`, as they were when the run began; an upgrade always has the list. */
  hooks?: readonly Hook[];
}

/** A check whose finding somebody answers for. */
export interface Skipped {
  id: string;
  reason: string;
}

/** One time to switch over, in milliseconds since the epoch. */
export interface SwitchAt {
  /** As it was typed: `2026-12-06T02:00+09:00`. */
  text: string;
  opens: number;
  closes: number;
}

/** `--until`: green is verified; production is; the code says what runs; the plan is proven empty. */
export type Until = 'green' | 'switched' | 'reconciled' | 'proven';

/** Of `npm run status` too: it tells what an upgrade would do. */
export interface UpgradeRequest extends AnyRequest {
  command: 'upgrade';
  hooks: readonly Hook[];
  /** `--to`: the code was not bumped; it is written after the upgrade. */
  to?: EngineVersion;
  switchoverTimeoutSeconds: number;
  rebootSource: boolean;
  retrySwitchover: boolean;
  /** `--accept-unchecked`: what could not be asked of the databases does not stop the run. */
  acceptUnchecked?: boolean;
  /** `--skip`: checks that somebody has judged, each with the reason. */
  skip?: readonly Skipped[];
  /** `--green-changes`: what somebody has changed on green is kept, or set as production has it. */
  greenChanges?: 'keep' | 'undo';
  /** `--rebuild`: the deployment to delete with its green, and to build again; `true` where none was named. */
  rebuild?: string | true;
  /** `--max-connections`, `--max-load`: how busy production's writer may be at the switchover. */
  maxConnections?: number;
  maxLoad?: number;
  /** `--analyze`: ANALYZE in every database of green. */
  analyze?: boolean;
  /** `--until`: where the run stops. Undefined: at its end. */
  until?: Until;
  /** `--approve`: codes of what was shown; nothing else is consented to, so the creation is asked for, too. */
  approve?: readonly string[];
  /** `--switch-at`: in place of the windows of the code. */
  switchAt?: SwitchAt;
  /** `--switch-now`: outside of every window. */
  switchNow?: boolean;
  /** `--wait`: stay until the window opens. */
  wait?: boolean;
  /** `status`: what stands around the cluster is not looked at. */
  glance?: boolean;
}

export interface CleanupRequest extends AnyRequest {
  command: 'cleanup';
  /** Since the switchover, and without a connection. */
  soakHours: number;
  /** How many connections at once are nobody's. */
  maxConnections: number;
  /** False (`--no-connection-proof`): what CloudWatch does not know does not stop it. What it does know still does. */
  connectionProof: boolean;
  skipFinalSnapshot: boolean;
}

export interface PlainRequest extends AnyRequest {
  command: 'abort' | 'reconcile';
}

/** For a step of one command: that it runs in another is an error of ours. */
export function requestOf<C extends Request['command']>({ request }: { request: Request }, command: C) {
  if (request.command !== command) throw new Error(`A step of "${command}" was run by "${request.command}".`);
  return request as Extract<Request, { command: C }>;
}

/** `--to`, else what the code says. */
export function targetOf(desired: DesiredCluster, request: Request): EngineVersion {
  return (request.command === 'upgrade' ? request.to : undefined) ?? versionsInCode(desired).wanted;
}
