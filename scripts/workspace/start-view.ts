import { EngineVersion } from '../../constructs/engine-version';
import { hookPoints } from '../../constructs/props/hook-props';
import type { DesiredCluster } from '../desired/desired-cluster';
import { skippableOf } from '../preflight/skippable';
import { ExitCode, UpgradeError } from '../runtime/errors';
import { given } from '../runtime/given';
import { noMemory } from '../view/memory';
import { defaults } from '../view/option-defaults';
import { type Request, type Skipped, targetOf, type Until, type UpgradeRequest } from '../view/request';
import type { View } from '../view/view';
import { type ApproveOptions, approveRequest } from './approve-options';
import type { ReadingConnection } from './connections';
import { hooksOf } from './hooks-of';
import { type SwitchOptions, switchRequest } from './switch-options';

/** The hooks that an upgrade runs. */
const upgradeHooks = hookPoints.filter((point) => point !== 'afterCleanup');

interface UpgradeOptions extends SwitchOptions, ApproveOptions {
  to?: string;
  local?: boolean;
  switchoverTimeout?: number;
  rebootSource?: boolean;
  retrySwitchover?: boolean;
  acceptUnchecked?: boolean;
  skip?: string[];
  reason?: string;
  maxConnections?: number;
  maxLoad?: number;
  analyze?: boolean;
  glance?: boolean;
  greenChanges?: 'keep' | 'undo';
  rebuild?: string | true;
  hook?: string[];
  until?: Until;
}

/**
 * What a run starts with; everything observed is read from there on.
 * @param typedAt  when its command was typed, on this machine's clock
 */
export function startView(
  desired: DesiredCluster,
  connection: ReadingConnection,
  request: Request,
  typedAt = Date.now(),
): View {
  return {
    now: connection.clock.now(),
    identity: connection.identity,
    region: connection.region,
    endpoint: connection.target.endpoint,
    desired,
    request,
    target: targetOf(desired, request),
    facts: {},
    memory: { ...noMemory(), askedAt: connection.clock.at(typedAt) },
  };
}

export function upgradeRequest(cluster: DesiredCluster, options: UpgradeOptions): UpgradeRequest {
  const {
    to,
    local,
    glance,
    switchoverTimeout = defaults.switchoverTimeoutSeconds,
    rebootSource = false,
    retrySwitchover = false,
  } = options;
  return {
    command: 'upgrade',
    hooks: hooksOf(cluster, options.hook, upgradeHooks),
    ...given({ to: to === undefined ? undefined : exactTo(cluster, to), local, glance }),
    switchoverTimeoutSeconds: switchoverTimeout,
    rebootSource,
    retrySwitchover,
    ...given({ acceptUnchecked: options.acceptUnchecked, skip: skipped(cluster, options) }),
    ...given({ greenChanges: options.greenChanges, rebuild: options.rebuild, until: options.until }),
    ...given({ maxConnections: options.maxConnections, maxLoad: options.maxLoad, analyze: options.analyze }),
    ...switchRequest(options),
    ...approveRequest(options),
  };
}

/** @throws UpgradeError USAGE */
function skipped(cluster: DesiredCluster, { skip = [], reason }: UpgradeOptions): Skipped[] | undefined {
  const skippable = skippableOf(cluster.annotation.engine);
  if (skip.length === 0 && reason === undefined) return undefined;
  const unknown = skip.find((id) => !skippable.includes(id.toUpperCase()));
  if (unknown !== undefined) {
    throw new UpgradeError({
      code: 'USAGE',
      message: `--skip ${unknown}: there is no check of the data with this name.`,
      remedy: `Its names are ${skippable.join(', ')}.`,
      exitCode: ExitCode.usage,
    });
  }
  if (skip.length > 0 && reason !== undefined && reason.trim() !== '') {
    return skip.map((id) => ({ id: id.toUpperCase(), reason: reason.trim() }));
  }
  throw new UpgradeError({
    code: 'USAGE',
    message: skip.length > 0 ? `--skip ${skip.join(' ')} needs a reason.` : '--reason belongs to --skip.',
    remedy: 'Write both: --skip <check> --reason "why it is accepted". The reason is kept on the deployment.',
    exitCode: ExitCode.usage,
  });
}

/** `--to` must be an exact version; whether it contradicts the code, RDS's upgrade targets tell (check-source). */
function exactTo({ annotation }: DesiredCluster, to: string): EngineVersion {
  const read = EngineVersion.read(annotation.engine, to);
  if (read.ok) return read.version;
  throw new UpgradeError({
    code: 'BAD_VERSION',
    message: `--to: ${read.message}`,
    remedy: read.remedy,
    exitCode: ExitCode.usage,
  });
}
