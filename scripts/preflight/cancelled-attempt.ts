import { abortCommand, continueCommand } from '../report/commands';
import { attempt, mayRetry, tellsOfCancellation } from '../view/attempt';
import { type Fact, fact, type View } from '../view/view';
import { dataVerdict } from './data-verdict';
import { block, type Finding } from './finding';
import { allGuardrails, guardrailBehind } from './guardrails';
import { logsSay } from './log-culprits';

/** Whether there is an attempt that somebody must look at before another one. */
const needsConsent = (view: View): boolean => attempt(view).kind === 'cancelled' && !mayRetry(view);

/** What tells why it was cancelled, and how production is since. `status` reads neither. */
export function factsOfCancelled(view: View): Fact[] {
  const known = view.facts.greenEvents !== undefined && view.facts.sourceEvents !== undefined;
  return known && needsConsent(view) ? ['attemptEvents', 'dataFailed', 'engineLogs'] : [];
}

/** A cancelled switchover is repeated only with explicit consent; `--yes` is not enough. Whose attempts count: view/attempt.ts. */
export function cancelledAttempt(view: View): Finding[] {
  const state = attempt(view);
  if (state.kind !== 'cancelled' || !needsConsent(view)) return [];
  const announced = state.begun || state.at === undefined ? undefined : new Date(state.at).toISOString();
  const what = announced === undefined ? 'was cancelled by RDS' : `was announced at ${announced}`;
  const guardrail = guardrailBehind([state.reason, ...told(view)].join(' '));
  const behind = guardrail === undefined ? '' : ` The guardrail behind it: ${guardrail.name}.`;
  const why =
    guardrail?.remedy ??
    (state.begun ? `Find out why before you repeat it. ${allGuardrails}` : 'Find out why before you repeat it.');
  const { writes, remedy } = production(view);
  const { clusterIdentifier } = view.desired.annotation;
  return [
    {
      ...block(
        'SWITCHOVER_CANCELLED',
        `The switchover of ${clusterIdentifier} ${what}: ${state.reason}${details(view, state.reason)}${behind} Production still runs the old version${writes}`,
        `${remedy}${why} To repeat it: ${continueCommand(view, '--retry-switchover')}; to abort the upgrade: ${abortCommand(view)}`,
      ),
      details: lines(view),
    },
  ];
}

/** What RDS says of the deployment, where that is not the reason already. */
function details(view: View, reason: string): string {
  const text = fact(view, 'deployments').underway?.statusDetails;
  return text === undefined || reason.includes(text.replace(/\.$/, ''))
    ? ''
    : ` RDS says of the deployment: ${text.replace(/\.?$/, '.')}`;
}

/** Every attempt is told with its sequences: only what tells of an end says why. */
const told = ({ facts }: View) => (facts.attemptEvents ?? []).filter(tellsOfCancellation).map(({ message }) => message);

const lines = (view: View): string[] => [
  ...(view.facts.attemptEvents ?? []).map(
    ({ at, source, message }) => `${new Date(at).toISOString()} ${source}: ${message}`,
  ),
  ...ofEngine(view),
];

/** What the engine logged of the replication; where that is nothing, or was not read, that is said. */
function ofEngine(view: View): string[] {
  const { culprits, otherwise } = logsSay(view);
  const said = otherwise === undefined ? [] : [`${otherwise.message} ${otherwise.remedy}`.trimEnd()];
  return [...culprits.map((each) => `log of ${each}`), ...said];
}

/** Asked, not tried: this tool writes nothing to production. */
function production(view: View): { writes: string; remedy: string } {
  const look = view.facts.dataFailed;
  if (look === undefined || look.kind === 'no-database' || look.kind === 'unasked') return { writes: '.', remedy: '' };
  const { findings, notChecked, via } = dataVerdict(view, 'failed');
  const [wrong] = findings;
  if (wrong !== undefined) return { writes: `. ${wrong.message}`, remedy: `${wrong.remedy} ` };
  const [missing] = notChecked;
  if (missing !== undefined)
    return { writes: `; whether it takes writes was not checked: ${missing.why}`, remedy: 'Try a write of your own. ' };
  return { writes: `, and takes writes (queried by ${via}).`, remedy: '' };
}
