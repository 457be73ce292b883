import type { Answer, Question } from './answers';

/** The database refused a statement. Which of its questions is to blame is not known. */
export class Refused extends Error {
  constructor(
    /** A sentence. */
    message: string,
    /** It took too long: half of it would again, and cost as much time. */
    readonly slow = false,
  ) {
    super(message);
    this.name = 'Refused';
  }
}

/** All in one round. If that is refused, in parts, until it is known which question is: the others are not lost. */
export async function askInParts(
  questions: readonly Question[],
  ask: (part: readonly Question[]) => Promise<Record<string, Answer>>,
): Promise<Record<string, Answer>> {
  const [first, ...others] = questions;
  if (first === undefined) return {};
  try {
    return await ask(questions);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (others.length === 0) return { [first.id]: { failed: error.message } };
    const half = Math.ceil(questions.length / 2);
    const parts = error.slow
      ? questions.map((question) => [question])
      : [questions.slice(0, half), questions.slice(half)];
    const answers: Record<string, Answer> = {};
    for (const part of parts) Object.assign(answers, await askInParts(part, ask));
    return answers;
  }
}
