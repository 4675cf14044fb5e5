-- Rows for audit_testing.

-- name: audit_testing_institution
-- An institution that takes part.
INSERT INTO institution (no, name, kind, regime, state, created_at)
VALUES (:no, :name, 'district', 'LOCAL', 'active', 1)
RETURNING id;

-- name: audit_testing_person
-- Somebody with a password.
INSERT INTO account (no, email, name, password_hash, state, created_at)
VALUES (:no, :email, :name, :password_hash, 'active', 1)
RETURNING id;

-- name: audit_testing_member
-- A role at an institution.
INSERT INTO membership (no, account_id, institution_id, role, first_day, granted_at)
VALUES (:no, :account, :institution, 'officer', '2026-01-01', 1);
