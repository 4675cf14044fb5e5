-- Work for later.

-- name: job_add
-- A job, due from not_before on.
INSERT INTO job (kind, object_id, argument, state, not_before, created_at)
VALUES (:kind, :object, :argument, 'waiting', :not_before, :now);

-- name: job_next
-- The job that has been due longest, or whose worker has not come back.
SELECT id, kind, object_id, argument, attempt
  FROM job
 WHERE (state = 'waiting' AND not_before <= :now)
    OR (state = 'running' AND lease_until < :now)
 ORDER BY not_before, id
 LIMIT 1;

-- name: job_lease
-- Take it, unless another worker just did.
UPDATE job SET state = 'running', lease_until = :lease_until, attempt = attempt + 1
 WHERE id = :id AND attempt = :attempt;

-- name: job_done
-- It is done.
UPDATE job SET state = 'done', finished_at = :now, lease_until = NULL, last_fault = ''
 WHERE id = :id AND attempt = :attempt;

-- name: job_again
-- It failed: later again, or never.
UPDATE job SET state = :state, not_before = :not_before, lease_until = NULL, last_fault = :fault
 WHERE id = :id AND attempt = :attempt;

-- name: job_counts
-- How many wait, run and are dead; how long the oldest has waited.
SELECT state, COUNT(*) AS job_count, CAST(MIN(not_before) AS BIGINT) AS oldest
  FROM job
 WHERE state <> 'done'
 GROUP BY state
 ORDER BY state;
