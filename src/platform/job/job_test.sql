-- name: test_job_state
-- How a job stands.
SELECT state, attempt, not_before, last_fault FROM job WHERE kind = :kind;
