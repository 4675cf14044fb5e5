-- What a person's institutions ask of the password, and the passwords that were.

-- name: password_rules
-- Rules in force today of every institution where the person holds a role today.
SELECT p.kind, MIN(p.value_count) AS least, MAX(p.value_count) AS most
  FROM membership m
  JOIN institution_policy p ON p.institution_id = m.institution_id AND p.value_count > 0
       AND p.first_day <= :today AND (p.last_day IS NULL OR p.last_day >= :today)
  LEFT JOIN institution_policy_end e ON e.policy_id = p.id
 WHERE m.account_id = :account
   AND m.first_day <= :today AND (m.last_day IS NULL OR m.last_day >= :today)
   AND (e.last_day IS NULL OR e.last_day >= :today)
 GROUP BY p.kind
 ORDER BY p.kind;

-- name: password_recent
-- The one in use and those before it, the newest first.
SELECT w.hash
  FROM (SELECT a.password_hash AS hash, 1 AS is_now, a.id AS row_id
          FROM account a WHERE a.id = :account
        UNION ALL
        SELECT o.hash, 0 AS is_now, o.id AS row_id
          FROM account_password_old o WHERE o.account_id = :account) w
 ORDER BY w.is_now DESC, w.row_id DESC
 LIMIT :count;

-- name: password_set_at
-- When the one in use was set.
SELECT CASE WHEN password_set_at = 0 THEN created_at ELSE password_set_at END AS set_at
  FROM account
 WHERE id = :account;

-- name: password_keep_old
-- The one in use is about to be replaced.
INSERT INTO account_password_old (account_id, hash)
SELECT a.id, a.password_hash FROM account a WHERE a.id = :account;

-- name: password_forget_old
-- All but the newest :kept.
DELETE FROM account_password_old
 WHERE account_id = :account
   AND id NOT IN (SELECT o.id FROM account_password_old o WHERE o.account_id = :account
                   ORDER BY o.id DESC LIMIT :kept);

-- name: password_no_longer_due
-- The session opens everything again.
UPDATE session SET password_due = 0 WHERE id = :session;
