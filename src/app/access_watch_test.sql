-- What a watched reading leaves behind.

-- name: watch_test_left
-- Persons on record, and the alarms.
SELECT (SELECT CAST(COALESCE(SUM(subject_count), 0) AS BIGINT) FROM access_entry
         WHERE account_id = :account) AS persons,
       (SELECT COUNT(*) FROM access_subject s JOIN access_entry e ON e.id = s.access_id
         WHERE e.account_id = :account) AS rows_count,
       (SELECT COUNT(*) FROM access_alarm WHERE account_id = :account AND kind = 'unusual') AS unusual,
       (SELECT COUNT(*) FROM access_alarm WHERE account_id = :account AND kind = 'refused') AS refused;
