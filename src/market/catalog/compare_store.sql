-- Up to five offers side by side, by their public numbers; 0 stands for none.

-- name: compare_offers
-- The offers that are for sale.
SELECT o.no, o.price_won, o.vat, o.unit, o.quantity_min, o.lead_days, o.own_production,
       COALESCE(o.stock, -1) AS stock, o.valid_until, COALESCE(v.tiers, '') AS tiers, p.model,
       p.id AS product_id, p.no AS product_no, p.title, p.maker, p.origin, p.picture,
       c.code AS category_code, c.name AS category_name, c.object,
       s.id AS supplier_id, s.no AS supplier_no, s.name AS supplier_name,
       COALESCE(r.name, '') AS district,
       (SELECT COUNT(*) FROM product_buyer b WHERE b.product_id = p.id) AS buyer_count
  FROM offer o
  JOIN product p ON p.id = o.product_id
  JOIN category c ON c.code = p.category_code
  JOIN supplier s ON s.id = o.supplier_id AND s.state = 'active'
  LEFT JOIN region r ON r.code = s.district_code
  LEFT JOIN offer_revision v ON v.offer_id = o.id AND v.revision = o.revision
 WHERE o.no IN (:a, :b, :c, :d, :e) AND o.state = 'active'
 LIMIT 5;

-- name: compare_certificates
-- The certificates in force of each: of its firm, its product and its 세부품명번호, by the rule of
-- product_certificates and likewise from the offers on.
SELECT o.no AS offer_no, k.supplier_id, k.kind, k.number, k.issuer, k.valid_from, k.valid_until,
       COALESCE(k.vulnerable_bp, -1) AS vulnerable_bp
  FROM offer o
 CROSS JOIN certificate k
 WHERE o.no IN (:a, :b, :c, :d, :e) AND k.supplier_id = o.supplier_id
   AND k.state || '' = 'verified' AND k.valid_from <= :today
   AND (k.valid_until IS NULL OR k.valid_until >= :today)
   AND (k.product_id IS NULL OR k.product_id = o.product_id
        OR k.product_id IN (SELECT y.id FROM product y WHERE y.merged_into = o.product_id))
   AND (k.detail_no = ''
        OR k.detail_no = (SELECT CASE WHEN p.detail_no <> '' AND o.reviewed = o.revision THEN p.detail_no
                                 ELSE COALESCE(c.detail_no, '') END
                            FROM product p JOIN category c ON c.code = p.category_code
                           WHERE p.id = o.product_id))
 ORDER BY o.no, k.id
 LIMIT 500;

-- name: compare_values
-- What can be compared of the products, in the order of their templates.
SELECT v.product_id, a.name, a.kind, a.unit, v.value, a.part
  FROM product_attribute v
  JOIN product p ON p.id = v.product_id
  JOIN attribute a ON a.category_code = p.category_code AND a.key = v.key
 WHERE a.is_comparable = 1
   AND v.product_id IN (SELECT o.product_id FROM offer o WHERE o.no IN (:a, :b, :c, :d, :e))
 ORDER BY a.position, v.product_id
 LIMIT 200;
