-- What became of a firm's listings.

-- name: listing_stats
-- How often each was looked at, asked for and bought since a day, the most looked at first; those
-- that were bought for most are among them.
SELECT x.no, x.title, x.state, x.seen, x.asked, x.bought, x.won, x.by_won
  FROM (SELECT o.no, p.title, o.state, COALESCE(v.seen, 0) AS seen, COALESCE(d.asked, 0) AS asked,
               COALESCE(d.bought, 0) AS bought, COALESCE(d.won, 0) AS won,
               ROW_NUMBER() OVER (ORDER BY COALESCE(v.seen, 0) DESC, COALESCE(d.asked, 0) DESC, o.id DESC) AS by_seen,
               ROW_NUMBER() OVER (ORDER BY COALESCE(d.won, 0) DESC, o.id DESC) AS by_won
          FROM offer o
          JOIN product p ON p.id = o.product_id
          LEFT JOIN (SELECT s.offer_id, CAST(SUM(s.count) AS BIGINT) AS seen
                       FROM offer f
                       JOIN offer_seen s ON s.offer_id = f.id AND s.on_day >= :from_day
                      WHERE f.supplier_id = :supplier
                      GROUP BY s.offer_id) v ON v.offer_id = o.id
          LEFT JOIN (SELECT l.offer_id, COUNT(DISTINCT q.id) AS asked, COUNT(DISTINCT c.id) AS bought,
                            CAST(SUM(CASE WHEN c.id IS NULL THEN 0 ELSE l.price_won * l.quantity END) AS BIGINT) AS won
                       FROM purchase q
                       JOIN purchase_line l ON l.purchase_id = q.id
                       LEFT JOIN contract c ON c.purchase_id = q.id AND c.state <> 'void'
                      WHERE q.supplier_id = :supplier AND q.requested_on >= :from_day AND q.is_training = 0
                      GROUP BY l.offer_id) d ON d.offer_id = o.id
         WHERE o.supplier_id = :supplier AND o.state <> 'ended') x
 WHERE x.by_seen <= :count OR x.by_won <= :bars
 ORDER BY x.by_seen
 LIMIT :most;

-- name: listing_misses
-- What was looked for and not found since a day, the most wanted first.
SELECT m.query, CAST(SUM(m.count) AS BIGINT) AS count
  FROM search_miss m
 WHERE m.on_day >= :from_day
 GROUP BY m.query
 ORDER BY count DESC, m.query
 LIMIT :count;
