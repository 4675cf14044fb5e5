-- Products that are the same.

-- name: merge_products
-- The products of a category that stand for themselves, the newest first.
SELECT p.id, p.title, p.maker, p.model, p.item_no
  FROM product p
 WHERE p.category_code = :category AND p.merged_into IS NULL
   AND EXISTS (SELECT 1 FROM offer o WHERE o.product_id = p.id AND o.state <> 'ended')
 ORDER BY p.id DESC
 LIMIT :count;

-- name: merge_product_values
-- Their values.
SELECT v.product_id, v.key, v.value
  FROM product p
  JOIN product_attribute v ON v.product_id = p.id
 WHERE p.category_code = :category AND p.merged_into IS NULL AND p.id >= :least
 ORDER BY v.product_id, v.key
 LIMIT :count;

-- name: merge_product_photos
-- The first photo of each.
SELECT x.product_id, w.hash
  FROM product p
  JOIN product_picture x ON x.product_id = p.id AND x.removed_at IS NULL
  JOIN picture w ON w.id = x.picture_id AND w.state = 'ready'
 WHERE p.category_code = :category AND p.merged_into IS NULL AND p.id >= :least
 ORDER BY x.product_id, CASE x.role WHEN 'front' THEN 0 ELSE 1 END, x.position, x.id
 LIMIT :count;

-- name: merge_hints_clear
-- The hints of a category that nobody dismissed.
DELETE FROM merge_hint
 WHERE dismissed_at IS NULL
   AND EXISTS (SELECT 1 FROM product p
                WHERE p.id = merge_hint.first_id AND p.category_code = :category);

-- name: merge_hint_keep
-- A hint; one that was dismissed stays so.
INSERT INTO merge_hint (first_id, second_id, points, reasons, found_at)
VALUES (:first, :second, :points, :reasons, :now)
ON CONFLICT (first_id, second_id) DO NOTHING;

-- name: merge_hints
-- Open hints, on by key.
SELECT h.first_id, h.second_id, p.no AS first_no, q.no AS second_no, p.title AS first_title,
       q.title AS second_title, c.name AS category_name, h.points, h.reasons
  FROM merge_hint h
  JOIN product p ON p.id = h.first_id
  JOIN product q ON q.id = h.second_id
  JOIN category c ON c.code = p.category_code
 WHERE h.dismissed_at IS NULL
   AND (:points < 0 OR h.points < :points
        OR (h.points = :points AND (h.first_id, h.second_id) > (:first, :second)))
 ORDER BY h.points DESC, h.first_id, h.second_id
 LIMIT :count;

-- name: merge_dismiss
-- They are not the same.
INSERT INTO merge_hint (first_id, second_id, points, reasons, found_at, dismissed_by, dismissed_at)
VALUES (:first, :second, 1, '', :now, :account, :now)
ON CONFLICT (first_id, second_id) DO UPDATE SET dismissed_by = excluded.dismissed_by,
    dismissed_at = excluded.dismissed_at;

-- name: merge_forget
-- Hints of a product that leads to another.
DELETE FROM merge_hint
 WHERE (first_id = :product OR second_id = :product) AND dismissed_at IS NULL;

-- name: merge_sides
-- Two products side by side.
SELECT p.id, p.no, p.title, p.category_code, c.name AS category_name, p.maker, p.model, p.origin,
       p.description, p.picture, p.picture_alt, p.item_no, p.created_at,
       COALESCE(p.merged_into, 0) AS merged_into,
       (SELECT COUNT(*) FROM product_buyer b WHERE b.product_id = p.id) AS buyer_count,
       (SELECT COUNT(*) FROM product x WHERE x.merged_into = p.id) AS held
  FROM product p
  JOIN category c ON c.code = p.category_code
 WHERE p.no = :one OR p.no = :other
 LIMIT 2;

-- name: merge_values
-- What is known of both, in the order of their templates.
SELECT a.name, a.kind, a.unit, MIN(a.position) AS position,
       COALESCE(MAX(CASE WHEN v.product_id = :one THEN v.value END), '') AS one_value,
       COALESCE(MAX(CASE WHEN v.product_id = :other THEN v.value END), '') AS other_value
  FROM product_attribute v
  JOIN product p ON p.id = v.product_id
  JOIN attribute a ON a.category_code = p.category_code AND a.key = v.key
 WHERE v.product_id = :one OR v.product_id = :other
 GROUP BY a.key, a.name, a.kind, a.unit
 ORDER BY position, a.key
 LIMIT :count;

-- name: merge_offers
-- Who offers them.
SELECT o.id, o.no, o.product_id, o.supplier_id, s.name AS supplier_name, o.price_won, o.unit, o.state
  FROM offer o
  JOIN supplier s ON s.id = o.supplier_id
 WHERE o.product_id = :one OR o.product_id = :other
 ORDER BY o.product_id, o.price_won, o.id
 LIMIT :count;

-- name: merge_offer_move
-- An offer is one of another product from now on.
UPDATE offer
   SET product_id = :product, version = version + 1, revision = revision + 1,
       reviewed = CASE WHEN reviewed = revision THEN revision + 1 ELSE reviewed END
 WHERE id = :offer;

-- name: merge_offer_state
-- An offer ends with the product that goes, or is again what it was.
UPDATE offer
   SET state = :state, state_reason = :reason, version = version + 1, revision = revision + 1,
       reviewed = CASE WHEN reviewed = revision THEN revision + 1 ELSE reviewed END
 WHERE id = :offer;

-- name: merge_product_set
-- It leads to another, or stands for itself again.
UPDATE product SET merged_into = :into, version = version + 1 WHERE id = :product;

-- name: merge_add
-- One took the place of another.
INSERT INTO product_merge (no, from_id, into_id, reason, account_id, merged_at)
VALUES (:no, :from, :into, :reason, :account, :now)
RETURNING id;

-- name: merge_add_offer
-- What became of an offer.
INSERT INTO product_merge_offer (merge_id, offer_id, fate, state)
VALUES (:merge, :offer, :fate, :state);

-- name: merge_list
-- Merges, the newest first.
SELECT m.id, m.no, m.from_id, m.into_id, f.no AS from_no, t.no AS into_no, f.title AS from_title,
       t.title AS into_title, m.reason, a.name AS account_name, m.merged_at,
       COALESCE(u.name, '') AS undone_name, m.undone_why, m.undone_at
  FROM product_merge m
  JOIN product f ON f.id = m.from_id
  JOIN product t ON t.id = m.into_id
  JOIN account a ON a.id = m.account_id
  LEFT JOIN account u ON u.id = m.undone_by
 WHERE (:no = 0 OR m.no = :no) AND (:before = 0 OR m.id < :before)
 ORDER BY m.id DESC
 LIMIT :count;

-- name: merge_fates
-- The offers of a merge, where they are now, and whether they stand as it left them: the first revision
-- from then on was its own.
SELECT x.offer_id, o.no, x.fate, x.state, o.product_id,
       CASE WHEN o.revision = (SELECT MIN(r.revision) FROM offer_revision r
                                WHERE r.offer_id = o.id AND r.made_at >= m.merged_at)
            THEN 1 ELSE 0 END AS is_as_left
  FROM product_merge_offer x
  JOIN product_merge m ON m.id = x.merge_id
  JOIN offer o ON o.id = x.offer_id
 WHERE x.merge_id = :merge
 ORDER BY x.offer_id
 LIMIT :count;

-- name: merge_undo
-- It is taken back, once.
UPDATE product_merge
   SET undone_by = :account, undone_why = :why, undone_at = :now
 WHERE id = :merge AND undone_at IS NULL;
