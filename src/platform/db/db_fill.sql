-- What filling a database wants to know of it.

-- name: fill_indexes @sqlite
-- The indexes that only help to find; those of unique columns hold a rule and are not among them.
SELECT name, sql AS made_by
  FROM sqlite_master
 WHERE type = 'index' AND sql LIKE 'CREATE INDEX %'
 ORDER BY name DESC;

-- name: fill_indexes @postgres
-- The same, in the schema searched first.
SELECT CAST(c.relname AS TEXT) AS name, pg_get_indexdef(x.indexrelid) AS made_by
  FROM pg_index x
  JOIN pg_class c ON c.oid = x.indexrelid
 WHERE NOT x.indisunique AND c.relnamespace = CAST(current_schema() AS REGNAMESPACE)
 ORDER BY c.relname DESC;
