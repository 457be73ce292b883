import type { Change } from '../../carry-over/change';
import { changedText, keptKeys, keyOf, splitChanges } from '../../carry-over/changed-on-green';
import { changesOnGreen } from '../../carry-over/of-view';
import { abortCommand, continueCommand } from '../../report/commands';
import { refusal } from '../../runtime/errors';
import { deploymentArn } from '../../view/identity';
import { requestOf } from '../../view/request';
import { tagKey } from '../../view/tag-key';
import { fact, type View } from '../../view/view';
import { type Refusal, refuse } from '../step';

/** A tag has room for so much: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Tagging.html */
const room = 256;

/** Somebody's decision on green is neither undone nor taken over without a word. */
export function changedByHand(view: View): Refusal | undefined {
  const { changed } = splitChanges(view);
  const choice = requestOf(view, 'upgrade').greenChanges;
  if (changed.length === 0 || choice === 'undo') return undefined;
  const tooMany = keptTag(view).length > room;
  if (choice === 'keep' && !tooMany) return undefined;
  const keep = tooMany
    ? 'There are too many to be kept. To'
    : `To keep it, write it in the code too (else the plan after the switchover shows it): ${continueCommand(view, '--green-changes', 'keep')}; to`;
  return refuse(
    refusal(
      'GREEN_CHANGED',
      `Somebody has changed green: ${changed.map(changedText).join('; ')}.`,
      `Production is untouched. ${keep} set it as production has it: ${continueCommand(view, '--green-changes', 'undo')}; to abort the upgrade: ${abortCommand(view)}`,
    ),
  );
}

/** What is to be sent now, with the decision. */
export function openChanges(view: View): Change[] {
  const { toCarry, changed } = splitChanges(view);
  if (changed.length === 0) return toCarry;
  return requestOf(view, 'upgrade').greenChanges === 'undo'
    ? changesOnGreen(view)
    : [...toCarry, tagged(view, tagKey.kept, keptTag(view))];
}

/** Written once: whoever continues can tell what was changed since. */
export function noteCarried(view: View): Change[] {
  const { tags } = fact(view, 'deployments').underway!;
  return tags[tagKey.carried] === undefined ? [tagged(view, tagKey.carried, new Date(view.now).toISOString())] : [];
}

/** A decision about another value takes the place of the one before. */
function keptTag(view: View): string {
  const decided = splitChanges(view).changed.map(keyOf);
  const nameOf = (key: string) => key.replace(/=.*$/, '');
  const others = keptKeys(view).filter((key) => !decided.map(nameOf).includes(nameOf(key)));
  return [...others, ...decided].join(' ');
}

function tagged(view: View, key: string, value: string): Change {
  const { identifier } = fact(view, 'deployments').underway!;
  const arn = deploymentArn(fact(view, 'production').cluster.arn, identifier);
  return { kind: 'tags', name: identifier, arn, tags: { [key]: value } };
}
