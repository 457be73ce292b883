import * as sdk from '@aws-sdk/client-rds';
import type { ClusterRecord } from '../../embedded-rds/world/world';
import { given } from '../../runtime/given';
import { here } from '../site';
import { type Act, arnOf, everything, memberOf, modify, type Stage } from './act';
import { rollBackByRenaming } from './roll-back';

/** Somebody at the console, who means well, or is in the wrong window. */
export const consoleActs = {
  'fence old': {
    weight: 4,
    do: (it) =>
      modify(it, it.old, {
        EnableIAMDatabaseAuthentication: false,
        DeletionProtection: false,
        BackupRetentionPeriod: 1,
        CloudwatchLogsExportConfiguration: { DisableLogTypes: it.old?.settings.EnabledCloudwatchLogsExports ?? [] },
      }),
  },
  'untag old': { do: (it) => untag(it, 'cluster', it.old, ['team']) },
  'tag old': { do: (it) => tag(it, 'cluster', it.old?.identifier) },
  'take the roles from old': {
    do: (it) =>
      it.old &&
      it.clients.rds.send(
        new sdk.RemoveRoleFromDBClusterCommand({
          DBClusterIdentifier: it.old.identifier,
          RoleArn: 'arn:aws:iam::123456789012:role/s3-import',
          ...given({ FeatureName: it.old.settings.AssociatedRoles?.[0]?.FeatureName }),
        }),
      ),
  },
  'fence production': {
    touches: ['iamAuthentication', 'backupRetention', 'deletionProtection'],
    do: (it) =>
      modify(it, it.production, {
        EnableIAMDatabaseAuthentication: false,
        DeletionProtection: false,
        BackupRetentionPeriod: 3,
      }),
  },
  'strengthen production': {
    touches: ['backupRetention'],
    do: (it) => modify(it, it.production, { BackupRetentionPeriod: 35, DeletionProtection: true }),
  },
  'tag production': { touches: ['tags'], do: (it) => tag(it, 'cluster', it.production?.identifier) },
  'untag the deployment': { touches: everything, do: (it) => untagDeployment(it) },
  'unprotect green': {
    touches: ['deletionProtection'],
    do: (it) => modify(it, it.green, { DeletionProtection: false }),
  },
  'weaken green': {
    touches: ['iamAuthentication', 'backupRetention'],
    do: (it) => modify(it, it.green, { EnableIAMDatabaseAuthentication: false, BackupRetentionPeriod: 2 }),
  },
  'rename green': {
    do: (it) => modify(it, it.green, { NewDBClusterIdentifier: `orders-mine-${it.number}` }),
  },
  'rename old': { do: (it) => modify(it, it.old, { NewDBClusterIdentifier: `orders-kept-${it.number}` }) },
  'rename production': {
    moves: true,
    do: (it) => modify(it, it.production, { NewDBClusterIdentifier: `orders-away-${it.number}` }),
  },
  'roll back by renaming': { moves: true, weight: 2, do: (it) => rollBackByRenaming(it) },
  'reboot production': { do: (it) => reboot(it, it.production) },
  'reboot green': { do: (it) => reboot(it, it.green) },
  'stop production': { moves: true, do: (it) => stop(it, it.production) },
  'stop old': { do: (it) => stop(it, it.old) },
  'start production': { do: (it) => start(it, it.production) },
  'start old': { do: (it) => start(it, it.old) },
  'delete an instance of production': { moves: true, touches: everything, do: (it) => deleteMember(it, it.production) },
  'delete an instance of green': {
    touches: ['instances', 'insights', 'monitoring', 'private', 'endpoints'],
    do: (it) => deleteMember(it, it.green),
  },
  'delete an instance of old': { do: (it) => deleteMember(it, it.old) },
  'delete old': { do: (it) => deleteCluster(it, it.old) },
  'delete the deployment': {
    weight: 2,
    touches: everything,
    do: (it) =>
      it.deployment &&
      it.clients.rds.send(
        new sdk.DeleteBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier: it.deployment.identifier }),
      ),
  },
  'delete the deployment with green': {
    touches: everything,
    async do(it) {
      await modify(it, it.green, { DeletionProtection: false });
      await (it.deployment &&
        it.clients.rds.send(
          new sdk.DeleteBlueGreenDeploymentCommand({
            BlueGreenDeploymentIdentifier: it.deployment.identifier,
            DeleteTarget: true,
          }),
        ));
    },
  },
  'switch over': {
    weight: 3,
    do: (it) =>
      it.deployment &&
      it.clients.rds.send(
        new sdk.SwitchoverBlueGreenDeploymentCommand({ BlueGreenDeploymentIdentifier: it.deployment.identifier }),
      ),
  },
  'fail over': {
    do: (it) =>
      it.production &&
      it.clients.rds.send(new sdk.FailoverDBClusterCommand({ DBClusterIdentifier: it.production.identifier })),
  },
  'delete snapshots': { do: (it) => deleteSnapshots(it) },
} satisfies Record<string, Act>;

