import type { Fact, View } from '../../view/view';
import { type Finding, warn } from '../finding';

/** The looks that somebody may not be allowed to take, in words. */
const looks = {
  proxyTargets: 'RDS proxies',
  eventSubscriptions: 'event subscriptions',
  integrations: 'zero-ETL integrations',
  alarms: 'CloudWatch alarms',
  pendingMaintenance: 'pending maintenance',
  quotas: 'quotas',
  offeredClasses: 'instance classes',
  runningParameters: 'changed engine defaults',
  greenParameters: 'parameters of the group of the target',
  ownParameters: "parameters of production's groups",
  freeableMemory: 'free memory',
  lag: 'replication lag',
  prechecks: 'the log of the prechecks on green',
} as const satisfies Partial<Record<Fact, string>>;

/** What was not seen is not fine: it is named, with the permissions that are missing. */
export function unchecked({ facts, desired }: View): Finding[] {
  const names = Object.keys(looks) as (keyof typeof looks)[];
  const unseen = names.flatMap((name) => {
    const looked = facts[name];
    return looked?.kind === 'unseen' ? [{ what: looks[name], ...looked }] : [];
  });
  if (unseen.length === 0) return [];
  const what = unseen.map((each) => each.what).join(', ');
  return [
    {
      ...warn(
        'API_UNCHECKED',
        `Not checked for ${desired.annotation.clusterIdentifier}: ${what}. ${unseen[0]!.message}`,
        remedyOf(unseen),
      ),
      details: unseen.map((each) => `${each.what}: ${each.message}`),
    },
  ];
}

/** All permissions in one sentence, where nothing but permissions is missing. */
function remedyOf(unseen: readonly { message: string; remedy: string }[]): string {
  const actions = unseen.map(({ message, remedy }) =>
    remedy.startsWith('Give the role') ? /not authorized to perform: ([\w-]+:\w+)/.exec(message)?.[1] : undefined,
  );
  if (actions.includes(undefined)) return [...new Set(unseen.map(({ remedy }) => remedy))].join(' ');
  return `The upgrade goes on without them. To have them checked, give the role ${[...new Set(actions)].join(', ')} (scripts/policies/read.json).`;
}
