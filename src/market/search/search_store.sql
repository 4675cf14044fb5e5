-- Asking the index.

-- name: search_match @sqlite
-- The offers a match expression finds.
SELECT rowid AS id FROM search_fts WHERE search_fts MATCH :match;

-- name: search_titled @sqlite
-- The same as one field, for those that want each of them: the id twice, and one more where the first phrases of
-- the expression, so many, stand in the title. LIMIT keeps the two apart: no aggregate may ask what a row matches.
SELECT id_list(x.found) AS ids
  FROM (SELECT 2 * rowid + titled(search_fts, :wanted) AS found
          FROM search_fts
         WHERE search_fts MATCH :match
         LIMIT -1) x;

-- name: search_match_of @sqlite
-- Those of the offers listed as a JSON array of ids that a match expression finds, and which in the title.
SELECT search_fts.rowid AS id, titled(search_fts, :wanted) AS is_titled
  FROM json_each(:ids) j
 CROSS JOIN search_fts
 WHERE search_fts.rowid = j.value AND search_fts MATCH :match;

-- name: search_phrase @sqlite
-- The offers of one phrase: the id twice, and one more where it stands in the title.
SELECT phrase_list(search_fts) AS ids FROM search_fts WHERE search_fts MATCH :match LIMIT 1;

-- name: search_card @sqlite
-- What is shown of the offers listed as a JSON array of ids.
SELECT d.id, d.offer_no, d.product_no, d.title, d.maker, d.picture, d.category_code, d.object,
       d.supplier_no, d.supplier_name, d.district_code, d.price_won, d.vat, d.unit, d.quantity_min,
       d.lead_days, d.own_production, d.buyer_count, d.contract_count
  FROM json_each(:ids) j
 CROSS JOIN search_doc d
 WHERE d.id = j.value;
