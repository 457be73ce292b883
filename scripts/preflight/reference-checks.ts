import { commandLine } from '../../constructs/command-line';
import type { Reference } from '../desired/references';
import type { Code } from '../runtime/codes';
import { fact, type View } from '../view/view';
import { type Finding, warn } from './finding';

/**
 * What the code of any stack ties to this very cluster and not to its name, or what is not guaranteed to survive a switchover: it
 * cannot be carried over, so it is named with its address
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-considerations.html).
 */
export function referenceFindings(view: View): Finding[] {
  const { references, stack } = view.desired;
  const { cluster, instances } = fact(view, 'production');
  const ids = new Set([cluster.resourceId, ...instances.map((instance) => instance.resourceId)]);
  const written = references.writtenIds.filter(({ id }) => ids.has(id));
  const named = (all: readonly Reference[]) =>
    [
      ...new Set(all.map((each) => (each.stack === stack ? each.address : `${each.address} (stack ${each.stack})`))),
    ].join(', ');
  const findings: Finding[] = [];
  const tell = (id: Code, all: readonly Reference[], message: (names: string) => string, remedy: string) => {
    if (all.length > 0) findings.push(warn(id, message(named(all)), remedy));
  };
  tell(
    'REF_RESOURCE_ID',
    references.resourceId,
    (names) =>
      `The resource id of ${cluster.identifier} changes at the switchover: the plan will show ${names}, and whatever depends on them (rds-db:connect) fails until they are applied.`,
    'Apply right after the upgrade. A policy made by AuroraCluster.grantConnect keeps working across the change.',
  );
  tell(
    'REF_WRITTEN_ID',
    written,
    (names) =>
      `The current resource id of ${cluster.identifier} is hard-coded in ${names}: after the switchover it is the id of the old cluster.`,
    `Add the new one after the upgrade (${commandLine('status')} shows the cluster), or refer to cluster_resource_id.`,
  );
  tell(
    'REF_PROXY',
    references.proxyTargets,
    (names) =>
      `${names} has ${cluster.identifier} as its target: a proxy follows the switchover only if the target was registered before the deployment was created, and RDS drops the proxy's connections.`,
    'Check describe-db-proxy-targets after the switchover.',
  );
  tell(
    'REF_EVENTS',
    references.eventSubscriptions,
    (names) =>
      `${names} names ${cluster.identifier} or its instances: AWS does not document whether an event subscription follows the name or stays with the old cluster.`,
    'Check it after the switchover.',
  );
  tell(
    'REF_ALARMS',
    references.alarms,
    (names) =>
      `${names} watches ${cluster.identifier} by name: after the switchover it sees the new environment, whose caches are cold.`,
    'Expect this alarm to fire.',
  );
  tell(
    'REF_STREAM',
    references.activityStreams,
    (names) => `${names} belongs to the old cluster after the switchover; green has no activity stream.`,
    'Start a new activity stream after the upgrade.',
  );
  return findings;
}
