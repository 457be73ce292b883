import type { Alarm } from '../../aws/cloudwatch/metrics-port';
import { fact, type View } from '../../view/view';
import { type Finding, warn } from '../finding';
import type { Check } from './check';
import { seen } from './seen';

/**
 * A metric belongs to a name, which green takes over; a resource id is another one after the switchover
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/dimensions.html).
 */
export const alarms: Check = {
  codes: ['API_ALARMS'],
  facts: () => ['alarms'],
  find(view) {
    const found = seen(view.facts.alarms);
    if (found === undefined) return [];
    const { cluster, instances } = fact(view, 'production');
    const members = [cluster, ...instances];
    const byId = found.alarms.filter((alarm) => members.some(({ resourceId }) => mentions(alarm, resourceId)));
    const byName = found.alarms.filter(
      (alarm) => !byId.includes(alarm) && members.some(({ identifier }) => alarm.dimensions.includes(identifier)),
    );
    return [...ofIds(view, byId), ...ofNames(view, byName), ...(found.complete ? [] : [tooMany(view, found.alarms)])];
  },
};

const mentions = ({ dimensions, expressions }: Alarm, id: string) =>
  dimensions.includes(id) || expressions.some((text) => text.includes(id));

const ofIds = (view: View, found: readonly Alarm[]): Finding[] =>
  told(
    found,
    (names) =>
      `Alarms watch resource ids of ${clusterOf(view)}, which belong to the old environment after the switchover: ${names}.`,
    'After the switchover, give them the new ids: until then they miss production.',
  );

const ofNames = (view: View, found: readonly Alarm[]): Finding[] =>
  told(
    found,
    (names) =>
      `Alarms watch ${clusterOf(view)} or its instances by name, and see the new environment from the switchover on, whose caches are cold: ${names}.`,
    'Expect them to fire. To silence them for the switchover: aws cloudwatch disable-alarm-actions --alarm-names …',
  );

function told(found: readonly Alarm[], message: (names: string) => string, remedy: string): Finding[] {
  if (found.length === 0) return [];
  const names = found.map(({ name }) => name).sort();
  const more = names.length > shown ? ` and ${names.length - shown} more` : '';
  return [{ ...warn('API_ALARMS', message(names.slice(0, shown).join(', ') + more), remedy), details: names }];
}

const shown = 5;

const tooMany = (view: View, read: readonly Alarm[]) =>
  warn(
    'API_UNCHECKED',
    `Only the first ${read.length} CloudWatch alarms of ${view.region} were looked at for ones that watch ${clusterOf(view)}.`,
    'Look through the others yourself.',
  );

const clusterOf = (view: View) => fact(view, 'production').cluster.identifier;
