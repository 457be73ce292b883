/** What both ends of a deployment have at first. */
export const before = `
CREATE ROLE clerk; CREATE ROLE other;
CREATE TABLE t (id int PRIMARY KEY, v int DEFAULT 1, w text, CONSTRAINT positive CHECK (v > 0));
CREATE TABLE parent (id int);
CREATE INDEX by_w ON t (w);
CREATE VIEW few AS SELECT id, v FROM t WHERE v = 1;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touched BEFORE UPDATE ON t FOR EACH ROW WHEN (NEW.v > 1) EXECUTE FUNCTION touch();
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON t FOR SELECT TO clerk USING (v = 1); CREATE POLICY theirs ON t TO clerk USING (v = 1);
CREATE RULE stay AS ON DELETE TO few DO INSTEAD NOTHING; CREATE INDEX by_v ON t (v, lower(w)); CREATE TABLE u (v int DEFAULT 1);
ALTER TABLE u ADD CONSTRAINT positive CHECK (v > 0) NOT VALID;
CREATE TABLE lent (id int); GRANT SELECT ON lent TO other; CREATE FOREIGN DATA WRAPPER here; CREATE SERVER near FOREIGN DATA WRAPPER here; CREATE FOREIGN TABLE outside (id int) SERVER near;
CREATE FUNCTION next(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT a + 1; END;
CREATE FUNCTION deep() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
CREATE DOMAIN amount AS int DEFAULT 1 CONSTRAINT small CHECK (VALUE < 10);
CREATE AGGREGATE total (int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');
CREATE SEQUENCE numbers; CREATE SEQUENCE lent_numbers;
CREATE TABLE again (id int PRIMARY KEY); CREATE TABLE anew (a int, b int, c text); CREATE TABLE upper (id int PRIMARY KEY, w text);
CREATE TABLE live (id int); CREATE TABLE staging (id int);
CREATE TABLE known (a int NOT NULL); CREATE UNIQUE INDEX known_a ON known (a); ALTER TABLE known REPLICA IDENTITY USING INDEX known_a;
CREATE TABLE log (at date) PARTITION BY RANGE (at); CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE counted (n int); ALTER TABLE counted ALTER n SET STATISTICS 500; GRANT SELECT (n) ON counted TO clerk;
CREATE TABLE filled (id int); INSERT INTO filled VALUES (1); ALTER TABLE filled ADD COLUMN v int DEFAULT 5;
CREATE TRIGGER whole BEFORE UPDATE ON log FOR EACH ROW EXECUTE FUNCTION touch();
CREATE COLLATION swedish (provider = icu, locale = 'sv');
CREATE SCHEMA one; CREATE SCHEMA two; CREATE TYPE pair AS (a int, b int);
CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple);
CREATE TEXT SEARCH CONFIGURATION ours (COPY = simple); CREATE ROLE rds_reader;
CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE SCHEMA apart;
CREATE STATISTICS of_t ON v, w FROM t; CREATE STATISTICS more ON id, v FROM t;
CREATE SEQUENCE unlike; CREATE DOMAIN named AS text; CREATE FOREIGN TABLE remote (id int) SERVER near;
CREATE TABLE steady (a int, b int, c int DEFAULT 0); CREATE SCHEMA kept AUTHORIZATION other; CREATE TABLE part PARTITION OF log FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
CREATE TABLE stamped (id int); INSERT INTO stamped VALUES (1); CREATE TABLE tokens (id int); INSERT INTO tokens VALUES (1); CREATE TABLE counting (id int); INSERT INTO counting VALUES (1); CREATE TABLE pairs (a int, b int, c int); CREATE TABLE wider (id int, n int);
CREATE TABLE more (id int); CREATE TABLE single (a int, b int);
CREATE TABLE emptied (id int); ALTER TABLE emptied OWNER TO clerk; CREATE TABLE part_2 PARTITION OF log FOR VALUES FROM ('2028-01-01') TO ('2029-01-01');
CREATE TABLE lent_column (a int, b int); GRANT SELECT (a) ON lent_column TO other;
CREATE TABLE lent_columns (a int, b int); GRANT SELECT (a, b) ON lent_columns TO other;
CREATE TABLE old_rows (id int); CREATE TABLE by_other_words (a int); CREATE TABLE crossed (a int, z int); CREATE TABLE on_green (a int, z int);
CREATE TABLE compacted (id int); INSERT INTO compacted VALUES (1); CREATE TYPE level AS ENUM ('low', 'high');
CREATE VIEW view_a AS SELECT 1 AS n; CREATE VIEW view_b AS SELECT 2 AS n;
CREATE SEQUENCE numbers_a; CREATE SEQUENCE numbers_b; CREATE TABLE numbered (a int DEFAULT nextval('numbers_a'), b int DEFAULT nextval('numbers_b'));
CREATE FUNCTION given() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TABLE in_any_order (id int); CREATE TABLE unsafe (id int); CREATE TABLE loaded (id int, w text); CREATE TYPE parts AS (a int, b int); CREATE TYPE mood AS ENUM ('low', 'high');
CREATE SCHEMA lent_1; CREATE SCHEMA lent_2; GRANT USAGE ON SCHEMA lent_1 TO other; GRANT USAGE ON SCHEMA lent_2 TO other;
CREATE TABLE part_3 PARTITION OF log FOR VALUES FROM ('2029-01-01') TO ('2030-01-01'); ALTER TABLE log ADD COLUMN w text; CREATE TABLE stored (a text, b text); CREATE TABLE tuned (a int); CREATE TYPE owned_type AS (a int); CREATE TYPE row_type AS (a int); CREATE TABLE twice (a int, b int, c int);
CREATE TABLE of_defaults (id int PRIMARY KEY, a int DEFAULT 0, b int DEFAULT 0); INSERT INTO of_defaults VALUES (1, 2, 3);
CREATE TABLE nullable (id int); CREATE TABLE later (id int); CREATE TABLE exact (id int, n numeric(10, 2)); CREATE TABLE local (id int, at timestamp(0));
CREATE TABLE last (id int, a int, b int); CREATE TABLE widened (id int, a int); CREATE TABLE computed (id int, v int GENERATED ALWAYS AS (id * 2) STORED);
CREATE PUBLICATION feed FOR TABLE parent, single; CREATE TABLE fed (a int, b int); CREATE PUBLICATION feed_2 FOR TABLE fed (a); CREATE PUBLICATION feed_3 FOR TABLE parent;
CREATE EXTENSION hstore VERSION '1.6';
CREATE OPERATOR ==% (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int, RESTRICT = eqsel); CREATE OPERATOR FAMILY wide USING btree;
CREATE OPERATOR CLASS by_age FOR TYPE int USING btree FAMILY wide AS OPERATOR 1 <, FUNCTION 1 btint4cmp(int, int); CREATE TYPE years AS RANGE (subtype = int);
CREATE AGGREGATE least_of (int) (SFUNC = int4smaller, STYPE = int, FINALFUNC = int4abs); CREATE MATERIALIZED VIEW kept_few AS SELECT 1 AS n;
CREATE SERVER ordered FOREIGN DATA WRAPPER here OPTIONS (a '1', b '2'); CREATE EVENT TRIGGER asleep ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION watch(); ALTER EVENT TRIGGER asleep DISABLE;
GRANT SELECT ON t TO other;
GRANT SELECT ON known TO other;
GRANT EXECUTE ON FUNCTION deep() TO clerk`;

