import * as sdk from '@aws-sdk/client-rds';
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import type { Clock } from '../../runtime/clock';
import { given } from '../../runtime/given';
import type { Target } from '../target';
import {
  must,
  parseCluster,
  parseDeployment,
  parseEndpoint,
  parseEvent,
  parseFamilyParameter,
  parseInstance,
  parseOfferedVersion,
  parseSnapshot,
  parseTags,
} from './parse';
import { type EventSource, eventMemory, type RdsReads } from './rds-port';
import { SdkSurroundings } from './sdk-surroundings';
import type * as rds from './types';

const minutesRemembered = eventMemory / 60_000;

/** The reads over the SDK, one method per call. */
export class SdkReads extends SdkSurroundings implements RdsReads {
  constructor(
    client: sdk.RDSClient,
    private readonly sts: STSClient,
    clock: Clock,
    target: Target,
  ) {
    super(client, clock, target);
  }

  async identity(): Promise<rds.Identity> {
    const answer = await this.call('GetCallerIdentity', () => this.sts.send(new GetCallerIdentityCommand({})));
    const { httpStatusCode } = answer.$metadata;
    const mustBeSaid = (value: string | undefined, field: string) =>
      must(value, `GetCallerIdentity (HTTP ${httpStatusCode})`, field, 'STS');
    return { account: mustBeSaid(answer.Account, 'Account'), arn: mustBeSaid(answer.Arn, 'Arn') };
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

  async allInstances(): Promise<rds.Instance[]> {
    const all = await this.all(
      'DescribeDBInstances',
      {},
      (input) => this.client.send(new sdk.DescribeDBInstancesCommand(input)),
      (page) => page.DBInstances,
    );
    return all.filter((instance) => instance.DBClusterIdentifier).map(parseInstance);
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

  async offeredVersion(engine: string, version: string): Promise<rds.OfferedVersion | undefined> {
    const all = await this.versions({ Engine: engine, EngineVersion: version });
    return all.find((candidate) => candidate.version === version);
  }

  async offeredVersions(engine: string): Promise<rds.OfferedVersion[]> {
    return this.versions({ Engine: engine });
  }

  private async versions(which: { Engine: string; EngineVersion?: string }): Promise<rds.OfferedVersion[]> {
    const all = await this.all(
      'DescribeDBEngineVersions',
      // A cluster may well run a version that RDS no longer offers for new ones.
      { ...which, IncludeAll: true },
      (input) => this.client.send(new sdk.DescribeDBEngineVersionsCommand(input)),
      (page) => page.DBEngineVersions,
    );
    return all.map(parseOfferedVersion);
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

  userParameters(kind: 'cluster' | 'instance', group: string): Promise<Record<string, rds.GroupParameter>> {
    return this.parametersOf(kind, group, 'user');
  }

  allParameters(kind: 'cluster' | 'instance', group: string): Promise<Record<string, rds.GroupParameter>> {
    return this.parametersOf(kind, group);
  }

  private async parametersOf(
    kind: 'cluster' | 'instance',
    group: string,
    source?: 'user',
  ): Promise<Record<string, rds.GroupParameter>> {
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
    const set = all.flatMap(({ ParameterName: name, ParameterValue: value, ApplyMethod: method }) =>
      name === undefined || value === undefined ? [] : [[name, { value, method }] as const],
    );
    return Object.fromEntries(set);
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
      ...given({ DBClusterIdentifier: clusterIdentifier }),
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
}
