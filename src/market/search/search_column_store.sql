-- What the columns in memory are made of.

-- name: search_newest_change
-- How far the catalogue has moved, and the newest change after a place that is of words: no offer has
-- the number 0. Asked with every page.
SELECT (SELECT COALESCE(MAX(c.id), 0) FROM search_change c) AS change_id,
       (SELECT COALESCE(MAX(w.id), 0) FROM search_change w
         WHERE w.id > :after AND w.offer_id = 0) AS words_id;

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

-- name: search_source_changed
-- Which offers changed after a place, the first of them; then the certificates of their suppliers, one row at
-- least for each, and of these offers' products. A server that plans for any place takes a third of all offers
-- for changed, and reads them all, where nothing says otherwise: here a place that is the last (few changes
-- lie between two places) and a figure, REFRESH_ROWS and one. What the firms hold is found once and kept:
-- joined to everything at once, it went from all certificates to all offers of their firms.
WITH came AS MATERIALIZED
     (SELECT l.offer_id
        FROM (SELECT DISTINCT c.offer_id
                FROM search_change c
               WHERE c.id > :after AND c.id <= (SELECT MAX(m.id) FROM search_change m)
               ORDER BY c.offer_id LIMIT :count) l
       LIMIT 501),
     seen AS MATERIALIZED
     (SELECT o.id, o.supplier_id, o.product_id,
             CASE WHEN p.detail_no <> '' AND o.reviewed = o.revision THEN p.detail_no
                  ELSE COALESCE(g.detail_no, '') END AS detail_no
        FROM came c
        JOIN offer o ON o.id = c.offer_id
        JOIN product p ON p.id = o.product_id
        JOIN category g ON g.code = p.category_code),
     firm AS MATERIALIZED (SELECT DISTINCT s.supplier_id FROM seen s),
     holds AS MATERIALIZED
     (SELECT k.supplier_id, k.product_id, k.detail_no, k.kind, k.vulnerable_bp
        FROM firm f
        JOIN certificate k ON k.supplier_id = f.supplier_id AND k.state = 'verified'
         AND k.valid_from <= :today AND (k.valid_until IS NULL OR k.valid_until >= :today))
SELECT 'changed' AS part, CAST(0 AS BIGINT) AS supplier_id, x.offer_id, '' AS kind,
       CAST(-1 AS BIGINT) AS vulnerable_bp
  FROM came x
UNION ALL
SELECT 'held' AS part, x.supplier_id AS supplier_id, CAST(0 AS BIGINT) AS offer_id,
       COALESCE(k.kind, '') AS kind, COALESCE(k.vulnerable_bp, -1) AS vulnerable_bp
  FROM firm x
  LEFT JOIN holds k
    ON k.supplier_id = x.supplier_id AND k.product_id IS NULL AND k.detail_no = ''
UNION ALL
SELECT 'held' AS part, x.supplier_id AS supplier_id, x.id AS offer_id, k.kind,
       CAST(-1 AS BIGINT) AS vulnerable_bp
  FROM seen x
  JOIN holds k ON k.supplier_id = x.supplier_id
 WHERE k.product_id = x.product_id
    OR k.product_id IN (SELECT y.id FROM product y WHERE y.merged_into = x.product_id)
    OR (k.product_id IS NULL AND k.detail_no <> '' AND k.detail_no = x.detail_no)
 ORDER BY part, supplier_id, offer_id;

-- name: search_source_facts
-- What columns are read by: the units that operators added, the terms of the newest formula whose day has
-- come, the firms that are new by it, the city and its districts, the tree of categories in the order of the
-- pages.
SELECT 'unit' AS kind, u.name AS code, '' AS parent_code, u.spellings AS name, '' AS object,
       CAST(0 AS BIGINT) AS id, u.is_counted AS value, CAST(0 AS BIGINT) AS place
  FROM catalog_unit u
UNION ALL
SELECT 'term' AS kind, r.term, r.starts_on, '', '', r.version, r.points, r.measure
  FROM ranking r
 WHERE r.version = (SELECT MAX(m.version) FROM ranking m WHERE m.starts_on <= :today)
UNION ALL
SELECT f.kind, '', '', '', '', f.id, f.no, CAST(0 AS BIGINT)
  FROM (SELECT 'firm' AS kind, s.id, s.no
          FROM ranking r
          JOIN supplier s ON s.state = 'active'
           AND s.activated_at >= :today_us - r.measure * 86400000000
         WHERE r.term = 'newcomer'
           AND r.version = (SELECT MAX(m.version) FROM ranking m WHERE m.starts_on <= :today)
         ORDER BY s.id
         LIMIT 4000) f
UNION ALL
SELECT CASE WHEN r.level = 'sido' THEN 'city' ELSE 'district' END AS kind, r.code, '', r.name, '',
       CAST(0 AS BIGINT), CAST(0 AS BIGINT), CAST(0 AS BIGINT)
  FROM region r
 WHERE r.level IN ('sido', 'sigungu') AND r.in_city = 1
UNION ALL
SELECT 'category' AS kind, c.code, COALESCE(c.parent_code, ''), c.name, c.object, c.level,
       c.is_green, c.position
  FROM category c
 ORDER BY kind DESC, place, code, id;

-- name: search_column_last @sqlite
-- The newest offer there is: about how many.
SELECT MAX(id) AS id FROM search_doc;

-- name: search_columns @sqlite
-- Everything that is filtered, counted and sorted by.
SELECT id, category_code, district_code, price_won, supplier_id, unit, districts, lead_days,
       quantity_min, buyer_count, opened_at
  FROM search_doc
 ORDER BY id;

-- name: search_columns_of @sqlite
-- The same of the offers listed as a JSON array of ids.
SELECT d.id, d.category_code, d.district_code, d.price_won, d.supplier_id, d.unit, d.districts,
       d.lead_days, d.quantity_min, d.buyer_count, d.opened_at
  FROM json_each(:ids) j
  JOIN search_doc d ON d.id = j.value
 ORDER BY d.id;
