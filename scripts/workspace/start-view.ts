import { EngineVersion } from '../../constructs/engine-version';
import type { DesiredCluster } from '../desired/desired-cluster';
import { UpgradeError } from '../runtime/errors';
import { given } from '../runtime/given';
import { noMemory } from '../view/memory';
import type { Request, View } from '../view/view';
import type { OpenConnection } from './connections';

interface RequestOptions {
  to?: string;
  local?: boolean;
  switchoverTimeout?: number;
  rebootSource?: boolean;
  retrySwitchover?: boolean;
}

/** What a run begins with; everything observed is read from there on. */
export function startView(desired: DesiredCluster, connection: OpenConnection, options: RequestOptions): View {
  const request: Request = {
    ...given({ to: options.to }),
    ...(options.local === true ? { local: true } : {}),
    switchoverTimeoutSeconds: options.switchoverTimeout ?? 300,
    rebootSource: options.rebootSource ?? false,
    retrySwitchover: options.retrySwitchover ?? false,
  };
  return {
    now: connection.clock.now(),
    identity: connection.identity,
    region: connection.region,
    endpoint: connection.target.endpoint,
    desired,
    request,
    target: options.to ?? desired.annotation.upgradeTo?.engineVersion ?? desired.annotation.engineVersion,
    facts: {},
    memory: noMemory(),
  };
}

/** `--to` must be an exact version; whether it contradicts the code, RDS's upgrade targets tell (check-source). */
export function checkTo(cluster: DesiredCluster, to: string | undefined): void {
  if (to === undefined) return;
  const read = EngineVersion.read(cluster.annotation.engine, to);
  if (!read.ok) {
    throw new UpgradeError({
      code: 'BAD_VERSION',
      message: `--to: ${read.message}`,
      remedy: read.remedy,
      exitCode: 64,
    });
  }
}
