import { isDeepStrictEqual } from 'node:util';
import { isRecord } from '../runtime/is-record';
import { printable } from '../runtime/printable';
import { type Facts, hiddenOf, spokenFacts, spokenOf } from './spoken-facts';

/** What a plan says about one resource, whether it changes or not. Names only: the values in a plan may be passwords. */
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
  /** Undefined where it does not exist before, or not after. */
  before?: Facts;
  after?: Facts;
  /** Of the attributes that may be said, those that only apply will tell. */
  unknown: string[];
  /** Of the same, those that the code marks as sensitive: what they will be is not said. */
  hidden: string[];
  /** Why Terraform does it, in its own word: `replace_because_tainted`, `delete_because_count_index` … */
  reason?: string;
  /** Attributes that force the replacement, `storage_encrypted`. */
  replacedBecauseOf: string[];
  /** An object that a failed replacement has left behind, beside the one at this address. */
  deposed: boolean;
  /** What a cluster that is created will be filled with; undefined where it will be empty. */
  filledFrom?: 'a snapshot' | 'a point in time' | 'a backup in S3';
  /** The refresh did not find it any more: it was deleted outside Terraform, or is sought in another place. */
  vanished: boolean;
}

/** One entry of `resource_changes`, whatever it does; undefined if it is not valid. */
export function readResourceChange(entry: unknown): ResourceChange | undefined {
  const actions = actionsOf(isRecord(entry) ? entry.change : undefined);
  if (!isRecord(entry) || typeof entry.address !== 'string' || !actions) return undefined;
  const change = entry.change as Record<string, unknown>;
  const type = printable(String(entry.type ?? ''));
  const unknown = isRecord(change.after_unknown) ? change.after_unknown : {};
  const paths = Array.isArray(change.replace_paths) ? change.replace_paths : [];
  return {
    address: printable(entry.address),
    previousAddress: typeof entry.previous_address === 'string' ? printable(entry.previous_address) : undefined,
    type,
    actions,
    changedAttributes: changedAttributes(change),
    imported: change.importing !== undefined && change.importing !== null,
    before: spokenFacts(type, change.before, change.before_sensitive),
    after: spokenFacts(type, change.after, change.after_sensitive),
    unknown: spokenOf(type).filter((name) => unknown[name] === true),
    hidden: hiddenOf(type, change.after_sensitive),
    reason: typeof entry.action_reason === 'string' ? printable(entry.action_reason) : undefined,
    replacedBecauseOf: [
      ...new Set(paths.flatMap((path: unknown) => (Array.isArray(path) ? [printable(String(path[0]))] : []))),
    ],
    deposed: typeof entry.deposed === 'string',
    filledFrom: filledFrom(change.after),
    vanished: false,
  };
}

function filledFrom(after: unknown): ResourceChange['filledFrom'] {
  const { snapshot_identifier, restore_to_point_in_time, s3_import } = isRecord(after) ? after : {};
  if (typeof snapshot_identifier === 'string' && snapshot_identifier !== '') return 'a snapshot';
  if (Array.isArray(restore_to_point_in_time) && restore_to_point_in_time.length > 0) return 'a point in time';
  return Array.isArray(s3_import) && s3_import.length > 0 ? 'a backup in S3' : undefined;
}

export const changesNothing = ({ actions }: Pick<ResourceChange, 'actions'>) =>
  actions.every((action) => action === 'no-op' || action === 'read');

export function actionsOf(change: unknown): string[] | undefined {
  const actions = isRecord(change) ? change.actions : undefined;
  if (!Array.isArray(actions) || actions.length === 0 || !actions.every((a) => typeof a === 'string')) return undefined;
  return actions.map(printable);
}

function changedAttributes(change: Record<string, unknown>): string[] {
  const { before, after } = change;
  if (!isRecord(before) || !isRecord(after)) return [];
  const unknown = isRecord(change.after_unknown) ? change.after_unknown : {};
  const names = new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(unknown)]);
  return [...names]
    .filter((name) => holdsTrue(unknown[name]) || !isDeepStrictEqual(before[name] ?? null, after[name] ?? null))
    .map(printable)
    .sort();
}

/** `after_unknown` has `true` for what only apply will tell, at any depth. */
function holdsTrue(value: unknown): boolean {
  if (value === true) return true;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(holdsTrue);
}
