-- Who may be asked.

-- name: party_holders
-- The roles people hold today at one party.
SELECT m.account_id, m.role
  FROM membership m
  JOIN account a ON a.id = m.account_id AND a.state = 'active'
 WHERE (m.institution_id = :institution OR m.supplier_id = :supplier)
   AND m.first_day <= :today AND (m.last_day IS NULL OR m.last_day >= :today)
 ORDER BY m.account_id, m.id
 LIMIT 500;
