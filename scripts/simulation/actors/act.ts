import * as sdk from '@aws-sdk/client-rds';
import type { ClusterRecord, DeploymentRecord, InstanceRecord } from '../../embedded-rds/world/world';
import { isForNobody } from '../call-fault';
import { type DirectClients, directClients } from '../direct/direct-client';
import { type History, isOurs, productionOf } from '../history';
import { clusterName, region } from '../names';
import { here, type Site } from '../site';
import type { Strength } from '../strength';

/** What an actor finds, and what it acts with. What RDS refuses is refused: it goes away again. */
export interface Stage {
  site: Site;
  history: History;
  clients: DirectClients;
  production?: ClusterRecord;
  green?: ClusterRecord;
  /** The old environment of the last upgrade. */
  old?: ClusterRecord;
  deployment?: DeploymentRecord;
  /** Drawn with the act: which of several. */
  number: number;
}

export interface Act {
  /** Under which it may be the actor's doing that production's name leads elsewhere or nowhere. */
  moves?: boolean;
  /** What of production it may change. */
  touches?: readonly (keyof Strength)[];
  weight?: number;
  do(stage: Stage): Promise<unknown> | undefined;
}

export const everything: (keyof Strength)[] = [
  'deletionProtection',
  'iamAuthentication',
  'backupRetention',
  'copyTags',
  'logExports',
  'roles',
  'tags',
  'endpoints',
  'scaling',
  'instances',
  'insights',
  'monitoring',
  'private',
];

export async function perform(act: Act, site: Site, history: History, number: number): Promise<void> {
  const { world } = site;
  if (act.moves) history.moved = true;
  for (const name of act.touches ?? []) history.touched.add(name);
  // Faults on calls are for ours.
  const kept = world.faults;
  world.faults = kept.filter((rule) => rule.kind === 'course' || isForNobody(rule));
  try {
    await act.do(stageOf(site, history, number));
  } catch (error) {
    if ((error as { $metadata?: unknown }).$metadata === undefined) throw error;
  } finally {
    world.faults = kept;
  }
}

function stageOf(site: Site, history: History, number: number): Stage {
  const found = here(site);
  const clients = directClients({
    world: site.world,
    clock: site.clock,
    region,
    user: 'somebody',
    async around(call, performed) {
      const answered = performed();
      if (call.operation === 'SwitchoverBlueGreenDeployment' && answered.tookEffect) {
        history.accepted('actor', String(call.input.BlueGreenDeploymentIdentifier));
      }
      return answered;
    },
  });
  const deployment = Object.values(found.deployments).find(isOurs);
  const production = productionOf(found);
  const green = found.clusters[deployment?.target ?? ''];
  return {
    site,
    history,
    clients,
    number,
    deployment,
    production,
    // After the switchover the target is production.
    green: green === production ? undefined : green,
    old: Object.values(found.clusters).find(({ identifier }) => identifier.startsWith(`${clusterName}-old`)),
  };
}

const membersOf = ({ site }: Stage, cluster: ClusterRecord | undefined): InstanceRecord[] =>
  Object.values(here(site).instances).filter((instance) => instance.cluster === cluster?.resourceId);

export const memberOf = (stage: Stage, cluster: ClusterRecord | undefined): InstanceRecord | undefined => {
  const members = membersOf(stage, cluster);
  return members[stage.number % members.length];
};

/** `modify(stage, stage.old, { … })`; nothing where there is no such cluster. */
export const modify = (
  { clients }: Stage,
  cluster: ClusterRecord | undefined,
  change: Partial<sdk.ModifyDBClusterMessage>,
) =>
  cluster &&
  clients.rds.send(
    new sdk.ModifyDBClusterCommand({ DBClusterIdentifier: cluster.identifier, ApplyImmediately: true, ...change }),
  );

export const arnOf = ({ site }: Stage, kind: 'cluster' | 'db' | 'deployment', name: string) =>
  `arn:aws:rds:${region}:${site.world.account}:${kind}:${name}`;
