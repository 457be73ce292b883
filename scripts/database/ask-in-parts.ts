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

/** How long one database may be asked, in milliseconds of this machine's time. */
interface Patience {
  limit: number;
  now(): number;
}

/**
 * All in one round. If that is refused, in parts, until it is known which question is: the others are not lost. Where each of them is
 * slow, that would take as many minutes as there are questions: what is left when the database's time is up is not asked.
 */
export function askInParts(
  questions: readonly Question[],
  ask: (part: readonly Question[]) => Promise<Record<string, Answer>>,
  { limit, now }: Patience = usualPatience,
): Promise<Record<string, Answer>> {
  const begun = now();
  const isOver = () => now() - begun >= limit;
  const late = `The database was queried for ${limit / 1000} s, and did not answer this check in that time.`;
  const inParts = async (part: readonly Question[]): Promise<Record<string, Answer>> => {
    const [first, ...others] = part;
    if (first === undefined) return {};
    if (isOver()) return Object.fromEntries(part.map(({ id }): [string, Answer] => [id, { failed: late }]));
    try {
      return await ask(part);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (others.length === 0) return { [first.id]: { failed: error.message } };
      const half = Math.ceil(part.length / 2);
      const parts = error.slow ? part.map((question) => [question]) : [part.slice(0, half), part.slice(half)];
      const answers: Record<string, Answer> = {};
      for (const each of parts) Object.assign(answers, await inParts(each));
      return answers;
    }
  };
  return inParts(questions);
}

/** Four times what one statement has. */
const usualPatience: Patience = { limit: 120_000, now: Date.now };
