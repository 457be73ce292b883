import { clusterNameOf } from '../view/identity';
import type { View } from '../view/view';

/** What a hook is told, by name of the variable, for scripts/hooks/README.md. */
export const hookVariables = {
  AURORA_HOOK: 'the hook, such as `verifyGreen`',
  AURORA_CLUSTER: "production's cluster identifier",
  AURORA_STACK: 'the stack that declares it',
  AURORA_ACCOUNT: 'the AWS account',
  AURORA_REGION: 'the region',
  AURORA_RDS_ENDPOINT: 'of RDS, where it is not AWS: with `--local`',
  AURORA_DEPLOYMENT: "the deployment's identifier",
  AURORA_FROM_VERSION: 'the version before the upgrade',
  AURORA_TO_VERSION: 'the version that the upgrade is to',
  AURORA_PORT: 'the TCP port of every endpoint',
  AURORA_ENDPOINT: "production's writer endpoint, before and after the switchover",
  AURORA_GREEN_CLUSTER: "green's cluster identifier, before the switchover",
  AURORA_GREEN_ENDPOINT: "green's writer endpoint, before the switchover",
  AURORA_OLD_CLUSTER: "old's cluster identifier, after the switchover",
  AURORA_OLD_ENDPOINT: "old's writer endpoint, after the switchover",
  AURORA_OUTCOME: 'of `onFailure`: the code of the error that ended the run, or `ABORTED`',
  AURORA_REASON: 'of `onFailure`: the sentence of that error',
} as const;

type Told = Record<keyof typeof hookVariables, string>;

/** Why `onFailure` runs. */
export interface Failure {
  outcome: string;
  reason: string;
}

/** All of them, each time: what is not known, or not there, is empty. Pure. */
export function variablesOf(view: View, hook: string, failure?: Failure): Told {
  const { production, deployments, green, old } = view.facts;
  const deployment = deployments?.underway ?? deployments?.finished;
  const now = production?.cluster;
  return {
    AURORA_HOOK: hook,
    AURORA_CLUSTER: view.desired.annotation.clusterIdentifier,
    AURORA_STACK: view.desired.stack,
    AURORA_ACCOUNT: view.identity.account,
    AURORA_REGION: view.region,
    AURORA_RDS_ENDPOINT: view.endpoint ?? '',
    AURORA_DEPLOYMENT: deployment?.identifier ?? '',
    AURORA_FROM_VERSION: deployment?.origin.fromVersion ?? '',
    AURORA_TO_VERSION: deployment?.origin.toVersion ?? view.target.text,
    AURORA_PORT: now?.settings.port === undefined ? '' : `${now.settings.port}`,
    AURORA_ENDPOINT: now?.endpoint ?? '',
    AURORA_GREEN_CLUSTER: clusterNameOf(deployments?.underway?.target) ?? '',
    AURORA_GREEN_ENDPOINT: green?.cluster.endpoint ?? '',
    AURORA_OLD_CLUSTER: clusterNameOf(deployments?.finished?.source) ?? '',
    AURORA_OLD_ENDPOINT: old?.cluster.endpoint ?? '',
    AURORA_OUTCOME: failure?.outcome ?? '',
    AURORA_REASON: failure?.reason ?? '',
  };
}
