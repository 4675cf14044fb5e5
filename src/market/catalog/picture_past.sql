-- What the photos of products were.

-- name: picture_past_list
-- A firm's photos that a product has or had: turn 0 each as it was below a change, turn 1 the changes below
-- it, the newest first, each with what the photo was before.
SELECT t.turn, t.id, t.row_id, t.no, t.is_ready, t.product_id, t.role, t.alt, t.position, t.is_removed,
       t.reason, t.account_name, t.made_at, t.was_product_id, t.was_role, t.was_alt, t.was_position,
       t.was_removed
  FROM (SELECT 0 AS turn, r.id, r.row_id, g.no, CASE g.state WHEN 'ready' THEN 1 ELSE 0 END AS is_ready,
               r.product_id, r.role, r.alt, r.position, r.is_removed, '' AS reason, '' AS account_name,
               r.made_at, CAST(0 AS BIGINT) AS was_product_id, '' AS was_role, '' AS was_alt,
               CAST(0 AS BIGINT) AS was_position, CAST(0 AS BIGINT) AS was_removed
          FROM (SELECT DISTINCT k.row_id FROM product_picture_revision k WHERE k.product_id = :product) c
          JOIN product_picture x ON x.id = c.row_id AND x.supplier_id = :supplier
          JOIN picture g ON g.id = x.picture_id
          JOIN product_picture_revision r
                 ON r.row_id = x.id
                AND r.revision = (SELECT MAX(m.revision) FROM product_picture_revision m
                                   WHERE m.row_id = x.id
                                     AND (CAST(:before AS BIGINT) IS NULL OR m.id < :before))
        UNION ALL
        SELECT 1, y.id, y.row_id, y.no, y.is_ready, y.product_id, y.role, y.alt, y.position, y.is_removed,
               y.reason, y.account_name, y.made_at, y.was_product_id, y.was_role, y.was_alt,
               y.was_position, y.was_removed
          FROM (SELECT r.id, r.row_id, g.no, CASE g.state WHEN 'ready' THEN 1 ELSE 0 END AS is_ready,
                       r.product_id, r.role, r.alt, r.position, r.is_removed, r.reason,
                       COALESCE(a.name, '') AS account_name, r.made_at,
                       COALESCE(b.product_id, 0) AS was_product_id, COALESCE(b.role, '') AS was_role,
                       COALESCE(b.alt, '') AS was_alt, COALESCE(b.position, 0) AS was_position,
                       COALESCE(b.is_removed, 0) AS was_removed
                  FROM (SELECT DISTINCT k.row_id FROM product_picture_revision k
                         WHERE k.product_id = :product) c
                  JOIN product_picture x ON x.id = c.row_id AND x.supplier_id = :supplier
                  JOIN picture g ON g.id = x.picture_id
                  JOIN product_picture_revision r ON r.row_id = x.id
                  LEFT JOIN product_picture_revision b ON b.row_id = r.row_id AND b.revision = r.revision - 1
                  LEFT JOIN account a ON a.id = r.account_id
                 WHERE CAST(:before AS BIGINT) IS NULL OR r.id < :before
                 ORDER BY r.id DESC
                 LIMIT :count) y) t
 ORDER BY t.turn, t.id DESC;

-- name: picture_past_seen
-- What the page of a product showed at two moments: the photos that were ready, of firms that sold it then. A
-- revision that does not say of which product it was (0078) is taken for one of it.
SELECT t.turn, t.row_id, t.no, 1 AS is_ready, t.product_id, t.role, t.alt, t.position, t.is_removed
  FROM (SELECT m.turn, r.row_id, g.no, r.product_id, r.role, r.alt, r.position, r.is_removed,
               ROW_NUMBER() OVER (PARTITION BY m.turn ORDER BY CASE r.role WHEN 'front' THEN 0 ELSE 1 END,
                                                               r.position, r.row_id) AS nth
          FROM (SELECT 0 AS turn, CAST(:then_product AS BIGINT) AS product_id, CAST(:then_at AS BIGINT) AS at
                UNION ALL
                SELECT 1, CAST(:now_product AS BIGINT), CAST(:now_at AS BIGINT)) m
          JOIN product z ON z.id = m.product_id
          JOIN (SELECT DISTINCT k.product_id, k.row_id FROM product_picture_revision k
                 WHERE k.product_id IN (:then_product, :now_product)) c ON c.product_id = m.product_id
          JOIN product_picture x ON x.id = c.row_id
          JOIN picture g ON g.id = x.picture_id AND g.state = 'ready' AND g.made_at <= m.at
          JOIN product_picture_revision r ON r.row_id = x.id AND r.product_id = m.product_id AND r.is_removed = 0
                                         AND r.revision = (SELECT MAX(v.revision) FROM product_picture_revision v
                                                            WHERE v.row_id = x.id AND v.made_at <= m.at)
         WHERE EXISTS (SELECT 1
                         FROM offer f
                         JOIN offer_revision w ON w.offer_id = f.id
                                              AND w.revision = (SELECT MAX(n.revision) FROM offer_revision n
                                                                 WHERE n.offer_id = f.id AND n.made_at <= m.at)
                        WHERE f.supplier_id = x.supplier_id AND f.product_id IN (z.id, z.merged_into)
                          AND COALESCE(w.product_id, m.product_id) = m.product_id
                          AND w.state IN ('active', 'paused'))) t
 WHERE t.nth <= :count
 ORDER BY t.turn, t.nth;
