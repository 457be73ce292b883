import type { Cluster } from '../../aws/rds/types';
import { removeByHand } from '../../report/commands';
import { refusal, type UpgradeError } from '../../runtime/errors';
import type { NotRemovable } from '../../view/old-environment';
import type { View } from '../../view/view';

/** What looks like an old environment but is not removed, and what somebody who knows it can do about it. */
export function whatStays(view: View, kept: readonly NotRemovable[]): UpgradeError {
  return refusal(
    'OLD_NOT_REMOVABLE',
    kept.map(({ cluster, because }) => `${cluster.identifier} is not removed: ${because}.`).join(' '),
    byHand(
      view,
      kept.map(({ cluster }) => cluster),
    ),
  );
}

export function byHand(view: View, clusters: readonly Cluster[]): string {
  const commands = clusters.flatMap((cluster) => removeByHand(view, cluster) ?? []);
  const declared = clusters.filter((cluster) => removeByHand(view, cluster) === undefined);
  return [
    ...(commands.length === 0 ? [] : [`If you know that nobody needs it, remove it by hand: ${commands.join('; ')}`]),
    ...declared.map(
      ({ identifier }) =>
        `Leave ${identifier} as it is, or remove its declaration from the code, or, if only Terraform knows the declared name, write that name out.`,
    ),
  ].join(' ');
}
