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
