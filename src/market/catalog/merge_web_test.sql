-- Where offers stand after a merge, and what is kept of it.

-- name: test_merge_offer
-- An offer as it is.
SELECT o.product_id, o.state, o.revision, o.reviewed,
       (SELECT COUNT(*) FROM offer_revision r WHERE r.offer_id = o.id) AS kept,
       (SELECT COUNT(*) FROM search_change x WHERE x.offer_id = o.id) AS told
  FROM offer o
 WHERE o.id = :offer;

-- name: test_merge_product
-- A product as it is.
SELECT COALESCE(p.merged_into, 0) AS merged_into, p.revision,
       (SELECT COUNT(*) FROM product_revision r WHERE r.product_id = p.id) AS kept
  FROM product p
 WHERE p.id = :product;

-- name: test_merge_maker
-- Another maker than all others: no hint by the model.
UPDATE product SET maker = title;

-- name: test_merge_value
-- What is known of a product.
INSERT INTO product_attribute (product_id, key, value)
SELECT p.id, :key, :value FROM product p WHERE p.title = :title;

-- name: test_merge_touch
-- Somebody returned an offer meanwhile.
UPDATE offer SET state = 'returned', revision = revision + 1, version = version + 1 WHERE id = :offer;

-- name: test_merge_no
-- The newest merge.
SELECT no FROM product_merge ORDER BY id DESC LIMIT 1;
