-- What somebody with the file does to the chain of deeds.

-- name: backup_verb_test_empty
-- Every line is gone …
DELETE FROM audit_entry;

-- name: backup_verb_test_behead
-- … and every head.
DELETE FROM audit_head;
