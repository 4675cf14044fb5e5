-- The formula of the order, and who is new.

-- name: search_ranking
-- The terms of the newest version whose day has come, then the firms that are new by it.
SELECT 'term' AS kind, r.version AS id, r.term AS word, r.points AS value, r.measure, r.starts_on
  FROM ranking r
 WHERE r.version = (SELECT MAX(m.version) FROM ranking m WHERE m.starts_on <= :today)
UNION ALL
SELECT 'firm' AS kind, s.id, '' AS word, s.no AS value, r.measure, r.starts_on
  FROM ranking r
  JOIN supplier s ON s.state = 'active' AND s.activated_at >= :today_us - r.measure * 86400000000
 WHERE r.term = 'newcomer'
   AND r.version = (SELECT MAX(m.version) FROM ranking m WHERE m.starts_on <= :today)
 ORDER BY kind DESC, id, word
 LIMIT 4000;
