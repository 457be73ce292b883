import { byName } from './by-name';
import { letters } from './names/ids';
import { type Choices, defaultChoices } from './on-demand/choices';
import type { Region, SubnetGroupRecord, World } from './world';

const defaultAccount = '123456789012';

/** A world without any resource. `account`: twelve digits. */
export function newWorld({ account = defaultAccount }: { account?: string } = {}): World {
  if (!/^\d{12}$/.test(account)) throw new Error(`The account ${JSON.stringify(account)} is not twelve digits.`);
  return {
    formatVersion: 1,
    account,
    sequence: 0,
    regions: byName(),
    faults: [],
    calls: byName(),
    policies: {},
    choices: { ...defaultChoices },
  };
}

/** A world that was kept by a version of this server that had less in it: what is new begins empty. */
export function completeWorld(world: World): World {
  const choices: Choices = { ...defaultChoices, ...world.choices };
  const regions = Object.entries(world.regions).map(([name, region]): [string, Region] => [
    name,
    withoutPrototypes({ ...emptyRegion(world, name), ...region }),
  ]);
  return {
    ...world,
    policies: world.policies ?? {},
    choices,
    calls: byName(world.calls),
    regions: byName(Object.fromEntries(regions)),
  };
}

/** What was read from JSON inherits from Object. */
function withoutPrototypes(region: Region): Region {
  const { events, agenda, name, ...records } = region;
  const named = Object.fromEntries(Object.entries(records).map(([kind, all]) => [kind, byName<unknown>(all)]));
  const complete = { events, agenda, name, ...named } as unknown as Region;
  for (const groups of [complete.clusterParameterGroups, complete.parameterGroups]) {
    for (const group of Object.values(groups)) group.parameters = byName(group.parameters);
  }
  for (const target of Object.values(complete.scalableTargets)) {
    target.tags = byName(target.tags);
    target.policies = byName(target.policies);
    target.scheduledActions = byName(target.scheduledActions);
  }
  return complete;
}

/** The region's state; a region that nobody called before begins as in a new account: a default VPC with its subnet group. */
export function regionOf(world: World, name: string): Region {
  world.regions[name] ??= emptyRegion(world, name);
  return world.regions[name];
}

/** A region in which nobody has made anything yet. */
export function emptyRegion(world: World, name: string): Region {
  return {
    name,
    clusters: byName(),
    instances: byName(),
    deployments: byName(),
    clusterSnapshots: byName(),
    clusterParameterGroups: byName(),
    parameterGroups: byName(),
    subnetGroups: byName({ default: defaultSubnetGroup(world, name) }),
    globalClusters: byName(),
    clusterEndpoints: byName(),
    scalableTargets: byName(),
    connectionSpans: byName(),
    proxies: byName(),
    eventSubscriptions: byName(),
    integrations: byName(),
    alarms: byName(),
    pendingMaintenance: byName(),
    metricSpans: byName(),
    events: [],
    agenda: [],
  };
}

/** The VPC that everything of the region is in: there is no EC2 here that could know another. */
export function vpcIdOf(world: Pick<World, 'account'>, regionName: string): string {
  return `vpc-${hexadecimal(`vpc ${world.account} ${regionName}`, 17)}`;
}

/** The default security group of that VPC. */
export function defaultSecurityGroupId(world: Pick<World, 'account'>, regionName: string): string {
  return `sg-${hexadecimal(`security group ${world.account} ${regionName}`, 17)}`;
}

function defaultSubnetGroup(world: World, regionName: string): SubnetGroupRecord {
  return {
    name: 'default',
    DBSubnetGroupName: 'default',
    DBSubnetGroupDescription: 'default',
    vpcId: vpcIdOf(world, regionName),
    subnetIds: [1, 2, 3].map((n) => `subnet-${hexadecimal(`subnet ${n} ${world.account} ${regionName}`, 17)}`),
    tags: [],
  };
}

function hexadecimal(seed: string, length: number): string {
  return letters(seed, length, '0123456789abcdef');
}
