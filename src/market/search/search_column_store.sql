-- What the columns in memory are made of.

-- name: search_newest_change
-- How far the catalogue has moved.
SELECT COALESCE(MAX(id), 0) AS change_id FROM search_change;

-- name: search_source_changed
-- Which offers changed after a place.
SELECT DISTINCT offer_id FROM search_change
 WHERE id > :after
 ORDER BY offer_id
 LIMIT :count;

-- name: search_source_tags
-- The certificates of suppliers that hold on a day.
SELECT supplier_id, kind, COALESCE(vulnerable_bp, -1) AS vulnerable_bp
  FROM certificate
 WHERE state = 'verified' AND valid_from <= :today
   AND (valid_until IS NULL OR valid_until >= :today)
 ORDER BY supplier_id, id;

-- name: search_source_tags_of
-- Those of the suppliers whose offers changed after a place; one row at least for each.
SELECT x.supplier_id, COALESCE(k.kind, '') AS kind, COALESCE(k.vulnerable_bp, -1) AS vulnerable_bp
  FROM (SELECT DISTINCT o.supplier_id
          FROM search_change c
          JOIN offer o ON o.id = c.offer_id
         WHERE c.id > :after) x
  LEFT JOIN certificate k
    ON k.supplier_id = x.supplier_id AND k.state = 'verified' AND k.valid_from <= :today
   AND (k.valid_until IS NULL OR k.valid_until >= :today)
 ORDER BY x.supplier_id, k.id;

-- name: search_source_names
-- The tree of categories, in the order of the pages, and the city's districts.
SELECT 'category' AS kind, c.code, c.name, c.level, c.object, c.is_green, c.position
  FROM category c
UNION ALL
SELECT 'district' AS kind, r.code, r.name, 0 AS level, '' AS object, 0 AS is_green, 0 AS position
  FROM region r
 WHERE r.level = 'sigungu' AND r.in_city = 1
 ORDER BY kind, position, code;

-- name: search_column_count @sqlite
-- How many there are.
SELECT COUNT(*) AS count FROM search_doc;

-- name: search_columns @sqlite
-- Everything that is filtered, counted and sorted by.
SELECT id, category_code, district_code, price_won, supplier_id, unit, districts, lead_days,
       quantity_min, buyer_count
  FROM search_doc
 ORDER BY id;

-- name: search_columns_of @sqlite
-- The same of the offers listed as a JSON array of ids.
SELECT d.id, d.category_code, d.district_code, d.price_won, d.supplier_id, d.unit, d.districts,
       d.lead_days, d.quantity_min, d.buyer_count
  FROM json_each(:ids) j
  JOIN search_doc d ON d.id = j.value;
