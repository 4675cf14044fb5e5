-- What an offer has, before and after a contract.

-- name: contract_stock_test_set
-- So many in stock, and seen by an operator as it is.
UPDATE offer SET stock = :stock, reviewed = revision WHERE id = :offer;

-- name: contract_stock_test_find
-- What is left, the newest revision of it, and whether anybody has to look at that.
SELECT COALESCE(o.stock, -1) AS stock, COALESCE(r.stock, -1) AS kept, o.revision, r.tiers,
       o.revision - o.reviewed AS unseen
  FROM offer o
  LEFT JOIN offer_revision r ON r.offer_id = o.id AND r.revision = o.revision
 WHERE o.id = :offer;

-- name: contract_stock_test_told
-- How many were told.
SELECT COUNT(*) AS count FROM notice WHERE kind = 'listing.decided' AND title LIKE :words ESCAPE '!';

-- name: contract_stock_test_number
-- What an offer sells has a number of its own.
UPDATE product SET detail_no = '1411150702'
 WHERE id = (SELECT o.product_id FROM offer o WHERE o.id = :offer);

-- name: contract_stock_test_kept
-- By what the lines of a contract count.
SELECT COUNT(CASE WHEN l.counted_product_id = l.product_id AND l.counted_no IS NOT NULL THEN 1 END) AS kept,
       COUNT(CASE WHEN l.counted_no = '1411150702' THEN 1 END) AS own
  FROM contract_line l
 WHERE l.contract_id = :contract;
