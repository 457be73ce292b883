/** In the words of COMMENT, which are nearly those of pg_identify_object(). */
const kind = `CASE WHEN i.type LIKE '% column' THEN 'COLUMN' WHEN i.type LIKE '% constraint' THEN 'CONSTRAINT'
  WHEN i.type = 'composite type' THEN 'TYPE' WHEN i.type = 'statistics object' THEN 'STATISTICS' ELSE i.type END`;
const name = `CASE i.type WHEN 'domain constraint' THEN (SELECT format('%I ON DOMAIN %s', k.conname, k.contypid::regtype)
    FROM pg_constraint k WHERE k.oid = e.objoid) WHEN 'aggregate' THEN replace(i.identity, '()', '(*)') ELSE i.identity END`;

/** But for those that an extension brings. */
export const commentQueries: string[] = [
  `SELECT format('COMMENT ON %s %s IS %L', ${kind}, ${name}, e.description) AS ddl
   FROM pg_description e, LATERAL pg_identify_object(e.classoid, e.objoid, e.objsubid) i
   WHERE (e.objoid >= 16384 OR e.classoid = 'pg_namespace'::regclass AND e.objoid = 'public'::regnamespace)
     AND i.identity IS NOT NULL AND i.type NOT LIKE 'large object%' AND i.schema IS DISTINCT FROM 'pg_catalog'
     AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = e.classoid AND d.objid = e.objoid AND d.deptype = 'e')`,
];
