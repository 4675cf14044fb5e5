-- Where the schema stands.

-- name: migration_table
-- The list of migrations applied; made before the first one.
CREATE TABLE IF NOT EXISTS schema_version (
    number     BIGINT PRIMARY KEY,
    name       TEXT NOT NULL,
    sha256     TEXT NOT NULL, -- of the text applied, in this engine's words
    applied_at BIGINT NOT NULL -- µs UTC
);

-- name: migration_table_find @sqlite
-- Whether that list is there.
SELECT COUNT(*) AS table_count FROM sqlite_master WHERE type = 'table' AND name = 'schema_version';

-- name: migration_table_find @postgres
-- Whether that list is there, in the schema searched first.
SELECT CASE WHEN to_regclass('schema_version') IS NULL THEN 0 ELSE 1 END AS table_count;

-- name: migration_begin @postgres
-- Two processes that make the list at once do so one after the other; the number is ours. SQLite's
-- write lock does that, here and below.
SELECT pg_advisory_xact_lock(6868373) AS locked;

-- name: migration_lock @postgres
-- And so do two that apply migrations. Unlike a SELECT it takes no snapshot before it has waited.
LOCK TABLE schema_version IN EXCLUSIVE MODE;

-- name: migration_list
-- The migrations applied, first to last.
SELECT number, name, sha256 FROM schema_version ORDER BY number;

-- name: migration_add
-- One more migration is applied.
INSERT INTO schema_version (number, name, sha256, applied_at)
VALUES (:number, :name, :sha256, :now);
