import * as sdk from '@aws-sdk/client-rds';
import { groupNames } from '../engine-parts';
import { clusterName } from '../names';
import { type Act, everything, memberOf, modify } from './act';

/** An apply of the stack, or of another one, by a colleague or a pipeline. */
export const terraformActs = {
  'terraform adds a reader': {
    touches: ['instances', 'insights', 'monitoring', 'private'],
    do: (it) =>
      it.production &&
      it.clients.rds.send(
        new sdk.CreateDBInstanceCommand({
          DBInstanceIdentifier: `${clusterName}-reader-${it.number}`,
          DBInstanceClass: 'db.r6g.large',
          Engine: it.production.engine,
          DBClusterIdentifier: clusterName,
          DBParameterGroupName: groupNames(it.production.engineVersion).instance,
        }),
      ),
  },
  'terraform removes a reader': {
    touches: everything,
    async do(it) {
      const member = memberOf(it, it.production);
      if (member === undefined || member.resourceId === it.production?.writer) return;
      const DBInstanceIdentifier = member.identifier;
      await it.clients.rds.send(new sdk.DeleteDBInstanceCommand({ DBInstanceIdentifier, SkipFinalSnapshot: true }));
    },
  },
  'terraform changes settings': {
    touches: ['backupRetention', 'copyTags'],
    do: (it) => modify(it, it.production, { BackupRetentionPeriod: 7 + (it.number % 20), CopyTagsToSnapshot: true }),
  },
  'terraform modifies a reader': {
    do(it) {
      const member = memberOf(it, it.production);
      return (
        member &&
        it.clients.rds.send(
          new sdk.ModifyDBInstanceCommand({
            DBInstanceIdentifier: member.identifier,
            DBInstanceClass: 'db.r6g.xlarge',
            ApplyImmediately: true,
          }),
        )
      );
    },
  },
  'terraform recreates the cluster': {
    moves: true,
    touches: everything,
    async do(it) {
      if (it.production === undefined) return;
      // What had the name is gone as quickly as a name can be freed: renamed away.
      await modify(it, it.production, { NewDBClusterIdentifier: `${clusterName}-replaced-${it.number}` });
      const { engine, engineVersion } = it.production;
      it.site.clock.advance(5 * 60_000);
      const DBClusterParameterGroupName = groupNames(engineVersion).cluster;
      await it.clients.rds.send(
        new sdk.CreateDBClusterCommand({
          DBClusterIdentifier: clusterName,
          Engine: engine,
          EngineVersion: engineVersion,
          MasterUsername: 'postgres',
          MasterUserPassword: 'not-a-secret',
          DBClusterParameterGroupName,
        }),
      );
    },
  },
} satisfies Record<string, Act>;
