-- What the page of a product shows of numbers nobody looked at.

-- name: test_catalog_detail_no
-- Its firm typed a number.
UPDATE product SET detail_no = :detail_no WHERE id = :product;

-- name: test_catalog_reviewed
-- An operator looked at an offer as it is.
UPDATE offer SET reviewed = revision WHERE id = :offer;

-- name: test_catalog_numbers
-- Its firm typed both.
UPDATE product SET detail_no = :detail_no, item_no = :item_no WHERE id = :product;

-- name: test_catalog_institutions
-- Six more of them.
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6)
INSERT INTO institution (no, name, kind, regime, state, created_at)
SELECT 9000 + i, '견본기관 ' || CAST(i AS TEXT) || '호', 'district', 'LOCAL', 'active', 1 FROM n;

-- name: test_catalog_buyers
-- Each bought it as often as its name says, the last time on such a day.
INSERT INTO product_buyer (product_id, institution_id, contract_count, last_on)
SELECT :product, i.id, i.no - 9000, '2026-11-0' || CAST(i.no - 9000 AS TEXT)
  FROM institution i
 WHERE i.no BETWEEN 9001 AND 9006;

-- name: test_catalog_buyers_alike
-- Each bought it as often and as late, the last of them first.
INSERT INTO product_buyer (product_id, institution_id, contract_count, last_on)
SELECT :product, i.id, 2, '2026-11-01'
  FROM institution i
 WHERE i.no BETWEEN 9001 AND 9006
 ORDER BY i.no DESC;

-- name: test_catalog_buyer_of_other
-- The first of them bought another product ten times.
INSERT INTO product_buyer (product_id, institution_id, contract_count, last_on)
SELECT :product, i.id, 10, '2026-10-10' FROM institution i WHERE i.no = 9001;
