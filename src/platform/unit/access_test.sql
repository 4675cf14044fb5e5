-- Rows for access_test, and what an insider might try on the records.

-- name: access_test_person
-- Somebody.
INSERT INTO account (no, email, name, password_hash, state, created_at)
VALUES (:no, :email, '김하나', 'x', 'active', 1)
RETURNING id;

-- name: access_test_list
-- Every record with its subjects.
SELECT e.at, e.account_id, e.role, e.address, e.act, e.reason, e.trace, e.subject_count, s.kind,
       s.subject_id
  FROM access_entry e
  JOIN access_subject s ON s.access_id = e.id
 ORDER BY e.id, s.kind, s.subject_id;

-- name: access_test_first
-- The number of the first record.
SELECT no FROM access_entry ORDER BY id LIMIT 1;

-- name: access_test_change
-- Another act than was done.
UPDATE access_entry SET act = 'x' WHERE id = (SELECT MIN(e.id) FROM access_entry e);

-- name: access_test_backdate
-- Another moment.
UPDATE access_entry SET at = at - 1 WHERE id = (SELECT MIN(e.id) FROM access_entry e);

-- name: access_test_swap
-- Another person than was shown.
UPDATE access_subject SET subject_id = subject_id + 1000
 WHERE access_id = (SELECT MIN(e.id) FROM access_entry e) AND kind = 'supplier';

-- name: access_test_cut
-- A person is gone.
DELETE FROM access_subject
 WHERE access_id = (SELECT MIN(e.id) FROM access_entry e) AND kind = 'supplier';

-- name: access_test_put
-- A person who was not shown.
INSERT INTO access_subject (access_id, kind, subject_id)
SELECT MIN(e.id), 'account', 9999 FROM access_entry e;

-- name: access_test_cut_all
-- Every person of the first record is gone …
DELETE FROM access_subject WHERE access_id = (SELECT MIN(e.id) FROM access_entry e);

-- name: access_test_cut_entry
-- … and the record.
DELETE FROM access_entry WHERE id = (SELECT MIN(e.id) FROM access_entry e);

-- name: access_test_forge
-- A record nobody wrote, its hash a copy.
INSERT INTO access_entry (no, at, account_id, role, address, act, reason, trace, subject_count, hash)
SELECT 7, at, account_id, role, address, act, reason, trace, subject_count, hash FROM access_entry
 WHERE id = (SELECT MIN(e.id) FROM access_entry e);
