import { oneLine } from '../one-line';
import { firstOfUsers } from '../user-objects';
import { type Piece, sorted } from './fingerprint';
import { madeSince, writtenSince } from './since-the-deployment';

/** Of an extension, or of a type that brings it along, as a range its functions. */
const notMember = (catalog: string, oid: string) =>
  `NOT EXISTS (SELECT 1 FROM members d WHERE d.classid = 'pg_catalog.${catalog}'::pg_catalog.regclass AND d.objid = ${oid})`;

const routine = "pg_catalog.format('%I.%I(%s)', n.nspname, p.proname, pg_catalog.oidvectortypes(p.proargtypes))";
const routines = `FROM pg_catalog.pg_proc p JOIN schemas n ON n.oid = p.pronamespace`;
const ofUsers = `p.oid >= ${firstOfUsers} AND ${notMember('pg_proc', 'p.oid')}`;

const notedBeside = oneLine`
  EXISTS (SELECT 1 FROM pg_catalog.pg_shdepend d JOIN pg_catalog.pg_database b ON b.oid = d.dbid
    WHERE b.datname = pg_catalog.current_database() AND d.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND d.objid = n.oid
      AND ${writtenSince('d')})`;

/** Another owner and a first privilege write its row, too, and are noted in another catalog; of a further privilege nothing tells. */
const written = `(${writtenSince('n')} AND NOT ${notedBeside})`;

const type = "pg_catalog.format('%I.%I', n.nspname, t.typname)";
const types = 'FROM pg_catalog.pg_type t JOIN schemas n ON n.oid = t.typnamespace';
const typesOfUsers = `t.oid >= ${firstOfUsers} AND ${notMember('pg_type', 't.oid')}`;

/** What belongs to no relation, from the lists `schemas` and `members`. */
export const routinesAndTypes: readonly Piece[] = [
  {
    kind: "'schema'",
    name: 'pg_catalog.quote_ident(n.nspname)',
    remade: `(n.nspacl IS NULL AND ${written})`,
    doubtful: written,
    touched: writtenSince('n'),
    mixed: written,
    from: `FROM schemas n WHERE ${notMember('pg_namespace', 'n.oid')}`,
  },
  {
    kind: "CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END",
    name: routine,
    same: `pg_catalog.concat_ws('|', p.prokind, md5(p.prosrc), pg_catalog.format_type(p.prorettype, NULL), p.proretset, p.provolatile,
      p.prosecdef, p.proisstrict, p.proparallel, p.proleakproof, ${sorted('p.proconfig')},
      (SELECT l.lanname FROM pg_catalog.pg_language l WHERE l.oid = p.prolang))`,
    // A body that is parsed when it is made (BEGIN ATOMIC) is not in prosrc.
    worded: 'pg_catalog.pg_get_functiondef(p.oid)',
    since: writtenSince('p'),
    from: `${routines} WHERE p.prokind IN ('f', 'p') AND ${ofUsers}`,
  },
  {
    kind: "'aggregate'",
    name: routine,
    same: `pg_catalog.concat_ws('|', g.aggkind, p.proparallel, g.aggtransfn, g.aggfinalfn, g.aggcombinefn, g.aggtranstype::pg_catalog.regtype, g.agginitval,
      g.aggsortop::pg_catalog.regoperator, g.aggmtransfn, g.aggminvtransfn, g.aggmfinalfn, g.aggmtranstype::pg_catalog.regtype, g.aggminitval,
      g.aggfinalextra, g.aggfinalmodify, g.aggmfinalextra, g.aggmfinalmodify, g.aggserialfn, g.aggdeserialfn)`,
    from: `${routines} JOIN pg_catalog.pg_aggregate g ON g.aggfnoid = p.oid WHERE p.prokind = 'a' AND ${ofUsers}`,
  },
  {
    kind: "'type'",
    name: type,
    same: `pg_catalog.concat_ws('|', t.typtype, CASE WHEN t.typtype = 'd' THEN pg_catalog.format_type(t.typbasetype, t.typtypmod) END, CASE WHEN t.typtype = 'd' THEN t.typcollation::pg_catalog.regcollation END, t.typnotnull,
      t.typdefault IS NULL, (SELECT pg_catalog.concat_ws(' ', pg_catalog.format_type(r.rngsubtype, NULL), r.rngcollation::pg_catalog.regcollation, (SELECT o.opcname FROM pg_catalog.pg_opclass o WHERE o.oid = r.rngsubopc), r.rngcanonical, r.rngsubdiff) FROM pg_catalog.pg_range r WHERE r.rngtypid = t.oid), (SELECT string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid))`,
    worded: 't.typdefault',
    since: writtenSince('t'),
    // Labels that exchanged their names, or one that got another's.
    mixed: `(SELECT count(*) > 1 AND bool_or(NOT ${madeSince('e.oid', 'e')}) FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid AND ${writtenSince('e')})`,
    touched: "t.typtype = 'e'",
    from: `${types} WHERE t.typtype IN ('e', 'd', 'r') AND ${typesOfUsers}`,
  },
  {
    kind: "'constraint'",
    name: "pg_catalog.format('%I.%I %I', n.nspname, t.typname, k.conname)",
    same: "pg_catalog.concat_ws('|', k.contype, k.convalidated)",
    worded: 'pg_catalog.pg_get_constraintdef(k.oid)',
    since: writtenSince('k'),
    // Those of NOT NULL have rows from 17 on.
    from: `${types} JOIN pg_catalog.pg_constraint k ON k.contypid = t.oid WHERE k.contype <> 'n' AND ${typesOfUsers}`,
  },
  {
    kind: "'extension'",
    name: 'pg_catalog.quote_ident(e.extname)',
    same: 'e.extnamespace::pg_catalog.regnamespace::text',
    from: 'FROM pg_catalog.pg_extension e',
  },
];
