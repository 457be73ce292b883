import { type Facts, fact, type View } from '../view/view';
import { looked } from './looked';
import type { Sources } from './sources';

/** What has been logged in the last hour: a statement is looked for that has broken something minutes ago. */
const recent = 60 * 60_000;

/** Of production's writer, which logs the statement, and of green's, which logs what it cannot apply. */
export async function engineLogs(view: View, { rds }: Sources): Promise<Facts['engineLogs']> {
  const writers = [fact(view, 'production'), fact(view, 'green')].flatMap(
    (environment) => environment?.cluster.members.find(({ writer }) => writer)?.instanceIdentifier ?? [],
  );
  return looked(() =>
    Promise.all(
      writers.map(async (instance) => ({ instance, text: await rds.engineLog(instance, view.now - recent) })),
    ),
  );
}
