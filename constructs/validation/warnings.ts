import type { Aurora } from '../aurora';
import { engines } from '../engines';
import type { AuroraClusterProps } from '../props/aurora-cluster-props';
import type { SingleInstance } from '../props/instance-props';
import { isExisting } from '../props/parameter-group-props';
import { failoverWarnings } from './failover-warnings';
import { familyInNameWarning } from './validate-group-names';
import { greenNameWarning } from './validate-identifiers';

/** What is allowed, and still likely to be regretted: one sentence or two each. */
export function warningsOf(
  { versions }: Aurora,
  props: AuroraClusterProps,
  instances: readonly SingleInstance[],
): string[] {
  const { clusterIdentifier, clusterParameterGroup, instanceParameterGroup, customEndpoints = {} } = props;
  const found = [
    greenNameWarning('cluster', clusterIdentifier),
    ...instances.map(({ identifier }) => greenNameWarning('instance', identifier)),
    ...Object.keys(customEndpoints).map((identifier) => greenNameWarning('custom endpoint', identifier)),
    ...[clusterParameterGroup, instanceParameterGroup].map((group) => {
      const declared = group !== undefined && group !== 'engine-default' && !isExisting(group);
      return declared ? familyInNameWarning(group.name, versions) : undefined;
    }),
    ...failoverWarnings(instances),
    pauseWarning(props),
    firstReaderWarning(props, instances),
  ];
  return found.filter((warning) => warning !== undefined);
}

/** AuroraUserGuide, aurora-serverless-v2-auto-pause: what keeps an instance from pausing. */
function pauseWarning({ serverlessV2Scaling, engine, upgradePolicy }: AuroraClusterProps): string | undefined {
  if (
    serverlessV2Scaling?.minCapacity !== 0 ||
    !engines[engine].replicationPreventsPause ||
    upgradePolicy === 'in-place'
  ) {
    return undefined;
  }
  return (
    'With a minCapacity of 0 this cluster still does not pause: RDS keeps the writer up while logical replication is on, which ' +
    'blue/green deployments need. Write 0.5, which is what you get.'
  );
}

/** The metrics of the policies are those of readers. */
function firstReaderWarning({ autoscaling }: AuroraClusterProps, instances: readonly SingleInstance[]) {
  if (autoscaling?.minCapacity !== 0 || instances.length > 1) return undefined;
  return (
    'With a minCapacity of 0 and no reader in the code, there is no reader whose load could trigger scaling. ' +
    'Write minCapacity: 1.'
  );
}
