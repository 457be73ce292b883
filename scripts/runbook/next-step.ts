import { phaseOf } from '../view/phase';
import type { Fact, View } from '../view/view';
import type { Acting, Assessment, Done, Pausing, Refusal, Step, Waiting } from './step';

export interface Next {
  step: Step;
  assessment: Acting | Waiting | Pausing | Refusal;
}

/** Where a cluster stands among steps. */
export interface Position {
  done: { step: Step; because: Done }[];
  /** The first step that is not done. */
  next?: Next;
  /** The steps behind it; assessed where blue alone tells. */
  later: { step: Step; assessment?: Assessment }[];
}

/** Facts that must be read before anything can be said. */
interface Missing {
  missing: Fact[];
}

/** Read for every look. */
export const always: Fact[] = ['production', 'deployments'];

/**
 * The first step that is not done, given desired and observed: pure. Where a fact is missing, only that is said; what a step
 * needs may depend on what it has seen.
 *
 * @param foresee  also assess what is foreseeable behind the first open step
 */
export function nextStep(view: View, steps: readonly Step[], foresee = false): Position | Missing {
  const unread = always.filter((name) => view.facts[name] === undefined);
  if (unread.length > 0) return { missing: unread };
  const position: Position = { done: [], later: [] };
  for (const step of steps.filter((each) => each.of?.(view) ?? true)) {
    if (position.next !== undefined && !(foresee && step.foreseeable === true && phaseOf(view) === 'before')) {
      position.later.push({ step });
      continue;
    }
    const assessment = assess(step, view);
    if ('missing' in assessment) return assessment;
    if (position.next !== undefined) position.later.push({ step, assessment });
    else if (assessment.state === 'done') position.done.push({ step, because: assessment });
    else position.next = { step, assessment };
  }
  return position;
}

export function assess(step: Step, view: View): Assessment | Missing {
  const missing = step.needs(view).filter((name) => view.facts[name] === undefined);
  return missing.length > 0 ? { missing } : step.assess(view);
}
