-- What a line of a case is of.

-- name: purchase_seen_find
-- The offer of a line as its officer saw it and as it is today, the older first, each with what the product was
-- said to be; one row where no revision came since. A revision that does not say of which product it is
-- (0078) is of the line's, as it was seen.
SELECT CASE WHEN l.seen_at = 0 THEN q.created_at ELSE l.seen_at END AS seen_at,
       CASE WHEN o.state = 'active' AND f.state = 'active'
                 AND (o.valid_until IS NULL OR o.valid_until >= :today) THEN 1 ELSE 0 END AS is_on_sale,
       o.id AS offer_id, r.revision, r.price_won, r.unit, r.vat, r.lead_days,
       r.state, r.made_at, r.quantity_min, r.own_production, COALESCE(r.stock, -1) AS stock,
       r.valid_until, r.districts, r.tiers, COALESCE(v.content, '') AS content, p.id AS product_id,
       p.no AS product_no, p.category_code, p.title, p.maker, p.model, p.origin, p.description,
       p.detail_no, p.item_no
  FROM purchase_line l
  JOIN purchase q ON q.id = l.purchase_id
  JOIN offer o ON o.id = l.offer_id
  JOIN supplier f ON f.id = o.supplier_id
  JOIN offer_revision r ON r.offer_id = o.id AND r.revision IN (l.offer_revision, o.revision)
  JOIN product p ON p.id = COALESCE(r.product_id, CASE WHEN r.revision = l.offer_revision
                                                       THEN l.product_id ELSE o.product_id END)
  LEFT JOIN product_revision v ON v.product_id = p.id AND v.revision = r.product_revision
 WHERE l.purchase_id = :purchase AND l.seq = :seq
 ORDER BY r.revision
 LIMIT 2;

-- name: purchase_seen_list_shown
-- Offers as a form showed them (|offer:revision|offer:revision|) and as they are today, in the same way: those
-- of the lines of a case, or of a person's basket.
SELECT CAST(0 AS BIGINT) AS seen_at,
       CASE WHEN o.state = 'active' AND f.state = 'active'
                 AND (o.valid_until IS NULL OR o.valid_until >= :today) THEN 1 ELSE 0 END AS is_on_sale,
       o.id AS offer_id, r.revision, r.price_won, r.unit, r.vat, r.lead_days,
       r.state, r.made_at, r.quantity_min, r.own_production, COALESCE(r.stock, -1) AS stock,
       r.valid_until, r.districts, r.tiers, COALESCE(v.content, '') AS content, p.id AS product_id,
       p.no AS product_no, p.category_code, p.title, p.maker, p.model, p.origin, p.description,
       p.detail_no, p.item_no
  FROM (SELECT l.offer_id FROM purchase_line l WHERE l.purchase_id = CAST(:purchase AS BIGINT)
        UNION
        SELECT b.offer_id FROM basket_line b WHERE b.account_id = CAST(:basket_of AS BIGINT)) x
  JOIN offer o ON o.id = x.offer_id
  JOIN supplier f ON f.id = o.supplier_id
  JOIN offer_revision r ON r.offer_id = o.id
       AND (r.revision = o.revision
            OR :shown LIKE '%|' || CAST(o.id AS TEXT) || ':' || CAST(r.revision AS TEXT) || '|%')
  JOIN product p ON p.id = COALESCE(r.product_id, o.product_id)
  LEFT JOIN product_revision v ON v.product_id = p.id AND v.revision = r.product_revision
 WHERE :shown LIKE '%|' || CAST(o.id AS TEXT) || ':%'
 ORDER BY o.id, r.revision
 LIMIT 200;
