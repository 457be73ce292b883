import { oneLine } from '../one-line';
import { firstOfUsers, roleOfUsers } from '../user-objects';
import type { Piece } from './fingerprint';
import { writtenSince } from './since-the-deployment';

interface Rare {
  catalog: string;
  /** What is the same in every major version, of `x` in the catalog. */
  same?: string;
  worded?: string;
  /** Who owns it: what RDS owns is its own affair. */
  owner?: string;
}

const mappings = oneLine`
  (SELECT string_agg(pg_catalog.concat_ws(' ', m.maptokentype, m.mapseqno, m.mapdict::pg_catalog.regdictionary), ',' ORDER BY m.maptokentype, m.mapseqno)
    FROM pg_catalog.pg_ts_config_map m WHERE m.mapcfg = x.oid)`;

/** PostgreSQL itself says what an object is and how it is called. Publications and subscriptions are PG_REPL's. */
const rare: readonly Rare[] = [
  { catalog: 'pg_am' },
  { catalog: 'pg_cast', same: 'x.castcontext' },
  { catalog: 'pg_collation', same: "pg_catalog.concat_ws('|', x.collprovider, x.collcollate, x.collctype)" },
  { catalog: 'pg_conversion', same: 'x.condefault::text' },
  {
    catalog: 'pg_event_trigger',
    same: "pg_catalog.concat_ws('|', x.evtevent, x.evtenabled, x.evttags)",
    owner: 'evtowner',
  },
  { catalog: 'pg_foreign_data_wrapper', owner: 'fdwowner' },
  {
    catalog: 'pg_foreign_server',
    same: "pg_catalog.concat_ws('|', pg_catalog.pg_get_userbyid(x.srvowner), x.srvtype, x.srvversion, x.srvoptions)",
  },
  { catalog: 'pg_language' },
  { catalog: 'pg_opclass' },
  { catalog: 'pg_operator', same: 'x.oprcode::text' },
  { catalog: 'pg_opfamily' },
  { catalog: 'pg_statistic_ext', worded: 'pg_catalog.pg_get_statisticsobjdef(x.oid)' },
  { catalog: 'pg_transform' },
  { catalog: 'pg_ts_config', same: mappings },
  { catalog: 'pg_ts_dict', same: 'x.dictinitoption' },
  { catalog: 'pg_ts_parser' },
  { catalog: 'pg_ts_template' },
];

export const ofExtension = 'version of extension';

export const rareObjects = (notMember: (catalog: string, oid: string) => string): readonly Piece[] => [
  ...rare.map(({ catalog, owner, ...compared }) => ({
    ...compared,
    kind: 'i.type',
    name: 'i.identity',
    since: writtenSince('x'),
    from: oneLine`FROM pg_catalog.${catalog} x CROSS JOIN LATERAL pg_catalog.pg_identify_object(x.tableoid, x.oid, 0) i
      WHERE ${notMember(catalog, 'x.oid')}
      ${owner === undefined ? '' : `AND ${roleOfUsers(`pg_catalog.pg_get_userbyid(x.${owner})`)}`}`,
  })),
  // Not everyone may read the catalog of these.
  {
    kind: "'user mapping'",
    name: "pg_catalog.format('of %I on %I', m.usename, m.srvname)",
    from: `FROM pg_catalog.pg_user_mappings m WHERE m.umid >= ${firstOfUsers}`,
  },
  {
    kind: `'${ofExtension}'`,
    name: 'pg_catalog.quote_ident(x.extname)',
    worded: 'x.extversion',
    since: writtenSince('x'),
    from: 'FROM pg_catalog.pg_extension x',
  },
];
