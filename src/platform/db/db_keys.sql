-- What is taken away from tables that are filled, and made again by several sessions.

-- name: keys_list @postgres
-- Of tables that hold fewer bytes, what keeps their rows apart, finds them and binds them to others, in the
-- order in which it can be made again; of whose tables they are alone, who may do so. What a table
-- that holds more points at stays.
WITH bare AS
     (SELECT c.oid, CAST(CAST(c.oid AS REGCLASS) AS TEXT) AS name
        FROM pg_class c
       WHERE c.relkind = 'r' AND c.relnamespace = CAST(current_schema() AS REGNAMESPACE)
         AND pg_has_role(c.relowner, 'USAGE') AND pg_relation_size(c.oid) < :bytes),
     pointed_at AS
     (SELECT f.confrelid AS oid
        FROM pg_constraint f
       WHERE f.contype = 'f' AND NOT EXISTS (SELECT 1 FROM bare b WHERE b.oid = f.conrelid))
SELECT x.name, x.kind, x.dropped_by, x.made_by, x.looked_at_by
  FROM (SELECT b.name, 'foreign' AS kind, 9 AS turn, CAST(k.conname AS TEXT) AS part,
               'ALTER TABLE ' || b.name || ' DROP CONSTRAINT ' || quote_ident(k.conname) AS dropped_by,
               'ALTER TABLE ' || b.name || ' ADD CONSTRAINT ' || quote_ident(k.conname) || ' ' ||
               pg_get_constraintdef(k.oid) || CASE WHEN k.convalidated THEN ' NOT VALID' ELSE '' END AS made_by,
               CASE WHEN k.convalidated
                    THEN 'ALTER TABLE ' || b.name || ' VALIDATE CONSTRAINT ' || quote_ident(k.conname)
                    ELSE '' END AS looked_at_by
          FROM bare b
          JOIN pg_constraint k ON k.conrelid = b.oid AND k.contype = 'f'
        UNION ALL
        SELECT b.name, 'index', CASE k.contype WHEN 'p' THEN 0 ELSE 1 END, CAST(k.conname AS TEXT),
               'ALTER TABLE ' || b.name || ' DROP CONSTRAINT ' || quote_ident(k.conname),
               'ALTER TABLE ' || b.name || ' ADD CONSTRAINT ' || quote_ident(k.conname) || ' ' ||
               pg_get_constraintdef(k.oid),
               ''
          FROM bare b
          JOIN pg_constraint k ON k.conrelid = b.oid AND k.contype IN ('p', 'u')
         WHERE NOT EXISTS (SELECT 1 FROM pointed_at p WHERE p.oid = b.oid)
        UNION ALL
        SELECT b.name, CASE a.amname WHEN 'btree' THEN 'index' ELSE 'words' END, 2, CAST(c.relname AS TEXT),
               'DROP INDEX ' || CAST(i.indexrelid AS REGCLASS), pg_get_indexdef(i.indexrelid), ''
          FROM bare b
          JOIN pg_index i ON i.indrelid = b.oid
          JOIN pg_class c ON c.oid = i.indexrelid
          JOIN pg_am a ON a.oid = c.relam
         WHERE NOT EXISTS (SELECT 1 FROM pg_constraint k
                            WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
           AND NOT (i.indisunique AND EXISTS (SELECT 1 FROM pointed_at p WHERE p.oid = b.oid))) x
 ORDER BY x.turn, x.part, x.name;

-- name: keys_tables @postgres
-- Its tables, the largest first.
SELECT CAST(CAST(c.oid AS REGCLASS) AS TEXT) AS name, pg_relation_size(c.oid) AS size
  FROM pg_class c
 WHERE c.relkind = 'r' AND c.relnamespace = CAST(current_schema() AS REGNAMESPACE)
 ORDER BY size DESC, name;
