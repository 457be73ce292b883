import { nameOfArn } from '../../aws/rds/parse';
import type { Setting } from '../../aws/rds/settings';
import { awsCommand } from '../../report/commands';
import { fact, type View } from '../../view/view';
import { type Finding, warn } from '../finding';
import type { Check } from './check';
import { seen } from './seen';

/** What an upgrade takes at the most, but for very large clusters. */
const ahead = 3 * 60 * 60_000;
const minute = 60_000;
const week = 7 * 24 * 60 * minute;
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/**
 * Maintenance and backups take members out of `available`, which creation and switchover need
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_UpgradeDBInstance.Maintenance.html).
 */
export const maintenance: Check = {
  codes: ['API_MAINTENANCE'],
  facts: () => ['pendingMaintenance'],
  find: (view) => [...pending(view), ...windows(view)],
};

function pending(view: View): Finding[] {
  const { cluster, instances } = fact(view, 'production');
  const arns = [cluster.arn, ...instances.map(({ arn }) => arn)];
  return (seen(view.facts.pendingMaintenance) ?? [])
    .filter(({ resource }) => arns.includes(resource))
    .map(({ resource, action, description, appliedAt, forcedAt }) => {
      const at = appliedAt ?? forcedAt;
      const when = at === undefined ? '' : `, which RDS does at ${new Date(at).toISOString()}`;
      const apply = `rds apply-pending-maintenance-action --resource-identifier ${resource} --apply-action ${action} --opt-in-type immediate`;
      return warn(
        'API_MAINTENANCE',
        `Maintenance is pending for ${nameOfArn(resource)}: ${action}${description === undefined ? '' : ` (${description})`}${when}.`,
        `Apply it before the upgrade (${awsCommand(view, apply)}), or postpone it.`,
      );
    });
}

/** Those that begin within the next hours, or are open now. */
function windows(view: View): Finding[] {
  const { cluster, instances } = fact(view, 'production');
  const open = [cluster, ...instances].flatMap(({ identifier, settings }) =>
    [
      { name: 'maintenance window', text: settings.preferred_maintenance_window },
      { name: 'backup window', text: settings.preferred_backup_window },
    ].flatMap(({ name, text }) =>
      opensSoon(text, view.now) ? [{ key: `${name} ${text}`, what: `the ${name} of ${identifier} (${text} UTC)` }] : [],
    ),
  );
  // An instance's backup window is its cluster's.
  const once = [...new Map(open.reverse().map(({ key, what }) => [key, what])).values()].reverse();
  if (once.length === 0) return [];
  return [
    warn(
      'API_MAINTENANCE',
      `The upgrade may take hours, and ${once.join(' and ')} ${once.length === 1 ? 'falls' : 'fall'} within the next three hours: the run waits for members that are unavailable then, which delays the switchover.`,
      'If the time of the switchover matters, begin after the window.',
    ),
  ];
}

/** `sun:18:00-sun:18:30`, or of every day `16:00-16:30`. */
export function opensSoon(window: Setting | undefined, now: number): boolean {
  const ends = String(window ?? '').split('-');
  const [from, to] = ends.map(minuteOf);
  if (from === undefined || to === undefined) return false;
  const cycle = /^\d/.test(ends[0]!) ? 24 * 60 * minute : week;
  // Midnight of a Sunday, from which minutes of the week are counted.
  const sunday = 3 * 24 * 60 * minute;
  const at = (now + week - sunday - week) % week;
  const position = ((at % cycle) + cycle) % cycle;
  const length = (to - from + cycle) % cycle;
  const until = (((from - position) % cycle) + cycle) % cycle;
  return until < ahead || until > cycle - length;
}

function minuteOf(text: string): number | undefined {
  const [, day, hours, minutes] = /^(?:([a-z]{3}):)?(\d\d):(\d\d)$/.exec(text) ?? [];
  if (hours === undefined) return undefined;
  const index = day === undefined ? 0 : days.indexOf(day);
  return (index * 24 * 60 + Number(hours) * 60 + Number(minutes)) * minute;
}
