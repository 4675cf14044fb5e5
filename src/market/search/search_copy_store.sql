-- The catalogue as the index reads it, and the index as it is written (SQLite only).

-- name: search_source
-- The offers changed after a place, oldest change first, as they are now.
SELECT c.id AS change_id, o.id AS offer_id, o.no AS offer_no, o.price_won, o.vat, o.unit,
       o.districts, o.quantity_min, o.lead_days, o.own_production, o.state AS offer_state, p.no AS product_no,
       p.title, p.maker, p.model, p.picture, p.category_code, k.object,
       k.name AS category_name, COALESCE(m.name, '') AS middle_name, COALESCE(t.name, '') AS top_name,
       s.id AS supplier_id, s.no AS supplier_no, s.name AS supplier_name, s.district_code,
       s.state AS supplier_state,
       (SELECT COUNT(*) FROM product_buyer b WHERE b.product_id = p.id) AS buyer_count,
       (SELECT CAST(COALESCE(SUM(b.contract_count), 0) AS BIGINT) FROM product_buyer b
         WHERE b.product_id = p.id) AS contract_count,
       COALESCE((SELECT MIN(r.made_at) FROM offer_revision r
                  WHERE r.offer_id = o.id AND r.state = 'active'), o.created_at) AS opened_at
  FROM search_change c
  JOIN offer o ON o.id = c.offer_id
  JOIN product p ON p.id = o.product_id
  JOIN category k ON k.code = p.category_code
  LEFT JOIN category m ON m.code = k.parent_code
  LEFT JOIN category t ON t.code = m.parent_code
  JOIN supplier s ON s.id = o.supplier_id
 WHERE c.id > :after
 ORDER BY c.id
 LIMIT 2000;

-- name: search_position @sqlite
-- How far this copy has read, and a number that grows whenever an offer comes to be found by other words.
SELECT change_id, generation FROM search_position WHERE one = 1;

-- name: search_position_set @sqlite
-- It has read further.
UPDATE search_position SET change_id = :change_id, generation = generation + :words_changed WHERE one = 1;

-- name: search_generation_set @sqlite
-- Count on from a number that nobody else's copy, nor an older one of this, ever had: what lies beside it was made of this one.
UPDATE search_position SET generation = :fresh + generation - :before
 WHERE one = 1 AND generation >= :before;

-- name: search_doc_find @sqlite
-- What an offer is filed under; the index must be told it to forget it.
SELECT title_tok, tok, title, supplier_name, supplier_no FROM search_doc WHERE id = :id;

-- name: search_fts_remove @sqlite
-- Forget an offer's tokens.
INSERT INTO search_fts (search_fts, rowid, title_tok, tok)
VALUES ('delete', :id, :title_tok, :tok);

-- name: search_doc_remove @sqlite
-- Forget what is shown of it.
DELETE FROM search_doc WHERE id = :id;

-- name: search_doc_add @sqlite
-- File an offer.
INSERT INTO search_doc (id, title_tok, tok, offer_no, product_no, title, maker, picture,
                        category_code, object, supplier_id, supplier_no, supplier_name,
                        district_code, price_won, vat, unit, districts, quantity_min, lead_days,
                        own_production, buyer_count, contract_count, opened_at)
VALUES (:id, :title_tok, :tok, :offer_no, :product_no, :title, :maker, :picture, :category, :object,
        :supplier_id, :supplier_no, :supplier, :district, :price, :vat, :unit, :districts,
        :quantity_min, :lead_days, :own, :buyers, :contracts, :opened_at);

-- name: search_fts_add @sqlite
-- File its tokens.
INSERT INTO search_fts (rowid, title_tok, tok) VALUES (:id, :title_tok, :tok);

-- name: search_fts_set @sqlite
-- Tell the index how it is to work, or (merge) to work on its parts so far.
INSERT INTO search_fts (search_fts, rank) VALUES (:what, :value);

-- name: search_fts_parts @sqlite
-- How many parts it is made of: each is looked up by itself.
WITH RECURSIVE part (id) AS (
    SELECT MIN(f.segid) FROM search_fts_idx f
     UNION ALL
    SELECT (SELECT MIN(x.segid) FROM search_fts_idx x WHERE x.segid > part.id)
      FROM part
     WHERE part.id IS NOT NULL)
SELECT COUNT(p.id) AS count FROM part p;
