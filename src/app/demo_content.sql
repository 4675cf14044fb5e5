-- name: demo_shoot_offers
-- What a firm sells that stands in no shoot.
SELECT o.id, o.product_id
  FROM offer o
 WHERE o.supplier_id = :supplier AND o.state = 'active'
   AND NOT EXISTS (SELECT 1 FROM shoot_item i WHERE i.offer_id = o.id)
 ORDER BY o.id
 LIMIT 3;

-- name: demo_shoot_person
-- Who works at a firm.
SELECT a.id, a.name
  FROM membership m
  JOIN account a ON a.id = m.account_id
 WHERE m.supplier_id = :supplier
 ORDER BY m.id
 LIMIT 1;
