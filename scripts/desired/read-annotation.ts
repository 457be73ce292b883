import { EngineVersion } from '../../constructs/engine-version';
import { readSwitchWindow } from '../../constructs/switch-window';
import type {
  ParameterGroupAnnotation,
  UpgradeAnnotation,
  VersionAnnotation,
} from '../../constructs/upgrade/upgrade-annotation';
import { refusal, type UpgradeError } from '../runtime/errors';
import { isRecord } from '../runtime/is-record';
import { readDatabaseAccess } from './read-database-access';
import { readHooks } from './read-hooks';
import type { ResourceJson } from './stack-json';

/**
 * The annotation of one `aws_rds_cluster`, checked field by field and against what Terraform itself will read.
 * @throws UpgradeError ANNOTATION_UNKNOWN, ANNOTATION_INVALID, ANNOTATION_OVERRIDDEN
 */
export function readAnnotation(stack: string, address: string, value: unknown, resource: ResourceJson) {
  const where = `${address} in stack "${stack}"`;
  if (!isRecord(value)) throw invalid(where, 'it is not an object');
  if (value.formatVersion !== 1) {
    throw refusal(
      'ANNOTATION_UNKNOWN',
      `The annotation of ${where} has format version ${JSON.stringify(value.formatVersion)}; these commands read version 1.`,
      'Use the construct and the commands of the same release.',
    );
  }
  const annotation = readFields(where, value);
  refuseOverrides(where, annotation, resource);
  return annotation;
}

function readFields(where: string, value: Record<string, unknown>): UpgradeAnnotation {
  const version = EngineVersion.read(text(where, value, 'engine'), text(where, value, 'engineVersion'));
  if (!version.ok) throw invalid(where, version.message);
  const { upgradePolicy } = value;
  if (upgradePolicy !== 'blue-green' && upgradePolicy !== 'in-place') {
    throw invalid(where, `upgradePolicy is ${JSON.stringify(upgradePolicy)}`);
  }
  if (!Array.isArray(value.instances)) throw invalid(where, 'instances is not a list');
  return {
    formatVersion: 1,
    path: text(where, value, 'path'),
    clusterIdentifier: text(where, value, 'clusterIdentifier'),
    engine: version.version.engine,
    engineVersion: version.version.text,
    upgradePolicy,
    address: text(where, value, 'address'),
    instances: value.instances.map((instance: unknown) => {
      if (!isRecord(instance)) throw invalid(where, 'an instance is not an object');
      return { identifier: text(where, instance, 'identifier'), address: text(where, instance, 'address') };
    }),
    clusterParameterGroup: group(where, value.clusterParameterGroup),
    instanceParameterGroup: group(where, value.instanceParameterGroup),
    ...otherVersion(where, version.version.engine, value, 'upgradeTo'),
    ...otherVersion(where, version.version.engine, value, 'previous'),
    ...database(where, value.database),
    ...switchWindow(where, value.switchWindow),
    ...hooks(where, value.hooks),
  };
}

function otherVersion<Key extends 'upgradeTo' | 'previous'>(
  where: string,
  engine: string,
  value: Record<string, unknown>,
  key: Key,
): Partial<Record<Key, VersionAnnotation>> {
  const other = value[key];
  if (other === undefined || other === null) return {};
  if (!isRecord(other)) throw invalid(where, `${key} is not an object`);
  const version = EngineVersion.read(engine, text(where, other, 'engineVersion'));
  if (!version.ok) throw invalid(where, `${key}: ${version.message}`);
  const annotation: VersionAnnotation = {
    engineVersion: version.version.text,
    clusterParameterGroup: group(where, other.clusterParameterGroup),
    instanceParameterGroup: group(where, other.instanceParameterGroup),
  };
  return { [key]: annotation } as Partial<Record<Key, VersionAnnotation>>;
}

function group(where: string, value: unknown): ParameterGroupAnnotation | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isRecord(value)) throw invalid(where, 'a parameter group is not an object');
  const address = value.address === undefined ? undefined : text(where, value, 'address');
  return { name: text(where, value, 'name'), family: text(where, value, 'family'), address };
}

function database(where: string, value: unknown): Pick<UpgradeAnnotation, 'database'> {
  if (value === undefined || value === null) return {};
  const access = readDatabaseAccess(value);
  if (access === undefined) throw invalid(where, 'database is not what the construct writes');
  return { database: access };
}

/** What cannot be read must not count as "at any time". */
function switchWindow(where: string, value: unknown): Pick<UpgradeAnnotation, 'switchWindow'> {
  if (value === undefined || value === null) return {};
  if (!Array.isArray(value) || value.length === 0) throw invalid(where, 'switchWindow is not a list of windows');
  for (const each of value) {
    const read = readSwitchWindow(String(each));
    if (!read.ok) throw invalid(where, `switchWindow: ${read.problem.replace(/\.$/, '')}`);
  }
  return { switchWindow: value.map(String) };
}

function hooks(where: string, value: unknown): Pick<UpgradeAnnotation, 'hooks'> {
  if (value === undefined || value === null) return {};
  const read = readHooks(value);
  if (read === undefined) throw invalid(where, 'hooks is not what the construct writes');
  return { hooks: read };
}

function text(where: string, value: Record<string, unknown>, name: string): string {
  const field = value[name];
  if (typeof field === 'string' && field !== '') return field;
  throw invalid(where, `${name} is missing`);
}

/** `addOverride` can make Terraform read something else than the construct wrote down for the commands. */
function refuseOverrides(where: string, annotation: UpgradeAnnotation, resource: ResourceJson): void {
  const pairs = [
    ['engine_version', annotation.engineVersion],
    ['cluster_identifier', annotation.clusterIdentifier],
    ['engine', annotation.engine],
  ] as const;
  for (const [argument, annotated] of pairs) {
    const actual = resource[argument];
    if (actual === annotated) continue;
    throw refusal(
      'ANNOTATION_OVERRIDDEN',
      `In ${where} the argument ${argument} is ${JSON.stringify(actual)}, but the construct was given ${JSON.stringify(annotated)}.`,
      'Change the props of AuroraCluster instead of overriding the resource.',
    );
  }
}

function invalid(where: string, why: string): UpgradeError {
  return refusal(
    'ANNOTATION_INVALID',
    `The annotation of ${where} cannot be read: ${why}.`,
    'Use the construct and the commands of the same release, and do not write the annotation by hand.',
  );
}
