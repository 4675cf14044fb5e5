-- A category with many products, and how its words are counted.

-- name: test_suggest_products
-- Many of a kind.
INSERT INTO product (no, category_code, title, maker, model, origin, description, picture, picture_alt,
                     created_at)
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)
SELECT 7300000000000 + n.i, 'office.write.pen', '볼펜', '', '', '', '', '/assets/art/paper-1.svg', '볼펜', 1
  FROM n;

-- name: test_suggest_offers
-- Each is for sale.
INSERT INTO offer (no, product_id, supplier_id, revision, price_won, vat, unit, quantity_min, lead_days,
                   own_production, state, created_at)
SELECT p.no + 100000, p.id, :supplier, 1, 1000, 'taxable', '자루', 1, 3, 0, 'active', 1
  FROM product p
 WHERE p.no > 7300000000000 AND p.no < 7300000100000;

-- name: test_suggest_next
-- Where the newest of these jobs begins.
SELECT argument FROM job WHERE kind = 'catalog.words' ORDER BY id DESC LIMIT 1;
