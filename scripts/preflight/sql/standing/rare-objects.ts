import { oneLine } from '../one-line';
import { ofDeployment } from '../replication-slots';
import { firstOfUsers, roleOfUsers } from '../user-objects';
import { type Piece, sorted } from './fingerprint';
import { writtenSince } from './since-the-deployment';

interface Rare {
  catalog: string;
  /** What is the same in every major version, of `x` in the catalog. */
  same?: string;
  worded?: string;
  /** Where its words are kept beside its own row. */
  since?: string;
  /** The column with who owns it: what RDS owns is its own affair. */
  owner?: string;
  /** Only these. */
  where?: string;
}

const mappings = oneLine`
  (SELECT string_agg(pg_catalog.concat_ws(' ', m.maptokentype, m.mapseqno, m.mapdict::pg_catalog.regdictionary), ',' ORDER BY m.maptokentype, m.mapseqno)
    FROM pg_catalog.pg_ts_config_map m WHERE m.mapcfg = x.oid)`;

const ownerOf = (column: string) => `pg_catalog.pg_get_userbyid(x.${column})`;
const fields = (...all: readonly string[]) => `pg_catalog.concat_ws('|', ${all.join(', ')})`;

/** Its column has had three names: where an ICU collation has its locale. */
const locale = "coalesce(to_jsonb(x)->>'colllocale', to_jsonb(x)->>'colliculocale', x.collcollate)";

/** With columns and row filters, where the version has them. */
const published = oneLine`
  (SELECT string_agg(to_jsonb(v)::text, ',' ORDER BY v.schemaname, v.tablename)
    FROM pg_catalog.pg_publication_tables v WHERE v.pubname = x.pubname)`;

/** Tables that it names: whoever takes one out leaves no row that is new. */
const publishedTables = oneLine`
  (SELECT string_agg(r.prrelid::pg_catalog.regclass::text, ',' ORDER BY r.prrelid::pg_catalog.regclass::text)
    FROM pg_catalog.pg_publication_rel r WHERE r.prpubid = x.oid)`;

const wrapper = '(SELECT w.fdwname FROM pg_catalog.pg_foreign_data_wrapper w WHERE w.oid = x.srvfdw)';

const ofProcedures = (...columns: readonly string[]) =>
  fields(...columns.map((column) => `${column}::pg_catalog.regprocedure`));

const ofTypes = (...columns: readonly string[]) => fields(...columns.map((column) => `${column}::pg_catalog.regtype`));

/** Of a family. */
const operators = sorted(oneLine`
  ARRAY(SELECT pg_catalog.concat_ws(' ', o.amoppurpose, o.amopstrategy, o.amopopr::pg_catalog.regoperator)
    FROM pg_catalog.pg_amop o WHERE o.amopfamily = x.oid)`);
const supports = sorted(oneLine`
  ARRAY(SELECT pg_catalog.concat_ws(' ', p.amprocnum, p.amproclefttype::pg_catalog.regtype, p.amproc::pg_catalog.regprocedure)
    FROM pg_catalog.pg_amproc p WHERE p.amprocfamily = x.oid)`);

/** PostgreSQL itself says what an object is and how it is called. Subscriptions are PG_REPL's. */
const rare: readonly Rare[] = [
  { catalog: 'pg_am', same: 'x.amhandler::text' },
  { catalog: 'pg_cast', same: fields('x.castcontext', 'x.castmethod', 'x.castfunc::pg_catalog.regprocedure') },
  {
    catalog: 'pg_collation',
    same: fields(
      'x.collprovider',
      'x.collisdeterministic',
      locale,
      "CASE x.collprovider WHEN 'c' THEN x.collctype END",
    ),
    owner: 'collowner',
  },
  { catalog: 'pg_conversion', same: fields('x.condefault', 'x.conproc'), owner: 'conowner' },
  {
    catalog: 'pg_event_trigger',
    same: fields('x.evtevent', 'x.evtenabled', sorted('x.evttags'), 'x.evtfoid::pg_catalog.regproc'),
    owner: 'evtowner',
  },
  {
    catalog: 'pg_foreign_data_wrapper',
    same: fields(sorted('x.fdwoptions'), ofProcedures('x.fdwhandler', 'x.fdwvalidator')),
    owner: 'fdwowner',
  },
  {
    catalog: 'pg_foreign_server',
    same: fields('x.srvtype', 'x.srvversion', sorted('x.srvoptions'), wrapper),
    owner: 'srvowner',
  },
  {
    catalog: 'pg_language',
    same: fields('x.lanpltrusted', ofProcedures('x.lanplcallfoid', 'x.laninline', 'x.lanvalidator')),
  },
  { catalog: 'pg_opclass', same: fields('x.opcdefault', ofTypes('x.opcintype', 'x.opckeytype')), owner: 'opcowner' },
  {
    catalog: 'pg_operator',
    same: fields(
      ...['x.oprcode', 'x.oprrest', 'x.oprjoin', 'x.oprcanmerge', 'x.oprcanhash'],
      ...['x.oprcom::pg_catalog.regoperator', 'x.oprnegate::pg_catalog.regoperator'],
    ),
    owner: 'oprowner',
  },
  { catalog: 'pg_opfamily', same: fields(operators, supports), owner: 'opfowner' },
  {
    catalog: 'pg_publication',
    same: fields(
      ...['x.puballtables', 'x.pubinsert', 'x.pubupdate', 'x.pubdelete', 'x.pubtruncate', 'x.pubviaroot'],
      publishedTables,
    ),
    worded: published,
    since: `EXISTS (SELECT 1 FROM pg_catalog.pg_publication_rel r WHERE r.prpubid = x.oid AND ${writtenSince('r')})`,
    owner: 'pubowner',
    where: `x.pubname !~ '${ofDeployment}'`,
  },
  {
    catalog: 'pg_statistic_ext',
    // From 17 on, no target is null.
    same: "nullif(to_jsonb(x)->>'stxstattarget', '-1')",
    worded: 'pg_catalog.pg_get_statisticsobjdef(x.oid)',
    owner: 'stxowner',
  },
  { catalog: 'pg_transform', same: ofProcedures('x.trffromsql', 'x.trftosql') },
  { catalog: 'pg_ts_config', same: mappings, owner: 'cfgowner' },
  { catalog: 'pg_ts_dict', same: 'x.dictinitoption', owner: 'dictowner' },
  { catalog: 'pg_ts_parser' },
  { catalog: 'pg_ts_template' },
];

export const ofExtension = 'version of extension';

export const rareObjects = (notMember: (catalog: string, oid: string) => string): readonly Piece[] => [
  ...rare.map(({ catalog, owner, same, worded, since, where }) => ({
    same: fields(...[same ?? [], owner === undefined ? [] : ownerOf(owner)].flat(), "''"),
    worded,
    kind: 'i.type',
    name: 'i.identity',
    since: since === undefined ? writtenSince('x') : `(${writtenSince('x')} OR ${since})`,
    from: oneLine`FROM pg_catalog.${catalog} x CROSS JOIN LATERAL pg_catalog.pg_identify_object(x.tableoid, x.oid, 0) i
      WHERE ${notMember(catalog, 'x.oid')}
      ${owner === undefined ? '' : `AND ${roleOfUsers(ownerOf(owner))}`} ${where === undefined ? '' : `AND ${where}`}`,
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
