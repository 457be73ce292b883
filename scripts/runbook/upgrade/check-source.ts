import { journalFacts } from '../../carry-over/of-view';
import { versionsInCode } from '../../desired/parsed-versions';
import { predictionOnBlue } from '../../plans/prediction/of-view';
import { apiFacts, apiFindings } from '../../preflight/api';
import { detailsOf } from '../../preflight/details-of';
import type { Finding } from '../../preflight/finding';
import { replacementFindings, updateFindings } from '../../preflight/prediction-checks';
import { sourceFindings } from '../../preflight/source-checks';
import { abortCommand, ownCommand } from '../../report/commands';
import { counted } from '../../runtime/counted';
import { ExitCode, refusal, UpgradeError } from '../../runtime/errors';
import { crossed, phaseOf } from '../../view/phase';
import { requestOf } from '../../view/request';
import { runningVersion } from '../../view/running-version';
import { majorUpgrade } from '../../view/target-groups';
import { fact, type View } from '../../view/view';
import { begunAnew, restoredAnew } from '../begun-anew';
import { namesSwappedForLong } from '../names-swapped';
import { notRebuilt } from '../rebuilt';
import { type Assessment, done, minutes, refuse, type Step } from '../step';
import { unwellOf } from '../unwell';
import { gone } from './deployment-gone';

/** Statuses that end by themselves within minutes: waited for if everything else is fine. */
const passing = new Set(['rebooting', 'backing-up']);

export const checkSource: Step = {
  id: 'check-source',
  title: 'Check the source cluster',
  section: '1',
  foreseeable: true,
  doneWhen:
    'cluster and instances are available, the target is valid, and no foreign or finished deployment is in the way',
  outline: (view) => `check ${view.desired.annotation.clusterIdentifier} and that ${view.target} is a valid target`,
  needs: (view) => {
    if (phaseOf(view) !== 'before') return [];
    return [
      'engine',
      'leftGreens',
      'leftovers',
      ...journalFacts(view),
      ...(majorUpgrade(view) ? (['targetParameters'] as const) : []),
      ...(requestOf(view, 'upgrade').glance === true ? [] : apiFacts(view)),
    ];
  },
  assess(view) {
    const { annotation } = view.desired;
    const name = annotation.clusterIdentifier;
    const { underway } = fact(view, 'deployments');
    const running = fact(view, 'production').cluster.engineVersion;
    if (underway !== undefined) {
      const swapped = namesSwappedForLong(view);
      return swapped === undefined ? assessUnderway(view) : refuse(swapped);
    }
    switch (phaseOf(view)) {
      case 'current':
      case 'switched':
        return done(`${name} runs ${running}`);
      case 'ahead':
        return assessAhead(view, running);
      default: {
        const another = restoredAnew(view);
        return another === undefined ? assessBefore(view) : refuse(another);
      }
    }
  },
};

function assessUnderway(view: View): Assessment {
  const { underway, foreign } = fact(view, 'deployments');
  const { cluster } = fact(view, 'production');
  const origin = underway!.origin;
  const another = begunAnew(view);
  if (another !== undefined) return refuse(another);
  const unmeant = notRebuilt(view);
  if (unmeant !== undefined) return refuse(unmeant);
  if (foreign.length > 0)
    return refuse(blocked(view, sourceFindings({ ...view, facts: { ...view.facts, engine: {} } })));
  if (origin.toVersion !== view.target.text) {
    const how =
      origin.origin === 'to'
        ? `${ownCommand(view, 'upgrade', ['--to', origin.toVersion])}, or without --to once the code says ${origin.toVersion}`
        : `with ${origin.toVersion} in the code: ${ownCommand(view, 'upgrade')}`;
    return refuse(
      refusal(
        'OTHER_UPGRADE_UNDERWAY',
        `${cluster.identifier} is being upgraded to ${origin.toVersion} (${underway!.identifier}), not to ${view.target}.`,
        `Continue that upgrade (${how}), or abort it: ${abortCommand(view)}`,
      ),
    );
  }
  if (!crossed(view) && runningVersion(view).compare(view.target) >= 0) {
    return refuse(
      refusal(
        'TARGET_REACHED_OTHERWISE',
        `${cluster.identifier} already runs ${cluster.engineVersion}, so the deployment ${underway!.identifier} to ${view.target} has nothing left to do.`,
        `Abort it: ${abortCommand(view)}`,
      ),
    );
  }
  return done(`deployment ${underway!.identifier} from ${origin.fromVersion} to ${origin.toVersion} is in progress`);
}

