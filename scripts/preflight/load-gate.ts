import { requestOf, type UpgradeRequest } from '../view/request';
import { fact, type View } from '../view/view';
import { seen } from './api/seen';
import { block, type Finding } from './finding';

type Limits = Pick<UpgradeRequest, 'maxConnections' | 'maxLoad'>;

/** Whether the team has set one. */
export const limitsLoad = ({ maxConnections, maxLoad }: Limits): boolean =>
  maxConnections !== undefined || maxLoad !== undefined;

/** How busy production may be at its switchover: the team says, because nobody else knows what is much. */
export function loadFindings(view: View): Finding[] {
  const { maxConnections, maxLoad } = requestOf(view, 'upgrade');
  if (!limitsLoad({ maxConnections, maxLoad })) return [];
  const look = fact(view, 'load');
  if (look.kind === 'unseen') return [unknown('--max-connections and --max-load', look.message, look.remedy)];
  const { instance = 'the writer', connections, active } = look.value;
  const findings: Finding[] = [];
  if (maxConnections !== undefined && connections === undefined)
    findings.push(silent('DatabaseConnections', instance, '--max-connections'));
  else if (maxConnections !== undefined && connections!.value > maxConnections) {
    findings.push(high(view, `${instance} has ${connections!.value} connections; the limit is ${maxConnections}`));
  }
  if (maxLoad !== undefined && active === undefined) findings.push(silent('DBLoad', instance, '--max-load'));
  else if (maxLoad !== undefined && active!.value > maxLoad) {
    findings.push(high(view, `DBLoad of ${instance} is ${rounded(active!.value)}; the limit is ${maxLoad}`));
  }
  return findings;
}

/** The hint is looked for only while something is too high. */
export const isBusy = (view: View): boolean => loadFindings(view).some(({ id }) => id === 'LOAD_HIGH');

const high = (view: View, what: string): Finding => ({
  ...block('LOAD_HIGH', `${what}.`, `Wait for a quieter time, or stop what can wait.${hint(view)}`),
  passes: true,
});

const rounded = (value: number) => Number(value.toFixed(1));

function hint(view: View): string {
  const hour = seen(view.facts.quietestHour);
  if (hour == null) return '';
  const day = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'UTC' }).format(hour.at);
  const [from, to] = [hour.at, hour.at + 3_600_000].map((at) => new Date(at).toISOString().slice(11, 16));
  const mean = hour.of === 'active' ? `DBLoad ${rounded(hour.value)}` : `${Math.round(hour.value)} connections`;
  return ` The quietest hour of the last week was ${day} ${from} to ${to} UTC (${mean} on average).`;
}

/** A limit that cannot be held is not held. Metrics are late by a minute or two, and some are not there at all. */
const silent = (metric: string, instance: string, option: string): Finding =>
  unknown(
    option,
    `CloudWatch has no ${metric} of ${instance} in the last ten minutes.`,
    metric === 'DBLoad'
      ? 'Turn on Database Insights or Performance Insights for it.'
      : 'Run the command again in a few minutes.',
  );

const unknown = (option: string, why: string, remedy: string): Finding =>
  block(
    'LOAD_UNKNOWN',
    `Whether production is quiet enough (${option}) is not known: ${why}`,
    `${remedy} Or omit ${option}.`,
  );
