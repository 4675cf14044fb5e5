-- What the photos of products were.

-- name: picture_past_list
-- A firm's photos that a product has or had: turn 1 the changes below one, the newest first, each with what the
-- photo was before; turn 0 as they were below it, those that were shown and those that these changes are of.
WITH own AS (SELECT x.id AS row_id, g.no, CASE g.state WHEN 'ready' THEN 1 ELSE 0 END AS is_ready,
                    COALESCE(h.made_at, 0) AS hidden_at, COALESCE(h.ground, '') AS hidden_ground
               FROM (SELECT DISTINCT k.row_id FROM product_picture_revision k WHERE k.product_id = :product) c
               JOIN product_picture x ON x.id = c.row_id AND x.supplier_id = :supplier
               JOIN picture g ON g.id = x.picture_id
               LEFT JOIN picture_hiding h ON h.id = g.hidden_id),
     changed AS (SELECT r.id, r.row_id, r.revision, r.product_id, r.role, r.alt, r.position, r.is_removed, r.reason,
                        r.account_id, r.made_at
                   FROM own c
                   JOIN product_picture_revision r ON r.row_id = c.row_id
                  WHERE CAST(:before AS BIGINT) IS NULL OR r.id < :before
                  ORDER BY r.id DESC
                  LIMIT :count)
SELECT t.turn, t.id, t.row_id, c.no, c.is_ready, c.hidden_at, c.hidden_ground, t.product_id, t.role, t.alt,
       t.position, t.is_removed, t.reason, t.account_id, t.account_name, t.made_at, t.was_product_id, t.was_role,
       t.was_alt, t.was_position, t.was_removed
  FROM (SELECT 0 AS turn, r.id, r.row_id, r.product_id, r.role, r.alt, r.position, r.is_removed, '' AS reason,
               CAST(0 AS BIGINT) AS account_id, '' AS account_name, r.made_at, CAST(0 AS BIGINT) AS was_product_id,
               '' AS was_role, '' AS was_alt, CAST(0 AS BIGINT) AS was_position, CAST(0 AS BIGINT) AS was_removed
          FROM own o
          JOIN product_picture_revision r
                 ON r.row_id = o.row_id
                AND r.revision = (SELECT MAX(m.revision) FROM product_picture_revision m
                                   WHERE m.row_id = o.row_id
                                     AND (CAST(:before AS BIGINT) IS NULL OR m.id < :before))
         WHERE r.is_removed = 0 OR r.row_id IN (SELECT d.row_id FROM changed d)
        UNION ALL
        SELECT 1, r.id, r.row_id, r.product_id, r.role, r.alt, r.position, r.is_removed, r.reason,
               COALESCE(r.account_id, 0), COALESCE(a.name, ''), r.made_at,
               COALESCE(b.product_id, 0), COALESCE(b.role, ''), COALESCE(b.alt, ''), COALESCE(b.position, 0),
               COALESCE(b.is_removed, 0)
          FROM changed r
          LEFT JOIN product_picture_revision b ON b.row_id = r.row_id AND b.revision = r.revision - 1
          LEFT JOIN account a ON a.id = r.account_id) t
  JOIN own c ON c.row_id = t.row_id
 ORDER BY t.turn, t.id DESC;

-- name: picture_past_seen
-- What the page of a product showed at two moments: the photos that were ready, of firms that sold it then, and
-- that nobody had hidden by then. A revision that does not say of which product it was (0078) is taken for one of it.
SELECT t.turn, t.row_id, t.no, t.is_ready, t.hidden_at, t.hidden_ground, t.product_id, t.role, t.alt, t.position, t.is_removed
  FROM (SELECT m.turn, r.row_id, g.no, CASE g.state WHEN 'ready' THEN 1 ELSE 0 END AS is_ready,
               COALESCE(h.made_at, 0) AS hidden_at, COALESCE(h.ground, '') AS hidden_ground, r.product_id, r.role, r.alt, r.position, r.is_removed,
               ROW_NUMBER() OVER (PARTITION BY m.turn ORDER BY CASE r.role WHEN 'front' THEN 0 ELSE 1 END,
                                                               r.position, r.row_id) AS nth
          FROM (SELECT 0 AS turn, CAST(:then_product AS BIGINT) AS product_id, CAST(:then_at AS BIGINT) AS at
                UNION ALL
                SELECT 1, CAST(:now_product AS BIGINT), CAST(:now_at AS BIGINT)) m
          JOIN product z ON z.id = m.product_id
          JOIN (SELECT DISTINCT k.product_id, k.row_id FROM product_picture_revision k
                 WHERE k.product_id IN (:then_product, :now_product)) c ON c.product_id = m.product_id
          JOIN product_picture x ON x.id = c.row_id
          JOIN picture g ON g.id = x.picture_id AND g.state IN ('ready', 'hidden') AND g.made_at <= m.at
          LEFT JOIN picture_hiding h ON h.id = g.hidden_id
          JOIN product_picture_revision r ON r.row_id = x.id AND r.product_id = m.product_id AND r.is_removed = 0
                                         AND r.revision = (SELECT MAX(v.revision) FROM product_picture_revision v
                                                            WHERE v.row_id = x.id AND v.made_at <= m.at)
         WHERE COALESCE((SELECT w.is_hidden FROM picture_hiding w
                          WHERE w.picture_id = g.id AND w.made_at <= m.at
                          ORDER BY w.id DESC
                          LIMIT 1), 0) = 0
           AND EXISTS (SELECT 1
                         FROM offer f
                         JOIN offer_revision w ON w.offer_id = f.id
                                              AND w.revision = (SELECT MAX(n.revision) FROM offer_revision n
                                                                 WHERE n.offer_id = f.id AND n.made_at <= m.at)
                        WHERE f.supplier_id = x.supplier_id AND f.product_id IN (z.id, z.merged_into)
                          AND COALESCE(w.product_id, m.product_id) = m.product_id
                          AND w.state IN ('active', 'paused'))) t
 WHERE t.nth <= :count
 ORDER BY t.turn, t.nth;
