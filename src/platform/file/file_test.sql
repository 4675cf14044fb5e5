-- Rows for file_test.

-- name: file_test_again
-- Every file once more, under another number.
INSERT INTO file (no, name, kind, size, sha256, created_at)
SELECT no + :step, name, kind, size, sha256, created_at FROM file;
