-- What operators look at before something is sold.

-- name: vetting_reasons
-- Reasons, their points and limits.
SELECT code, label, points, limit_value, needs_two FROM vetting_reason ORDER BY position;

-- name: vetting_words
-- Words that may not stand in a listing, or need proof; then what is written again and again.
SELECT x.id, x.word, x.kind, x.reason
  FROM (SELECT 0 AS id, word, kind, reason, 0 AS position FROM vetting_word
        UNION ALL
        SELECT id, title, 'template', text, position FROM vetting_template) x
 ORDER BY CASE x.kind WHEN 'forbidden' THEN 0 WHEN 'watch' THEN 1 ELSE 2 END, x.position, x.id,
          x.word
 LIMIT :count;

-- name: vetting_find
-- One listing with all it is weighed by.
SELECT o.id, o.no, o.product_id, p.no AS product_no, o.supplier_id, s.no AS supplier_no,
       s.name AS supplier_name, p.category_code, c.name AS category_name,
       COALESCE(t.name || ' › ', '') || COALESCE(m.name, '') AS category_path, o.state, o.version,
       o.revision, o.reviewed, p.title, p.maker, p.model, p.origin, p.description, p.picture,
       p.picture_alt, COALESCE(NULLIF(p.detail_no, ''), c.detail_no, '') AS detail_no, p.item_no,
       p.detail_no AS own_detail_no, COALESCE(i.state, 'unread') AS item_state,
       COALESCE(i.waits, 0) AS item_waits, COALESCE(i.name, '') AS item_name,
       COALESCE(i.detail_no, '') AS item_detail_no,
       CASE WHEN EXISTS (SELECT 1 FROM number_run r WHERE r.state = 'done') THEN 1 ELSE 0 END AS number_is_read,
       COALESCE(n.no, '') AS number_no, COALESCE(n.name, '') AS number_name, n.ended_at AS number_ended_at,
       CASE WHEN n.ended_at IS NULL THEN ''
            ELSE COALESCE((SELECT MIN(x.no) FROM product_number x
                            WHERE x.name_key = n.name_key AND x.ended_at IS NULL
                              AND LENGTH(x.no) = LENGTH(n.no)), '') END AS number_instead, o.price_won,
       COALESCE((SELECT MIN(x.price_won) FROM offer_tier x WHERE x.offer_id = o.id), o.price_won) AS lowest_won,
       o.unit, o.vat, o.quantity_min, o.lead_days, o.own_production,
       COALESCE(s.activated_at, s.created_at) AS firm_since,
       COALESCE(k.offer_count, 0) AS price_count, COALESCE(k.median_won, 0) AS median_won,
       COALESCE(k.spread_won, 0) AS spread_won,
       (SELECT COUNT(*) FROM attribute a
         WHERE a.category_code = p.category_code AND a.is_required = 1
           AND NOT EXISTS (SELECT 1 FROM product_attribute v
                            WHERE v.product_id = p.id AND v.key = a.key AND v.value <> '')) AS missing,
       (SELECT MIN(r.made_at) FROM offer_revision r
         WHERE r.offer_id = o.id AND r.revision > o.reviewed) AS waiting_since,
       COALESCE(w.account_id, 0) AS first_id, COALESCE(f.name, '') AS first_name,
       COALESCE(w.word, '') AS first_word, COALESCE(w.voted_at, 0) AS first_at
  FROM offer o
  JOIN product p ON p.id = o.product_id
  JOIN supplier s ON s.id = o.supplier_id
  JOIN category c ON c.code = p.category_code
  LEFT JOIN category m ON m.code = c.parent_code
  LEFT JOIN category t ON t.code = m.parent_code
  LEFT JOIN category_price k ON k.category_code = p.category_code AND k.unit = o.unit
  LEFT JOIN vetting_vote w ON w.offer_id = o.id AND w.revision = o.revision
  LEFT JOIN account f ON f.id = w.account_id
  LEFT JOIN product_number n ON n.no = p.detail_no
  LEFT JOIN number_item i ON i.no = p.item_no
 WHERE o.no = :no
 LIMIT 1;

-- name: vetting_twins
-- What else the firm lists in the category, the newest first.
SELECT p.title
  FROM offer o
  JOIN product p ON p.id = o.product_id
 WHERE o.supplier_id = :supplier AND p.category_code = :category AND o.state <> 'ended'
   AND o.id <> :offer AND p.id <> :product
 ORDER BY o.id DESC
 LIMIT :count;

-- name: vetting_keep
-- What was found.
INSERT INTO vetting_case (offer_id, revision, points, needs_two, reasons, waiting_since, weighed_at)
VALUES (:offer, :revision, :points, :needs_two, :reasons, :waiting_since, :now)
ON CONFLICT (offer_id) DO UPDATE SET revision = excluded.revision, points = excluded.points,
    needs_two = excluded.needs_two, reasons = excluded.reasons,
    waiting_since = excluded.waiting_since, weighed_at = excluded.weighed_at;

-- name: vetting_forget
-- It was looked at.
DELETE FROM vetting_case WHERE offer_id = :offer;

-- name: vetting_sweep
-- What was taken back, ended or looked at by another way.
DELETE FROM vetting_case
 WHERE NOT EXISTS (SELECT 1 FROM offer o
                    WHERE o.id = vetting_case.offer_id AND o.reviewed < o.revision
                      AND o.state IN ('waiting', 'active'));

