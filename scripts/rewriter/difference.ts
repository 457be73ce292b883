/** One place where two JSON documents differ. */
export interface Difference {
  /** `aws-prod: resource.aws_rds_cluster.orders.engine_version`. */
  path: string;
  before: unknown;
  after: unknown;
}

type Accept = (before: unknown, after: unknown, path: string) => boolean;

/** All differing leaves, in the order of the first document. `accept` lets a pair of leaves pass. */
export function differences(before: unknown, after: unknown, path = '', accept: Accept = () => false): Difference[] {
  if (Object.is(before, after)) return [];
  if (isContainer(before) && isContainer(after) && Array.isArray(before) === Array.isArray(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) =>
      differences(before[key], after[key], path === '' ? key : `${path}${join(key)}`, accept),
    );
  }
  return accept(before, after, path) ? [] : [{ path, before, after }];
}

const join = (key: string) => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`);

const isContainer = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
