-- 접속기록: whose personal data was shown to whom. Rows are only added.

-- name: access_add
-- An answer that showed persons.
INSERT INTO access_entry (no, at, account_id, role, address, act, reason, trace, subject_count, hash)
VALUES (:no, :at, :account, :role, :address, :act, :reason, :trace, :subject_count, :hash)
RETURNING id;

-- name: access_subject_add
-- One of the persons.
INSERT INTO access_subject (access_id, kind, subject_id) VALUES (:access, :kind, :subject);

-- name: access_shown
-- How many persons an account was shown within the hour, and this day.
SELECT CAST(COALESCE(SUM(CASE WHEN at > :hour THEN subject_count ELSE 0 END), 0) AS BIGINT)
           AS hour_count,
       CAST(COALESCE(SUM(CASE WHEN at >= :day THEN subject_count ELSE 0 END), 0) AS BIGINT)
           AS day_count
  FROM access_entry
 WHERE account_id = :account AND at >= :since;

-- name: access_alarm_add
-- Unusual, or refused: once a day.
INSERT INTO access_alarm (account_id, day, kind, person_count, raised_at)
VALUES (:account, :day, :kind, :person_count, :now)
ON CONFLICT (account_id, day, kind) DO NOTHING;

-- name: access_walk
-- Every record after an id with its subjects, in order.
SELECT e.id, e.no, e.at, e.account_id, e.role, e.address, e.act, e.reason, e.trace,
       e.subject_count, e.hash, COALESCE(s.kind, '') AS kind, COALESCE(s.subject_id, 0) AS subject_id,
       (SELECT COUNT(*) FROM audit_entry l
         WHERE l.object = 'access' AND l.object_id = e.id AND l.after_hash = e.hash) AS line_count
  FROM (SELECT x.id, x.no, x.at, x.account_id, x.role, x.address, x.act, x.reason, x.trace,
               x.subject_count, x.hash
          FROM access_entry x
         WHERE x.id > :after
         ORDER BY x.id
         LIMIT 100) e
  LEFT JOIN access_subject s ON s.access_id = e.id
 ORDER BY e.id, s.kind NULLS FIRST, s.subject_id NULLS FIRST;

-- name: access_gap
-- A line of the audit chain whose record is gone.
SELECT CAST(l.object_id AS TEXT) AS said
  FROM audit_entry l
 WHERE l.object = 'access' AND NOT EXISTS (SELECT 1 FROM access_entry e WHERE e.id = l.object_id)
 ORDER BY l.object_id
 LIMIT 1;