-- name: vetting_fresh
-- What nobody weighed as it is. PostgreSQL is told twice that few wait (offer_unseen_share), and that no index has the
-- order: it would look for them among all offers, from the newest down.
SELECT o.no, p.title
  FROM offer o
  JOIN product p ON p.id = o.product_id
  LEFT JOIN vetting_case k ON k.offer_id = o.id AND k.revision = o.revision
 WHERE o.reviewed < o.revision AND o.state IN ('waiting', 'active') AND k.offer_id IS NULL
   AND CASE WHEN o.reviewed < o.revision THEN 1 ELSE 0 END = 1
 ORDER BY o.id + 0 DESC
 LIMIT :count;

-- name: vetting_list
-- The queue, on by key.
SELECT o.no, o.version, o.id, p.title, s.name AS supplier_name, c.name AS category_name, o.state,
       o.price_won, o.unit, k.points, k.needs_two, k.reasons, k.waiting_since,
       CASE WHEN EXISTS (SELECT 1 FROM vetting_vote w
                          WHERE w.offer_id = o.id AND w.revision = o.revision) THEN 1 ELSE 0 END
           AS has_first
  FROM vetting_case k
  JOIN offer o ON o.id = k.offer_id AND o.reviewed < o.revision AND o.state IN ('waiting', 'active')
  JOIN product p ON p.id = o.product_id
  JOIN supplier s ON s.id = o.supplier_id
  JOIN category c ON c.code = p.category_code
 WHERE k.points >= :points_least AND k.points <= :points_most
   AND (k.needs_two = :two OR :two = 0)
   AND (:after_points < 0 OR k.points < :after_points
        OR (k.points = :after_points AND k.offer_id > :after))
 ORDER BY k.points DESC, k.offer_id
 LIMIT :count;

-- name: vetting_next
-- The one to look at besides one: the riskiest, or in the order of a list the one that stands after it there.
SELECT o.no
  FROM vetting_case k
  JOIN offer o ON o.id = k.offer_id AND o.reviewed < o.revision AND o.state IN ('waiting', 'active')
  LEFT JOIN vetting_case b ON b.offer_id = :but
 WHERE k.offer_id <> :but
   AND k.points >= :points_least AND k.points <= :points_most
   AND (k.needs_two = :two OR :two = 0)
   AND (:in_order = 0 OR b.offer_id IS NULL OR k.points < b.points
        OR (k.points = b.points AND k.offer_id > b.offer_id))
 ORDER BY k.points DESC, k.offer_id
 LIMIT 1;

-- name: vetting_clean
-- What may be approved together, as it was weighed: the longest waiting first.
SELECT o.no, o.version, o.id, p.title, s.name AS supplier_name, o.price_won, o.unit, k.waiting_since
  FROM vetting_case k
  JOIN offer o ON o.id = k.offer_id AND o.revision = k.revision AND o.reviewed < o.revision
              AND o.state IN ('waiting', 'active')
  JOIN product p ON p.id = o.product_id
  JOIN supplier s ON s.id = o.supplier_id
 WHERE k.needs_two = 0 AND k.points <= :batch_points
 ORDER BY k.waiting_since, k.offer_id
 LIMIT :count;

-- name: vetting_counts
-- How many wait, and since when.
SELECT COUNT(*) AS all_count,
       CAST(COALESCE(SUM(k.needs_two), 0) AS BIGINT) AS two_count,
       CAST(COALESCE(SUM(CASE WHEN k.needs_two = 0 AND k.points <= :batch_points THEN 1 ELSE 0 END),
                     0) AS BIGINT) AS clean_count,
       CAST(COALESCE(MIN(k.waiting_since), 0) AS BIGINT) AS oldest
  FROM vetting_case k;

-- name: vetting_vote_add
-- The first of two has looked.
INSERT INTO vetting_vote (offer_id, revision, account_id, word, voted_at)
VALUES (:offer, :revision, :account, :word, :now);

-- name: vetting_decided
-- What became of it, and how long it took.
INSERT INTO vetting_decision (offer_id, revision, verdict, first_id, account_id, points, reasons,
                              waiting_since, decided_at, working_days, is_in_time)
VALUES (:offer, :revision, :verdict, :first, :account, :points, :reasons, :waiting_since, :now,
        :working_days, :is_in_time);

-- name: vetting_weeks
-- Decisions by the week from a moment on.
SELECT (d.decided_at - :start) / 604800000000 AS week, COUNT(*) AS decided,
       CAST(SUM(d.is_in_time) AS BIGINT) AS in_time,
       CAST(SUM(CASE WHEN d.verdict = 'returned' THEN 1 ELSE 0 END) AS BIGINT) AS returned
  FROM vetting_decision d
 WHERE d.decided_at >= :start
 GROUP BY (d.decided_at - :start) / 604800000000
 ORDER BY week;

-- name: vetting_prices
-- What is for sale in a category, by unit.
SELECT o.unit, o.price_won
  FROM product p
  JOIN offer o ON o.product_id = p.id AND o.state = 'active'
 WHERE p.category_code = :category
 ORDER BY o.unit, o.id DESC
 LIMIT :count;

-- name: vetting_price_clear
-- A unit that is not sold any more has no price.
DELETE FROM category_price WHERE category_code = :category;

-- name: vetting_price_keep
-- What a unit of a category costs.
INSERT INTO category_price (category_code, unit, offer_count, median_won, spread_won, counted_at)
VALUES (:category, :unit, :offer_count, :median, :spread, :now);
