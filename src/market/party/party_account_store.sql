-- Accounts as their owners and the operator see them, and the codes that open them once.

-- name: account_find
-- One account by its row.
SELECT id, no, email, name, phone, state, version,
       CASE WHEN totp_secret IS NULL THEN 0 ELSE 1 END AS has_second_factor
  FROM account
 WHERE id = :account;

-- name: account_find_by_email
-- One account by its log-in name.
SELECT id, no, email, name, phone, state, version,
       CASE WHEN totp_secret IS NULL THEN 0 ELSE 1 END AS has_second_factor
  FROM account
 WHERE email = :email;

-- name: account_add
-- A new person.
INSERT INTO account (no, email, name, phone, password_hash, totp_secret, state, is_demo, created_at)
VALUES (:no, :email, :name, :phone, :hash, :totp, 'active', :is_demo, :now)
RETURNING id;

-- name: account_set_password
-- A new password.
UPDATE account SET password_hash = :hash, password_set_at = :now, version = version + 1
 WHERE id = :account AND state = 'active';

-- name: account_set_factor
-- A second factor; the step of the code that proved it is used up.
UPDATE account
   SET totp_secret = :secret, totp_last_step = :step, version = version + 1
 WHERE id = :account AND state = 'active';

-- name: account_set_contact
-- How the person is called and reached.
UPDATE account
   SET name = :name, phone = :phone, version = version + 1
 WHERE id = :account AND version = :version AND state = 'active';

-- name: account_set_state
-- The operator closes an account, or opens it again.
UPDATE account SET state = :state, version = version + 1 WHERE id = :account;

-- name: account_roles
-- The roles of a person, those of today first.
SELECT m.role, m.title, m.first_day, m.last_day, COALESCE(i.name, f.name, '') AS organisation,
       CASE WHEN m.first_day <= :today AND (m.last_day IS NULL OR m.last_day >= :today)
            THEN 1 ELSE 0 END AS holds
  FROM membership m
  LEFT JOIN institution i ON i.id = m.institution_id
  LEFT JOIN supplier f ON f.id = m.supplier_id
 WHERE m.account_id = :account
 ORDER BY holds DESC, m.first_day DESC, m.id DESC
 LIMIT 50;

-- name: account_list
-- Every account with its roles of today, for the operator's terminal.
SELECT a.email, a.state, CASE WHEN a.totp_secret IS NULL THEN 0 ELSE 1 END AS has_second_factor,
       COALESCE(m.role, '') AS role,
       COALESCE(i.name, f.name, '') AS organisation
  FROM account a
  LEFT JOIN membership m ON m.account_id = a.id AND m.first_day <= :today
       AND (m.last_day IS NULL OR m.last_day >= :today)
  LEFT JOIN institution i ON i.id = m.institution_id
  LEFT JOIN supplier f ON f.id = m.supplier_id
 ORDER BY a.email, m.id;

-- name: account_operators
-- Whom an alarm is told to.
SELECT DISTINCT m.account_id
  FROM membership m
  JOIN account a ON a.id = m.account_id AND a.state = 'active'
 WHERE m.role = 'operator' AND m.first_day <= :today
   AND (m.last_day IS NULL OR m.last_day >= :today)
 ORDER BY m.account_id;

-- name: account_end_sessions
-- All sessions of a person but one (0: none is spared).
UPDATE session SET ended_at = :now
 WHERE account_id = :account AND ended_at IS NULL AND id <> :spared;

-- name: recovery_close
-- Earlier codes of the person open nothing any more.
UPDATE recovery_code SET used_at = :now WHERE account_id = :account AND used_at IS NULL;

-- name: recovery_add
-- A code; only its hash is kept.
INSERT INTO recovery_code (account_id, code_hash, expires_at, created_at)
VALUES (:account, :hash, :expires_at, :now);

-- name: recovery_count
-- Codes made for the person since.
SELECT COUNT(*) AS count FROM recovery_code WHERE account_id = :account AND created_at > :since;

-- name: recovery_find
-- The code that may still open this account.
SELECT id, code_hash, tries
  FROM recovery_code
 WHERE account_id = :account AND used_at IS NULL AND expires_at > :now AND tries < :tries_max
 ORDER BY id DESC
 LIMIT 1;

-- name: recovery_try
-- One more wrong try.
UPDATE recovery_code SET tries = tries + 1 WHERE id = :code;

-- name: recovery_use
-- It worked once.
UPDATE recovery_code SET used_at = :now
 WHERE id = :code AND used_at IS NULL AND expires_at > :now AND tries < :tries_max;
