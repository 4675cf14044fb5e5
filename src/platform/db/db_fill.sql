-- What filling a database wants to know of it.

-- name: fill_indexes @sqlite
-- The indexes that only help to find; those of unique columns hold a rule and are not among them.
SELECT 'DROP INDEX "' || name || '"' AS dropped_by, sql AS made_by
  FROM sqlite_master
 WHERE type = 'index' AND sql LIKE 'CREATE INDEX %'
 ORDER BY name DESC;

-- name: fill_indexes @postgres
-- The same, in the schema searched first, and the foreign keys: SQLite's are off by themselves. Of whose
-- tables they are alone, who may do so.
SELECT x.dropped_by, x.made_by
  FROM (SELECT 1 AS kind, CAST(c.relname AS TEXT) AS name,
               'DROP INDEX ' || CAST(i.indexrelid AS REGCLASS) AS dropped_by,
               pg_get_indexdef(i.indexrelid) AS made_by
          FROM pg_index i
          JOIN pg_class c ON c.oid = i.indexrelid
         WHERE NOT i.indisunique AND c.relnamespace = CAST(current_schema() AS REGNAMESPACE)
           AND pg_has_role(c.relowner, 'USAGE')
        UNION ALL
        SELECT 2, CAST(k.conname AS TEXT),
               'ALTER TABLE ' || CAST(k.conrelid AS REGCLASS) || ' DROP CONSTRAINT ' ||
               quote_ident(k.conname),
               'ALTER TABLE ' || CAST(k.conrelid AS REGCLASS) || ' ADD CONSTRAINT ' ||
               quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid)
          FROM pg_constraint k
          JOIN pg_class t ON t.oid = k.conrelid AND pg_has_role(t.relowner, 'USAGE')
         WHERE k.contype = 'f' AND k.connamespace = CAST(current_schema() AS REGNAMESPACE)) x
 ORDER BY x.kind, x.name DESC, x.dropped_by;

-- name: fill_pack @postgres
-- Long texts are packed in a tenth of the time from now on, by a server that can.
SELECT set_config(name, 'lz4', false) AS packed_by
  FROM pg_settings
 WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals);

-- name: fill_by_keys @postgres
-- Statements look for rows by an index wherever one can find them.
SELECT set_config('enable_seqscan', 'off', false) AS reads_all;

-- name: fill_uncounted @postgres
-- Tables of whose rows the server knows nothing: empty when it looked, or not looked at yet.
SELECT CAST(CAST(c.oid AS REGCLASS) AS TEXT) AS name
  FROM pg_class c
 WHERE c.relkind = 'r' AND c.relnamespace = CAST(current_schema() AS REGNAMESPACE)
   AND NOT EXISTS (SELECT 1 FROM pg_stats s
                    WHERE s.schemaname = current_schema() AND s.tablename = c.relname)
 ORDER BY name;

-- name: fill_last_id @sqlite
-- The last id that a table gave.
SELECT seq AS id FROM sqlite_sequence WHERE name = :table;

-- name: fill_last_id @postgres
-- The same; NULL: none yet.
SELECT pg_sequence_last_value(CAST(pg_get_serial_sequence(:table, 'id') AS REGCLASS)) AS id;
