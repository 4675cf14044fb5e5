-- Asking the index.

-- name: search_match @sqlite
-- The offers a match expression finds.
SELECT rowid AS id FROM search_fts WHERE search_fts MATCH :match;

-- name: search_match_all @sqlite
-- The same as one field, for those that want each of them.
SELECT id_list(rowid) AS ids FROM search_fts WHERE search_fts MATCH :match;

-- name: search_phrase @sqlite
-- The offers of one phrase: the id twice, and one more where it stands in the title.
SELECT phrase_list(search_fts) AS ids FROM search_fts WHERE search_fts MATCH :match LIMIT 1;

-- name: search_card @sqlite
-- What is shown of the offers listed as a JSON array of ids.
SELECT d.id, d.offer_no, d.product_no, d.title, d.maker, d.picture, d.category_code, d.object,
       d.supplier_no, d.supplier_name, d.district_code, d.price_won, d.vat, d.unit, d.quantity_min,
       d.lead_days, d.own_production, d.buyer_count, d.contract_count
  FROM json_each(:ids) j
  JOIN search_doc d ON d.id = j.value
 ORDER BY j.key;
