/** A master user may make all of this; one of each kind that a copy of a catalogue could lose. */
export const everyKind = `
CREATE ROLE reporter LOGIN PASSWORD 'reporter-pass-1' CONNECTION LIMIT 9 VALID UNTIL '2030-01-01 00:00:00+00' IN ROLE clerk;
ALTER ROLE reporter SET search_path = sales, public;
ALTER ROLE reporter IN DATABASE shop SET search_path = 'sales,public', "Odd ""Name";
ALTER DATABASE shop SET work_mem = '9MB';
COMMENT ON ROLE reporter IS 'reads';
COMMENT ON DATABASE shop IS 'the shop';
ALTER DATABASE shop CONNECTION LIMIT 77;
REVOKE CONNECT ON DATABASE shop FROM PUBLIC;
GRANT CONNECT ON DATABASE shop TO clerk WITH GRANT OPTION;
CREATE COLLATION sales.ci (PROVIDER = icu, LOCALE = 'und-u-ks-level2', DETERMINISTIC = false);
CREATE TYPE sales.address AS (street text, zip varchar(10));
CREATE DOMAIN sales.word AS text COLLATE sales.ci CONSTRAINT filled CHECK (VALUE <> '');
CREATE TYPE sales.span AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi, MULTIRANGE_TYPE_NAME = sales.spans);
REVOKE USAGE ON TYPE sales.amount FROM PUBLIC;
GRANT USAGE ON TYPE sales.address TO clerk;
CREATE TABLE sales.typed OF sales.address (zip WITH OPTIONS NOT NULL DEFAULT '0', PRIMARY KEY (zip));
CREATE TABLE sales.wide (id int PRIMARY KEY, b bytea, t text, j jsonb, w sales.word) WITH (fillfactor = 70, toast.autovacuum_enabled = off);
ALTER TABLE sales.wide ALTER b SET STORAGE EXTERNAL, ALTER t SET STATISTICS 500, ALTER j SET COMPRESSION pglz, ALTER t SET (n_distinct = 5);
ALTER TABLE sales.wide CLUSTER ON wide_pkey;
CREATE INDEX wide_lower ON sales.wide (lower(t));
ALTER INDEX sales.wide_lower ALTER COLUMN 1 SET STATISTICS 300;
CREATE STATISTICS sales.both ON id, t FROM sales.wide;
ALTER STATISTICS sales.both SET STATISTICS 42;
CREATE TABLE sales.part (id int, at date, v text) PARTITION BY RANGE (at);
CREATE TABLE sales.part_26 PARTITION OF sales.part FOR VALUES FROM ('2026-01-01') TO ('2027-01-01') PARTITION BY HASH (id);
CREATE TABLE sales.part_26_0 PARTITION OF sales.part_26 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE TABLE sales.part_other PARTITION OF sales.part DEFAULT;
CREATE INDEX odd_name ON sales.part_other (v);
CREATE INDEX part_v ON sales.part (v);
ALTER TABLE sales.part ADD PRIMARY KEY (id, at);
CREATE TABLE sales.parts_of (id int, at date, FOREIGN KEY (id, at) REFERENCES sales.part);
CREATE INDEX unfinished ON ONLY sales.log (text);
CREATE TRIGGER part BEFORE INSERT ON sales.part FOR EACH ROW EXECUTE FUNCTION sales.note();
ALTER TABLE sales.part_other DISABLE TRIGGER part;
ALTER VIEW sales.open ALTER COLUMN label SET DEFAULT 'vd';
CREATE AGGREGATE sales.total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0', PARALLEL = SAFE);
CREATE OPERATOR sales.=== (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq, COMMUTATOR = OPERATOR(sales.===), RESTRICT = eqsel, HASHES);
CREATE CAST (sales.address AS text) WITH INOUT AS ASSIGNMENT;
CREATE TEXT SEARCH DICTIONARY sales.plain (TEMPLATE = pg_catalog.simple, stopwords = english);
CREATE TEXT SEARCH CONFIGURATION sales.search (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION sales.search ALTER MAPPING FOR asciiword WITH sales.plain, simple;
GRANT SELECT (id), UPDATE (t) ON sales.wide TO clerk;
GRANT SELECT ON sales.open TO reporter WITH GRANT OPTION;
REVOKE EXECUTE ON FUNCTION sales.label FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA sales GRANT SELECT ON TABLES TO clerk;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
COMMENT ON TABLE sales.wide IS 'it''s wide';
COMMENT ON COLUMN sales.wide.t IS 'text';
COMMENT ON CONSTRAINT filled ON DOMAIN sales.word IS 'no empty word';
COMMENT ON AGGREGATE sales.total(int) IS 'sum';
COMMENT ON INDEX sales.part_v IS 'of all levels';
COMMENT ON TRIGGER part ON sales.part IS 'notes'`;

