import { isDeepStrictEqual } from 'node:util';
import { isRecord } from '../runtime/is-record';

/** What a plan would do to one resource. Names only: the values in a plan may be passwords. */
export interface ResourceChange {
  /** As terraform writes it, with module and index: `aws_rds_cluster_instance.reader["a"]`. */
  address: string;
  /** Where the resource stood in the state before a `moved` block, if it did. */
  previousAddress?: string;
  type: string;
  /** `['update']`, `['delete', 'create']` … */
  actions: string[];
  /** Attributes that differ, sorted; empty for a resource that is created or destroyed as a whole. */
  changedAttributes: string[];
  /** Comes into the state by an import. */
  imported: boolean;
}

export type PlanReading =
  | { kind: 'read'; changes: ResourceChange[]; outputChanges: string[]; complete: boolean }
  | { kind: 'unreadable'; message: string };

/**
 * Reads `terraform show -json <plan>` (https://developer.hashicorp.com/terraform/internals/json-format). Resources that the
 * plan leaves alone or only reads are dropped, imports that change nothing too; `resource_drift` is not looked at: what
 * terraform noticed is not what it will do.
 */
export function readPlanJson(plan: unknown): PlanReading {
  if (!isRecord(plan)) return unreadable('it is not a JSON object');
  const version = String(plan.format_version ?? '');
  // A minor version adds, a major one may change the meaning of what is read here.
  if (!/^1\./.test(version)) return unreadable(`its format_version is ${version || 'missing'}, and 1.x is known`);
  if (plan.errored === true) return unreadable('terraform marked it as errored, so it is incomplete');
  if (plan.resource_changes !== undefined && !Array.isArray(plan.resource_changes)) {
    return unreadable('resource_changes is not a list');
  }
  const changes: ResourceChange[] = [];
  for (const entry of (plan.resource_changes ?? []) as unknown[]) {
    const change = readResourceChange(entry);
    if (change === undefined) return unreadable('a resource change has no address or no actions');
    if (!change.actions.every(changesNothing)) changes.push(change);
  }
  const outputChanges = readOutputChanges(plan.output_changes);
  if ('unreadable' in outputChanges) {
    return unreadable(`the change of output ${outputChanges.unreadable} has no actions`);
  }
  // `complete` is absent before Terraform 1.8; false means that changes were deferred.
  return { kind: 'read', changes, outputChanges: outputChanges.names, complete: plan.complete !== false };
}

const unreadable = (why: string): PlanReading => ({ kind: 'unreadable', message: `The plan cannot be read: ${why}.` });

/** One entry of `resource_changes`, whatever it does; undefined where it is not one. */
export function readResourceChange(entry: unknown): ResourceChange | undefined {
  const actions = actionsOf(isRecord(entry) ? entry.change : undefined);
  if (!isRecord(entry) || typeof entry.address !== 'string' || !actions) return undefined;
  const change = entry.change as Record<string, unknown>;
  return {
    address: entry.address,
    previousAddress: typeof entry.previous_address === 'string' ? entry.previous_address : undefined,
    type: String(entry.type ?? ''),
    actions,
    changedAttributes: changedAttributes(change),
    imported: change.importing !== undefined && change.importing !== null,
  };
}

/** Names of outputs that change, sorted. */
export function readOutputChanges(value: unknown): { names: string[] } | { unreadable: string } {
  const names: string[] = [];
  for (const [name, change] of isRecord(value) ? Object.entries(value) : []) {
    const actions = actionsOf(change);
    if (!actions) return { unreadable: name };
    if (!actions.every(changesNothing)) names.push(name);
  }
  return { names: names.sort() };
}

export const changesNothing = (action: string) => action === 'no-op' || action === 'read';

function actionsOf(change: unknown): string[] | undefined {
  const actions = isRecord(change) ? change.actions : undefined;
  if (!Array.isArray(actions) || actions.length === 0 || !actions.every((a) => typeof a === 'string')) return undefined;
  return actions;
}

function changedAttributes(change: Record<string, unknown>): string[] {
  const { before, after } = change;
  if (!isRecord(before) || !isRecord(after)) return [];
  const unknown = isRecord(change.after_unknown) ? change.after_unknown : {};
  const names = new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(unknown)]);
  return [...names]
    .filter((name) => holdsTrue(unknown[name]) || !isDeepStrictEqual(before[name] ?? null, after[name] ?? null))
    .sort();
}

/** `after_unknown` has `true` for what only apply will tell, at any depth. */
function holdsTrue(value: unknown): boolean {
  if (value === true) return true;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(holdsTrue);
}
