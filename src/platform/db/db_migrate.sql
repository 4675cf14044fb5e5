-- Where the schema stands.

-- name: migration_table
-- The list of migrations applied; made before the first one.
CREATE TABLE IF NOT EXISTS schema_version (
    number BIGINT PRIMARY KEY,
    name   TEXT NOT NULL,
    sha256 TEXT NOT NULL
);

-- name: migration_list
-- The migrations applied, first to last.
SELECT number, sha256 FROM schema_version ORDER BY number;

-- name: migration_add
-- One more migration is applied.
INSERT INTO schema_version (number, name, sha256) VALUES (:number, :name, :sha256);
