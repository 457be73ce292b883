import * as sdk from '@aws-sdk/client-rds';
import { clusterModification, instanceModification } from './modify-arguments';
import type { CreateDeployment, NewEndpoint, RdsPort } from './rds-port';
import { SdkReads } from './sdk-reads';
import type { Settings } from './settings';
import type * as rds from './types';

/** The whole port over the SDK: the reads, and here the changes, one method per call. */
export class SdkRds extends SdkReads implements RdsPort {
  async createDeployment(request: CreateDeployment): Promise<void> {
    const command = new sdk.CreateBlueGreenDeploymentCommand({
      BlueGreenDeploymentName: request.name,
      Source: request.sourceArn,
      TargetEngineVersion: request.targetEngineVersion,
      TargetDBClusterParameterGroupName: request.targetClusterParameterGroup,
      TargetDBParameterGroupName: request.targetParameterGroup,
      Tags: tagList(request.tags),
    });
    await this.call('CreateBlueGreenDeployment', () => this.client.send(command));
  }

  async switchover(deployment: string, timeoutSeconds: number): Promise<void> {
    const command = new sdk.SwitchoverBlueGreenDeploymentCommand({
      BlueGreenDeploymentIdentifier: deployment,
      SwitchoverTimeout: timeoutSeconds,
    });
    await this.call('SwitchoverBlueGreenDeployment', () => this.client.send(command));
  }

  async deleteDeployment(deployment: string, options: { deleteTarget: boolean }): Promise<void> {
    const command = new sdk.DeleteBlueGreenDeploymentCommand({
      BlueGreenDeploymentIdentifier: deployment,
      // Absent rather than false: after a switchover the API refuses the parameter.
      ...(options.deleteTarget ? { DeleteTarget: true } : {}),
    });
    await this.call('DeleteBlueGreenDeployment', () => this.client.send(command));
  }

  async rebootInstance(identifier: string): Promise<void> {
    const command = new sdk.RebootDBInstanceCommand({ DBInstanceIdentifier: identifier });
    await this.call('RebootDBInstance', () => this.client.send(command));
  }

  async createClusterSnapshot(request: { identifier: string; cluster: string; tags: rds.Tags }): Promise<void> {
    const command = new sdk.CreateDBClusterSnapshotCommand({
      DBClusterSnapshotIdentifier: request.identifier,
      DBClusterIdentifier: request.cluster,
      Tags: tagList(request.tags),
    });
    await this.call('CreateDBClusterSnapshot', () => this.client.send(command));
  }

  async addTags(arn: string, tags: rds.Tags): Promise<void> {
    const command = new sdk.AddTagsToResourceCommand({ ResourceName: arn, Tags: tagList(tags) });
    await this.call('AddTagsToResource', () => this.client.send(command));
  }

  async addRole(clusterIdentifier: string, role: { arn: string; feature?: string }): Promise<void> {
    const command = new sdk.AddRoleToDBClusterCommand({
      DBClusterIdentifier: clusterIdentifier,
      RoleArn: role.arn,
      FeatureName: role.feature,
    });
    await this.call('AddRoleToDBCluster', () => this.client.send(command));
  }

  async removeRole(clusterIdentifier: string, role: { arn: string; feature?: string }): Promise<void> {
    const command = new sdk.RemoveRoleFromDBClusterCommand({
      DBClusterIdentifier: clusterIdentifier,
      RoleArn: role.arn,
      FeatureName: role.feature,
    });
    await this.call('RemoveRoleFromDBCluster', () => this.client.send(command));
  }

  async modifyCluster(clusterIdentifier: string, wanted: Settings, now: Settings): Promise<void> {
    const command = new sdk.ModifyDBClusterCommand({
      DBClusterIdentifier: clusterIdentifier,
      ApplyImmediately: true,
      ...clusterModification(wanted, now),
    });
    await this.call('ModifyDBCluster', () => this.client.send(command));
  }

  async modifyInstance(identifier: string, wanted: Settings): Promise<void> {
    const command = new sdk.ModifyDBInstanceCommand({
      DBInstanceIdentifier: identifier,
      ApplyImmediately: true,
      ...instanceModification(wanted),
    });
    await this.call('ModifyDBInstance', () => this.client.send(command));
  }

  /**
   * For clusters that are provisioned or Serverless v2 ModifyDBCluster does not do it
   * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_EnableHttpEndpoint.html).
   */
  async setHttpEndpoint(clusterArn: string, enabled: boolean): Promise<void> {
    const input = { ResourceArn: clusterArn };
    if (enabled) {
      await this.call('EnableHttpEndpoint', () => this.client.send(new sdk.EnableHttpEndpointCommand(input)));
    } else {
      await this.call('DisableHttpEndpoint', () => this.client.send(new sdk.DisableHttpEndpointCommand(input)));
    }
  }

  async createEndpoint(clusterIdentifier: string, endpoint: NewEndpoint): Promise<void> {
    const command = new sdk.CreateDBClusterEndpointCommand({
      DBClusterIdentifier: clusterIdentifier,
      ...endpointInput(endpoint),
      Tags: tagList(endpoint.tags),
    });
    await this.call('CreateDBClusterEndpoint', () => this.client.send(command));
  }

  async modifyEndpoint(endpoint: Omit<NewEndpoint, 'tags'>): Promise<void> {
    const command = new sdk.ModifyDBClusterEndpointCommand(endpointInput(endpoint));
    await this.call('ModifyDBClusterEndpoint', () => this.client.send(command));
  }

  async liftDeletionProtection(clusterIdentifier: string): Promise<void> {
    const command = new sdk.ModifyDBClusterCommand({
      DBClusterIdentifier: clusterIdentifier,
      DeletionProtection: false,
      ApplyImmediately: true,
    });
    await this.call('ModifyDBCluster', () => this.client.send(command));
  }

  async deleteInstance(identifier: string): Promise<void> {
    const command = new sdk.DeleteDBInstanceCommand({ DBInstanceIdentifier: identifier, SkipFinalSnapshot: true });
    await this.call('DeleteDBInstance', () => this.client.send(command));
  }

  async deleteCluster(identifier: string, { finalSnapshot }: { finalSnapshot?: string }): Promise<void> {
    const command = new sdk.DeleteDBClusterCommand({
      DBClusterIdentifier: identifier,
      ...(finalSnapshot === undefined ? { SkipFinalSnapshot: true } : { FinalDBSnapshotIdentifier: finalSnapshot }),
      // The default deletes them at once, and with them every moment before the switchover.
      DeleteAutomatedBackups: false,
    });
    await this.call('DeleteDBCluster', () => this.client.send(command));
  }
}

function endpointInput({ identifier, type, staticMembers, excludedMembers }: Omit<NewEndpoint, 'tags'>) {
  return {
    DBClusterEndpointIdentifier: identifier,
    EndpointType: type,
    // One of the two at the most: RDS refuses both, and takes an empty list for "none".
    ...(staticMembers.length > 0 ? { StaticMembers: staticMembers } : { ExcludedMembers: excludedMembers }),
  };
}

function tagList(tags: rds.Tags): sdk.Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
