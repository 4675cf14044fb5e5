-- What an operator reads in a support view: cases of one institution, and no row of a quote.

-- name: support_cases
-- Its cases, the newest first, before an id.
SELECT p.id, p.no, p.title, p.state, p.moved_at, p.officer_id, a.name AS officer_name,
       d.name AS department_name
  FROM purchase p
  JOIN account a ON a.id = p.officer_id
  JOIN department d ON d.id = p.department_id
 WHERE p.institution_id = :institution AND p.id < :before
 ORDER BY p.id DESC
 LIMIT 51;

-- name: support_happenings
-- What happened to one, with who did it, the newest first.
SELECT e.at, e.account_id, e.actor, e.organisation, e.kind, e.text
  FROM purchase_event e
  JOIN purchase p ON p.id = e.purchase_id
 WHERE p.institution_id = :institution AND p.id = :purchase
 ORDER BY e.id DESC
 LIMIT 200;
