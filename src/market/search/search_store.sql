-- The catalogue as the index reads it, and the index itself (SQLite only).

-- name: search_newest_change
-- How far the catalogue has moved.
SELECT COALESCE(MAX(id), 0) AS change_id FROM search_change;

-- name: search_source
-- The offers changed after a place, oldest change first, as they are now.
SELECT c.id AS change_id, o.id AS offer_id, o.no AS offer_no, o.price_won, o.unit, o.lead_days,
       o.state AS offer_state, p.no AS product_no, p.title, p.maker, p.model, p.picture,
       p.category_code, k.name AS category_name, s.id AS supplier_id, s.no AS supplier_no,
       s.name AS supplier_name, s.district_code, s.state AS supplier_state,
       (SELECT COUNT(*) FROM product_buyer b WHERE b.product_id = p.id) AS buyer_count
  FROM search_change c
  JOIN offer o ON o.id = c.offer_id
  JOIN product p ON p.id = o.product_id
  JOIN category k ON k.code = p.category_code
  JOIN supplier s ON s.id = o.supplier_id
 WHERE c.id > :after
 ORDER BY c.id
 LIMIT 2000;

-- name: search_source_tags
-- The certificates of suppliers that hold on a day.
SELECT supplier_id, kind
  FROM certificate
 WHERE state = 'verified' AND valid_from <= :today
   AND (valid_until IS NULL OR valid_until >= :today)
 ORDER BY supplier_id, id;

-- name: search_source_categories
-- Words for suggestions: categories.
SELECT name, code, level FROM category ORDER BY code;

-- name: search_source_districts
-- Names of the city's districts.
SELECT code, name FROM region WHERE level = 'sigungu' AND in_city = 1 ORDER BY code;

-- name: search_source_synonyms
-- Words for suggestions: what people also call things.
SELECT term, canonical FROM synonym ORDER BY term;

-- name: search_position @sqlite
-- How far this copy has read.
SELECT change_id, generation FROM search_position WHERE one = 1;

-- name: search_position_set @sqlite
-- It has read further.
UPDATE search_position SET change_id = :change_id, generation = generation + 1 WHERE one = 1;

-- name: search_doc_tok @sqlite
-- The tokens an offer is filed under; the index must be told them to forget it.
SELECT tok FROM search_doc WHERE id = :id;

-- name: search_fts_remove @sqlite
-- Forget an offer's tokens.
INSERT INTO search_fts (search_fts, rowid, tok) VALUES ('delete', :id, :tok);

-- name: search_doc_remove @sqlite
-- Forget what is shown of it.
DELETE FROM search_doc WHERE id = :id;

-- name: search_doc_add @sqlite
-- File an offer.
INSERT INTO search_doc (id, tok, offer_no, product_no, title, picture, category_code, supplier_id,
                        supplier_no, supplier_name, district_code, price_won, unit, lead_days,
                        buyer_count)
VALUES (:id, :tok, :offer_no, :product_no, :title, :picture, :category, :supplier_id,
        :supplier_no, :supplier, :district, :price, :unit, :lead_days, :buyers);

-- name: search_fts_add @sqlite
-- File its tokens.
INSERT INTO search_fts (rowid, tok) VALUES (:id, :tok);

-- name: search_word_add @sqlite
-- A word that may be suggested.
INSERT INTO search_word (key, term, kind, weight) VALUES (:key, :term, :kind, :weight)
ON CONFLICT (key, term, kind) DO UPDATE SET weight = weight + excluded.weight;

-- name: search_word_clear @sqlite
-- Begin the words of the set-up data anew.
DELETE FROM search_word WHERE kind IN ('category', 'synonym');

-- name: search_columns @sqlite
-- Everything that is filtered, counted and sorted by.
SELECT id, category_code, district_code, price_won, supplier_id, buyer_count
  FROM search_doc
 ORDER BY id;

-- name: search_match @sqlite
-- The offers a match expression finds.
SELECT rowid AS id FROM search_fts WHERE search_fts MATCH :match;

-- name: search_card @sqlite
-- What is shown of the offers listed as a JSON array of ids.
SELECT d.id, d.offer_no, d.product_no, d.title, d.picture, d.category_code, d.supplier_no,
       d.supplier_name, d.district_code, d.price_won, d.unit, d.lead_days, d.buyer_count
  FROM json_each(:ids) j
  JOIN search_doc d ON d.id = j.value
 ORDER BY j.key;

-- name: search_suggest @sqlite
-- Words whose key begins so, the weightiest first.
SELECT term, kind, CAST(SUM(weight) AS INTEGER) AS weight
  FROM search_word
 WHERE key >= :from AND key < :to
 GROUP BY term, kind
 ORDER BY weight DESC, term
 LIMIT 8;
