-- The catalogue as people look at it.

-- name: product_find
-- One product by its public number, with the categories above it; a row for each picture of it and of
-- those it took the place of, or one of each without. Few rows are put in order in C, here and of
-- offers, certificates and values: SQLite would make a table for it, which takes as long as to find
-- them.
SELECT p.id, y.id AS part_id, p.no, p.title, p.maker, p.model, p.origin, p.description, p.picture, p.picture_alt,
       COALESCE(w.no, 0) AS shown_no, COALESCE(x.role, '') AS shown_role, COALESCE(x.alt, '') AS shown_alt,
       COALESCE(x.position, 0) AS shown_position, COALESCE(x.id, 0) AS shown_id,
       COALESCE(NULLIF(p.detail_no, ''), c.detail_no, '') AS detail_no, p.item_no,
       COALESCE(NULLIF(SUBSTR(COALESCE(NULLIF(p.detail_no, ''), c.detail_no), 1, 8), ''), c.class_no, '') AS class_no,
       c.code AS category_code, c.name AS category_name, c.object, c.is_green,
       COALESCE(m.code, '') AS middle_code, COALESCE(m.name, '') AS middle_name,
       COALESCE(t.code, '') AS top_code, COALESCE(t.name, '') AS top_name,
       COALESCE(g.no, 0) AS merged_no,
       CASE WHEN EXISTS (SELECT 1 FROM offer e
                          WHERE e.product_id = p.id
                            AND (e.state IN ('active', 'paused')
                                 OR (e.state = 'ended'
                                     AND EXISTS (SELECT 1 FROM offer_revision v
                                                  WHERE v.offer_id = e.id AND v.state IN ('active', 'paused')))))
            THEN 1 ELSE 0 END AS is_listed
  FROM product p
  JOIN category c ON c.code = p.category_code
  LEFT JOIN category m ON m.code = c.parent_code
  LEFT JOIN category t ON t.code = m.parent_code
  LEFT JOIN product g ON g.id = p.merged_into
  LEFT JOIN product y ON y.id = p.id OR y.merged_into = p.id
  LEFT JOIN product_picture x
         ON x.product_id = y.id
        AND x.removed_at IS NULL
        AND EXISTS (SELECT 1 FROM offer f WHERE f.product_id = p.id
                       AND f.supplier_id = x.supplier_id AND f.state IN ('active', 'paused'))
  LEFT JOIN picture w ON w.id = x.picture_id AND w.state = 'ready'
 WHERE p.no = :no;

-- name: product_offers
-- Who offers it.
SELECT o.id, o.no, o.price_won, o.vat, o.unit, o.quantity_min, o.lead_days, o.own_production,
       COALESCE(v.tiers, '') AS tiers, COALESCE(o.stock, -1) AS stock, o.valid_until, o.districts,
       s.id AS supplier_id, s.no AS supplier_no, s.name AS supplier_name, s.representative,
       s.business_no, s.district_code, r.name AS district, s.address, s.phone, s.introduction
  FROM offer o
  JOIN supplier s ON s.id = o.supplier_id AND s.state = 'active'
  LEFT JOIN region r ON r.code = s.district_code
  LEFT JOIN offer_revision v ON v.offer_id = o.id AND v.revision = o.revision
 WHERE o.product_id = :product AND o.state = 'active';

-- name: product_certificates
-- The certificates in force of all who offer it, each of whom does so once: of the firms, of this
-- product and those it took the place of, and of its 세부품명번호: its own once an operator looked at it
-- as it is, else its category's. From the offers on, and not by the index of states: SQLite would walk
-- over every certificate there is.
SELECT k.id, k.supplier_id, k.kind, k.number, k.issuer, k.valid_from, k.valid_until,
       COALESCE(k.vulnerable_bp, -1) AS vulnerable_bp
  FROM offer o
 CROSS JOIN certificate k
 WHERE o.product_id = :product AND o.state = 'active' AND k.supplier_id = o.supplier_id
   AND k.state || '' = 'verified' AND k.valid_from <= :today
   AND (k.valid_until IS NULL OR k.valid_until >= :today)
   AND (k.product_id IS NULL OR k.product_id = o.product_id
        OR k.product_id IN (SELECT y.id FROM product y WHERE y.merged_into = o.product_id))
   AND (k.detail_no = ''
        OR k.detail_no = (SELECT CASE WHEN p.detail_no <> '' AND o.reviewed = o.revision THEN p.detail_no
                                 ELSE COALESCE(c.detail_no, '') END
                            FROM product p JOIN category c ON c.code = p.category_code
                           WHERE p.id = o.product_id))
 LIMIT 500;

-- name: product_values
-- What is known of it, with the place in its category's template.
SELECT a.name, a.kind, v.value, a.unit, a.part, a.position
  FROM product_attribute v
  JOIN product p ON p.id = v.product_id
  JOIN attribute a ON a.category_code = p.category_code AND a.key = v.key
 WHERE v.product_id = :product
 LIMIT 64;

-- name: product_buyers
-- Who bought it most, in the order of their index, and how many and how much all of them did. No sum of a
-- product without buyers: no row.
SELECT i.name, b.contract_count, b.last_on,
       (SELECT COUNT(*) FROM product_buyer n WHERE n.product_id = :product) AS buyer_count,
       (SELECT CAST(SUM(n.contract_count) AS BIGINT) FROM product_buyer n WHERE n.product_id = :product) AS all_count
  FROM product_buyer b
  JOIN institution i ON i.id = b.institution_id
 WHERE b.product_id = :product
 ORDER BY b.contract_count DESC, b.last_on DESC, b.institution_id
 LIMIT :count;

-- name: product_buyers_joined
-- The same of a product that took the place of others: what one institution bought of several of them is one.
WITH s (institution_id, contract_count, last_on) AS (
    SELECT b.institution_id, CAST(SUM(b.contract_count) AS BIGINT), MAX(b.last_on)
      FROM product p
      JOIN product_buyer b ON b.product_id = p.id
     WHERE p.id = :product OR p.merged_into = :product
     GROUP BY b.institution_id)
SELECT i.name, s.contract_count, s.last_on,
       (SELECT COUNT(*) FROM s) AS buyer_count,
       (SELECT CAST(SUM(s.contract_count) AS BIGINT) FROM s) AS all_count
  FROM s
  JOIN institution i ON i.id = s.institution_id
 ORDER BY s.contract_count DESC, s.last_on DESC, s.institution_id
 LIMIT :count;

-- name: institution_regime
-- Whose law binds the institution one acts for.
SELECT regime FROM institution WHERE id = :institution;
