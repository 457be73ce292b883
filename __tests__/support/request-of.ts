import { type AuroraEngine, EngineVersion } from '../../constructs/engine-version';
import { given } from '../../scripts/runtime/given';
import type { CleanupRequest, PlainRequest, Request, UpgradeRequest } from '../../scripts/view/request';

/** What a test asks of a run: of an upgrade what is not as usual, `--to` as it is typed. */
export type Typed = Upgrade | CleanupRequest | PlainRequest;

type Upgrade = Partial<Omit<UpgradeRequest, 'to'>> & { to?: string };

const isUpgrade = (typed: Typed): typed is Upgrade => typed.command === undefined || typed.command === 'upgrade';

export function requestOf(typed: Typed, engine: AuroraEngine = 'aurora-postgresql'): Request {
  if (!isUpgrade(typed)) return typed;
  const { to, ...options } = typed;
  return {
    command: 'upgrade',
    hooks: [],
    switchoverTimeoutSeconds: 300,
    rebootSource: false,
    retrySwitchover: false,
    ...options,
    ...given({ to: to === undefined ? undefined : EngineVersion.parse(engine, to) }),
  };
}
