-- Searches people keep.

-- name: saved_add
-- One more, unless the person keeps as many as one may.
INSERT INTO search_saved (no, account_id, name, question, said, is_told, created_at, looked_at,
                          seen_at)
SELECT :no, :account, :name, :question, :said, :told, :now, :now, :now
  FROM (SELECT COUNT(*) AS kept FROM search_saved s
         WHERE s.account_id = :account AND s.removed_at IS NULL) x
 WHERE x.kept < :most;

-- name: saved_list
-- What a person keeps, the newest first.
SELECT id, no, account_id, name, question, said, is_told, looked_at, seen_at, new_count,
       CASE WHEN removed_at IS NULL THEN 0 ELSE 1 END AS is_removed, 1 AS may_be_told
  FROM search_saved
 WHERE account_id = :account AND removed_at IS NULL
 ORDER BY id DESC
 LIMIT :count;

-- name: saved_find
-- One of them, also one that was removed a moment ago.
SELECT id, no, account_id, name, question, said, is_told, looked_at, seen_at, new_count,
       CASE WHEN removed_at IS NULL THEN 0 ELSE 1 END AS is_removed, 1 AS may_be_told
  FROM search_saved
 WHERE account_id = :account AND no = :no;

-- name: saved_find_same
-- Does the person keep the same question already?
SELECT COUNT(*) AS count
  FROM search_saved
 WHERE account_id = :account AND question = :question AND removed_at IS NULL;

-- name: saved_set
-- Another name; told or not. Who is told again is told of what comes from now on.
UPDATE search_saved
   SET name = :name,
       looked_at = CASE WHEN is_told = 0 AND :told = 1 THEN CAST(:now AS BIGINT) ELSE looked_at END,
       is_told = :told
 WHERE account_id = :account AND no = :no AND removed_at IS NULL;

-- name: saved_open
-- Its person looks at it.
UPDATE search_saved SET seen_at = :now, new_count = 0
 WHERE account_id = :account AND no = :no AND removed_at IS NULL;

-- name: saved_remove
-- Not kept any more; it may be taken back.
UPDATE search_saved SET removed_at = :now
 WHERE account_id = :account AND no = :no AND removed_at IS NULL;

-- name: saved_restore
-- Taken back, where there is still room for it.
UPDATE search_saved SET removed_at = NULL
 WHERE account_id = :account AND no = :no AND removed_at IS NOT NULL
   AND (SELECT COUNT(*) FROM search_saved s
         WHERE s.account_id = :account AND s.removed_at IS NULL) < :most;

-- name: saved_due
-- Those to be looked at, person by person after one; a role somewhere makes a person be told.
SELECT s.id, s.no, s.account_id, s.name, s.question, s.said, s.is_told, s.looked_at, s.seen_at,
       s.new_count, 0 AS is_removed,
       CASE WHEN a.state = 'active'
                 AND EXISTS (SELECT 1 FROM membership m
                              WHERE m.account_id = s.account_id AND m.first_day <= :today
                                AND (m.last_day IS NULL OR m.last_day >= :today))
            THEN 1 ELSE 0 END AS may_be_told
  FROM search_saved s
  JOIN account a ON a.id = s.account_id
 WHERE s.account_id > :after AND s.is_told = 1 AND s.removed_at IS NULL AND s.looked_at < :until
 ORDER BY s.account_id, s.id
 LIMIT :count;

-- name: saved_fresh
-- The offers put on sale for the first time within a span, and when; at most so many, the first.
SELECT r.offer_id, r.made_at
  FROM offer_revision r
 WHERE r.state = 'active' AND r.made_at > :since AND r.made_at <= :until
   AND NOT EXISTS (SELECT 1 FROM offer_revision e
                    WHERE e.offer_id = r.offer_id AND e.revision < r.revision
                      AND e.state = 'active')
 ORDER BY r.made_at, r.offer_id
 LIMIT :count;

-- name: saved_looked
-- It was looked at, if nobody else did or changed it meanwhile.
UPDATE search_saved SET looked_at = :until, new_count = new_count + :count
 WHERE id = :id AND looked_at = :looked AND is_told = 1 AND removed_at IS NULL;

-- name: saved_forget
-- What was removed long enough ago to be gone.
DELETE FROM search_saved
 WHERE id IN (SELECT s.id FROM search_saved s WHERE s.removed_at < :before
               ORDER BY s.id LIMIT :count);
