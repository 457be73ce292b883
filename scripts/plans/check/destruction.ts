import type { ResourceChange } from '../../terraform/resource-change';
import type { PlannedCluster } from './clusters-of-plan';
import type { PlanFinding } from './verdict';

/** Everything that would destroy data, hide it from Terraform, or leave it without protection. */
export function destructionFindings(cluster: PlannedCluster, allowDestroy: readonly string[]): PlanFinding[] {
  const meant = allowDestroy.includes(cluster.name);
  const members = [...cluster.clusters, ...cluster.instances];
  const unprotected = cluster.known?.unprotected ?? [];
  return [
    ...members.flatMap((resource) => findingsOf(resource, members, meant)),
    ...(unprotected.length > 0 ? [unprotectedFinding(cluster.name, unprotected, meant)] : []),
  ];
}

function findingsOf(resource: ResourceChange, members: readonly ResourceChange[], meant: boolean): PlanFinding[] {
  const { actions, address, previousAddress } = resource;
  if (actions.includes('delete')) return [deletion(resource, members, meant)];
  if (actions.includes('forget')) {
    return [
      {
        kind: 'forgotten',
        refused: false,
        message: `Terraform would forget ${address} and leave it running: from then on no plan tells of it.`,
      },
    ];
  }
  if (actions.includes('create') && !resource.imported) {
    const twin = members.find((other) => other !== resource && isSame(other, resource));
    return twin === undefined
      ? [{ kind: 'created', refused: false, message: `Terraform would create ${address}.` }]
      : [];
  }
  if (previousAddress !== undefined) {
    const message = `${previousAddress} is called ${address} from now on; nothing is destroyed by that.`;
    return [{ kind: 'moved', refused: false, message }];
  }
  return [];
}

function deletion(resource: ResourceChange, members: readonly ResourceChange[], meant: boolean): PlanFinding {
  const { address, previousAddress, actions, replacedBecauseOf } = resource;
  const moved = previousAddress === undefined ? '' : ` (until now ${previousAddress})`;
  const identifier = identifierOf(resource);
  if (actions.includes('create')) {
    const because = replacedBecauseOf.length > 0 ? `: ${replacedBecauseOf.join(', ')} cannot be changed in place` : '';
    return {
      kind: 'replaced',
      refused: !meant,
      message: `Terraform would destroy ${identifier}, ${address}${moved}, and create it anew, empty${because}.`,
      remedy: 'Take the change back that forces this.',
    };
  }
  const twin = members.find((other) => other.actions.includes('create') && isSame(other, resource));
  if (twin !== undefined) {
    return {
      kind: 'renamed',
      refused: !meant,
      message: `${identifier} has another address in the code, ${twin.address}: Terraform would destroy it as ${address} and create an empty one.`,
      remedy: `Tell Terraform that it moved (moveFromId("${address}") on that resource), or give the construct its former name.`,
    };
  }
  return {
    kind: 'destroyed',
    refused: !meant,
    message: `Terraform would destroy ${identifier}, ${address}${moved}${resource.deposed ? ', a deposed object' : ''}.`,
    remedy: 'Put it back into the code; or, where it is meant to go, say so with --allow-destroy.',
  };
}

const unprotectedFinding = (name: string, addresses: readonly string[], meant: boolean): PlanFinding => ({
  kind: 'prevent-destroy-off',
  refused: !meant,
  message: `Nothing keeps Terraform from destroying ${addresses.join(', ')}: prevent_destroy is off.`,
  remedy: `Remove preventDestroy: false from ${name}; or, where it is meant to go, say so with --allow-destroy.`,
});

const identifierOf = ({ before, address }: ResourceChange) =>
  before?.identifier ?? before?.cluster_identifier ?? address;

/** One and the same thing on AWS: type and name. */
function isSame(a: ResourceChange, b: ResourceChange): boolean {
  const name = ({ type, before, after }: ResourceChange) =>
    type === 'aws_rds_cluster'
      ? (before?.cluster_identifier ?? after?.cluster_identifier)
      : (before?.identifier ?? after?.identifier);
  return a.type === b.type && name(a) !== undefined && name(a) === name(b);
}
