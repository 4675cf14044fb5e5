-- The catalogue as programs read it: what everybody may see.

-- name: api_product
-- An offer for sale with its product, its category and its firm.
SELECT o.no, o.price_won, o.vat, o.unit, o.quantity_min, o.lead_days, o.own_production,
       COALESCE(o.stock, -1) AS stock, o.valid_until, o.districts, o.id AS offer_id,
       p.id AS product_id, p.no AS product_no, p.title, p.maker, p.model, p.origin, p.description,
       COALESCE(NULLIF(p.detail_no, ''), c.detail_no, '') AS detail_no, p.item_no,
       COALESCE(NULLIF(SUBSTR(COALESCE(NULLIF(p.detail_no, ''), c.detail_no), 1, 8), ''), c.class_no, '') AS class_no,
       c.code AS category_code, c.name AS category_name, c.object,
       s.id AS supplier_id, s.no AS supplier_no, s.name AS supplier_name,
       COALESCE(s.district_code, '') AS district_code
  FROM offer o
  JOIN product p ON p.id = o.product_id
  JOIN category c ON c.code = p.category_code
  JOIN supplier s ON s.id = o.supplier_id AND s.state = 'active'
 WHERE o.no = :no AND o.state = 'active';

-- name: api_values
-- What is known of a product, in the order of its category's template.
SELECT a.key, a.name, v.value, a.unit
  FROM product_attribute v
  JOIN product p ON p.id = v.product_id
  JOIN attribute a ON a.category_code = p.category_code AND a.key = v.key
 WHERE v.product_id = :product
 ORDER BY a.position
 LIMIT 64;

-- name: api_tiers
-- Volume prices of an offer.
SELECT quantity_min, price_won FROM offer_tier WHERE offer_id = :offer ORDER BY quantity_min LIMIT 64;

-- name: api_categories
-- Categories after a code.
SELECT c.code, COALESCE(c.parent_code, '') AS parent, c.level, c.name, c.object, c.vat, c.unit,
       COALESCE(c.class_no, '') AS class_no, COALESCE(c.detail_no, '') AS detail_no
  FROM category c
 WHERE c.code > :after
 ORDER BY c.code
 LIMIT :count;

-- name: api_attributes
-- What those categories ask of their products.
SELECT category_code, key, name, kind, unit, words, is_required
  FROM attribute
 WHERE category_code > :after AND category_code <= :last
 ORDER BY category_code, position;
