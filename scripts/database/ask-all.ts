import type { Answer, DatabaseAnswers, Question } from './answers';
import { type DatabasePort, NotReached } from './database-port';

const atOnce = 8;
/** Milliseconds for all databases together: what is not begun by then is not checked. */
const limit = 600_000;
/** RDS's own: nobody else may enter it. It counts where databases are counted. */
const ofRds = 'rdsadmin';

/**
 * Asks a cluster, and each of its databases. One that cannot be entered answers each question with the sentence why.
 * @param now milliseconds, of the clock that the answers' age is measured by
 * @param wall milliseconds, of the time that passes here
 * @throws NotReached if not even the first database can be
 */
export async function askAll(
  port: DatabasePort,
  ofCluster: readonly Question[],
  ofEach: readonly Question[],
  now: () => number = Date.now,
  wall: () => number = Date.now,
): Promise<DatabaseAnswers> {
  const at = now();
  const begun = wall();
  const { listing } = port;
  const { [listing.id]: listed, ...cluster } = await port.ask(port.database, [listing, ...ofCluster]);
  const databases = namesIn(listed);
  const entered = (ofEach.length === 0 ? [] : databases).filter((name) => name !== ofRds);
  const each = await inParallel(entered, async (name) => {
    const isOver = wall() - begun >= limit;
    return [name, isOver ? unanswered(ofEach, tooMany) : await answersOfOne(port, name, ofEach)] as const;
  });
  return { via: port.via, at, databases, cluster, each: Object.fromEntries(each) };
}

function namesIn(listed: Answer | undefined): string[] {
  if (listed !== undefined && 'rows' in listed) return listed.rows.map(({ name }) => String(name));
  const why = listed?.failed ?? 'there was no answer.';
  throw new NotReached(`The databases of the cluster could not be listed: ${why}`, 'Run the command again.');
}

async function answersOfOne(port: DatabasePort, database: string, questions: readonly Question[]) {
  try {
    return await port.ask(database, questions);
  } catch (error) {
    if (!(error instanceof NotReached)) throw error;
    return unanswered(questions, `${error.message} ${error.remedy}`);
  }
}

const tooMany = `It was not queried: the databases before it took ${limit / 60_000} minutes.`;

const unanswered = (questions: readonly Question[], failed: string): Record<string, Answer> =>
  Object.fromEntries(questions.map(({ id }) => [id, { failed }]));

/** Results in the order of the items, whichever is done first. */
async function inParallel<Item, Result>(
  items: readonly Item[],
  act: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const left = items.entries();
  const worker = async () => {
    for (const [index, item] of left) results[index] = await act(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}
