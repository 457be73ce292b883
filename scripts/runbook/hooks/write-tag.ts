import { RdsFault, RdsUnreachable } from '../../aws/faults';
import type { RdsPort } from '../../aws/rds/rds-port';
import type { Report } from '../../report/event';
import { UpgradeError } from '../../runtime/errors';
import type { View } from '../../view/view';
import { tagsArn } from './of-view';

/** That a hook was run. Where it cannot be written, a later run repeats the hook, as it may after a kill. */
export async function writeTag(
  view: View,
  rds: Pick<RdsPort, 'addTags'>,
  key: string,
  at: number | string,
  report: Report,
): Promise<void> {
  try {
    await rds.addTags(tagsArn(view), { [key]: typeof at === 'number' ? new Date(at).toISOString() : at });
  } catch (error) {
    const harmless = error instanceof RdsFault || error instanceof RdsUnreachable || error instanceof UpgradeError;
    if (!harmless) throw error;
    if (!(error instanceof UpgradeError)) return;
    const { code: id, message } = error;
    const cluster = view.desired.annotation.clusterIdentifier;
    report({
      code: 'WARNING',
      cluster,
      id,
      message,
      remedy: 'The hook has run. Without the tag that says so, a later run may repeat it.',
    });
  }
}
