-- What the statement compiler makes of these stands beside this file.

-- name: sample_find
-- One by its number, or
-- by its "name": a quote in a comment, a ?? in a text.
SELECT id, name, '?' || 'it''s' AS mark -- the mark
  FROM sample
 WHERE no = :no OR (name = :name AND no <> :no);

-- name: sample_add
-- A row.
INSERT INTO sample (no, name) VALUES (:no, :name);

-- name: sample_newest @sqlite
-- The newest.
SELECT MAX(rowid) AS id FROM sample WHERE no > :no;

-- name: sample_newest @postgres
-- The newest.
SELECT MAX(id) AS id FROM sample WHERE no > :no;

-- name: sample_with
-- Writes behind a name.
WITH old AS (SELECT id FROM sample WHERE no < :no) DELETE FROM sample WHERE id IN (SELECT o.id FROM old o);
