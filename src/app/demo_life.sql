-- Who lives in the demo city, and what they may buy.

-- name: demo_life_people
-- The people of one party with their roles, an officer's department first.
SELECT a.id AS account_id, a.name, m.role, m.department_id, COALESCE(i.name, f.name) AS organisation
  FROM membership m
  JOIN account a ON a.id = m.account_id AND a.state = 'active' AND a.is_demo = 1
  LEFT JOIN institution i ON i.id = m.institution_id
  LEFT JOIN supplier f ON f.id = m.supplier_id
 WHERE m.institution_id = :institution OR m.supplier_id = :supplier
 ORDER BY m.id;

-- name: demo_life_institutions
-- Those that have joined, in the order they did.
SELECT i.id FROM institution i
 WHERE i.is_demo = 1 AND i.state = 'active'
   AND EXISTS (SELECT 1 FROM membership m WHERE m.institution_id = i.id AND m.role = 'officer')
   AND EXISTS (SELECT 1 FROM approval_line l WHERE l.institution_id = i.id)
 ORDER BY i.id
 LIMIT :count;

-- name: demo_life_suppliers
-- Firms that sell, in the order they joined.
SELECT s.id FROM supplier s
 WHERE s.is_demo = 1 AND s.state = 'active'
   AND EXISTS (SELECT 1 FROM offer f WHERE f.supplier_id = s.id AND f.state = 'active')
   AND EXISTS (SELECT 1 FROM membership m WHERE m.supplier_id = s.id AND m.role = 'owner')
 ORDER BY s.id
 LIMIT :count;

-- name: demo_life_offers
-- What a firm sells.
SELECT f.no, f.price_won, f.quantity_min, c.object, s.no AS supplier_no
  FROM offer f
  JOIN product p ON p.id = f.product_id
  JOIN category c ON c.code = p.category_code
  JOIN supplier s ON s.id = f.supplier_id
 WHERE f.supplier_id = :supplier AND f.state = 'active' AND c.object IN ('goods', 'service')
   AND f.price_won BETWEEN 1000 AND 4000000
 ORDER BY f.id
 LIMIT 40;

-- name: demo_life_message_jobs
-- What was told in the past is not sent again.
UPDATE job SET state = 'done', finished_at = :now WHERE kind = 'notice.send' AND state = 'waiting';

-- name: demo_life_messages
-- Likewise.
UPDATE message SET state = 'accepted', dealer_id = 'demo', settled_at = :now
 WHERE state = 'intended';

-- name: demo_life_notices
-- Of the older notices most were read.
UPDATE notice SET read_at = created_at WHERE created_at < :before;
