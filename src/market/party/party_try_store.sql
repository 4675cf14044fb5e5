-- Wrong tries in a row, and when the next is answered.

-- name: try_of_account
-- Those at an account.
SELECT failed_count, failed_until FROM account WHERE id = :account;

-- name: try_of_stranger
-- Those at an e-mail that nobody has.
SELECT failed_count, failed_until FROM login_stranger WHERE mark = :mark;

-- name: try_set_account
-- One more at an account.
UPDATE account SET failed_count = :failed_count, failed_until = :failed_until
 WHERE id = :account;

-- name: try_set_stranger
-- One more at an e-mail that nobody has.
INSERT INTO login_stranger (mark, failed_count, failed_until)
VALUES (:mark, :failed_count, :failed_until)
ON CONFLICT (mark) DO UPDATE
   SET failed_count = excluded.failed_count, failed_until = excluded.failed_until;

-- name: try_sweep
-- Forget e-mails that were left alone for long.
DELETE FROM login_stranger WHERE failed_until < :before;
