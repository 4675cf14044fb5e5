-- Reading 접속기록: who saw whose personal data, and how the months were reviewed.

-- name: privacy_list
-- Records of a span of time, the newest first, before a key; of one viewer, of one person seen; without
-- the looks at these records of who reviews them.
SELECT e.id, e.no, e.at, COALESCE(a.name, '') AS name, COALESCE(a.no, 0) AS account_no,
       COALESCE(e.account_id, 0) AS account_id, e.role, e.address, e.act, e.reason, e.subject_count
  FROM access_entry e
  LEFT JOIN account a ON a.id = e.account_id
 WHERE e.at >= :from_at AND e.at < :to_at AND (e.at, e.id) < (:key_at, :key_n)
   AND (CAST(:account AS BIGINT) IS NULL OR e.account_id = :account)
   AND (CAST(:reviewer AS BIGINT) IS NULL OR e.account_id <> :reviewer
        OR e.act NOT IN ('access.list', 'access.show'))
   AND (CAST(:kind AS TEXT) IS NULL
        OR EXISTS (SELECT 1 FROM access_subject s
                    WHERE s.access_id = e.id AND s.kind = :kind AND s.subject_id = :subject))
 ORDER BY e.at DESC, e.id DESC
 LIMIT :count;

-- name: privacy_top
-- Who saw the most in a span of time, and what all saw together; without the same looks.
SELECT a.id, a.name, a.no, CAST(COUNT(*) AS BIGINT) AS entry_count,
       CAST(SUM(e.subject_count) AS BIGINT) AS person_count,
       CAST(SUM(COUNT(*)) OVER () AS BIGINT) AS all_entries,
       CAST(SUM(SUM(e.subject_count)) OVER () AS BIGINT) AS all_persons
  FROM access_entry e
  JOIN account a ON a.id = e.account_id
 WHERE e.at >= :from_at AND e.at < :to_at
   AND (CAST(:reviewer AS BIGINT) IS NULL OR e.account_id <> :reviewer
        OR e.act NOT IN ('access.list', 'access.show'))
 GROUP BY a.id, a.name, a.no
 ORDER BY person_count DESC, a.id
 LIMIT :count;

-- name: privacy_alarms
-- Who was shown more than is usual, or no more, in a span of time, the newest first.
SELECT a.id, a.name, a.no, l.day, l.kind, l.person_count
  FROM access_alarm l
  JOIN account a ON a.id = l.account_id
 WHERE l.raised_at >= :from_at AND l.raised_at < :to_at
 ORDER BY l.raised_at DESC, a.id, l.kind
 LIMIT :count;

-- name: privacy_subject_find
-- A person by log-in name or number, or a firm by its number or business number.
SELECT s.kind, s.id
  FROM (SELECT 'account' AS kind, a.id FROM account a WHERE a.email = :text OR a.no = :no
        UNION ALL
        SELECT 'supplier' AS kind, f.id FROM supplier f
         WHERE f.business_no = :digits OR f.no = :no) s
 ORDER BY s.kind
 LIMIT 1;

-- name: privacy_entry_find
-- One record.
SELECT e.id, e.no, e.at, COALESCE(a.name, '') AS name, COALESCE(a.no, 0) AS account_no,
       COALESCE(e.account_id, 0) AS account_id, e.role, e.address, e.act, e.reason, e.subject_count
  FROM access_entry e
  LEFT JOIN account a ON a.id = e.account_id
 WHERE e.no = :no;

-- name: privacy_subjects
-- Whose data a record is about.
SELECT s.kind, s.subject_id, COALESCE(a.name, f.name, '') AS name, COALESCE(a.no, f.no, 0) AS no
  FROM access_subject s
  LEFT JOIN account a ON s.kind = 'account' AND a.id = s.subject_id
  LEFT JOIN supplier f ON s.kind = 'supplier' AND f.id = s.subject_id
 WHERE s.access_id = :id
 ORDER BY s.kind, s.subject_id
 LIMIT :count;

-- name: privacy_review_find
-- How a month was reviewed, the last word.
SELECT l.at, l.reason, COALESCE(a.name, '') AS name
  FROM audit_entry l
  LEFT JOIN account a ON a.id = l.account_id
 WHERE l.object = 'access_month' AND l.object_id = :month AND l.act = 'access.review'
 ORDER BY l.id DESC
 LIMIT 1;
