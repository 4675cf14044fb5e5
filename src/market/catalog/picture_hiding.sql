-- Photos that operators hide, and show again.

-- name: picture_hiding_find
-- A photo by its number, or those of a product and of those it took the place of; or all that were handed in with
-- the bytes of one.
SELECT g.id AS picture_id, g.no, g.state, g.added_at, COALESCE(x.role, '') AS role,
       COALESCE(p.id, 0) AS product_id, COALESCE(p.no, 0) AS product_no, COALESCE(p.title, '') AS title,
       COALESCE(s.id, 0) AS supplier_id, COALESCE(s.name, '') AS supplier_name,
       CASE WHEN x.removed_at IS NULL THEN 0 ELSE 1 END AS is_removed,
       COALESCE(h.ground, '') AS ground, COALESCE(h.words, '') AS words, COALESCE(h.made_at, 0) AS hidden_at,
       COALESCE(h.account_id, 0) AS account_id, COALESCE(a.name, '') AS account_name, COUNT(*) OVER () AS found_count
  FROM picture g
  LEFT JOIN product_picture x ON x.picture_id = g.id
  LEFT JOIN product w ON w.id = x.product_id
  LEFT JOIN shoot_picture y ON y.picture_id = g.id
  LEFT JOIN shoot_item i ON i.id = y.item_id
  LEFT JOIN offer o ON o.id = i.offer_id
  LEFT JOIN product p ON p.id = COALESCE(w.merged_into, w.id, o.product_id)
  LEFT JOIN supplier s ON s.id = COALESCE(x.supplier_id, o.supplier_id)
  LEFT JOIN picture_hiding h ON h.id = g.hidden_id
  LEFT JOIN account a ON a.id = h.account_id
 WHERE g.id IN (SELECT y.id FROM picture y WHERE y.no = :no
                UNION
                SELECT y.picture_id
                  FROM product z
                  JOIN product_picture y ON y.product_id = z.id
                 WHERE z.no = :no OR z.merged_into = (SELECT v.id FROM product v WHERE v.no = :no)
                UNION
                SELECT t.id
                  FROM picture c
                  JOIN file e ON e.id = c.file_id
                  JOIN file f ON f.sha256 = e.sha256
                  JOIN picture t ON t.file_id = f.id
                 WHERE c.id = CAST(:same_as AS BIGINT))
   AND g.state IN ('ready', 'hidden')
 ORDER BY is_removed, x.supplier_id NULLS LAST, x.position NULLS LAST, g.id
 LIMIT :count;

-- name: picture_hiding_add
-- One is hidden, or shown again.
INSERT INTO picture_hiding (picture_id, is_hidden, ground, words, account_id, made_at)
VALUES (:picture, :is_hidden, :ground, :words, :account, :now)
RETURNING id;

-- name: picture_hiding_set
-- As the newest row says, when it was the other way before.
UPDATE picture
   SET state = CASE WHEN CAST(:is_hidden AS BIGINT) = 1 THEN 'hidden' ELSE 'ready' END,
       hidden_id = CASE WHEN CAST(:is_hidden AS BIGINT) = 1 THEN CAST(:hiding AS BIGINT) END
 WHERE id = :picture AND state = CASE WHEN CAST(:is_hidden AS BIGINT) = 1 THEN 'ready' ELSE 'hidden' END;

-- name: picture_hiding_list
-- What was done, the newest first.
SELECT h.id, g.no, h.is_hidden, h.ground, h.words, h.made_at, a.name AS account_name,
       COALESCE(p.title, '') AS title, COALESCE(s.name, '') AS supplier_name
  FROM picture_hiding h
  JOIN picture g ON g.id = h.picture_id
  JOIN account a ON a.id = h.account_id
  LEFT JOIN product_picture x ON x.picture_id = g.id
  LEFT JOIN product p ON p.id = x.product_id
  LEFT JOIN supplier s ON s.id = x.supplier_id
 WHERE CAST(:before AS BIGINT) IS NULL OR h.id < :before
 ORDER BY h.id DESC
 LIMIT :count;

-- name: picture_hiding_twin
-- Whether a photo that is hidden was handed in with the bytes of one that is shown.
SELECT t.id
  FROM picture g
  JOIN file e ON e.id = g.file_id
  JOIN file f ON f.sha256 = e.sha256
  JOIN picture t ON t.file_id = f.id AND t.state = 'hidden'
 WHERE g.id = :picture AND g.state = 'ready'
 LIMIT 1;

-- name: picture_hiding_same
-- Whether a photo that is hidden was handed in with these bytes.
SELECT g.id
  FROM picture g
  JOIN file f ON f.id = g.file_id AND f.sha256 = :sha256
 WHERE g.hidden_id IS NOT NULL
 LIMIT 1;
