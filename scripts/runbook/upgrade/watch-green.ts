import { detailsOf } from '../../preflight/details-of';
import type { Finding } from '../../preflight/finding';
import { logsSay } from '../../preflight/log-culprits';
import { replicationWatch, type Watched } from '../../preflight/replication-watch';
import { freezeSchema } from '../../preflight/sql/standing/unreplicated-findings';
import { abortCommand, continueCommand } from '../../report/commands';
import { refusal, type UpgradeError } from '../../runtime/errors';
import { nothingBefore, upgraded } from '../../view/phase';
import { fact, type View } from '../../view/view';
import { done, refuse, type Step } from '../step';

/**
 * A sentinel while green stands. Replication that is broken does not come back, and green costs money until somebody notices: the run
 * ends at once and names who did it. The waits of later steps are left every few minutes for it (`tick.ts`), and it is told what it
 * has seen (`tell-watch.ts`).
 */
export const watchGreen: Step = {
  id: 'watch-green',
  title: 'Watch the replication to green',
  outline: () => 'watch the slots, the schema of both clusters, and who writes on green, while green stands',
  needs(view) {
    if (!stands(view)) return [];
    const { standing } = view.facts;
    return standing === undefined || brokenBy(view) === undefined ? ['standing'] : ['standing', 'engineLogs'];
  },
  doneWhen:
    'while green stands, at every check: green reads each slot, both clusters have the same schema, RDS reports no degradation',
  assess(view) {
    if (upgraded(view)) return done(nothingBefore(view));
    if (!stands(view)) return done('green is not replicated to at the moment');
    const broken = brokenBy(view);
    if (broken !== undefined) return refuse(degraded(view, broken));
    return done(summary(view));
  },
};

/** While it is built a transaction may hold it up, and then replication may break. */
function stands(view: View): boolean {
  const status = fact(view, 'deployments').underway?.status;
  return status === 'PROVISIONING' || (status === 'AVAILABLE' && view.facts.green !== null);
}

function brokenBy(view: View): Watched | undefined {
  const watched = replicationWatch(view);
  return watched.broken.length > 0 || fact(view, 'standing').degraded.length > 0 ? watched : undefined;
}

function summary(view: View): string {
  const { blue, green } = fact(view, 'standing');
  if (blue.kind === 'answered' && green === undefined) return 'nothing holds the replication up';
  if (blue.kind === 'answered' && green?.kind === 'answered')
    return 'replication is healthy, as far as both clusters tell';
  return 'RDS reports no degradation; the databases were not queried';
}

function degraded(view: View, { broken }: Watched): UpgradeError {
  const { underway } = fact(view, 'deployments');
  const name = view.desired.annotation.clusterIdentifier;
  const [event] = fact(view, 'standing').degraded;
  const { culprits, otherwise } = logsSay(view);
  const said = [
    event === undefined
      ? `The green of ${name} is not what production is, and does not become it by itself.`
      : `RDS reports replication to the green of ${name} as degraded. It does not switch over to such a green, even if rows arrive again.`,
    ...broken.map(({ message }) => message),
    ...(event === undefined
      ? []
      : [`RDS reported it at ${new Date(event.at).toISOString()} (${event.source}): ${event.message}`]),
    ...(culprits.length === 0 ? [] : [`The log of the engine: ${culprits.join('; ')}.`]),
    ...(otherwise === undefined ? [] : [otherwise.message]),
  ];
  const scripts = broken.flatMap(({ script }) => script ?? []);
  const helps = ({ id, remedy }: Finding) => (event !== undefined && id === 'PG_SCHEMA' ? freezeSchema : remedy);
  const causes = [...new Set(broken.map(helps))];
  const read = otherwise?.remedy ? [otherwise.remedy] : [];
  const ids = [...new Set(broken.map(({ id }) => id))];
  const these = ids.length === 1 ? 'this finding' : 'these findings';
  const skips = ids.map((id) => `--skip ${id}`).join(' ');
  const skippable = event === undefined ? `; or accept ${these}: ${skips} --reason "…"` : '';
  return refusal(
    'REPLICATION_DEGRADED',
    said.join(' '),
    [
      `Production is untouched. ${[...read, causes.join(' ') || 'Stop whatever causes this.'].join(' ')} To build green again: ${continueCommand(view, '--rebuild', underway?.identifier ?? '')}; or abort the upgrade: ${abortCommand(view)}${skippable}`,
      ...scripts,
    ].join('\n'),
    detailsOf(broken),
  );
}
