-- name: file_add
-- The facts of a file whose bytes are kept already.
INSERT INTO file (no, name, kind, size, sha256, created_by, created_at)
VALUES (:no, :name, :kind, :size, :sha256, :created_by, :created_at)
RETURNING id;

-- name: file_find
-- One kept file.
SELECT no, name, kind, size, sha256 FROM file WHERE id = :id;

-- name: file_walk
-- Every file after a key; those with the same bytes one after the other.
SELECT id, no, size, sha256
  FROM file
 WHERE (sha256, id) > (:sha256, :id)
 ORDER BY sha256, id
 LIMIT 500;