function assessAhead(view: View, running: string): Assessment {
  const name = view.desired.annotation.clusterIdentifier;
  if (requestOf(view, 'upgrade').to === undefined)
    return done(`${name} runs ${running}, a later version than the code says`);
  return refuse(
    refusal(
      'DOWNGRADE',
      `${name} runs ${running}, later than --to ${view.target}; Aurora cannot go back to an earlier version.`,
      'Omit --to to write the running version into the code.',
    ),
  );
}

/** `--to` may name a hop on the way to what the code says; where the code's version can be had at once, it contradicts it. */
function contradiction(view: View): UpgradeError | undefined {
  const { to } = requestOf(view, 'upgrade');
  const { annotation } = view.desired;
  const { wanted } = versionsInCode(view.desired);
  if (to === undefined || to.compare(wanted) >= 0) return undefined;
  const targets = fact(view, 'engine').current?.validTargets ?? [];
  if (!targets.some((target) => target.version === wanted.text)) return undefined;
  return refusal(
    'DOWNGRADE',
    `--to ${to} is older than ${wanted}, which the code of ${annotation.clusterIdentifier} says and RDS offers directly.`,
    'Name a later version, or omit --to to upgrade to the version in the code.',
  );
}

/** All that is found without asking the databases; needs the facts of this step. */
export function findingsBefore(view: View) {
  const prediction = predictionOnBlue(view);
  return {
    prediction,
    findings: [
      ...sourceFindings(view),
      ...(requestOf(view, 'upgrade').glance === true ? [] : apiFindings(view)),
      ...replacementFindings(prediction),
      ...updateFindings(prediction),
    ],
  };
}

function assessBefore(view: View): Assessment {
  const contradicts = contradiction(view);
  if (contradicts !== undefined) return refuse(contradicts);
  const { cluster, instances } = fact(view, 'production');
  const unwell = unwellOf([cluster, ...instances]);
  const { prediction, findings } = findingsBefore(view);
  const others = findings.filter((finding) => finding.severity === 'block' && finding.id !== 'API_STATE');
  if (unwell.length > 0 && others.length === 0 && unwell.every(({ status }) => passing.has(status))) {
    return {
      state: 'wait',
      for: { what: 'available', members: unwell },
      watch: ['production'],
      limit: minutes(30),
      every: 10_000,
      remedy: 'Find out why it is not available, and run the command again.',
    };
  }
  if (findings.some((finding) => finding.severity === 'block')) {
    // What is in the way of another deployment is beside the point.
    if (view.memory.deployment !== undefined) return refuse(gone(view));
    // A table only where it explains the refusal.
    const explains = findings.some((finding) => finding.id === 'PLAN_REPLACE');
    return { ...refuse(blocked(view, findings)), ...(explains ? { prediction } : {}) };
  }
  const kind = runningVersion(view).isMajorUpgrade(view.target) ? 'major' : 'minor';
  const text = `${cluster.identifier} and ${counted(instances.length, 'instance')} available at ${cluster.engineVersion}; ${view.target} is a valid ${kind} target`;
  return { state: 'done', because: text, warnings: findings, prediction };
}

/** All blocking findings in one refusal, with the first one's code: whoever fixes one wants to know about the next. */
function blocked(view: View, findings: Finding[]): UpgradeError {
  const blocking = findings.filter((finding) => finding.severity === 'block');
  return new UpgradeError({
    code: blocking[0]?.id ?? 'PREFLIGHT',
    message: blocking.map((finding) => finding.message).join(' '),
    remedy:
      [...new Set(blocking.map((finding) => finding.remedy))].join(' ') || `Abort the upgrade: ${abortCommand(view)}`,
    details: detailsOf(blocking),
    exitCode: ExitCode.refused,
  });
}
