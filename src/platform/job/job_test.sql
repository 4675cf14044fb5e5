-- name: test_job_state
-- How a job stands.
SELECT state, attempt, not_before, last_fault FROM job WHERE kind = :kind ORDER BY id DESC LIMIT 1;

-- name: test_job_count
-- How many jobs of a kind there are, and when the next is due.
SELECT COUNT(*) AS job_count, CAST(COALESCE(MAX(not_before), 0) AS BIGINT) AS last_due
  FROM job
 WHERE kind = :kind;

-- name: test_job_put
-- The newest job stands so.
UPDATE job SET state = :state, attempt = :attempt, lease_until = :lease_until
 WHERE id = (SELECT MAX(j.id) FROM job j);
