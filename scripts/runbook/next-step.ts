import { observe } from '../observed/observe';
import type { Sources } from '../observed/sources';
import type { View } from '../observed/view';
import type { Assessment, Step } from './step';

export interface Next {
  step: Step;
  assessment: Exclude<Assessment, { state: 'done' }>;
}

export interface Position {
  done: { step: Step; because: Extract<Assessment, { state: 'done' }> }[];
  next?: Next;
}

/**
 * The first step of the runbook that is not done, given desired and observed. The deciding is pure; only the facts that a
 * step asks for are read on the way.
 */
export async function nextStep(view: View, steps: readonly Step[], sources: Sources): Promise<Position> {
  const position: Position = { done: [] };
  await observe(view, ['production', 'deployments'], sources);
  for (const step of steps) {
    const assessment = await assess(step, view, sources);
    if (assessment.state !== 'done') return { ...position, next: { step, assessment } };
    position.done.push({ step, because: assessment });
  }
  return position;
}

/** What a step needs may depend on what it has seen: it is asked until it is content. */
export async function assess(step: Step, view: View, sources: Sources): Promise<Assessment> {
  for (;;) {
    const missing = step.needs(view).filter((name) => view.facts[name] === undefined);
    if (missing.length === 0) return step.assess(view);
    await observe(view, missing, sources);
  }
}
