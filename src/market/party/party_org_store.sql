-- Departments, approval lines and delegations of one institution.

-- name: department_list
-- All of an institution, those at work first.
SELECT d.id, d.no, d.name, d.state, d.version,
       (SELECT COUNT(*) FROM membership m
         WHERE m.institution_id = d.institution_id AND m.department_id = d.id
           AND m.first_day <= :today
           AND (m.last_day IS NULL OR m.last_day >= :today)) AS people
  FROM department d
 WHERE d.institution_id = :institution
 ORDER BY CASE WHEN d.state = 'active' THEN 0 ELSE 1 END, d.name
 LIMIT 300;

-- name: department_find
-- One of an institution.
SELECT d.id, d.no, d.name, d.state, d.version,
       (SELECT COUNT(*) FROM membership m
         WHERE m.institution_id = d.institution_id AND m.department_id = d.id
           AND m.first_day <= :today
           AND (m.last_day IS NULL OR m.last_day >= :today)) AS people
  FROM department d
 WHERE d.no = :no AND d.institution_id = :institution;

-- name: department_is_known
-- Is there another of this name?
SELECT COUNT(*) AS count
  FROM department
 WHERE institution_id = :institution AND name = :name AND id <> :id;

-- name: department_add
-- A new one.
INSERT INTO department (no, institution_id, name) VALUES (:no, :institution, :name) RETURNING id;

-- name: department_save
-- Its name and whether it is at work.
UPDATE department SET name = :name, state = :state, version = version + 1
 WHERE id = :id AND version = :version AND institution_id = :institution;

-- name: line_list
-- The approval lines of an institution: in force or to come first, then those that ended.
SELECT l.id, l.no, l.department_id, COALESCE(d.name, '') AS department_name, l.step, l.account_id,
       a.name, l.from_won, l.first_day, l.last_day,
       CASE WHEN a.state = 'active'
             AND EXISTS (SELECT 1 FROM membership m
                          WHERE m.account_id = l.account_id
                            AND m.institution_id = l.institution_id AND m.role = 'approver'
                            AND m.first_day <= :today
                            AND (m.last_day IS NULL OR m.last_day >= :today))
            THEN 1 ELSE 0 END AS approves
  FROM approval_line l
  JOIN account a ON a.id = l.account_id
  LEFT JOIN department d ON d.id = l.department_id
 WHERE l.institution_id = :institution
   AND (CAST(:no AS BIGINT) IS NULL OR l.no = :no)
 ORDER BY CASE WHEN l.last_day IS NULL OR l.last_day >= :today THEN 0 ELSE 1 END,
          CASE WHEN l.department_id IS NULL THEN 0 ELSE 1 END, d.name NULLS FIRST, l.step,
          l.from_won, l.first_day, l.id
 LIMIT 300;

-- name: line_is_taken
-- Is that step of that department from that price taken on any day of a time?
SELECT COUNT(*) AS count
  FROM approval_line l
 WHERE l.institution_id = :institution
   AND l.department_id IS NOT DISTINCT FROM CAST(:department AS BIGINT)
   AND l.step = :step AND l.from_won = :from_won
   AND (l.last_day IS NULL OR l.last_day >= :first_day)
   AND (CAST(:last_day AS TEXT) IS NULL OR l.first_day <= :last_day);

-- name: line_add
-- Who approves from a price on.
INSERT INTO approval_line (no, institution_id, department_id, step, account_id, from_won, first_day,
                           last_day)
VALUES (:no, :institution, :department, :step, :account, :from_won, :first_day, :last_day)
RETURNING id;

-- name: line_end
-- Its last day, or an earlier one.
UPDATE approval_line SET last_day = :last_day
 WHERE id = :id AND institution_id = :institution AND (last_day IS NULL OR last_day > :last_day);

-- name: approver_list
-- Who holds the role 결재자 at an institution on a day or after.
SELECT DISTINCT a.id, a.no, a.name, a.email
  FROM membership m
  JOIN account a ON a.id = m.account_id AND a.state = 'active'
 WHERE m.institution_id = :institution AND m.role = 'approver'
   AND (m.last_day IS NULL OR m.last_day >= :today)
 ORDER BY a.name, a.id
 LIMIT 300;

-- name: delegation_list
-- Delegations of an institution, of one person or of all: those that hold or will first.
SELECT d.id, d.no, d.from_account_id, f.name AS from_name, d.to_account_id, t.name AS to_name,
       d.first_day, d.last_day, d.reason, d.revoked_at
  FROM delegation d
  JOIN account f ON f.id = d.from_account_id
  JOIN account t ON t.id = d.to_account_id
 WHERE d.institution_id = :institution
   AND (CAST(:account AS BIGINT) IS NULL OR d.from_account_id = :account)
   AND (CAST(:no AS BIGINT) IS NULL OR d.no = :no)
 ORDER BY CASE WHEN d.revoked_at IS NULL AND d.last_day >= :today THEN 0 ELSE 1 END,
          d.first_day DESC, d.id DESC
 LIMIT 100;

-- name: delegation_overlaps
-- Has the person one that holds on any day of a time?
SELECT COUNT(*) AS count
  FROM delegation d
 WHERE d.institution_id = :institution AND d.from_account_id = :account AND d.revoked_at IS NULL
   AND d.first_day <= :last_day AND d.last_day >= :first_day;

-- name: delegation_add
-- Another person for a time.
INSERT INTO delegation (no, institution_id, from_account_id, to_account_id, first_day, last_day,
                        reason, created_at)
VALUES (:no, :institution, :from, :to, :first_day, :last_day, :reason, :now)
RETURNING id;

-- name: delegation_revoke
-- From now on the person decides again.
UPDATE delegation SET revoked_at = :now
 WHERE id = :id AND institution_id = :institution AND revoked_at IS NULL;
