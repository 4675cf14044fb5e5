-- Changes and copies as the columns that are shared meet them.

-- name: search_image_test_unit
-- An offer is sold by another unit.
UPDATE offer SET unit = :unit WHERE id = :offer;

-- name: search_image_test_category
-- A product lies in another category.
UPDATE product SET category_code = :category WHERE id = :product;

-- name: search_image_test_change
-- The search reads an offer anew, or (0) words.
INSERT INTO search_change (offer_id) VALUES (:offer);

-- name: search_image_test_admit
-- A firm was admitted then.
UPDATE supplier SET activated_at = :at WHERE id = :supplier;

-- name: search_image_test_position @sqlite
-- The index as an older copy has it, or one of another origin.
UPDATE search_position SET change_id = change_id + :further, generation = :generation WHERE one = 1;
