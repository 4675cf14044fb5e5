-- What a log-in or a confirmation is checked against, and what it leaves.

-- name: session_known_address
-- Did the person log in from this address of late?
SELECT COUNT(*) AS count
  FROM session
 WHERE account_id = :account AND address = :address AND created_at > :since;

-- name: account_by_email
-- What the log-in needs to know of an account.
SELECT id, name, password_hash, totp_secret, totp_last_step, is_demo
  FROM account
 WHERE email = :email AND state = 'active';

-- name: account_secret
-- The secrets of the person who acts, for asking again before a deed.
SELECT id, name, password_hash, totp_secret, totp_last_step, is_demo
  FROM account
 WHERE id = :account AND state = 'active';

-- name: account_succeeded
-- The right code: its step is used up.
UPDATE account SET totp_last_step = :totp_step
 WHERE id = :account AND totp_last_step < :totp_step;

-- name: account_rehash
-- The same password at the cost of today, unless another was set meanwhile.
UPDATE account SET password_hash = :hash WHERE id = :account AND password_hash = :before;
