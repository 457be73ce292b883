import { compare, findCatalogueVersion, majorOf } from '../../engine-versions/catalogue';

/**
 * Instance classes of Aurora by engine version, from AWS's table "Supported DB engines for DB instance classes" (April 2026)
 * and, for `db.serverless`, from the page on Serverless v2. The table is silent about PostgreSQL 18 and MySQL 8.4.
 */
interface ClassRow {
  family: string;
  sizes: string[];
  /** The first version of each major that has it. */
  postgresql: Record<string, string>;
  /** The first version 3 that has it; undefined: none has. */
  mysql?: string;
}

const sizes = (text: string): string[] => text.split(' ');
const since = (text: string): Record<string, string> =>
  Object.fromEntries(text.split(' ').map((version) => [version.split('.')[0], version]));

const every = since('17.4 16.1 15.2 14.3 13.3 12.4 11.4');
const fromMysql3 = '8.0.mysql_aurora.3.01.0';

const table: ClassRow[] = [
  {
    family: 'db.t3',
    sizes: sizes('medium large'),
    postgresql: since('17.4 16.1 15.2 14.3 13.3 12.7 11.12'),
    mysql: fromMysql3,
  },
  {
    family: 'db.t4g',
    sizes: sizes('medium large'),
    postgresql: since('17.4 16.1 15.2 14.3 13.3 12.7 11.12'),
    mysql: fromMysql3,
  },
  {
    family: 'db.r5',
    sizes: sizes('large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge'),
    postgresql: every,
    mysql: fromMysql3,
  },
  {
    family: 'db.r6g',
    sizes: sizes('large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge'),
    postgresql: since('17.4 16.1 15.2 14.3 13.3 12.8 11.12'),
    mysql: fromMysql3,
  },
  {
    family: 'db.x2g',
    sizes: sizes('large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge'),
    postgresql: since('17.4 16.1 15.2 14.3 13.3 12.8 11.12'),
    mysql: fromMysql3,
  },
  {
    family: 'db.r6i',
    sizes: sizes('large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge'),
    postgresql: since('17.4 16.1 15.2 14.3 13.5 12.9'),
    mysql: fromMysql3,
  },
  {
    family: 'db.r7g',
    sizes: sizes('large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge'),
    postgresql: since('17.4 16.1 15.2 14.7 13.10'),
    mysql: '8.0.mysql_aurora.3.03.1',
  },
  {
    family: 'db.r7i',
    sizes: sizes('large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge'),
    postgresql: since('17.4 16.3 15.7 14.12 13.15'),
    mysql: '8.0.mysql_aurora.3.08.0',
  },
  {
    family: 'db.r8g',
    sizes: sizes('large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge'),
    postgresql: since('17.4 16.3 15.7 14.12 13.15'),
    mysql: '8.0.mysql_aurora.3.08.0',
  },
  {
    family: 'db.serverless',
    sizes: [],
    postgresql: since('17.4 16.1 15.2 14.3 13.6'),
    mysql: '8.0.mysql_aurora.3.02.0',
  },
];

/** `db.r6g.large`, … of a version; null when the table does not speak of its major: unknown, not none. */
export function instanceClassesOf(engine: string, version: string): string[] | null {
  const known = findCatalogueVersion(engine, version);
  if (known === undefined) return null;
  const major = majorOf(known);
  if (engine === 'aurora-mysql' ? major !== '8.0' : !Object.hasOwn(every, major)) return null;
  return table
    .filter(({ postgresql, mysql }) => {
      const first = engine === 'aurora-mysql' ? mysql : postgresql[major];
      return first !== undefined && compare(version, first) >= 0;
    })
    .flatMap(({ family, sizes }) => (sizes.length === 0 ? [family] : sizes.map((size) => `${family}.${size}`)));
}
