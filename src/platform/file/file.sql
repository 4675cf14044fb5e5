-- name: file_add
-- The facts of a file whose bytes are kept already.
INSERT INTO file (no, name, kind, size, sha256, created_by, created_at)
VALUES (:no, :name, :kind, :size, :sha256, :created_by, :created_at)
RETURNING id;

-- name: file_day_add
-- What a party hands in today, as long as it is not above the most.
INSERT INTO file_day (party, began_at, bytes) VALUES (:party, :began_at, :bytes)
ON CONFLICT (party, began_at) DO UPDATE SET bytes = file_day.bytes + excluded.bytes
  WHERE file_day.bytes + excluded.bytes <= :most;

-- name: file_day_add_left
-- The same for bytes that lie there without the row that was to name them.
INSERT INTO file_day (party, began_at, bytes)
SELECT CAST(:party AS TEXT), CAST(:began_at AS BIGINT), CAST(:bytes AS BIGINT)
 WHERE NOT EXISTS (SELECT 1 FROM file f WHERE f.no = :no)
ON CONFLICT (party, began_at) DO UPDATE SET bytes = file_day.bytes + excluded.bytes;

-- name: file_day_find
-- What a party handed in today.
SELECT bytes FROM file_day WHERE party = :party AND began_at = :began_at;

-- name: file_find
-- One kept file, and whether it was looked into.
SELECT f.no, f.name, f.kind, f.size, f.sha256,
       CASE WHEN f.kind = 'pdf' THEN COALESCE(l.verdict, 'waiting') ELSE 'fine' END AS looked
  FROM file f
  LEFT JOIN pdf_look l ON l.sha256 = f.sha256
   AND l.looker = (SELECT MAX(n.looker) FROM pdf_look n WHERE n.sha256 = f.sha256)
 WHERE f.id = :id;

-- name: file_walk
-- Every file after a key; those with the same bytes one after the other.
SELECT id, no, size, sha256
  FROM file
 WHERE (sha256, id) > (:sha256, :id)
 ORDER BY sha256, id
 LIMIT 500;
