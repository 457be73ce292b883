import { fact } from '../../view/view';
import { warn } from '../finding';
import type { Check } from './check';
import { seen } from './seen';

/** AWS does not document whether one follows the name (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.html). */
export const eventSubscriptions: Check = {
  codes: ['API_EVENTS'],
  facts: () => ['eventSubscriptions'],
  find(view) {
    const { cluster, instances } = fact(view, 'production');
    const names: Record<string, string[]> = {
      'db-cluster': [cluster.identifier],
      'db-instance': instances.map(({ identifier }) => identifier),
    };
    const own = (seen(view.facts.eventSubscriptions) ?? []).flatMap(({ name, sourceType = '', sources }) => {
      const named = sources.filter((source) => names[sourceType]?.includes(source));
      return named.length === 0 ? [] : [`${name} (${named.join(', ')})`];
    });
    if (own.length === 0) return [];
    return [
      warn(
        'API_EVENTS',
        `Event subscriptions name members of ${cluster.identifier}: ${own.join('; ')}. AWS does not document whether they follow the name or stay with the old environment.`,
        'Check them after the switchover. A subscription without source ids also reports on green.',
      ),
    ];
  },
};
