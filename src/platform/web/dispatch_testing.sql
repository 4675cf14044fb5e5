-- Statements of the dispatcher's own tests.

-- name: test_deed_add
-- Something was done.
INSERT INTO job (kind, object_id, argument, state, not_before, created_at)
VALUES (:kind, :object, '', 'waiting', 0, 0);

-- name: test_deed_count
-- How often.
SELECT COUNT(*) AS deed_count FROM job WHERE kind = :kind;

-- name: test_denied_count
-- How often this person knocked at a door of others.
SELECT COUNT(*) AS denied_count FROM audit_entry
 WHERE act = 'request.deny' AND object_id = :account;