export type Change = [statement: string, id: 'PG_SCHEMA' | 'PG_OBJECTS', told: string];

/** What somebody does to production while green stands, and what it is told as. The same on green makes it good. */
export const changes: Change[] = [
  ['ALTER POLICY theirs ON t TO other', 'PG_SCHEMA', 'policy public.t theirs of postgres (different)'],
  ['ALTER POLICY own ON t USING (true)', 'PG_SCHEMA', 'policy public.t own of postgres (different)'],
  [
    'CREATE RULE keep AS ON DELETE TO t DO INSTEAD NOTHING',
    'PG_SCHEMA',
    'rule public.t keep of postgres (only on production)',
  ],
  [
    'CREATE OR REPLACE RULE stay AS ON DELETE TO few DO INSTEAD DELETE FROM t WHERE id = OLD.id',
    'PG_SCHEMA',
    'rule public.few stay of postgres (perhaps different)',
  ],
  [
    'CREATE OR REPLACE FUNCTION next(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT a + 2; END',
    'PG_SCHEMA',
    'function public.next(integer) of postgres (different)',
  ],
  ["ALTER FUNCTION deep() SET search_path = 'apart'", 'PG_SCHEMA', 'function public.deep() of postgres (different)'],
  ['ALTER FUNCTION deep() PARALLEL SAFE', 'PG_SCHEMA', 'function public.deep() of postgres (different)'],
  [
    'ALTER DOMAIN amount ADD CONSTRAINT above CHECK (VALUE > 0)',
    'PG_SCHEMA',
    'constraint public.amount above of postgres (only on production)',
  ],
  [
    'ALTER DOMAIN amount DROP CONSTRAINT small; ALTER DOMAIN amount ADD CONSTRAINT small CHECK (VALUE < 20)',
    'PG_SCHEMA',
    'constraint public.amount small of postgres (different)',
  ],
  ['ALTER DOMAIN amount SET DEFAULT 2', 'PG_SCHEMA', 'type public.amount of postgres (different)'],
  ['ALTER TABLE u ALTER v SET DEFAULT 2', 'PG_SCHEMA', 'table public.u of postgres (different)'],
  [
    'CREATE OR REPLACE VIEW few AS SELECT id, v FROM t WHERE v = 2',
    'PG_SCHEMA',
    'view public.few of postgres (perhaps different)',
  ],
  [
    'ALTER TABLE t DROP CONSTRAINT positive, ADD CONSTRAINT positive CHECK (v > 10)',
    'PG_SCHEMA',
    'constraint public.t positive of postgres (different)',
  ],
  ['ALTER TABLE u VALIDATE CONSTRAINT positive', 'PG_SCHEMA', 'constraint public.u positive of postgres (different)'],
  [
    'DROP TRIGGER touched ON t; CREATE TRIGGER touched BEFORE UPDATE ON t FOR EACH ROW WHEN (NEW.v > 2) EXECUTE FUNCTION touch()',
    'PG_SCHEMA',
    'trigger public.t touched of postgres (different)',
  ],
  ['DROP INDEX by_w; CREATE INDEX by_w ON t (w) WHERE v = 1', 'PG_SCHEMA', 'index public.by_w of postgres (different)'],
  ['DROP INDEX by_v; CREATE INDEX by_v ON t (v, upper(w))', 'PG_SCHEMA', 'index public.by_v of postgres (different)'],
  [
    'DROP INDEX known_a; CREATE UNIQUE INDEX known_a ON known (a)',
    'PG_SCHEMA',
    'table public.known of postgres (different)',
  ],
  [
    'ALTER TABLE anew DROP COLUMN b; ALTER TABLE anew ADD COLUMN b int',
    'PG_SCHEMA',
    'table public.anew of postgres (made anew or rewritten on production)',
  ],
  [
    'ALTER TABLE upper ALTER w TYPE text USING upper(w)',
    'PG_SCHEMA',
    'table public.upper of postgres (made anew or rewritten on production)',
  ],
  [
    'ALTER TABLE counted ALTER n TYPE int USING n * 2',
    'PG_SCHEMA',
    'table public.counted of postgres (made anew or rewritten on production)',
  ],
  [
    'ALTER TYPE pair DROP ATTRIBUTE a; ALTER TYPE pair ADD ATTRIBUTE a int',
    'PG_SCHEMA',
    'type public.pair of postgres (different)',
  ],
  [
    'ALTER SCHEMA one RENAME TO three; ALTER SCHEMA two RENAME TO one; ALTER SCHEMA three RENAME TO two',
    'PG_SCHEMA',
    'schema one of postgres (made anew or rewritten on production)',
  ],
  [
    'ALTER TABLE live RENAME TO gone; ALTER TABLE staging RENAME TO live; ALTER TABLE gone RENAME TO staging',
    'PG_SCHEMA',
    'table public.live of postgres (made anew or rewritten on production)',
  ],
  [
    'CREATE TRIGGER apart BEFORE UPDATE ON log_1 FOR EACH ROW EXECUTE FUNCTION touch()',
    'PG_SCHEMA',
    'trigger public.log_1 apart of postgres (only on production)',
  ],
  ['ALTER TABLE log_1 DISABLE TRIGGER whole', 'PG_SCHEMA', 'trigger public.log_1 whole of postgres (different)'],
  ['ALTER SEQUENCE lent_numbers OWNED BY lent.id', 'PG_SCHEMA', 'sequence public.lent_numbers of postgres (different)'],
  [
    "ALTER FOREIGN TABLE outside OPTIONS (file 'a')",
    'PG_SCHEMA',
    'foreign table public.outside of postgres (different)',
  ],
  ['CREATE TYPE span AS RANGE (subtype = date)', 'PG_SCHEMA', 'type public.span of postgres (only on production)'],
  ['ALTER SEQUENCE unlike SET UNLOGGED', 'PG_SCHEMA', 'sequence public.unlike of postgres (different)'],
  [
    'DROP DOMAIN named; CREATE DOMAIN named AS text COLLATE "C"',
    'PG_SCHEMA',
    'type public.named of postgres (different)',
  ],
  [
    "ALTER FOREIGN TABLE remote ALTER id OPTIONS (column_name 'other')",
    'PG_SCHEMA',
    'foreign table public.remote of postgres (different)',
  ],
  ['ALTER PUBLICATION feed DROP TABLE single', 'PG_OBJECTS', 'publication feed of postgres (different)'],
  ['ALTER PUBLICATION feed_2 SET TABLE fed (a, b)', 'PG_OBJECTS', 'publication feed_2 of postgres (different)'],
  ['ALTER PUBLICATION feed_3 ADD TABLE t', 'PG_OBJECTS', 'publication feed_3 of postgres (different)'],
  ['CREATE PUBLICATION cdc FOR TABLE t', 'PG_OBJECTS', 'publication cdc of postgres (only on production)'],
  ['ALTER STATISTICS more SET STATISTICS 500', 'PG_OBJECTS', 'statistics object public.more of postgres (different)'],
  ['ALTER TABLE t INHERIT parent', 'PG_SCHEMA', 'table public.t of postgres (different)'],
  [
    "DROP AGGREGATE total (int); CREATE AGGREGATE total (int) (SFUNC = int4pl, STYPE = int, INITCOND = '5')",
    'PG_SCHEMA',
    'aggregate public.total(integer) of postgres (different)',
  ],
  ['ALTER SEQUENCE numbers CACHE 50', 'PG_SCHEMA', 'sequence public.numbers of postgres (different)'],
  [
    'GRANT UPDATE (v) ON t TO clerk',
    'PG_OBJECTS',
    'privileges on column v of table public.t of postgres (only on production)',
  ],
  ['REVOKE SELECT ON known FROM other', 'PG_OBJECTS', 'privileges on table public.known of postgres'],
  [
    'GRANT SELECT ON t TO clerk WITH GRANT OPTION',
    'PG_OBJECTS',
    'privileges on table public.t of postgres (different)',
  ],
  ['GRANT SELECT ON lent TO rds_reader', 'PG_OBJECTS', 'privileges on table public.lent of postgres (different)'],
  [
    'ALTER TABLE upper SET (toast.autovacuum_enabled = false)',
    'PG_OBJECTS',
    'options of table public.upper of postgres (only on production)',
  ],
  [
    'ALTER TEXT SEARCH CONFIGURATION ours DROP MAPPING FOR word',
    'PG_OBJECTS',
    'text search configuration public.ours of postgres (different)',
  ],
  ['GRANT USAGE ON SCHEMA apart TO clerk', 'PG_OBJECTS', 'privileges on schema apart of postgres (only on production)'],
  [
    'GRANT USAGE ON SEQUENCE numbers TO clerk',
    'PG_OBJECTS',
    'privileges on sequence public.numbers of postgres (only on production)',
  ],
  [
    'REVOKE EXECUTE ON FUNCTION deep() FROM PUBLIC',
    'PG_OBJECTS',
    'privileges on function public.deep() of postgres (different)',
  ],
  [
    'REVOKE USAGE ON TYPE amount FROM PUBLIC',
    'PG_OBJECTS',
    'privileges on type public.amount of postgres (only on production)',
  ],
  [
    'ALTER DEFAULT PRIVILEGES IN SCHEMA apart GRANT SELECT ON TABLES TO clerk',
    'PG_OBJECTS',
    'default privileges for postgres in schema apart on tables of postgres (only on production)',
  ],
  ['ALTER TABLE t SET (fillfactor = 70)', 'PG_OBJECTS', 'options of table public.t of postgres (only on production)'],
  [
    'ALTER VIEW few SET (security_barrier)',
    'PG_OBJECTS',
    'options of view public.few of postgres (only on production)',
  ],
  [
    'ALTER TABLE t ALTER w SET STATISTICS 500',
    'PG_OBJECTS',
    'options of column w of table public.t of postgres (only on production)',
  ],
  [
    'DROP STATISTICS of_t; CREATE STATISTICS of_t ON id, w FROM t',
    'PG_OBJECTS',
    'statistics object public.of_t of postgres (different)',
  ],
  [
    "CREATE COLLATION plain (provider = libc, locale = 'C')",
    'PG_OBJECTS',
    'collation public.plain of postgres (only on production)',
  ],
  [
    "CREATE CONVERSION own FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8",
    'PG_OBJECTS',
    'conversion public.own of postgres (only on production)',
  ],
  [
    'CREATE TEXT SEARCH CONFIGURATION mine (COPY = simple)',
    'PG_OBJECTS',
    'text search configuration public.mine of postgres (only on production)',
  ],
  [
    'CREATE OPERATOR === (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int)',
    'PG_OBJECTS',
    'operator public.===(integer,integer) of postgres (only on production)',
  ],
  [
    'CREATE CAST (amount AS text) WITH INOUT',
    'PG_OBJECTS',
    'cast (public.amount AS pg_catalog.text) of postgres (only on production)',
  ],
  [
    "DROP COLLATION swedish; CREATE COLLATION swedish (provider = icu, locale = 'de')",
    'PG_OBJECTS',
    'collation public.swedish of postgres (different)',
  ],
  [
    'ALTER TEXT SEARCH DICTIONARY words OWNER TO other',
    'PG_OBJECTS',
    'text search dictionary public.words of postgres (different)',
  ],
  [
    'REVOKE USAGE ON TYPE pair FROM PUBLIC',
    'PG_OBJECTS',
    'privileges on type public.pair of postgres (only on production)',
  ],
  ['CREATE FOREIGN DATA WRAPPER away', 'PG_OBJECTS', 'foreign-data wrapper away of postgres (only on production)'],
  ['CREATE SERVER far FOREIGN DATA WRAPPER away', 'PG_OBJECTS', 'server far of postgres (only on production)'],
  ["ALTER SERVER near OPTIONS (host 'elsewhere')", 'PG_OBJECTS', 'server near of postgres (different)'],
  [
    'CREATE USER MAPPING FOR clerk SERVER far',
    'PG_OBJECTS',
    'user mapping of clerk on far of postgres (only on production)',
  ],
  [
    'CREATE EVENT TRIGGER watching ON ddl_command_end EXECUTE FUNCTION watch()',
    'PG_OBJECTS',
    'event trigger watching of postgres (only on production)',
  ],
  [
    'ALTER OPERATOR ==% (int, int) SET (RESTRICT = NONE)',
    'PG_OBJECTS',
    'operator public.==%(integer,integer) of postgres (different)',
  ],
  [
    'ALTER OPERATOR FAMILY wide USING btree ADD OPERATOR 5 > (int, int)',
    'PG_OBJECTS',
    'operator family public.wide USING btree of postgres (different)',
  ],
  [
    'ALTER OPERATOR FAMILY wide USING btree ADD FUNCTION 2 (int, int) btint4sortsupport(internal)',
    'PG_OBJECTS',
    'operator family public.wide USING btree of postgres (different)',
  ],
  [
    'DROP AGGREGATE least_of (int); CREATE AGGREGATE least_of (int) (SFUNC = int4smaller, STYPE = int, FINALFUNC = int4abs, FINALFUNC_MODIFY = READ_WRITE)',
    'PG_SCHEMA',
    'aggregate public.least_of(integer) of postgres (different)',
  ],
  [
    'DROP TYPE years; CREATE TYPE years AS RANGE (subtype = int, subtype_opclass = by_age)',
    'PG_SCHEMA',
    'type public.years of postgres (different)',
  ],
  [
    'ALTER MATERIALIZED VIEW kept_few SET (autovacuum_enabled = false)',
    'PG_OBJECTS',
    'options of materialized view public.kept_few of postgres (only on production)',
  ],
  [
    'GRANT USAGE ON FOREIGN DATA WRAPPER here TO clerk',
    'PG_OBJECTS',
    'privileges on foreign-data wrapper here of postgres (only on production)',
  ],
  ['GRANT ALL ON upper TO clerk', 'PG_OBJECTS', 'privileges on table public.upper of postgres (only on production)'],
  ["ALTER EXTENSION hstore UPDATE TO '1.7'", 'PG_OBJECTS', 'version of extension hstore of postgres (different)'],
];

