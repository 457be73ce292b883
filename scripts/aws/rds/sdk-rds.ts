import * as sdk from '@aws-sdk/client-rds';
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import type { Clock } from '../../runtime/clock';
import { RdsFault, translate } from '../faults';
import { Lists } from '../pages';
import type { Target } from '../target';
import { clusterModification, instanceModification } from './changes';
import {
  parseCluster,
  parseDeployment,
  parseEndpoint,
  parseEngineVersion,
  parseEvent,
  parseFamilyParameter,
  parseInstance,
  parseSnapshot,
  parseTags,
} from './parse';
import type { CreateDeployment, EventSource, NewEndpoint, RdsPort } from './rds-port';
import type { Settings } from './settings';
import type * as rds from './types';

const minutesRemembered = 14 * 24 * 60;

/** The port over the SDK: one method per call, every error translated, every list paged to its end. */
export class SdkRds implements RdsPort {
  private readonly lists: Lists;

  constructor(
    private readonly client: sdk.RDSClient,
    private readonly sts: STSClient,
    private readonly clock: Clock,
    private readonly target: Target,
  ) {
    this.lists = new Lists(() => clock.now());
  }

  async identity(): Promise<rds.Identity> {
    const answer = await this.call('GetCallerIdentity', () => this.sts.send(new GetCallerIdentityCommand({})));
    return { account: answer.Account ?? '', arn: answer.Arn ?? '' };
  }

  async cluster(identifier: string): Promise<rds.Cluster | undefined> {
    const answer = await this.lookUp('DescribeDBClusters', 'DBClusterNotFoundFault', () =>
      this.client.send(new sdk.DescribeDBClustersCommand({ DBClusterIdentifier: identifier })),
    );
    const found = answer?.DBClusters?.[0];
    return found === undefined ? undefined : parseCluster(found);
  }

  async clusters(): Promise<rds.Cluster[]> {
    const all = await this.all(
      'DescribeDBClusters',
      {},
      (input) => this.client.send(new sdk.DescribeDBClustersCommand(input)),
      (page) => page.DBClusters,
    );
    return all.map(parseCluster);
  }

  async instances(clusterIdentifier: string): Promise<rds.Instance[]> {
    const all = await this.all(
      'DescribeDBInstances',
      { Filters: [{ Name: 'db-cluster-id', Values: [clusterIdentifier] }] },
      (input) => this.client.send(new sdk.DescribeDBInstancesCommand(input)),
      (page) => page.DBInstances,
    );
    return all.map(parseInstance);
  }

  async deployments(): Promise<rds.Deployment[]> {
    const all = await this.all(
      'DescribeBlueGreenDeployments',
      {},
      (input) => this.client.send(new sdk.DescribeBlueGreenDeploymentsCommand(input)),
      (page) => page.BlueGreenDeployments,
    );
    return all.map(parseDeployment);
  }

  async deployment(identifier: string): Promise<rds.Deployment | undefined> {
    const answer = await this.lookUp('DescribeBlueGreenDeployments', 'BlueGreenDeploymentNotFoundFault', () =>
      this.client.send(new sdk.DescribeBlueGreenDeploymentsCommand({ BlueGreenDeploymentIdentifier: identifier })),
    );
    const found = answer?.BlueGreenDeployments?.[0];
    return found === undefined ? undefined : parseDeployment(found);
  }

  async engineVersion(engine: string, version: string): Promise<rds.EngineVersionFacts | undefined> {
    const all = await this.versions({ Engine: engine, EngineVersion: version });
    return all.find((candidate) => candidate.version === version);
  }

  async engineVersions(engine: string): Promise<rds.EngineVersionFacts[]> {
    return this.versions({ Engine: engine });
  }

  private async versions(which: { Engine: string; EngineVersion?: string }): Promise<rds.EngineVersionFacts[]> {
    const all = await this.all(
      'DescribeDBEngineVersions',
      // A cluster may well run a version that RDS no longer offers for new ones.
      { ...which, IncludeAll: true },
      (input) => this.client.send(new sdk.DescribeDBEngineVersionsCommand(input)),
      (page) => page.DBEngineVersions,
    );
    return all.map(parseEngineVersion);
  }

  async familyParameters(kind: 'cluster' | 'instance', family: string): Promise<rds.FamilyParameter[]> {
    const ofCluster = kind === 'cluster';
    const all = await this.all(
      ofCluster ? 'DescribeEngineDefaultClusterParameters' : 'DescribeEngineDefaultParameters',
      { DBParameterGroupFamily: family },
      async (input) => {
        const { EngineDefaults = {} } = ofCluster
          ? await this.client.send(new sdk.DescribeEngineDefaultClusterParametersCommand(input))
          : await this.client.send(new sdk.DescribeEngineDefaultParametersCommand(input));
        return EngineDefaults;
      },
      (page) => page.Parameters,
    );
    return all.flatMap(parseFamilyParameter);
  }

  async clusterParameterGroup(name: string): Promise<rds.ParameterGroupFacts | undefined> {
    const request = { DBClusterParameterGroupName: name };
    const answer = await this.lookUp('DescribeDBClusterParameterGroups', 'DBParameterGroupNotFoundFault', () =>
      this.client.send(new sdk.DescribeDBClusterParameterGroupsCommand(request)),
    );
    const found = answer?.DBClusterParameterGroups?.[0];
    return found === undefined ? undefined : { name, family: found.DBParameterGroupFamily ?? '' };
  }

