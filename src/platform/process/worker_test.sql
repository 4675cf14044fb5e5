-- What the tests of the workers do to the list of migrations.

-- name: worker_test_newest
-- The newest.
SELECT number, name, sha256 FROM schema_version ORDER BY number DESC LIMIT 1;

-- name: worker_test_remove
-- As if it had never been applied.
DELETE FROM schema_version WHERE number = :number;

-- name: worker_test_note
-- As if it had been applied.
INSERT INTO schema_version (number, name, sha256, applied_at)
VALUES (:number, :name, :sha256, 1);
