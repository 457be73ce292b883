import { isRecord } from '../runtime/is-record';
import { printable } from '../runtime/printable';

/** What may be shown of a resource: names and versions. Everything else in a plan may be a password, and is not even kept. */
const spoken = {
  aws_rds_cluster: [
    'arn',
    'cluster_identifier',
    'engine',
    'engine_version',
    'engine_version_actual',
    'db_cluster_parameter_group_name',
    'global_cluster_identifier',
  ],
  aws_rds_global_cluster: ['arn', 'global_cluster_identifier', 'engine', 'engine_version', 'engine_version_actual'],
  aws_rds_cluster_instance: ['identifier', 'cluster_identifier', 'db_parameter_group_name'],
  aws_rds_cluster_parameter_group: ['name', 'family'],
  aws_db_parameter_group: ['name', 'family'],
} as const;

type SpokenType = keyof typeof spoken;

export type Facts = Partial<Record<(typeof spoken)[SpokenType][number], string>>;

export const spokenOf = (type: string): readonly string[] =>
  Object.hasOwn(spoken, type) ? spoken[type as SpokenType] : [];

/** Of one side of a change, `before` or `after`; undefined if the resource does not exist there. */
export function spokenFacts(type: string, values: unknown, sensitive: unknown): Facts | undefined {
  if (!isRecord(values)) return undefined;
  const hidden = hiddenOf(type, sensitive);
  const known = spokenOf(type).filter((name) => typeof values[name] === 'string' && values[name] !== '');
  return Object.fromEntries(
    known.filter((name) => !hidden.includes(name)).map((name) => [name, printable(String(values[name]))]),
  );
}

/** Somebody may have marked even a name as sensitive; then it is not shown. */
export function hiddenOf(type: string, sensitive: unknown): string[] {
  const marks = isRecord(sensitive) ? sensitive : {};
  return spokenOf(type).filter((name) => sensitive === true || marks[name] === true);
}
