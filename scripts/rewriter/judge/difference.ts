/** One place where two JSON documents differ. */
export interface Difference {
  /** `aws-prod: resource.aws_rds_cluster.orders.engine_version`. */
  path: string;
  before: unknown;
  after: unknown;
}

/** Lets a pair of leaves pass. */
export type Accept = (before: unknown, after: unknown, path: string) => boolean;

/**
 * All differing leaves of two syntheses, in the order of the first, or of two stacks if `path` is a stack's name and a colon.
 */
export function differences(before: unknown, after: unknown, path = '', accept: Accept = () => false): Difference[] {
  if (Object.is(before, after)) return [];
  if (isContainer(before) && isContainer(after) && Array.isArray(before) === Array.isArray(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => differences(before[key], after[key], join(path, key), accept));
  }
  return accept(before, after, path) ? [] : [{ path, before, after }];
}

/** The path starts with the stack's name: `prod: output.version.value`. */
function join(path: string, key: string): string {
  if (path === '') return `${key}: `;
  if (path.endsWith(': ')) return path + key;
  return /^\d+$/.test(key) ? `${path}[${key}]` : `${path}.${key}`;
}

const isContainer = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
