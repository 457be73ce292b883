import { precheckFile } from '../view/prechecks';
import { type Facts, fact, type View } from '../view/view';
import { looked } from './looked';
import type { Sources } from './sources';

/** Of green's writer, on which they run. Only what was written since the deployment was created is about this green. */
export async function prechecks(view: View, { rds }: Sources): Promise<Facts['prechecks']> {
  const file = precheckFile(view);
  const { underway } = fact(view, 'deployments');
  const writer = fact(view, 'green')?.cluster.members.find((member) => member.writer);
  if (file === undefined || underway === undefined || writer === undefined) return { kind: 'seen', value: null };
  const instance = writer.instanceIdentifier;
  return looked(async () => {
    const log = await rds.logFile(instance, file, underway.createdAt);
    return log === undefined ? null : { instance, file, ...log };
  });
}
