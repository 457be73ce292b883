import { type DataVerdict, dataVerdict } from '../../preflight/data-verdict';
import { detailsOf } from '../../preflight/details-of';
import type { Finding } from '../../preflight/finding';
import { publicationFindings } from '../../preflight/publication-checks';
import { catalogues } from '../../preflight/sql/catalogues';
import { continueCommand, ownCommand } from '../../report/commands';
import { counted } from '../../runtime/counted';
import { ExitCode, refusal, UpgradeError } from '../../runtime/errors';
import { nothingBefore, phaseOf } from '../../view/phase';
import { requestOf } from '../../view/request';
import { fact, type View } from '../../view/view';
import { type Assessment, done, refuse, type Step } from '../step';
import { atStake } from './creation-consent';
import { replicationInEffect } from './enable-replication';

/** Half of the deployments that fail do so because of what the databases could have told: asked before anything is created. */
export const checkDatabases: Step = {
  id: 'check-databases',
  title: 'Check the data',
  foreseeable: true,
  outline: () => 'query every database for what a deployment cannot replicate',
  needs: (view) => (phaseOf(view) === 'before' ? ['data', 'replicationParameters'] : []),
  doneWhen: 'the databases hold nothing that a deployment cannot replicate, or somebody has accepted it',
  assess(view) {
    if (phaseOf(view) === 'underway') return done('this was checked before the deployment was created');
    if (phaseOf(view) !== 'before') return done(nothingBefore(view));
    const look = fact(view, 'data');
    if (look.kind === 'no-database')
      return done('the embedded RDS holds no data (start it with --data): nothing to check');
    if (look.kind === 'unasked') return done('the databases are queried when the upgrade runs');
    return assessVerdict(view, dataVerdict(view, 'create'));
  },
  execute: async () => ({}),
};

function assessVerdict(view: View, verdict: DataVerdict): Assessment {
  const blocking = verdict.findings.filter((finding) => finding.severity === 'block' && !laterStep(view, finding));
  if (blocking[0] !== undefined) return refuse(blocked(view, blocking));
  if (verdict.notChecked.length > 0 && requestOf(view, 'upgrade').acceptUnchecked !== true) {
    return refuse(notChecked(view, verdict));
  }
  return { ...done(passedText(verdict)), warnings: warningsOf(view, verdict) };
}

/** The reboot of the next step repairs them, and then they are asked anew: before that they must not stand in its way. */
const laterStep = (view: View, { id }: Finding) =>
  catalogues[view.target.engine].curedByRestart.includes(id) && !replicationInEffect(view);

function passedText({ findings, skipped, notChecked, passed, via }: DataVerdict): string {
  const parts = [
    counted(passed.length, 'check') + ' passed',
    findings.length > 0 ? counted(findings.length, 'warning') : '',
    skipped.length > 0
      ? `skipped: ${skipped.map(({ finding, reason }) => `${finding.id} (${reason})`).join(', ')}`
      : '',
    notChecked.length > 0 ? `${notChecked.length} not made, which was accepted` : '',
  ];
  return `${parts.filter((part) => part !== '').join('; ')}${via === undefined ? '' : `; queried by ${via}`}`;
}

function warningsOf(view: View, { findings, notChecked }: DataVerdict): Finding[] {
  return notChecked.length === 0 ? findings : [...findings, ...publicationFindings(view)];
}

function blocked(view: View, blocking: readonly Finding[]): UpgradeError {
  return new UpgradeError({
    code: blocking[0]!.id,
    message: blocking.map(({ message }) => message).join(' '),
    remedy: fact(view, 'deployments').replaced === undefined ? remedyOf(view, blocking) : whileGreenStands(blocking),
    details: detailsOf(blocking),
    exitCode: ExitCode.refused,
  });
}

function remedyOf(view: View, blocking: readonly Finding[]): string {
  const more = `Each of these with its remedy: ${ownCommand(view, 'preflight')}; to accept a finding: --skip <check> --reason "…"`;
  return [...(blocking.length === 1 ? [blocking[0]!.remedy] : []), more].join('\n  ');
}

/** Until green is deleted, `preflight` asks what is in the way of the switchover, and has none of these. */
function whileGreenStands(blocking: readonly Finding[]): string {
  const skips = [...new Set(blocking.map(({ id }) => `--skip ${id}`))].join(' ');
  const remedies = [...new Set(blocking.map(({ remedy }) => remedy))].join(' ');
  const scripts = blocking.flatMap(({ script }) => script ?? []);
  return [`${remedies} Or accept it: ${skips} --reason "…"`, ...scripts].join('\n');
}

function notChecked(view: View, { notChecked: missing, remedy }: DataVerdict): UpgradeError {
  const { clusterIdentifier } = view.desired.annotation;
  const what = missing.map(({ id, database, why }) =>
    id === 'DATA_NOT_CHECKED' ? why : `${id}${database === undefined ? '' : ` in ${database}`}: ${why}`,
  );
  const shown = [...new Set(what)].slice(0, 5);
  return refusal(
    'DATA_NOT_CHECKED',
    `The data of ${clusterIdentifier} were not checked. ${shown.join(' ')}${what.length > 5 ? ` And ${what.length - 5} more.` : ''} ${atStake(view)}`,
    `${remedy === undefined ? `See what is missing: ${ownCommand(view, 'preflight')}; or` : `${remedy} Or`} go on unchecked: ${continueCommand(view, '--accept-unchecked')}`,
  );
}