/** What the same on green does not make good, and how it is told then. */
export const notMadeGood: [statement: string, onProduction: string[], onBoth: string[]][] = [
  [
    'ALTER TABLE of_defaults RENAME a TO x; ALTER TABLE of_defaults RENAME b TO a; ALTER TABLE of_defaults RENAME x TO b',
    ['block: table public.of_defaults of postgres (made anew or rewritten on production)'],
    ['warn: table public.of_defaults of postgres (changed on both ends)'],
  ],
  [
    'ALTER TABLE unsafe SET UNLOGGED',
    ['block: table public.unsafe of postgres (different)'],
    ['block: table public.unsafe of postgres (not replicated to green)'],
  ],
  [
    'ALTER TABLE stamped ADD COLUMN made timestamptz DEFAULT now()',
    ['block: table public.stamped of postgres (different)'],
    ['block: value in old rows of column made of table public.stamped of postgres (different)'],
  ],
  [
    'ALTER TABLE tokens ADD COLUMN token uuid DEFAULT gen_random_uuid()',
    ['block: table public.tokens of postgres (different)'],
    ['block: table public.tokens of postgres (made anew or rewritten on production)'],
  ],
  [
    'ALTER TABLE counting ADD COLUMN no bigint GENERATED ALWAYS AS IDENTITY',
    [
      'block: table public.counting of postgres (different)',
      'block: sequence public.counting_no_seq of postgres (only on production)',
    ],
    ['block: table public.counting of postgres (made anew or rewritten on production)'],
  ],
  [
    'ALTER TABLE pairs RENAME b TO x; ALTER TABLE pairs RENAME c TO b; ALTER TABLE pairs RENAME x TO c',
    ['block: table public.pairs of postgres (made anew or rewritten on production)'],
    ['warn: table public.pairs of postgres (changed on both ends)'],
  ],
  [
    'ALTER TABLE wider ALTER n TYPE bigint',
    ['block: table public.wider of postgres (different)'],
    ['warn: table public.wider of postgres (changed on both ends)'],
  ],
  ['ALTER TABLE more ADD COLUMN a int DEFAULT 5', ['block: table public.more of postgres (different)'], []],
  [
    'ALTER TABLE nullable ADD COLUMN v int DEFAULT 5; ALTER TABLE nullable ALTER v DROP DEFAULT',
    ['block: table public.nullable of postgres (different)'],
    ['warn: table public.nullable of postgres (changed on both ends)'],
  ],
  [
    'ALTER TABLE later ADD COLUMN v int; ALTER TABLE later ALTER v SET DEFAULT 5',
    ['block: table public.later of postgres (different)'],
    ['warn: table public.later of postgres (changed on both ends)'],
  ],
  [
    'ALTER TABLE exact ALTER n TYPE numeric',
    ['block: table public.exact of postgres (different)'],
    ['warn: table public.exact of postgres (changed on both ends)'],
  ],
  [
    'ALTER TABLE local ALTER at TYPE timestamptz',
    ['block: table public.local of postgres (different)'],
    ['warn: table public.local of postgres (changed on both ends)'],
  ],
  [
    'ALTER TABLE last RENAME a TO x; ALTER TABLE last RENAME b TO a; ALTER TABLE last RENAME x TO b; ALTER TABLE last ADD COLUMN c int',
    ['block: table public.last of postgres (different)'],
    ['warn: table public.last of postgres (changed on both ends)'],
  ],
  [
    'ALTER TABLE widened RENAME a TO a_old; ALTER TABLE widened ADD COLUMN a bigint',
    ['block: table public.widened of postgres (different)'],
    ['warn: table public.widened of postgres (changed on both ends)'],
  ],
  [
    'ALTER TABLE computed ALTER v DROP EXPRESSION',
    ['block: table public.computed of postgres (different)'],
    ['warn: table public.computed of postgres (changed on both ends)'],
  ],
];

