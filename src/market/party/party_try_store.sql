-- Wrong tries in a row, and when the next is answered.

-- name: try_find
-- Those at a mark.
SELECT failed_count, failed_until FROM login_try WHERE mark = :mark;

-- name: try_set
-- One more, or none any more.
INSERT INTO login_try (mark, failed_count, failed_until)
VALUES (:mark, :failed_count, :failed_until)
ON CONFLICT (mark) DO UPDATE
   SET failed_count = excluded.failed_count, failed_until = excluded.failed_until;
