-- The pictures of products.

-- name: product_picture_own
-- Those of one firm and product, and of the products it took the place of.
SELECT x.id AS row_id, CAST(:product AS BIGINT) AS product_id, x.supplier_id, x.role, x.alt, x.position, x.version,
       CASE WHEN x.removed_at IS NULL THEN 0 ELSE 1 END AS is_removed,
       p.id, p.no, p.file_id, p.state, p.verdict, p.width, p.height, p.words, p.hash, p.added_at,
       COALESCE(h.made_at, 0) AS hidden_at, COALESCE(h.ground, '') AS hidden_ground
  FROM product_picture x
  JOIN picture p ON p.id = x.picture_id
  LEFT JOIN picture_hiding h ON h.id = p.hidden_id
 WHERE x.product_id IN (SELECT y.id FROM product y WHERE y.id = :product OR y.merged_into = :product)
   AND x.supplier_id = :supplier
 ORDER BY is_removed, x.position, x.id
 LIMIT 100;

-- name: product_picture_product
-- The product of a firm's offer.
SELECT p.id, p.no, p.title
  FROM offer o
  JOIN product p ON p.id = o.product_id
 WHERE o.no = :offer AND o.supplier_id = :supplier AND o.state <> 'ended';

-- name: product_picture_add
-- One more, behind those of its firm.
INSERT INTO product_picture (product_id, supplier_id, picture_id, role, alt, position, added_by, added_at)
SELECT CAST(:product AS BIGINT), CAST(:supplier AS BIGINT), CAST(:picture AS BIGINT), CAST(:role AS TEXT),
       CAST(:alt AS TEXT),
       (SELECT COALESCE(MAX(x.position), 0) + 1 FROM product_picture x
         WHERE x.product_id = :product AND x.supplier_id = :supplier),
       CAST(:by AS BIGINT), CAST(:now AS BIGINT)
RETURNING id;

-- name: product_picture_save
-- As its firm wants it.
UPDATE product_picture
   SET role = :role, alt = :alt, position = :position, version = version + 1,
       removed_at = CASE WHEN CAST(:is_removed AS BIGINT) = 1 THEN COALESCE(removed_at, CAST(:now AS BIGINT)) END
 WHERE id = :id AND supplier_id = :supplier AND version = :version;

-- name: product_picture_touch
-- Those of a product that another takes the place of, or that stands for itself again.
UPDATE product_picture SET version = version + 1 WHERE product_id = :product;

-- name: product_picture_keep
-- A photo as it is now, or each of a product, is a revision, and with which product it is shown.
INSERT INTO product_picture_revision (row_id, revision, product_id, role, alt, position, is_removed,
                                      reason, account_id, made_at)
SELECT x.id, x.version, COALESCE(y.merged_into, y.id), x.role, x.alt, x.position,
       CASE WHEN x.removed_at IS NULL THEN 0 ELSE 1 END, :reason, :account, :now
  FROM product_picture x
  JOIN product y ON y.id = x.product_id
 WHERE x.id = CAST(:id AS BIGINT) OR x.product_id = CAST(:product AS BIGINT);

-- name: product_picture_refresh
-- What lists show of the product: a picture of a firm whose offer of it an operator let through, of who
-- sells it now before who has stopped for a while; those of products it took the place of as well.
UPDATE product
   SET picture = COALESCE((SELECT '/pictures/' || CAST(p.no AS TEXT) || '/240.webp'
                             FROM product y
                             JOIN product_picture x ON x.product_id = y.id AND x.removed_at IS NULL
                             JOIN picture p ON p.id = x.picture_id AND p.state = 'ready'
                             JOIN offer f ON f.product_id = product.id AND f.supplier_id = x.supplier_id
                                         AND f.state IN ('active', 'paused')
                            WHERE y.id = product.id OR y.merged_into = product.id
                            ORDER BY f.state, CASE x.role WHEN 'front' THEN 0 ELSE 1 END, x.position, x.id
                            LIMIT 1),
                          CASE WHEN picture LIKE '/assets/%' ESCAPE '!' THEN picture
                               ELSE '/assets/art/' || category_code || '-1.svg' END)
 WHERE id = :product;

-- name: product_picture_tell_search
-- Its offers are read anew.
INSERT INTO search_change (offer_id) SELECT id FROM offer WHERE product_id = :product;

-- name: product_picture_of
-- The product a picture belongs to, or that took its place.
SELECT COALESCE(y.merged_into, y.id) AS product_id
  FROM product_picture x
  JOIN product y ON y.id = x.product_id
 WHERE x.picture_id = :picture;
