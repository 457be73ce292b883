import { createHash } from 'node:crypto';
import type { RdsPort } from '../../aws/rds/rds-port';
import type { Tags } from '../../aws/rds/types';
import { isSameText, isWritten, type Journal, journalAsTags, readJournal, tagsLeftOut } from '../../carry-over/journal';
import { journalFacts, journalNow } from '../../carry-over/of-view';
import { journalFindings, leftOutFindings } from '../../preflight/journal-checks';
import { scalingFindings } from '../../preflight/scaling-checks';
import { continueCommand } from '../../report/commands';
import { refusal } from '../../runtime/errors';
import { deploymentArn } from '../../view/identity';
import { crossed, nothingBefore, upgraded } from '../../view/phase';
import { tagKey } from '../../view/tag-key';
import { type Fact, fact, type View } from '../../view/view';
import { type Acting, type Assessment, done, minutes, type Outcome, refuse, type Step, type Waiting } from '../step';
import { stillGreen } from '../still-green';
import { apart } from '../two-looks';
import { beforeSwitchover } from './gate-switchover';

/**
 * What the switchover may drop is recorded on the deployment when it is created, because somebody could switch over in the console
 * as soon as green is built. What was changed while it was built is recorded before anything is set on green; each attempt of a run
 * records it again.
 */
export const writeJournal: Step = {
  id: 'write-journal',
  title: 'Write the journal',
  outline: () => "record production's settings in the deployment's tags, to restore what the switchover drops",
  needs: (view) => (canWrite(view) && isOpen(view) ? journalFacts(view) : []),
  doneWhen:
    'the tags of the deployment say what production has; it is written again if that changed while green was built',
  assess(view) {
    if (upgraded(view)) return done(nothingBefore(view));
    if (!canWrite(view)) return done('it was written before the switchover');
    const journal = written(view);
    const isWhole = journal?.scaling !== undefined || fact(view, 'scaling').kind === 'denied' || !isNew(view);
    if (journal !== undefined && isWhole) {
      // Without scaling, because nobody was allowed to read it yet: that is tried again until the switchover, and said before it. Once
      // something was set on green, it is recorded with the rest when green has followed production (`carry-over`).
      const unread = journal.scaling === undefined ? scalingFindings(view) : [];
      const anew = isNew(view) ? (noRoom(view) ?? writeAnew(view)) : undefined;
      if (anew !== undefined) return anew;
      const warnings = [...leftOutFindings(view.desired.annotation.clusterIdentifier, tagsLeftOut(journal)), ...unread];
      return { state: 'done', because: 'it is in the tags of the deployment', warnings };
    }
    const { identifier } = fact(view, 'deployments').underway!;
    return (
      noRoom(view) ?? {
        state: 'act',
        will: [`write the journal into the tags of ${identifier}`],
        watch: ['deployments'],
        remedy: `Production is untouched. Look at the tags of ${identifier} in the console, then continue: ${continueCommand(view)}`,
      }
    );
  },
  execute: (view, { rds }, lines) => writeJournalOf(view, rds, lines),
};

/** Whoever slept since the look must not write over what another run has written down, least of all after its switchover. */
export async function writeJournalOf(
  view: View,
  rds: Pick<RdsPort, 'addTags' | 'deployment'>,
  lines: readonly string[],
): Promise<Outcome> {
  if (!(await isJournalAsSeen(view, rds))) return { busy: lines };
  const deployment = fact(view, 'deployments').underway!;
  await rds.addTags(deploymentArn(fact(view, 'production').cluster.arn, deployment.identifier), journalTags(view));
  return {};
}

export const isJournalAsSeen = (view: View, rds: Pick<RdsPort, 'deployment'>): Promise<boolean> =>
  stillGreen(view, rds, ({ tags }) => isSameText(tags, fact(view, 'deployments').underway!.tags));

const rewriting = 'rewrite the journal';
export const isRewriting = (line: string): boolean => line.startsWith(rewriting);

/**
 * The journal differs from what is seen now. It is overwritten once two looks have seen the same, and a switchover follows only on a
 * later look: otherwise empty answers of Auto Scaling would leave nothing to restore from.
 */
export function writeAnew(view: View): Acting | Waiting | undefined {
  const { identifier, tags } = fact(view, 'deployments').underway!;
  const seen = journalTags(view);
  // Production may be changed more often than one act is repeated: each content is an act of its own.
  const mark = createHash('sha256').update(Object.values(seen).join()).digest('hex').slice(0, 6);
  const line = `${rewriting} in the tags of ${identifier} (as ${mark}): production differs from it`;
  const remedy = `Production is untouched. Check whether somebody is changing production, or the tags of ${identifier}, then continue: ${continueCommand(view)}`;
  if (isWritten(seen, tags)) {
    const { last = Number.NEGATIVE_INFINITY } = view.memory.sent[line] ?? {};
    if (view.now - last >= apart) return undefined;
    const watch: Fact[] = ['production', 'deployments'];
    return { state: 'wait', for: { what: 'shown', of: [line] }, watch, limit: minutes(5), every: apart, remedy };
  }
  return {
    state: 'act',
    will: [line],
    concludes: Object.values(seen).join(),
    watch: ['deployments'],
    seen: 'production, or the tags, are different in every read',
    remedy,
  };
}

const isOpen = (view: View) => isNew(view) || written(view)?.scaling === undefined;

/** Green is built, and nothing was set on it yet. */
const isNew = (view: View) => fact(view, 'deployments').underway?.tags[tagKey.carried] === undefined;

/** What production has once it is green is no measure. */
const canWrite = (view: View) => beforeSwitchover(view) && !crossed(view);

/** What production has but the journal has no room for could not be restored. */
export function noRoom(view: View): Assessment | undefined {
  const finding = journalFindings(view).find(({ severity }) => severity === 'block');
  return finding && refuse(refusal(finding.id, finding.message, finding.remedy));
}

export function journalTags(view: View): Tags {
  const written = journalAsTags(journalNow(view), fact(view, 'deployments').underway?.tags);
  if (written === undefined) throw new Error('There is no room for the journal, and no check has refused the run.');
  return written.tags;
}

/** What cannot be read is written again: it is not lost yet. */
function written(view: View): Journal | undefined {
  const reading = readJournal(fact(view, 'deployments').underway?.tags ?? {});
  return reading.kind === 'read' && reading.journal.had !== undefined ? reading.journal : undefined;
}
