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
-- The certificates that hold on a day: of suppliers, then (an offer is named) of products and of a
-- 세부품명번호, by the rule of product_certificates. From the certificates on: few are of products.
SELECT k.supplier_id, CAST(0 AS BIGINT) AS offer_id, k.kind,
       COALESCE(k.vulnerable_bp, -1) AS vulnerable_bp
  FROM certificate k
 WHERE k.state = 'verified' AND k.valid_from <= :today
   AND (k.valid_until IS NULL OR k.valid_until >= :today)
   AND k.product_id IS NULL AND k.detail_no = ''
UNION ALL
SELECT k.supplier_id, o.id AS offer_id, k.kind, CAST(-1 AS BIGINT) AS vulnerable_bp
  FROM certificate k
 CROSS JOIN product y
 CROSS JOIN offer o
 WHERE k.state = 'verified' AND k.valid_from <= :today
   AND (k.valid_until IS NULL OR k.valid_until >= :today) AND y.id = k.product_id
   AND o.product_id = COALESCE(y.merged_into, y.id) AND o.supplier_id = k.supplier_id
UNION ALL
SELECT k.supplier_id, o.id AS offer_id, k.kind, CAST(-1 AS BIGINT) AS vulnerable_bp
  FROM certificate k
 CROSS JOIN offer o
 CROSS JOIN product p
 CROSS JOIN category c
 WHERE k.state = 'verified' AND k.valid_from <= :today
   AND (k.valid_until IS NULL OR k.valid_until >= :today)
   AND k.product_id IS NULL AND k.detail_no <> '' AND o.supplier_id = k.supplier_id
   AND p.id = o.product_id AND c.code = p.category_code
   AND k.detail_no = CASE WHEN p.detail_no <> '' AND o.reviewed = o.revision THEN p.detail_no
                          ELSE COALESCE(c.detail_no, '') END;

-- name: search_source_tags_of
-- Those of the suppliers whose offers changed after a place, and of these offers' products; one row
-- at least for each supplier.
SELECT x.supplier_id AS supplier_id, CAST(0 AS BIGINT) AS offer_id, COALESCE(k.kind, '') AS kind,
       COALESCE(k.vulnerable_bp, -1) AS vulnerable_bp
  FROM (SELECT DISTINCT o.supplier_id
          FROM search_change c
          JOIN offer o ON o.id = c.offer_id
         WHERE c.id > :after) x
  LEFT JOIN certificate k
    ON k.supplier_id = x.supplier_id AND k.state = 'verified' AND k.valid_from <= :today
   AND (k.valid_until IS NULL OR k.valid_until >= :today)
   AND k.product_id IS NULL AND k.detail_no = ''
UNION ALL
SELECT x.supplier_id AS supplier_id, x.id AS offer_id, k.kind, CAST(-1 AS BIGINT) AS vulnerable_bp
  FROM (SELECT DISTINCT o.id, o.supplier_id, o.product_id,
               CASE WHEN p.detail_no <> '' AND o.reviewed = o.revision THEN p.detail_no
                    ELSE COALESCE(g.detail_no, '') END AS detail_no
          FROM search_change c
          JOIN offer o ON o.id = c.offer_id
          JOIN product p ON p.id = o.product_id
          JOIN category g ON g.code = p.category_code
         WHERE c.id > :after) x
 CROSS JOIN certificate k
 WHERE k.supplier_id = x.supplier_id AND k.state || '' = 'verified' AND k.valid_from <= :today
   AND (k.valid_until IS NULL OR k.valid_until >= :today)
   AND (k.product_id = x.product_id
        OR k.product_id IN (SELECT y.id FROM product y WHERE y.merged_into = x.product_id)
        OR (k.product_id IS NULL AND k.detail_no <> '' AND k.detail_no = x.detail_no))
 ORDER BY supplier_id, offer_id;

-- name: search_source_names
-- The tree of categories, in the order of the pages, the city's districts, and the units that operators
-- added.
SELECT 'category' AS kind, c.code, COALESCE(c.parent_code, '') AS parent_code, c.name, c.level,
       c.object, c.is_green, c.position
  FROM category c
UNION ALL
SELECT 'district' AS kind, r.code, '' AS parent_code, r.name, 0 AS level, '' AS object, 0 AS is_green, 0 AS position
  FROM region r
 WHERE r.level = 'sigungu' AND r.in_city = 1
UNION ALL
SELECT 'unit' AS kind, u.name, '' AS parent_code, u.spellings, u.is_counted, '' AS object, 0 AS is_green, 0 AS position
  FROM catalog_unit u
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
