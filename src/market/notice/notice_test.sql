-- Rows for notice_test.

-- name: notice_test_person
-- Somebody with a phone.
INSERT INTO account (no, email, name, phone, password_hash, state, created_at)
VALUES (:no, :email, '김하나', '010-0000-0000', 'x', 'active', 1)
RETURNING id;

-- name: notice_test_message
-- Where the only message stands.
SELECT state, text FROM message;

-- name: notice_test_only
-- The only message.
SELECT id FROM message;
