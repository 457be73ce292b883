import { whatIsLeft } from '../../scripts/commands/what-is-left';
import { clean, oldName, upgraded } from '../support/cleaning';

test('a run that finds old gone names the same snapshots as the run that removed it, and how to see its backups', async () => {
  const it = await upgraded();
  const { rds } = await it.sources();
  const removed = (await rds.clusters()).find(({ identifier }) => identifier === oldName)!;
  const first = await clean(it);
  const [snapshots, backups] = (await whatIsLeft(first, removed, rds)).notes;
  expect(snapshots!.match(/-final-/g)).toHaveLength(2);
  expect(backups).toContain(removed.resourceId);

  const later = await whatIsLeft(await clean(it), undefined, rds);
  expect(later.notes[0]).toBe(snapshots);
  expect(later.notes[1]).toMatch(`Automated backups of ${oldName}, if it had any`);
  expect(later.notes[1]).toContain(`--db-cluster-resource-id ${removed.resourceId}`);
});
