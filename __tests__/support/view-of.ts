import { EngineVersion } from '../../constructs/engine-version';
import type { UpgradeAnnotation, VersionAnnotation } from '../../constructs/upgrade/upgrade-annotation';
import type { Cluster, Deployment, Instance, RdsEvent } from '../../scripts/aws/rds/types';
import type { CodeVersions } from '../../scripts/desired/code-versions';
import { deliveryBy } from '../../scripts/desired/delivery';
import type { DesiredCluster } from '../../scripts/desired/desired-cluster';
import type { Origin } from '../../scripts/view/identity';
import { type Memory, noMemory } from '../../scripts/view/memory';
import { targetOf } from '../../scripts/view/request';
import { tagKey } from '../../scripts/view/tag-key';
import type { Facts, View } from '../../scripts/view/view';
import { requestOf, type Typed } from './request-of';

/** Views as plain data, for what is decided purely: `orders` runs 15.6 with two instances, and its code says 15.10. */
export interface Setting {
  code?: Partial<CodeVersions>;
  /** The version that production runs. */
  running?: string;
  annotation?: Partial<UpgradeAnnotation>;
  desired?: Partial<DesiredCluster>;
  cluster?: Partial<Cluster>;
  instances?: Instance[];
  underway?: Ours;
  finished?: Ours;
  facts?: Partial<Facts>;
  request?: Typed;
  memory?: Partial<Memory>;
}

type Ours = Partial<Omit<Deployment, 'origin'>> & { origin?: Partial<Origin> };

/** As tags name it. */
export const thisRun = 'a1b2c3';

export const now = Date.parse('2026-01-15T01:00:00Z');
export const secondsAgo = (seconds: number) => now - seconds * 1000;

export function viewOf(setting: Setting = {}): View {
  const { running = '15.6', code, instances = [instance('orders-1'), instance('orders-2')] } = setting;
  const desired = { ...desiredOf({ engineVersion: '15.10', ...code }, setting.annotation), ...setting.desired };
  const request = requestOf(setting.request ?? {}, desired.annotation.engine);
  const ours = (each: Ours | undefined, status: string) =>
    each && deployment({ status, ...each, origin: origin({ fromVersion: running, ...each.origin }) });
  return {
    now,
    identity: { account: '123456789012', arn: 'arn:aws:iam::123456789012:user/test' },
    region: 'eu-west-1',
    desired,
    request,
    target: targetOf(desired, request),
    facts: {
      production: { cluster: cluster({ engineVersion: running, ...setting.cluster }), instances },
      deployments: {
        underway: ours(setting.underway, 'AVAILABLE'),
        finished: ours(setting.finished, 'SWITCHOVER_COMPLETED'),
        foreign: [],
        elsewhere: [],
      },
      ...setting.facts,
    },
    memory: { ...noMemory(thisRun), ...setting.memory },
  };
}

export const arn = (identifier: string, type = 'cluster') => `arn:aws:rds:eu-west-1:123456789012:${type}:${identifier}`;

/** A version to be compared. */
export const pg = (text: string) => EngineVersion.parse('aurora-postgresql', text);

export const familyOf = (version: string) => `aurora-postgresql${version.split('.')[0]}`;

/** Groups that the stack declares, named by their family. */
export function withGroups(engineVersion: string): VersionAnnotation {
  const family = familyOf(engineVersion);
  return {
    engineVersion,
    clusterParameterGroup: { name: `${family}-cluster`, family, address: `cluster_group.${family}` },
    instanceParameterGroup: { name: `${family}-instance`, family, address: `instance_group.${family}` },
  };
}

const nothing = {
  attributes: {},
  tagsAll: {},
  unresolved: [],
  ignoredTags: { keys: [], prefixes: [] },
  ignoreChanges: [],
};

