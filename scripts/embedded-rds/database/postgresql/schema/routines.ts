import { apart, ofUser, own, user } from './of-users';

const argument = (name: string, value: string) => `', ${name} = ' || ${value}`;
const named = (name: string, oid: string) => argument(name, `nullif(${oid}, 0)::regproc`);
const changes = (column: string, usual: string) =>
  `CASE ${column} WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' WHEN 'w' THEN 'READ_WRITE' ELSE '${usual}' END`;
const operator = (word: string, oid: string) =>
  `(SELECT format(', ${word} = OPERATOR(%I.%s)', s.nspname, x.oprname) FROM pg_operator x JOIN pg_namespace s ON s.oid = x.oprnamespace WHERE x.oid = ${oid})`;
const templateOf = (dictionary: string) =>
  `(SELECT format('%I.%I', s.nspname, m.tmplname) FROM pg_ts_template m JOIN pg_namespace s ON s.oid = m.tmplnamespace WHERE m.oid = ${dictionary}.dicttemplate)`;

/** Functions and procedures, and what is made of them: aggregates, operators, casts. Text search. */
export const routineQueries: string[] = [
  `SELECT pg_get_functiondef(p.oid) AS ddl FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
   WHERE p.prokind IN ('f', 'p', 'w') AND ${user('n')} AND ${own('pg_proc', 'p')} AND ${apart('pg_proc', 'p')} ORDER BY p.oid`,
  `SELECT format('CREATE AGGREGATE %I.%I(%s) (SFUNC = %s, STYPE = %s%s)', n.nspname, p.proname,
     CASE p.pronargs WHEN 0 THEN '*' ELSE pg_get_function_arguments(p.oid) END, a.aggtransfn, format_type(a.aggtranstype, NULL),
     concat(${argument('SSPACE', 'nullif(a.aggtransspace, 0)')}, ${named('FINALFUNC', 'a.aggfinalfn')},
       CASE WHEN a.aggfinalextra THEN ', FINALFUNC_EXTRA' END, ${argument('FINALFUNC_MODIFY', changes('a.aggfinalmodify', 'READ_ONLY'))},
       ${named('COMBINEFUNC', 'a.aggcombinefn')}, ${named('SERIALFUNC', 'a.aggserialfn')}, ${named('DESERIALFUNC', 'a.aggdeserialfn')},
       ${argument('INITCOND', 'quote_literal(a.agginitval)')}, ${named('MSFUNC', 'a.aggmtransfn')}, ${named('MINVFUNC', 'a.aggminvtransfn')},
       ${argument('MSTYPE', 'format_type(nullif(a.aggmtranstype, 0), NULL)')}, ${argument('MSSPACE', 'nullif(a.aggmtransspace, 0)')},
       ${named('MFINALFUNC', 'a.aggmfinalfn')}, CASE WHEN a.aggmfinalextra THEN ', MFINALFUNC_EXTRA' END,
       CASE WHEN a.aggmtransfn <> 0 THEN ${argument('MFINALFUNC_MODIFY', changes('a.aggmfinalmodify', 'READ_ONLY'))} END,
       ${argument('MINITCOND', 'quote_literal(a.aggminitval)')}, ${operator('SORTOP', 'a.aggsortop')},
       ', PARALLEL = ' || CASE p.proparallel WHEN 's' THEN 'SAFE' WHEN 'r' THEN 'RESTRICTED' ELSE 'UNSAFE' END,
       CASE a.aggkind WHEN 'h' THEN ', HYPOTHETICAL' END)) AS ddl
   FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid JOIN pg_namespace n ON n.oid = p.pronamespace
   WHERE ${user('n')} AND ${own('pg_proc', 'p')} ORDER BY p.oid`,
  `SELECT format('CREATE OPERATOR %I.%s (FUNCTION = %s%s)', n.nspname, o.oprname, o.oprcode,
     concat(${argument('LEFTARG', 'format_type(nullif(o.oprleft, 0), NULL)')}, ${argument('RIGHTARG', 'format_type(nullif(o.oprright, 0), NULL)')},
       ${operator('COMMUTATOR', 'o.oprcom')}, ${operator('NEGATOR', 'o.oprnegate')}, ${named('RESTRICT', 'o.oprrest')},
       ${named('JOIN', 'o.oprjoin')}, CASE WHEN o.oprcanhash THEN ', HASHES' END, CASE WHEN o.oprcanmerge THEN ', MERGES' END)) AS ddl
   FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
   WHERE o.oprcode <> 0 AND ${user('n')} AND ${own('pg_operator', 'o')} ORDER BY o.oid`,
  `SELECT format('CREATE CAST (%s AS %s) %s%s', format_type(k.castsource, NULL), format_type(k.casttarget, NULL),
     CASE k.castmethod WHEN 'f' THEN 'WITH FUNCTION ' || k.castfunc::regprocedure WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END,
     CASE k.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END) AS ddl
   FROM pg_cast k WHERE ${ofUser('pg_cast', 'k')} ORDER BY k.oid`,
  `SELECT format('CREATE TEXT SEARCH DICTIONARY %I.%I (TEMPLATE = %s%s)', n.nspname, t.dictname, ${templateOf('t')},
     ', ' || t.dictinitoption) AS ddl
   FROM pg_ts_dict t JOIN pg_namespace n ON n.oid = t.dictnamespace WHERE ${user('n')} AND ${own('pg_ts_dict', 't')}`,
  `SELECT format('CREATE TEXT SEARCH CONFIGURATION %I.%I (PARSER = %I.%I)', n.nspname, t.cfgname, s.nspname, p.prsname) AS ddl
   FROM pg_ts_config t JOIN pg_namespace n ON n.oid = t.cfgnamespace JOIN pg_ts_parser p ON p.oid = t.cfgparser
     JOIN pg_namespace s ON s.oid = p.prsnamespace WHERE ${user('n')} AND ${own('pg_ts_config', 't')}`,
  `SELECT format('ALTER TEXT SEARCH CONFIGURATION %I.%I ADD MAPPING FOR %I WITH %s', n.nspname, t.cfgname,
     (SELECT y.alias FROM ts_token_type(t.cfgparser) y WHERE y.tokid = m.maptokentype),
     string_agg(m.mapdict::regdictionary::text, ', ' ORDER BY m.mapseqno)) AS ddl
   FROM pg_ts_config_map m JOIN pg_ts_config t ON t.oid = m.mapcfg JOIN pg_namespace n ON n.oid = t.cfgnamespace
   WHERE ${user('n')} AND ${own('pg_ts_config', 't')} GROUP BY t.oid, n.nspname, t.cfgname, t.cfgparser, m.maptokentype`,
];
