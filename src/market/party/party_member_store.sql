-- Who holds which role at a party, from a day to a day. Rows are only added, and ended once.

-- name: member_add
-- A role is given.
INSERT INTO membership (no, account_id, institution_id, supplier_id, department_id, role, title,
                        first_day, last_day, granted_by, granted_at, grant_reason)
VALUES (:no, :account, :institution, :supplier, :department, :role, :title, :first_day, :last_day,
        :granted_by, :now, :reason)
RETURNING id;

-- name: member_list
-- Roles at one party: those that hold or will, then those that ended; going on after a row.
SELECT x.no, x.account_id, x.name, x.email, x.phone, x.account_state, x.role, x.title,
       x.department_name, x.first_day, x.last_day, x.grant_reason, x.end_reason,
       x.has_second_factor, x.turn
  FROM (SELECT m.id, m.no, m.account_id, a.name, a.email, a.phone, a.state AS account_state, m.role,
               m.title, COALESCE(d.name, '') AS department_name, m.first_day, m.last_day,
               m.grant_reason, m.end_reason,
               CASE WHEN a.totp_secret IS NULL THEN 0 ELSE 1 END AS has_second_factor,
               CASE WHEN m.last_day IS NULL OR m.last_day >= :today THEN 0 ELSE 1 END AS turn
          FROM membership m
          JOIN account a ON a.id = m.account_id
          LEFT JOIN department d ON d.id = m.department_id
         WHERE (m.institution_id = :institution OR m.supplier_id = :supplier)
           AND (CAST(:name AS TEXT) IS NULL OR a.name LIKE :name ESCAPE '!'
                OR a.email LIKE :name ESCAPE '!')) x
 WHERE CAST(:after AS BIGINT) IS NULL
    OR (x.turn, x.id) > (SELECT CASE WHEN b.last_day IS NULL OR b.last_day >= :today THEN 0
                                     ELSE 1 END, b.id
                           FROM membership b
                          WHERE b.no = :after
                            AND (b.institution_id = :institution OR b.supplier_id = :supplier))
 ORDER BY x.turn, x.id
 LIMIT :count;

-- name: member_count
-- Roles at one party that hold or will.
SELECT COUNT(*) AS count
  FROM membership m
 WHERE (m.institution_id = :institution OR m.supplier_id = :supplier)
   AND (m.last_day IS NULL OR m.last_day >= :today);

-- name: member_find
-- One role at one party.
SELECT m.id, m.no, m.account_id, a.name, a.email, a.phone, a.state AS account_state, m.role, m.title,
       COALESCE(d.name, '') AS department_name, m.first_day, m.last_day, m.grant_reason,
       m.end_reason, CASE WHEN a.totp_secret IS NULL THEN 0 ELSE 1 END AS has_second_factor,
       CASE WHEN m.last_day IS NULL OR m.last_day >= :today THEN 0 ELSE 1 END AS turn
  FROM membership m
  JOIN account a ON a.id = m.account_id
  LEFT JOIN department d ON d.id = m.department_id
 WHERE m.no = :no AND (m.institution_id = :institution OR m.supplier_id = :supplier);

-- name: member_overlaps
-- Does the person hold this role at the party (an operator: at all) on any day of a time already?
SELECT COUNT(*) AS count
  FROM membership m
 WHERE m.account_id = :account AND m.role = :role
   AND (m.institution_id = :institution OR m.supplier_id = :supplier OR m.role = 'operator')
   AND (m.last_day IS NULL OR m.last_day >= :first_day)
   AND (CAST(:last_day AS TEXT) IS NULL OR m.first_day <= :last_day);

-- name: member_others
-- Others who hold a role at the party today without a last day: whoever remains when one goes.
SELECT COUNT(*) AS count
  FROM membership m
  JOIN account a ON a.id = m.account_id AND a.state = 'active'
 WHERE m.role = :role AND m.id <> :member
   AND (m.institution_id = :institution OR m.supplier_id = :supplier)
   AND m.first_day <= :today AND m.last_day IS NULL;

-- name: member_end
-- A role gets its last day, or an earlier one.
UPDATE membership
   SET last_day = :last_day, ended_by = :ended_by, ended_at = :now, end_reason = :reason
 WHERE id = :member AND (last_day IS NULL OR last_day > :last_day);

-- name: member_end_all
-- Everybody's roles at a party that have not ended: an earlier applicant's, when another applies.
UPDATE membership
   SET last_day = :last_day, ended_at = :now, end_reason = :reason
 WHERE (institution_id = :institution OR supplier_id = :supplier)
   AND (last_day IS NULL OR last_day > :last_day);

-- name: member_end_sessions
-- Sessions of one person at one party.
UPDATE session SET ended_at = :now
 WHERE account_id = :account AND ended_at IS NULL
   AND (institution_id = :institution OR supplier_id = :supplier);

-- name: member_end_party_sessions
-- Everybody's sessions at one party.
UPDATE session SET ended_at = :now
 WHERE ended_at IS NULL AND (institution_id = :institution OR supplier_id = :supplier);