function desiredOf(code: CodeVersions, annotation: Partial<UpgradeAnnotation> = {}): DesiredCluster {
  const { engineVersion, upgradeTo, previousEngineVersion } = code;
  return {
    stack: 'shop',
    path: 'shop/orders',
    delivery: deliveryBy('cdktf', 'shop', 'cdktf.out/stacks/shop'),
    provider: { region: 'eu-west-1' },
    groupParameters: {},
    applyMethods: {},
    declared: {
      cluster: { address: 'aws_rds_cluster.orders', ...nothing },
      instances: [],
      subnetGroups: [],
      roles: [],
      endpoints: [],
      scalableTargets: [],
      scalingPolicies: [],
      scheduledActions: [],
    },
    references: {
      resourceId: [],
      writtenIds: [],
      proxyTargets: [],
      eventSubscriptions: [],
      alarms: [],
      activityStreams: [],
      instanceEndpoints: [],
    },
    declaredIdentifiers: [],
    annotation: {
      formatVersion: 1,
      path: 'shop/orders',
      clusterIdentifier: 'orders',
      engine: 'aurora-postgresql',
      upgradePolicy: 'blue-green',
      address: 'aws_rds_cluster.orders',
      instances: ['orders-1', 'orders-2'].map((identifier) => ({ identifier, address: `instance.${identifier}` })),
      ...withGroups(engineVersion),
      ...(upgradeTo === undefined ? {} : { upgradeTo: withGroups(upgradeTo) }),
      ...(previousEngineVersion === undefined ? {} : { previous: withGroups(previousEngineVersion) }),
      ...annotation,
    },
  };
}

export function cluster(more: Partial<Cluster> = {}): Cluster {
  const { identifier = 'orders', engineVersion = '15.6' } = more;
  return {
    identifier,
    arn: arn(identifier),
    resourceId: 'cluster-BLUE',
    status: 'available',
    engine: 'aurora-postgresql',
    engineVersion,
    engineMode: 'provisioned',
    parameterGroup: `${familyOf(engineVersion)}-cluster`,
    members: [],
    deletionProtection: true,
    managedPassword: false,
    readReplicas: [],
    backupRetentionDays: 7,
    roles: [],
    customEndpoints: [],
    settings: {},
    tags: {},
    ...more,
  };
}

export function instance(identifier: string, more: Partial<Instance> = {}): Instance {
  const { engineVersion = '15.6' } = more;
  return {
    identifier,
    arn: arn(identifier, 'db'),
    resourceId: `db-${identifier.toUpperCase()}`,
    clusterIdentifier: 'orders',
    status: 'available',
    engineVersion,
    instanceClass: 'db.r6g.large',
    parameterGroup: `${familyOf(engineVersion)}-instance`,
    settings: {},
    tags: {},
    ...more,
  };
}

/** Green as it was asked for. */
export const green = (engineVersion = '15.10') => ({
  cluster: cluster({ identifier: 'orders-green-abc123', resourceId: 'cluster-GREEN', engineVersion }),
  instances: ['orders-1', 'orders-2'].map((name) => instance(`${name}-green-abc123`, { engineVersion })),
});

export function deployment<More extends Partial<Deployment>>(more: More): Deployment & More {
  return {
    identifier: 'bgd-1',
    name: 'orders-15-10',
    source: arn('orders'),
    target: arn('orders-green-abc123'),
    status: 'AVAILABLE',
    createdAt: secondsAgo(3600),
    tasks: [],
    members: [],
    tags: {},
    ...more,
  };
}

const origin = (more: Partial<Origin>): Origin => ({
  sourceResourceId: 'cluster-BLUE',
  fromVersion: '15.6',
  toVersion: '15.10',
  origin: 'code',
  ...more,
});

/** The tags of an attempt at a switchover. */
export function announced(number: number, at: number, { accepted = false, run = 'f6e5d4' } = {}) {
  const time = new Date(at).toISOString();
  const name = `${number}-${run}`;
  return { [tagKey.attempt + name]: time, ...(accepted ? { [tagKey.accepted + name]: time } : {}) };
}

export const event = (at: number, message: string): RdsEvent => ({
  at,
  source: 'bgd-1',
  sourceType: 'blue-green-deployment',
  message,
});
