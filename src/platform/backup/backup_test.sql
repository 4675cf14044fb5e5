-- What the backup's tests count.

-- name: backup_test_counts
-- Two numbers of the machinery's own tables.
SELECT t.name, t.number
  FROM (SELECT 1 AS place, 'audit_entry' AS name, COUNT(*) AS number FROM audit_entry
        UNION ALL
        SELECT 2, 'file', COUNT(*) FROM file) t
 ORDER BY t.place;

-- name: backup_test_numbers
-- The rows of the chain and of the kept files.
SELECT (SELECT COUNT(*) FROM audit_entry) AS entries, (SELECT COUNT(*) FROM file) AS files;

-- name: backup_test_other_counts
-- The same names with numbers that never fit.
SELECT t.name, t.number
  FROM (SELECT 1 AS place, 'audit_entry' AS name, COUNT(*) + 1 AS number FROM audit_entry
        UNION ALL
        SELECT 2, 'file', COUNT(*) FROM file) t
 ORDER BY t.place;
