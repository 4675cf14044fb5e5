-- What the demo's institutions look for.

-- name: demo_wanted_officer
-- Who buys at an institution.
SELECT m.account_id AS id FROM membership m
 WHERE m.institution_id = :institution AND m.role = 'officer'
 ORDER BY m.id LIMIT 1;

-- name: demo_wanted_answer
-- The newest thing a firm sells of a category, and who works there.
SELECT o.id, m.account_id
  FROM offer o
  JOIN product p ON p.id = o.product_id AND p.category_code = :category
  JOIN membership m ON m.supplier_id = o.supplier_id
 WHERE o.supplier_id = :supplier AND o.state = 'active'
 ORDER BY o.id DESC, m.id LIMIT 1;
