-- Listings as they go out by the sheet, a firm at a time: through the index of its offers.

-- name: export_next_firm
-- The firm after a row of one that lists or listed something.
SELECT o.supplier_id FROM offer o WHERE o.supplier_id > :after ORDER BY o.supplier_id LIMIT 1;

-- name: export_columns
-- What the attributes of a firm's listings are called.
SELECT DISTINCT a.name
  FROM offer o
  JOIN product p ON p.id = o.product_id
  JOIN attribute a ON a.category_code = p.category_code
 WHERE o.supplier_id = :supplier
   AND (CAST(:category AS TEXT) IS NULL OR p.category_code = :category)
   AND o.state <> 'ended'
 ORDER BY a.name
 LIMIT :count;

-- name: export_columns_of_all
-- What the attributes of every firm's listings are called.
SELECT DISTINCT a.name
  FROM offer o
  JOIN product p ON p.id = o.product_id
  JOIN attribute a ON a.category_code = p.category_code
 WHERE (CAST(:category AS TEXT) IS NULL OR p.category_code = :category)
   AND o.state <> 'ended'
 ORDER BY a.name
 LIMIT :count;

-- name: export_rows
-- A firm's listings that have not ended, after a row, in the order they came.
SELECT o.id, o.state, o.price_won, o.vat, o.unit, o.quantity_min, o.lead_days, o.own_production,
       COALESCE(o.stock, -1) AS stock, o.valid_until, o.districts, o.own_code, p.id AS product_id,
       p.category_code, p.title, p.maker, p.model, p.origin, p.description, p.detail_no, p.item_no,
       s.name AS supplier_name, s.business_no
  FROM offer o
  JOIN product p ON p.id = o.product_id
  JOIN supplier s ON s.id = o.supplier_id
 WHERE o.supplier_id = :supplier AND o.id > :after
   AND (CAST(:category AS TEXT) IS NULL OR p.category_code = :category)
   AND (CAST(:state AS TEXT) IS NULL OR o.state = :state)
   AND (CAST(:words AS TEXT) IS NULL OR p.title LIKE :words ESCAPE '!'
        OR o.own_code LIKE :words ESCAPE '!' OR p.model LIKE :words ESCAPE '!')
   AND o.state <> 'ended'
 ORDER BY o.id
 LIMIT :count;

-- name: export_values
-- The values of the products behind those rows.
SELECT o.id AS offer_id, a.name, v.value
  FROM offer o
  JOIN product p ON p.id = o.product_id
  JOIN product_attribute v ON v.product_id = p.id
  JOIN attribute a ON a.category_code = p.category_code AND a.key = v.key
 WHERE o.supplier_id = :supplier AND o.id > :after AND o.id <= :last
   AND (CAST(:category AS TEXT) IS NULL OR p.category_code = :category)
   AND o.state <> 'ended'
 ORDER BY o.id, a.position;

-- name: export_tiers
-- Their volume prices.
SELECT t.offer_id, t.quantity_min, t.price_won
  FROM offer o
  JOIN offer_tier t ON t.offer_id = o.id
 WHERE o.supplier_id = :supplier AND o.id > :after AND o.id <= :last
   AND o.state <> 'ended'
 ORDER BY t.offer_id, t.quantity_min;

-- name: export_supplier
-- A firm by its public number or its business number.
SELECT id FROM supplier WHERE no = :no OR (business_no = :business_no AND business_no <> '');
