-- The catalogue as people look at it.

-- name: product_find
-- One product by its public number, with its category.
SELECT p.id, p.no, p.title, p.maker, p.model, p.origin, p.description, p.picture, p.picture_alt,
       p.category_code, c.name AS category_name, t.code AS top_code, t.name AS top_name,
       (SELECT COUNT(*) FROM product_buyer b WHERE b.product_id = p.id) AS buyer_count
  FROM product p
  JOIN category c ON c.code = p.category_code
  LEFT JOIN category m ON m.code = c.parent_code
  LEFT JOIN category t ON t.code = COALESCE(m.parent_code, m.code)
 WHERE p.no = :no;

-- name: product_offers
-- Who offers it, the cheapest first.
SELECT o.id, o.no, o.price_won, o.vat, o.unit, o.quantity_min, o.lead_days, o.own_production,
       s.id AS supplier_id, s.no AS supplier_no, s.name AS supplier_name, s.representative,
       s.business_no, s.address, s.phone, s.introduction, s.is_corporation
  FROM offer o
  JOIN supplier s ON s.id = o.supplier_id AND s.state = 'active'
 WHERE o.product_id = :product AND o.state = 'active'
 ORDER BY o.price_won, o.id
 LIMIT 24;

-- name: product_attributes
-- What is known of it, in the order of its category's template.
SELECT a.name, v.value, a.unit
  FROM product_attribute v
  JOIN product p ON p.id = v.product_id
  JOIN attribute a ON a.category_code = p.category_code AND a.key = v.key
 WHERE v.product_id = :product
 ORDER BY a.position;

-- name: supplier_certificates
-- A supplier's certificates that hold on a day.
SELECT kind, number, issuer, valid_from, valid_until
  FROM certificate
 WHERE supplier_id = :supplier AND state = 'verified' AND valid_from <= :today
   AND (valid_until IS NULL OR valid_until >= :today)
 ORDER BY id;
