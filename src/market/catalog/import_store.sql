-- Products listed by the sheet.

-- name: import_add
-- What was handed in.
INSERT INTO product_import (no, supplier_id, account_id, name, header, state, chunk_count, row_count,
                            is_demo, created_at, moved_at)
VALUES (:no, :supplier, :account, :name, :header, 'waiting', :chunks, :rows, :is_demo, :now, :now)
RETURNING id;

-- name: import_count_since
-- How many a firm handed in since a moment.
SELECT COUNT(*) AS count FROM product_import WHERE supplier_id = :supplier AND created_at >= :since;

-- name: import_chunk_add
-- Some of its rows.
INSERT INTO product_import_chunk (import_id, position, content) VALUES (:import, :position, :content);

-- name: import_chunk
-- The rows of a step.
SELECT content FROM product_import_chunk WHERE import_id = :import AND position = :position;

-- name: import_chunk_set
-- Of the rows of a step those that are still to be mended.
UPDATE product_import_chunk SET content = :content WHERE import_id = :import AND position = :position;

-- name: import_find
-- One import: of the firm that handed it in, or (no firm given) for a job.
SELECT i.id, i.no, i.supplier_id, i.account_id, i.name, i.header, i.targets, i.category_code, i.state,
       i.position, i.chunk_count, i.row_count, i.is_demo, i.created_at, i.moved_at, i.version,
       COALESCE(a.name, '') AS account_name
  FROM product_import i
  LEFT JOIN account a ON a.id = i.account_id
 WHERE (i.no = :no OR i.id = :id)
   AND (CAST(:supplier AS BIGINT) IS NULL OR i.supplier_id = :supplier);

-- name: import_list
-- A firm's, the newest first.
SELECT i.id, i.no, i.supplier_id, i.account_id, i.name, '' AS header, i.targets, i.category_code,
       i.state, i.position, i.chunk_count, i.row_count, i.is_demo, i.created_at, i.moved_at,
       i.version, COALESCE(a.name, '') AS account_name
  FROM product_import i
  LEFT JOIN account a ON a.id = i.account_id
 WHERE i.supplier_id = :supplier
 ORDER BY i.id DESC
 LIMIT :count;

-- name: import_counts
-- How many rows stand in each state.
SELECT state, COUNT(*) AS count
  FROM product_import_row
 WHERE import_id = :import
 GROUP BY state
 ORDER BY state;

-- name: import_count_otherwise
-- How many rows were read otherwise than they were written, change something or have something to be looked at.
SELECT COUNT(*) AS count
  FROM product_import_row
 WHERE import_id = :import AND state IN ('new', 'change') AND words <> '';

-- name: import_bought
-- How many of those it made or changed were bought.
SELECT COUNT(*) AS count
  FROM product_import_row r
  JOIN offer o ON o.id = r.offer_id
 WHERE r.import_id = :import AND r.state IN ('made', 'changed')
   AND EXISTS (SELECT 1 FROM product_buyer b WHERE b.product_id = o.product_id);

-- name: import_move
-- Into another state, from the first chunk on.
UPDATE product_import
   SET state = :state, position = 0, moved_at = :now, version = version + 1
 WHERE id = :import AND state = :was AND version = :version;

-- name: import_plan_set
-- How its columns are to be read.
UPDATE product_import SET targets = :targets, category_code = :category WHERE id = :import;

-- name: import_step
-- A chunk is done.
UPDATE product_import
   SET position = position + 1, moved_at = :now, version = version + 1
 WHERE id = :import AND state = :state AND position = :position;

-- name: import_rows_clear
-- What was seen of its rows, before it is seen anew.
DELETE FROM product_import_row
 WHERE import_id = :import AND state IN ('new', 'change', 'same', 'bad');

-- name: import_row_add
-- What was seen of a row.
INSERT INTO product_import_row (import_id, number, position, same_key, title, state, words)
VALUES (:import, :number, :position, :same_key, :title, :state, :words);

-- name: import_row_set
-- What became of it.
UPDATE product_import_row
   SET state = :state, words = :words, offer_id = :offer, was_revision = :was, is_revision = :is
 WHERE import_id = :import AND number = :number;

-- name: import_row_by_key
-- The row that is the same. Not the least of them: SQLite would walk over all rows of the sheet for it.
SELECT number
  FROM product_import_row
 WHERE import_id = :import AND same_key = :same_key AND same_key <> '';

-- name: import_rows_by_key @postgres
-- Of each key of a chunk, parted by U+001F, the first row. Not its least number by the key of rows, along
-- which a server that knows no statistics yet might look for it.
SELECT x.place, (SELECT MIN(r.number + 0)
                   FROM product_import_row r
                  WHERE r.import_id = :import AND r.same_key = x.same_key) AS number
  FROM unnest(string_to_array(:keys, chr(31))) WITH ORDINALITY AS x(same_key, place)
 WHERE x.same_key <> '';

