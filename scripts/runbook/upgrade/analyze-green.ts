import { engines } from '../../engines';
import { dataVerdict } from '../../preflight/data-verdict';
import { abortCommand, continueCommand } from '../../report/commands';
import { refusal } from '../../runtime/errors';
import { nothingBefore, upgraded } from '../../view/phase';
import { requestOf } from '../../view/request';
import { majorUpgrade } from '../../view/target-groups';
import { fact, type View } from '../../view/view';
import { done, refuse, type Step } from '../step';

/**
 * pg_upgrade carries no statistics over (before version 18), so that production would plan its queries blindly after the switchover.
 * What is done shows in the catalogs of green: a run that is killed begins with what is left.
 */
export const analyzeGreen: Step = {
  id: 'analyze-green',
  title: 'Collect statistics on green',
  outline(view) {
    if (!majorUpgrade(view)) return 'nothing: an upgrade within a major version keeps the statistics';
    return requestOf(view, 'upgrade').analyze === true
      ? 'run ANALYZE in every database of green'
      : 'nothing, without --analyze';
  },
  needs: (view) => (isAsked(view) ? ['green', 'greenAtSwitchover'] : []),
  doneWhen: 'with `--analyze`, after a major upgrade: no large table of green lacks statistics',
  busyWith: 'ANALYZE on green',
  assess(view) {
    if (upgraded(view)) return done(nothingBefore(view));
    if (keepsStatistics(view)) return done('this upgrade keeps the statistics');
    if (!isAsked(view)) return done('not asked for (--analyze)');
    const look = fact(view, 'greenAtSwitchover');
    if (look.kind === 'no-database') return done('the embedded RDS holds no data: nothing to analyze');
    const { findings, notChecked, remedy } = dataVerdict(view, 'switchover-green');
    const unknown = notChecked.find(({ id }) => id === 'GREEN_NOT_CHECKED' || id === 'PG_ANALYZE');
    if (unknown !== undefined) return refuse(notAnalyzed(view, unknown.why, remedy ?? 'Make them reachable.'));
    const finding = findings.find(({ id }) => id === 'PG_ANALYZE');
    if (finding === undefined) return done('no large table lacks statistics');
    return {
      state: 'act',
      will: [`ANALYZE in ${databasesIn(view).join(', ')} of green: writes statistics, and nothing else`],
      once: true,
      settles: 1_000,
      watch: ['green', 'greenAtSwitchover'],
      seen: finding.message,
      remedy: `The database user may not analyze these tables: run ANALYZE as their owner. Then continue: ${continueCommand(view)}; or abort the upgrade: ${abortCommand(view)}`,
    };
  },
  async execute(view, { databases }) {
    const failed = await databases.analyzeGreen(view, databasesIn(view));
    if (failed !== undefined) throw notAnalyzed(view, failed.reason, failed.remedy);
    return {};
  },
};

const keepsStatistics = (view: View) => !majorUpgrade(view) || engines[view.desired.annotation.engine].keepsStatistics;

function isAsked(view: View): boolean {
  const isAvailable = fact(view, 'deployments').underway?.status === 'AVAILABLE';
  return requestOf(view, 'upgrade').analyze === true && isAvailable && !keepsStatistics(view);
}

/** Into `rdsadmin` nobody is let but RDS. */
function databasesIn(view: View): string[] {
  const look = fact(view, 'greenAtSwitchover');
  return look.kind === 'answered' ? look.answers.databases.filter((name) => name !== 'rdsadmin') : [];
}

const notAnalyzed = (view: View, reason: string, remedy: string) =>
  refusal(
    'GREEN_NOT_ANALYZED',
    `Green of ${view.desired.annotation.clusterIdentifier} was not analyzed. ${reason} Production is untouched.`,
    `${remedy} Then continue: ${continueCommand(view)}`,
  );
