-- Rows for audit_test.

-- name: audit_test_change
-- What an insider might do.
UPDATE audit_entry SET reason = 'x' WHERE lane = :lane AND seq = :seq;

-- name: audit_test_access
-- The records of who saw whom.
SELECT act, reason, subject_count FROM access_entry ORDER BY id;

-- name: audit_test_line
-- A line of the chain as it lies, of any moment.
INSERT INTO audit_entry (lane, seq, at, account_id, role, address, act, object, object_id, reason,
                         before_hash, after_hash, trace, prev_hash, hash)
VALUES (:lane, :seq, :at, :account, '', '', :act, :object, :object_id, '', '', '', '', '', :hash);
