import type { Looked } from '../../view/looked';
import type { Facts, View } from '../../view/view';
import { type Finding, warn } from '../finding';

type LookedFact = { [Name in keyof Facts]: Facts[Name] extends Looked<unknown> ? Name : never }[keyof Facts];

/** The looks that somebody may not be allowed to take, in words; undefined where what decides on them says so itself. */
const looks: Record<LookedFact, string | undefined> = {
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
  engineLogs: undefined,
  clientsOnOld: undefined,
  coordinates: undefined,
  load: undefined,
  quietestHour: undefined,
};

/** What was not seen is not fine: it is named, with the permissions that are missing. */
export function unchecked({ facts, desired }: View): Finding[] {
  const unseen = (Object.keys(looks) as LookedFact[]).flatMap((name) => {
    const [what, looked] = [looks[name], facts[name]];
    return what !== undefined && looked?.kind === 'unseen' ? [{ what, ...looked }] : [];
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
