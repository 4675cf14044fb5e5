-- Rows for audit_test.

-- name: audit_test_institution
-- An institution that takes part.
INSERT INTO institution (no, name, kind, regime, state, created_at)
VALUES (:no, :name, 'district', 'LOCAL', 'active', 1)
RETURNING id;

-- name: audit_test_person
-- Somebody with a password.
INSERT INTO account (no, email, name, password_hash, state, created_at)
VALUES (:no, :email, :name, :password_hash, 'active', 1)
RETURNING id;

-- name: audit_test_member
-- A role at an institution.
INSERT INTO membership (no, account_id, institution_id, role, first_day, granted_at)
VALUES (:no, :account, :institution, 'officer', '2026-01-01', 1);


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