-- name: import_rows_of_chunk
-- What was seen of the rows of a step. Not by the key of rows, along which SQLite would look for the step.
SELECT number, position, title, state, words, COALESCE(offer_id, 0) AS offer_id,
       COALESCE(was_revision, 0) AS was_revision, COALESCE(is_revision, 0) AS is_revision,
       CAST(0 AS BIGINT) AS offer_no
  FROM product_import_row
 WHERE import_id = :import AND position = :position
 ORDER BY number + 0
 LIMIT :count;

-- name: import_rows
-- Rows in a state, or all, by their numbers.
SELECT r.number, r.position, r.title, r.state, r.words, COALESCE(r.offer_id, 0) AS offer_id,
       COALESCE(r.was_revision, 0) AS was_revision, COALESCE(r.is_revision, 0) AS is_revision,
       COALESCE(o.no, 0) AS offer_no
  FROM product_import_row r
  LEFT JOIN offer o ON o.id = r.offer_id
 WHERE r.import_id = :import AND r.number > :after
   AND (CAST(:state AS TEXT) IS NULL OR r.state = :state)
 ORDER BY r.number
 LIMIT :count;

-- name: import_rows_otherwise
-- Those of import_count_otherwise, by their numbers.
SELECT number, position, title, state, words, 0 AS offer_id, 0 AS was_revision, 0 AS is_revision,
       CAST(0 AS BIGINT) AS offer_no
  FROM product_import_row
 WHERE import_id = :import AND number > :after AND state IN ('new', 'change') AND words <> ''
 ORDER BY number
 LIMIT :count;

-- name: import_columns
-- What a firm said of its columns before.
SELECT name, target FROM product_import_column WHERE supplier_id = :supplier ORDER BY name LIMIT 1000;

-- name: import_column_set
-- … and says now.
INSERT INTO product_import_column (supplier_id, name, target) VALUES (:supplier, :name, :target)
ON CONFLICT (supplier_id, name) DO UPDATE SET target = excluded.target;

-- name: import_by_code
-- The firm's listing with this code.
SELECT no FROM offer WHERE supplier_id = :supplier AND own_code = :code AND own_code <> '';

-- name: import_by_text
-- The firm's listing of this product that goes under no code. From the title on, and neither along all
-- that the firm lists nor along the category, whatever the statistics of a table that fills say.
SELECT o.no
  FROM offer o
 WHERE o.id = (SELECT MIN((SELECT MIN(x.id)
                             FROM offer x
                            WHERE x.product_id = p.id AND x.supplier_id + 0 = :supplier
                              AND x.own_code || '' = '' AND x.state <> 'ended'))
                 FROM product p
                WHERE p.title = :title AND p.category_code || '' = :category AND p.maker = :maker
                  AND p.model = :model);

-- name: import_names_listed @postgres
-- Of the rows of a chunk, their codes and titles parted by U+001F, the places of those that a listing of the
-- firm may be found by. Each is counted by itself, for the plan of a join would go by what a table held.
SELECT x.place
  FROM unnest(string_to_array(:codes, chr(31))) WITH ORDINALITY AS x(code, place)
 WHERE (SELECT COUNT(*)
          FROM offer o
         WHERE o.supplier_id = :supplier AND o.own_code = x.code AND o.own_code <> '') > 0
UNION
SELECT y.place
  FROM unnest(string_to_array(:titles, chr(31))) WITH ORDINALITY AS y(title, place)
 WHERE (SELECT COUNT(NULLIF((SELECT COUNT(*)
                               FROM offer o
                              WHERE o.product_id = p.id AND o.supplier_id + 0 = :supplier
                                AND o.own_code || '' = ''), 0))
          FROM product p
         WHERE p.title = y.title) > 0;

-- name: import_category
-- Categories of the lowest level that go by this code, number or name.
SELECT c.code
  FROM category c
 WHERE c.level = 3 AND (c.code = :text OR c.name = :text OR c.detail_no = :text OR c.class_no = :text)
 ORDER BY CASE WHEN c.code = :text THEN 0 ELSE 1 END, c.code
 LIMIT 2;

-- name: import_was_bought
-- Whether anybody bought the product of an offer.
SELECT COUNT(*) AS count
  FROM offer o
  JOIN product_buyer b ON b.product_id = o.product_id
 WHERE o.id = :offer;

-- name: import_offer_no
-- What people call an offer.
SELECT no FROM offer WHERE id = :offer;
