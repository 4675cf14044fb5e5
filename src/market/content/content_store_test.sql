-- What goods for a shoot are, as one statement says it that no index matters to.

-- name: test_shoot_candidates
-- shoot_candidates and those of firms, of kinds and of what is drawn find these.
SELECT o.id AS offer_id, o.no AS offer_no, p.title, f.name AS supplier_name
  FROM offer o
  JOIN product p ON p.id = o.product_id
  JOIN supplier f ON f.id = o.supplier_id AND f.state = 'active'
 WHERE o.state = 'active'
   AND (CAST(:firm AS TEXT) IS NULL OR f.name LIKE :firm ESCAPE '!')
   AND (CAST(:district AS TEXT) IS NULL OR f.district_code = :district)
   AND (CAST(:category AS TEXT) IS NULL OR p.category_code = :category
        OR p.category_code LIKE CAST(:category AS TEXT) || '.%' ESCAPE '!')
   AND NOT EXISTS (SELECT 1 FROM product_picture x WHERE x.product_id = o.product_id AND x.removed_at IS NULL)
   AND p.picture NOT LIKE '/pictures/%' ESCAPE '!'
   AND NOT EXISTS (SELECT 1 FROM shoot_item i WHERE i.offer_id = o.id AND i.state <> 'dropped')
 ORDER BY o.id DESC
 LIMIT :count;

-- name: test_shoot_file
-- What a photo was handed in as.
INSERT INTO file (no, name, kind, size, sha256, created_at) VALUES (:no, 'a.png', 'png', 1, '', 1) RETURNING id;

-- name: test_shoot_picture
-- The photo.
INSERT INTO picture (no, file_id, state, added_at) VALUES (:no, :file, 'waiting', 1) RETURNING id;

-- name: test_shoot_product_picture
-- It is of a product, or was.
INSERT INTO product_picture (product_id, supplier_id, picture_id, role, position, added_at, removed_at)
VALUES (:product, :supplier, :picture, 'front', 1, 1, :removed);

-- name: test_shoot_shown
-- Lists show a photo of a product: of one that it took the place of.
UPDATE product SET picture = '/pictures/1/240.webp' WHERE id = :product;

-- name: test_shoot_item
-- A product stands in a shoot, or was dropped.
INSERT INTO shoot_item (no, shoot_id, offer_id, state, moved_at) VALUES (:no, :shoot, :offer, :state, 1);