const tag = (it: Stage, kind: 'cluster' | 'db', name: string | undefined) =>
  name === undefined
    ? undefined
    : it.clients.rds.send(
        new sdk.AddTagsToResourceCommand({
          ResourceName: arnOf(it, kind, name),
          Tags: [{ Key: 'seen', Value: 'today' }],
        }),
      );

const untag = (it: Stage, kind: 'cluster' | 'db', of: { identifier: string } | undefined, TagKeys: string[]) =>
  of &&
  it.clients.rds.send(new sdk.RemoveTagsFromResourceCommand({ ResourceName: arnOf(it, kind, of.identifier), TagKeys }));

/** One of ours, whichever. */
function untagDeployment(it: Stage) {
  const { deployment, number } = it;
  const key = deployment?.tags[number % deployment.tags.length]?.Key;
  if (deployment === undefined || key === undefined) return undefined;
  const ResourceName = arnOf(it, 'deployment', deployment.identifier);
  return it.clients.rds.send(new sdk.RemoveTagsFromResourceCommand({ ResourceName, TagKeys: [key] }));
}

function reboot(it: Stage, cluster: ClusterRecord | undefined) {
  const member = memberOf(it, cluster);
  return member && it.clients.rds.send(new sdk.RebootDBInstanceCommand({ DBInstanceIdentifier: member.identifier }));
}

const stop = ({ clients }: Stage, cluster: ClusterRecord | undefined) =>
  cluster && clients.rds.send(new sdk.StopDBClusterCommand({ DBClusterIdentifier: cluster.identifier }));

const start = ({ clients }: Stage, cluster: ClusterRecord | undefined) =>
  cluster && clients.rds.send(new sdk.StartDBClusterCommand({ DBClusterIdentifier: cluster.identifier }));

function deleteMember(it: Stage, cluster: ClusterRecord | undefined) {
  const member = memberOf(it, cluster);
  return (
    member &&
    it.clients.rds.send(
      new sdk.DeleteDBInstanceCommand({ DBInstanceIdentifier: member.identifier, SkipFinalSnapshot: true }),
    )
  );
}

async function deleteCluster(it: Stage, cluster: ClusterRecord | undefined) {
  if (cluster === undefined) return;
  await modify(it, cluster, { DeletionProtection: false });
  for (const { identifier } of Object.values(here(it.site).instances).filter(
    (each) => each.cluster === cluster.resourceId,
  )) {
    const command = new sdk.DeleteDBInstanceCommand({ DBInstanceIdentifier: identifier, SkipFinalSnapshot: true });
    await it.clients.rds.send(command);
  }
  await it.clients.rds.send(
    new sdk.DeleteDBClusterCommand({ DBClusterIdentifier: cluster.identifier, SkipFinalSnapshot: true }),
  );
}

async function deleteSnapshots(it: Stage) {
  for (const { identifier, status } of Object.values(here(it.site).clusterSnapshots)) {
    if (status !== 'available') continue;
    await it.clients.rds
      .send(new sdk.DeleteDBClusterSnapshotCommand({ DBClusterSnapshotIdentifier: identifier }))
      .catch(() => undefined);
  }
}