/** What is done to production, what to green, and what is told then. */
export const otherwise: [onProduction: string, onGreen: string, told: string[]][] = [
  ['', 'GRANT MAINTAIN ON parent TO clerk', ['PG_OBJECTS warn: privileges on table public.parent of postgres']],
  [
    'DROP TABLE emptied; CREATE TABLE emptied (id int); ALTER TABLE emptied OWNER TO clerk',
    'ALTER TABLE emptied ALTER id SET NOT NULL; ALTER TABLE emptied ALTER id DROP NOT NULL',
    ['PG_SCHEMA block: table public.emptied of postgres (made anew or rewritten on production)'],
  ],
  [
    "DROP TABLE part_2; CREATE TABLE part_2 PARTITION OF log FOR VALUES FROM ('2028-01-01') TO ('2029-01-01')",
    '',
    ['PG_SCHEMA block: table public.part_2 of postgres (made anew or rewritten on production)'],
  ],
  [
    'ALTER TABLE lent_column DROP COLUMN a; ALTER TABLE lent_column ADD COLUMN a int; GRANT SELECT (a) ON lent_column TO other',
    '',
    ['PG_SCHEMA block: table public.lent_column of postgres (made anew or rewritten on production)'],
  ],
  [
    'ALTER TABLE lent_columns RENAME a TO x; ALTER TABLE lent_columns RENAME b TO a; ALTER TABLE lent_columns RENAME x TO b',
    '',
    ['PG_SCHEMA warn: table public.lent_columns of postgres (perhaps rewritten)'],
  ],
  [
    'ALTER TABLE tuned ALTER a SET STATISTICS 300; TRUNCATE tuned',
    '',
    [
      'PG_SCHEMA warn: table public.tuned of postgres (perhaps rewritten)',
      'PG_OBJECTS warn: options of column a of table public.tuned of postgres (only on production)',
    ],
  ],
  [
    'ALTER TABLE loaded SET UNLOGGED; ALTER TABLE loaded SET LOGGED',
    '',
    ['PG_SCHEMA block: table public.loaded of postgres (made anew or rewritten on production)'],
  ],
  [
    'ALTER TYPE parts DROP ATTRIBUTE b; ALTER TYPE parts ADD ATTRIBUTE b int',
    '',
    ['PG_SCHEMA block: type public.parts of postgres (made anew or rewritten on production)'],
  ],
  [
    "ALTER TYPE mood RENAME VALUE 'low' TO 'minor'; ALTER TYPE mood ADD VALUE 'low' AFTER 'minor'",
    "ALTER TYPE mood ADD VALUE 'minor' BEFORE 'low'",
    ['PG_SCHEMA warn: type public.mood of postgres (changed on both ends)'],
  ],
  [
    'ALTER SCHEMA lent_1 RENAME TO lent_x; ALTER SCHEMA lent_2 RENAME TO lent_1; ALTER SCHEMA lent_x RENAME TO lent_2',
    '',
    [
      'PG_SCHEMA warn: schema lent_1 of postgres (perhaps rewritten)',
      'PG_SCHEMA warn: schema lent_2 of postgres (perhaps rewritten)',
    ],
  ],
  [
    "ALTER TABLE log DETACH PARTITION part_3; ALTER TABLE part_3 ALTER w TYPE text USING upper(w); ALTER TABLE log ATTACH PARTITION part_3 FOR VALUES FROM ('2029-01-01') TO ('2030-01-01')",
    '',
    ['PG_SCHEMA block: table public.part_3 of postgres (made anew or rewritten on production)'],
  ],
  ['ALTER EXTENSION hstore SET SCHEMA apart', '', ['PG_SCHEMA block: extension hstore of postgres (different)']],
  [
    'ALTER TABLE stored ALTER a SET STORAGE EXTERNAL; ALTER TABLE stored ALTER b SET STORAGE EXTERNAL',
    '',
    ['PG_SCHEMA warn: table public.stored of postgres (perhaps rewritten)'],
  ],
  [
    'ALTER TYPE owned_type OWNER TO clerk',
    '',
    ['PG_OBJECTS warn: ownership of public.owned_type by clerk of postgres (only on production)'],
  ],
  [
    'GRANT USAGE ON TYPE row_type TO clerk; REVOKE USAGE ON TYPE row_type FROM public',
    '',
    ['PG_OBJECTS warn: privileges on type public.row_type of postgres (only on production)'],
  ],
  [
    "ALTER TABLE old_rows ADD COLUMN v text DEFAULT 'new'",
    "ALTER TABLE old_rows ADD COLUMN v text; ALTER TABLE old_rows ALTER v SET DEFAULT 'new'",
    [
      'PG_SCHEMA block: value in old rows of column v of table public.old_rows of postgres (different)',
      'PG_SCHEMA warn: table public.old_rows of postgres (changed on both ends)',
    ],
  ],
  [
    'ALTER TABLE by_other_words RENAME a TO b',
    'ALTER TABLE by_other_words DROP COLUMN a; ALTER TABLE by_other_words ADD COLUMN b int',
    ['PG_SCHEMA warn: table public.by_other_words of postgres (changed on both ends)'],
  ],
  [
    'ALTER TABLE crossed RENAME a TO was; ALTER TABLE crossed ADD COLUMN a int',
    'ALTER TABLE crossed ADD COLUMN was int',
    ['PG_SCHEMA warn: table public.crossed of postgres (changed on both ends)'],
  ],
  [
    '',
    'ALTER TABLE on_green DROP COLUMN a; ALTER TABLE on_green ADD COLUMN a int',
    ['PG_SCHEMA block: table public.on_green of postgres (made anew or rewritten on green)'],
  ],
  [
    'ALTER TABLE compacted ADD COLUMN made timestamptz DEFAULT now()',
    'ALTER TABLE compacted ADD COLUMN made timestamptz DEFAULT now(); VACUUM FULL compacted',
    [
      'PG_SCHEMA warn: table public.compacted of postgres (changed on both ends)',
      'PG_SCHEMA warn: value in old rows of column made of table public.compacted of postgres (perhaps rewritten)',
    ],
  ],
  ...([
    "ALTER TYPE level RENAME VALUE 'low' TO 'x'; ALTER TYPE level RENAME VALUE 'high' TO 'low'; ALTER TYPE level RENAME VALUE 'x' TO 'high'",
  ].map((statement) => [
    statement,
    statement,
    ['PG_SCHEMA warn: type public.level of postgres (changed on both ends)'],
  ]) as [string, string, string[]][]),
  [
    'ALTER VIEW view_a RENAME TO view_x; ALTER VIEW view_b RENAME TO view_a; ALTER VIEW view_x RENAME TO view_b',
    '',
    [
      'PG_SCHEMA warn: view public.view_a of postgres (perhaps different)',
      'PG_SCHEMA warn: view public.view_b of postgres (perhaps different)',
    ],
  ],
  [
    'ALTER SEQUENCE numbers_a RENAME TO numbers_x; ALTER SEQUENCE numbers_b RENAME TO numbers_a; ALTER SEQUENCE numbers_x RENAME TO numbers_b',
    '',
    ['PG_SCHEMA block: table public.numbered of postgres (different)'],
  ],
  [
    'ALTER FUNCTION given() OWNER TO clerk',
    '',
    ['PG_OBJECTS warn: ownership of public.given() by clerk of postgres (only on production)'],
  ],
  [
    "ALTER TABLE in_any_order ADD COLUMN a int DEFAULT 1; ALTER TABLE in_any_order ADD COLUMN b text DEFAULT 'b'",
    "ALTER TABLE in_any_order ADD COLUMN b text DEFAULT 'b'; ALTER TABLE in_any_order ADD COLUMN a int DEFAULT 1",
    ['PG_SCHEMA warn: table public.in_any_order of postgres (changed on both ends)'],
  ],
];

