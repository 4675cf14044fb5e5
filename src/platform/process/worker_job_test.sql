-- What the test of the pools of jobs asks.

-- name: worker_job_test_done
-- Jobs that were done.
SELECT COUNT(*) AS count FROM job WHERE state = 'done';
