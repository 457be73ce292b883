import { shellWord } from '../../../constructs/shell-word';
import type { ResourceChange } from '../../terraform/resource-change';
import type { PlannedCluster } from './clusters-of-plan';
import { whyDestroyed, whyReplaced } from './replacement';
import type { PlanFinding } from './verdict';

/** Everything that would destroy data, hide it from Terraform, or leave it without protection. */
export function destructionFindings(cluster: PlannedCluster, allowDestroy: readonly string[]): PlanFinding[] {
  const meant = (name: string) => allowDestroy.includes(name);
  const members = [...cluster.globals, ...cluster.clusters, ...cluster.instances];
  const unprotected = cluster.known?.unprotected ?? [];
  return [
    ...members.flatMap((resource) => {
      // Leave to remove a global cluster is none to destroy its members.
      const name = (cluster.globals.includes(resource) ? ownName(resource) : undefined) ?? cluster.name;
      return findingsOf(resource, { members, meant: meant(name), name });
    }),
    ...(unprotected.length > 0 ? [unprotectedFinding(cluster.name, unprotected, meant(cluster.name))] : []),
  ];
}

interface Context {
  members: readonly ResourceChange[];
  meant: boolean;
  /** As --allow-destroy takes it. */
  name: string;
}

function findingsOf(resource: ResourceChange, context: Context): PlanFinding[] {
  const { actions, address, previousAddress } = resource;
  if (actions.includes('delete')) return [deletion(resource, context)];
  if (actions.includes('forget') && actions.includes('create')) return [deletion(resource, context)];
  if (actions.includes('forget')) {
    return [
      {
        kind: 'forgotten',
        refused: false,
        message: `Terraform would forget ${address} and leave it running: no later plan will mention it.`,
      },
    ];
  }
  if (actions.includes('create') && !resource.imported) return creation(resource, context);
  if (previousAddress !== undefined) {
    const message = `${previousAddress} moves to ${address}; this destroys nothing.`;
    return [{ kind: 'moved', refused: false, message }];
  }
  return [];
}

function creation(resource: ResourceChange, { members, meant, name }: Context): PlanFinding[] {
  const { address, vanished } = resource;
  if (vanished) {
    return [
      {
        kind: 'vanished',
        refused: !meant,
        message: `Terraform cannot find ${nameOf(resource)} (${address}), which is in its state, and would create it again${filling(resource)}.`,
        remedy: `Check that its provider uses the region and the account where it is; if it was deleted outside Terraform, allow this with --allow-destroy ${shellWord(name)}.`,
      },
    ];
  }
  // The deletion tells of both.
  const twin = members.some((other) => other.actions.join() === 'delete' && isSame(other, resource));
  return twin ? [] : [{ kind: 'created', refused: false, message: `Terraform would create ${address}.` }];
}

function deletion(resource: ResourceChange, { members, meant, name }: Context): PlanFinding {
  const { address, previousAddress, actions, reason } = resource;
  const moved = previousAddress === undefined ? '' : ` (previously ${previousAddress})`;
  const it = `${nameOf(resource)}, ${address}${moved}`;
  if (actions.includes('create')) {
    const { why, remedy } = whyReplaced(resource);
    return {
      kind: 'replaced',
      refused: !meant,
      message: `Terraform would ${actions.includes('forget') ? `forget ${it}, leave it running` : `destroy ${it}`}, and create it again${filling(resource)}${why === '' ? '' : `: ${why}`}.`,
      remedy,
    };
  }
  const twin = members.find((other) => other.actions.includes('create') && isSame(other, resource));
  if (twin !== undefined) {
    return {
      kind: 'renamed',
      refused: !meant,
      message: `${nameOf(resource)} has another address in the code, ${twin.address}: Terraform would destroy it as ${address} and create ${twin.type === 'aws_rds_cluster' ? 'an empty one' : 'another'}.`,
      remedy: `Tell Terraform that it moved (moveFromId(${JSON.stringify(address)}) on that resource; in HCL moved { from = ${address}, to = ${twin.address} }), or give it its previous address.`,
    };
  }
  const why = whyDestroyed(resource);
  const ending =
    resource.type === 'aws_rds_global_cluster'
      ? '; its members keep running, but no longer replicate to each other'
      : '';
  const deposed = resource.deposed ? ', a deposed object' : '';
  const allowed = `if it should be destroyed, allow this with --allow-destroy ${shellWord(name)}.`;
  return {
    kind: 'destroyed',
    refused: !meant,
    message: `Terraform would destroy ${it}${deposed}${ending}${why === undefined ? '' : `: ${why}`}.`,
    // A plan for -destroy gives no reasons, every other does.
    remedy: `Put it back into the code${reason === undefined && !resource.deposed ? ', or plan without -destroy' : ''}; ${allowed}`,
  };
}

/** Storage belongs to the cluster: an instance that is created anew has lost nothing. */
function filling({ type, filledFrom, actions }: ResourceChange): string {
  if (type !== 'aws_rds_cluster') return '';
  if (filledFrom !== undefined) return `, from ${filledFrom}`;
  return actions.includes('create') ? ', empty' : '';
}

const unprotectedFinding = (name: string, addresses: readonly string[], meant: boolean): PlanFinding => ({
  kind: 'prevent-destroy-off',
  refused: !meant,
  message: `Nothing keeps Terraform from destroying ${addresses.join(', ')}: prevent_destroy is off.`,
  remedy: `Remove preventDestroy: false from ${name}; if it should be destroyed, allow this with --allow-destroy ${shellWord(name)}.`,
});

function nameOf(resource: ResourceChange): string {
  const name = ownName(resource) ?? resource.address;
  return resource.type === 'aws_rds_global_cluster' ? `the global cluster ${name}` : name;
}

/** What AWS calls it; undefined where the plan does not tell. */
function ownName({ type, before, after }: ResourceChange): string | undefined {
  const attribute = nameAttributes[type];
  return attribute === undefined ? undefined : (before?.[attribute] ?? after?.[attribute]);
}

const nameAttributes: Record<string, 'cluster_identifier' | 'identifier' | 'global_cluster_identifier'> = {
  aws_rds_cluster: 'cluster_identifier',
  aws_rds_cluster_instance: 'identifier',
  aws_rds_global_cluster: 'global_cluster_identifier',
};

/** One and the same thing on AWS: type and name. */
const isSame = (a: ResourceChange, b: ResourceChange): boolean =>
  a.type === b.type && ownName(a) !== undefined && ownName(a) === ownName(b);