const sorted = (
  acl: string,
) => `(SELECT json_agg(concat_ws(' ', CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee) END,
  privilege_type, is_grantable, pg_get_userbyid(grantor)) ORDER BY grantee::regrole::text, privilege_type) FROM aclexplode(${acl})
  WHERE privilege_type <> 'MAINTAIN')`;
const inSales = "'sales'::regnamespace";

/** What both ends answer alike; MAINTAIN is a privilege from 17 on. */
export const inventory: Record<string, string> = {
  roles: `SELECT rolname, rolconnlimit, rolvaliduntil, shobj_description(oid, 'pg_authid') FROM pg_roles
    WHERE rolname IN ('clerk', 'reporter') ORDER BY 1`,
  settings: `SELECT setrole::regrole::text, (SELECT datname FROM pg_database WHERE oid = setdatabase), setconfig
    FROM pg_db_role_setting ORDER BY 1, 2`,
  database: `SELECT datname, pg_get_userbyid(datdba), datconnlimit, ${sorted('datacl')} AS acl, shobj_description(oid, 'pg_database')
    FROM pg_database WHERE datname = 'shop'`,
  extensions:
    'SELECT extname, extversion, pg_get_userbyid(extowner), extnamespace::regnamespace::text FROM pg_extension ORDER BY 1',
  collations: `SELECT collname, collprovider, collisdeterministic, pg_get_userbyid(collowner) FROM pg_collation WHERE collnamespace = ${inSales}`,
  types: `SELECT typname, typtype, ${sorted('typacl')} AS acl, typcollation::regcollation::text, pg_get_userbyid(typowner) FROM pg_type
    WHERE typnamespace = ${inSales} AND typname !~ '^_' ORDER BY 1`,
  ranges:
    'SELECT rngtypid::regtype::text, rngmultitypid::regtype::text, rngsubdiff::text FROM pg_range WHERE rngtypid > 16384',
  tables: `SELECT c.relname, c.reloftype::regtype::text, c.reloptions, t.reloptions AS toast, ${sorted('c.relacl')} AS acl FROM pg_class c
    LEFT JOIN pg_class t ON t.oid = c.reltoastrelid WHERE c.relnamespace = ${inSales} ORDER BY 1`,
  columns: `SELECT attrelid::regclass::text, attname, attnotnull, coalesce(attstattarget, -1) AS target, attstorage, attcompression, attoptions,
      ${sorted('attacl')} AS acl, pg_get_expr(adbin, adrelid) FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
      LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE attnum > 0 AND NOT attisdropped AND relnamespace = ${inSales} ORDER BY 1, 2`,
  indexes: `SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid), indisvalid, indisclustered, inhparent::regclass::text FROM pg_index
      JOIN pg_class c ON c.oid = indexrelid LEFT JOIN pg_inherits ON inhrelid = indexrelid WHERE relnamespace = ${inSales} ORDER BY 1`,
  constraints: `SELECT conrelid::regclass::text, contypid::regtype::text, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint
    WHERE connamespace = ${inSales} ORDER BY 1, 2, 3`,
  statistics: `SELECT pg_get_statisticsobjdef(oid), coalesce(stxstattarget, -1) AS target, pg_get_userbyid(stxowner) FROM pg_statistic_ext`,
  triggers:
    'SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal AND tgrelid > 16384 ORDER BY 1, 2',
  routines: `SELECT oid::regprocedure::text, prokind, ${sorted('proacl')} AS acl, pg_get_userbyid(proowner) FROM pg_proc
    WHERE pronamespace = ${inSales} ORDER BY 1`,
  aggregates: `SELECT aggfnoid::text, aggtransfn::text, agginitval, aggfinalmodify, proparallel FROM pg_aggregate
    JOIN pg_proc p ON p.oid = aggfnoid WHERE pronamespace = ${inSales}`,
  operators: `SELECT oid::regoperator::text, oprcode::text, oprcom::regoperator::text, oprrest::text, oprcanhash, pg_get_userbyid(oprowner)
    FROM pg_operator WHERE oprnamespace = ${inSales}`,
  casts:
    'SELECT castsource::regtype::text, casttarget::regtype::text, castmethod, castcontext FROM pg_cast WHERE oid > 16384',
  'text search': `SELECT cfgname, maptokentype, mapseqno, mapdict::regdictionary::text, pg_get_userbyid(cfgowner) FROM pg_ts_config c
    JOIN pg_ts_config_map ON mapcfg = c.oid WHERE cfgnamespace = ${inSales} ORDER BY 1, 2, 3`,
  'default privileges': `SELECT pg_get_userbyid(defaclrole), defaclnamespace::regnamespace::text, defaclobjtype, ${sorted('defaclacl')} AS acl
    FROM pg_default_acl ORDER BY 2, 3`,
  comments: `SELECT type, identity, description FROM pg_description, LATERAL pg_identify_object(classoid, objoid, objsubid)
    WHERE objoid > 16384 ORDER BY 1, 2`,
};