/** A second change of what was changed on both ends, told as what may differ: majors could word it in two ways. */
export const again: Change[] = [
  [
    'ALTER TABLE parent OWNER TO other',
    'PG_OBJECTS',
    'ownership of public.parent by other of postgres (only on production)',
  ],
  [
    'ALTER TABLE staging OWNER TO clerk',
    'PG_OBJECTS',
    'ownership of public.staging by clerk of postgres (only on production)',
  ],
  ['ALTER POLICY own ON t USING (false)', 'PG_SCHEMA', 'policy public.t own of postgres (perhaps different)'],
  [
    'DROP INDEX by_w; CREATE INDEX by_w ON t (lower(w)) WHERE v = 2',
    'PG_SCHEMA',
    'index public.by_w of postgres (perhaps different)',
  ],
];

/** What no schema change is, although it writes catalogs. */
export const harmless = [
  'ALTER TABLE steady ALTER b SET NOT NULL; ALTER TABLE steady ALTER b DROP NOT NULL',
  'ALTER TABLE single RENAME b TO z; ALTER TABLE single RENAME z TO b',
  'ALTER SCHEMA kept OWNER TO clerk; ALTER SCHEMA kept OWNER TO other',
  "ALTER TABLE log DETACH PARTITION part; ALTER TABLE log ATTACH PARTITION part FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')",
  'TRUNCATE t',
  'VACUUM (FULL, ANALYZE) t',
  'VACUUM FULL filled',
  'REINDEX TABLE t',
  'REINDEX INDEX CONCURRENTLY by_w',
  'CREATE TEMP TABLE mine (id int)',
  "CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
  'GRANT SELECT ON parent TO clerk; REVOKE SELECT ON parent FROM clerk',
  "SELECT nextval('numbers')",
  "ALTER SERVER ordered OPTIONS (DROP a); ALTER SERVER ordered OPTIONS (ADD a '1')",
  "DROP EVENT TRIGGER asleep; CREATE EVENT TRIGGER asleep ON ddl_command_end WHEN TAG IN ('DROP TABLE', 'CREATE TABLE') EXECUTE FUNCTION watch(); ALTER EVENT TRIGGER asleep DISABLE",
];
