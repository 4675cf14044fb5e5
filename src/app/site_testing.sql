-- What tests of the whole site ask of the town.

-- name: site_testing_person
-- One of the demo's people and where they stand.
SELECT m.account_id, m.institution_id, m.supplier_id, m.department_id
  FROM account a
  JOIN membership m ON m.account_id = a.id
 WHERE a.email = :email
 ORDER BY m.id
 LIMIT 1;
