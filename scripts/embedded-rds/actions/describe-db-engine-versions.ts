import type { DBEngineVersionMessage, DescribeDBEngineVersionsMessage } from '@aws-sdk/client-rds';
import { type CatalogueVersion, catalogueVersions, defaultVersion, engines } from '../../engine-versions/catalogue';
import { applyFilters } from '../world/filters';
import { paginate } from '../world/paginate';
import { dbEngineVersionView } from '../world/views/db-engine-version';
import type { Action } from './action';

export const describeDBEngineVersions: Action<DescribeDBEngineVersionsMessage, DBEngineVersionMessage> = (
  { world },
  input,
) => {
  const { Engine, EngineVersion: version, DBParameterGroupFamily: family } = input;
  const listed = engines
    .filter((engine) => Engine === undefined || engine === Engine.toLowerCase())
    .flatMap((engine) => catalogueVersions(engine))
    .filter((row) => version === undefined || matches(row.version, version))
    .filter((row) => family === undefined || row.family === family)
    // "The default is to list only available engine versions": a cluster may still run one that is not.
    .filter((row) => input.IncludeAll === true || row.status === 'available')
    .filter((row) => input.DefaultOnly !== true || isDefault(row));
  const filtered = applyFilters(listed, input.Filters, {
    'db-parameter-group-family': (row) => row.family,
    engine: (row) => row.engine,
    'engine-mode': () => 'provisioned',
    'engine-version': (row) => row.version,
    status: (row) => row.status,
  });
  const { page, Marker } = paginate(filtered, input, sortKey);
  return { DBEngineVersions: page.map((version) => dbEngineVersionView(world, version)), Marker };
};

/** Exactly, or as its beginning: `15` finds 15.2 to 15.18, and not 1.5. */
function matches(version: string, wanted: string): boolean {
  return version === wanted || version.startsWith(`${wanted}.`);
}

/** Which minor is the default of another major than the newest one is in no source: then there is none. */
function isDefault({ engine, version }: CatalogueVersion): boolean {
  return defaultVersion(engine) === version;
}

/** Engines by name, their versions by number. */
function sortKey({ engine, version }: CatalogueVersion): string {
  return `${engine} ${version.replace(/\d+/g, (digits) => digits.padStart(4, '0'))}`;
}
