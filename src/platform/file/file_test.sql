-- Rows for file_test.

-- name: file_test_again
-- Every file once more, under another number.
INSERT INTO file (no, name, kind, size, sha256, created_at)
SELECT no + :step, name, kind, size, sha256, created_at FROM file;

-- name: file_test_day
-- So much was handed in today.
INSERT INTO file_day (party, began_at, bytes) VALUES (:party, :began_at, :bytes);

-- name: file_test_bytes
-- How much that is.
SELECT bytes FROM file_day WHERE party = :party AND began_at = :began_at;
