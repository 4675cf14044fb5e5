-- What a copy of the whole database has to ask for.

-- name: copy_place @sqlite
-- Where the tables lie; one file is one place.
SELECT '' AS place;

-- name: copy_place @postgres
-- The schema searched first; empty when the address names one that is not there.
SELECT CAST(COALESCE(current_schema(), '') AS TEXT) AS place;

-- name: copy_object_count @postgres
-- Tables, views, sequences and functions of that schema.
SELECT (SELECT COUNT(*) FROM pg_class c
         WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')) +
       (SELECT COUNT(*) FROM pg_proc f WHERE f.pronamespace = n.oid) AS object_count
  FROM pg_namespace n
 WHERE n.nspname = current_schema();

-- name: copy_snapshot @postgres
-- A name under which pg_dump sees what this transaction sees.
SELECT pg_export_snapshot() AS snapshot;
