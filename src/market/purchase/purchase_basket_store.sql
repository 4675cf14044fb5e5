-- What a person has put aside to buy, and what it becomes.

-- name: basket_offer
-- An offer that can be put into a basket: active, at a price that still holds, of an active supplier.
SELECT f.id, f.unit, f.quantity_min, COALESCE(f.stock, -1) AS stock, s.no AS supplier_no
  FROM offer f
  JOIN supplier s ON s.id = f.supplier_id AND s.state = 'active'
 WHERE f.no = :offer AND f.state = 'active' AND (f.valid_until IS NULL OR f.valid_until >= :today);

-- name: basket_put
-- So many of it; what lies there already is replaced.
INSERT INTO basket_line (account_id, offer_id, quantity, added_at)
VALUES (:account, :offer, :quantity, :now)
ON CONFLICT (account_id, offer_id) DO UPDATE SET quantity = excluded.quantity;

-- name: basket_remove
-- Out of the basket.
DELETE FROM basket_line
 WHERE account_id = :account AND offer_id = (SELECT f.id FROM offer f WHERE f.no = :offer);

-- name: basket_clear
-- What went into a case leaves the basket.
DELETE FROM basket_line
 WHERE account_id = :account
   AND offer_id IN (SELECT f.id FROM offer f WHERE f.supplier_id = :supplier);

-- name: basket_list
-- What lies in a person's basket, a supplier after the other; of one supplier only where asked. A unit
-- costs what it does of so many.
SELECT f.id AS offer_id, f.no AS offer_no, f.revision, f.product_id,
       COALESCE((SELECT MIN(t.price_won) FROM offer_tier t
                  WHERE t.offer_id = f.id AND t.quantity_min <= b.quantity), f.price_won) AS price_won,
       f.vat, f.unit,
       f.quantity_min, COALESCE(f.stock, -1) AS stock, f.districts, f.lead_days, f.state AS offer_state, f.valid_until, b.quantity, p.no AS product_no,
       p.title, p.picture, p.category_code, c.object, s.id AS supplier_id, s.no AS supplier_no,
       s.name AS supplier_name, s.state AS supplier_state
  FROM basket_line b
  JOIN offer f ON f.id = b.offer_id
  JOIN product p ON p.id = f.product_id
  JOIN category c ON c.code = p.category_code
  JOIN supplier s ON s.id = f.supplier_id
 WHERE b.account_id = :account
   AND (CAST(:supplier AS BIGINT) IS NULL OR s.no = :supplier)
 ORDER BY s.name, s.id, b.added_at, f.id
 LIMIT 100;

-- name: basket_departments
-- The departments of an institution that a case may be of, and the district it lies in.
SELECT d.id, d.no, d.name, COALESCE(i.district_code, '') AS district
  FROM department d
  JOIN institution i ON i.id = d.institution_id
 WHERE d.institution_id = :institution AND d.state = 'active'
 ORDER BY d.name, d.id
 LIMIT 500;