  async instanceParameterGroup(name: string): Promise<rds.ParameterGroupFacts | undefined> {
    const answer = await this.lookUp('DescribeDBParameterGroups', 'DBParameterGroupNotFoundFault', () =>
      this.client.send(new sdk.DescribeDBParameterGroupsCommand({ DBParameterGroupName: name })),
    );
    const found = answer?.DBParameterGroups?.[0];
    return found === undefined ? undefined : { name, family: found.DBParameterGroupFamily ?? '' };
  }

  async groupParameters(kind: 'cluster' | 'instance', group: string, names: readonly string[]) {
    const set = await this.parametersOf(kind, group, 'user');
    // What is set to the family's own value may count as the family's: then all of them are read, several pages.
    const all = names.every((name) => set[name] !== undefined) ? set : await this.parametersOf(kind, group);
    return Object.fromEntries(names.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])));
  }

  private async parametersOf(kind: 'cluster' | 'instance', group: string, source?: 'user') {
    const only = source === undefined ? {} : { Source: source };
    const all =
      kind === 'cluster'
        ? await this.all(
            'DescribeDBClusterParameters',
            { DBClusterParameterGroupName: group, ...only },
            (input) => this.client.send(new sdk.DescribeDBClusterParametersCommand(input)),
            (page) => page.Parameters,
          )
        : await this.all(
            'DescribeDBParameters',
            { DBParameterGroupName: group, ...only },
            (input) => this.client.send(new sdk.DescribeDBParametersCommand(input)),
            (page) => page.Parameters,
          );
    const set = all.flatMap(({ ParameterName: name, ParameterValue: value }) =>
      name === undefined || value === undefined ? [] : [[name, value] as const],
    );
    return Object.fromEntries(set) as Record<string, string>;
  }

  async clusterParameters(group: string, names: readonly string[]): Promise<Record<string, string>> {
    // Set by a user: what replication needs is off by default in every family.
    const set = await this.parametersOf('cluster', group, 'user');
    return Object.fromEntries(Object.entries(set).filter(([name]) => names.includes(name)));
  }

  events(sourceType: EventSource, sourceIdentifier: string, since: number): Promise<rds.RdsEvent[]> {
    return this.eventsOf({ SourceType: sourceType, SourceIdentifier: sourceIdentifier }, since);
  }

  recentEvents(since: number): Promise<rds.RdsEvent[]> {
    return this.eventsOf({}, since);
  }

  private async eventsOf(of: sdk.DescribeEventsMessage, since: number): Promise<rds.RdsEvent[]> {
    // Without Duration the API answers the last 60 minutes only, and it remembers 14 days at the most.
    const minutes = Math.ceil((this.clock.now() - since) / 60_000) + 1;
    const request = { ...of, Duration: Math.min(Math.max(minutes, 1), minutesRemembered) };
    const all = await this.all(
      'DescribeEvents',
      request,
      (input) => this.client.send(new sdk.DescribeEventsCommand(input)),
      (page) => page.Events,
    );
    return all
      .map(parseEvent)
      .filter((event) => event.at >= since)
      .sort((a, b) => a.at - b.at);
  }

  async clusterSnapshots(clusterIdentifier?: string): Promise<rds.ClusterSnapshot[]> {
    const request = {
      SnapshotType: 'manual',
      ...(clusterIdentifier === undefined ? {} : { DBClusterIdentifier: clusterIdentifier }),
    };
    const all = await this.all(
      'DescribeDBClusterSnapshots',
      request,
      (input) => this.client.send(new sdk.DescribeDBClusterSnapshotsCommand(input)),
      (page) => page.DBClusterSnapshots,
    );
    return all.map(parseSnapshot);
  }

  async clusterEndpoints(clusterIdentifier: string): Promise<rds.ClusterEndpoint[]> {
    const all = await this.all(
      'DescribeDBClusterEndpoints',
      { DBClusterIdentifier: clusterIdentifier },
      (input) => this.client.send(new sdk.DescribeDBClusterEndpointsCommand(input)),
      (page) => page.DBClusterEndpoints,
    );
    const found: rds.ClusterEndpoint[] = [];
    // A cluster's own two have no identifier; the answer never holds tags.
    for (const raw of all.filter((each) => each.EndpointType === 'CUSTOM')) {
      const command = new sdk.ListTagsForResourceCommand({ ResourceName: raw.DBClusterEndpointArn });
      const { TagList } = await this.call('ListTagsForResource', () => this.client.send(command));
      found.push(parseEndpoint(raw, parseTags(TagList)));
    }
    return found;
  }

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

  private async call<T>(operation: string, send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      throw translate(operation, error, this.target.host);
    } finally {
      this.target.refuseMixed();
    }
  }

  private async lookUp<T>(operation: string, notFound: string, send: () => Promise<T>): Promise<T | undefined> {
    try {
      return await this.call(operation, send);
    } catch (error) {
      if (error instanceof RdsFault && error.fault === notFound) return undefined;
      throw error;
    }
  }

  private all<Input extends object, Page extends { Marker?: string }, Item>(
    operation: string,
    input: Input,
    send: (input: Input & { Marker?: string }) => Promise<Page>,
    items: (page: Page) => Item[] | undefined,
  ): Promise<Item[]> {
    return this.lists.all(`${operation} ${JSON.stringify(input)}`, async (marker) => {
      const next = marker === undefined ? {} : { Marker: marker };
      const page = await this.call(operation, () => send({ ...input, ...next }));
      return { items: items(page), next: page.Marker };
    });
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
