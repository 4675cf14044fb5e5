-- Work for later.

-- name: job_add
-- A job, due from not_before on.
INSERT INTO job (kind, object_id, argument, state, not_before, created_at)
VALUES (:kind, :object, :argument, 'waiting', :not_before, :now);

-- name: job_plan
-- The next run of a kind that comes again, unless it stands there already.
INSERT INTO job (kind, object_id, argument, state, not_before, created_at, key)
VALUES (:kind, 0, '', 'waiting', :not_before, :now, :key)
ON CONFLICT (key) WHERE key IS NOT NULL DO NOTHING;

-- name: job_lease
-- Take the job that has been due longest, or whose worker has not come back, among ",kind,kind,". From
-- kind to kind by the index, so that thousands that wait for another pool are not walked through.
UPDATE job
   SET state = 'running', lease_until = :lease_until, attempt = attempt + 1
 WHERE id = (WITH RECURSIVE there (kind) AS (
                  SELECT MIN(a.kind) FROM job a WHERE a.state IN ('waiting', 'running')
                  UNION ALL
                  SELECT (SELECT MIN(b.kind) FROM job b
                           WHERE b.state IN ('waiting', 'running') AND b.kind > t.kind)
                    FROM there t
                   WHERE t.kind IS NOT NULL)
             SELECT j.id
               FROM there t
               JOIN job j ON j.id = (SELECT d.id
                                       FROM job d
                                      WHERE d.kind = t.kind AND d.state IN ('waiting', 'running')
                                        AND d.not_before <= :now
                                        AND (d.state = 'waiting' OR d.lease_until < :now)
                                      ORDER BY d.not_before, d.id
                                      LIMIT 1)
              WHERE replace(:kinds, ',' || t.kind || ',', '') <> :kinds
              ORDER BY j.not_before, j.id
              LIMIT 1)
RETURNING id, kind, object_id, argument, attempt;

-- name: job_done
-- It is done, if the lease is still ours.
UPDATE job SET state = 'done', finished_at = :now, lease_until = NULL, last_fault = ''
 WHERE id = :id AND state = 'running' AND attempt = :attempt;

-- name: job_again
-- It failed: later again, or never; if the lease is still ours.
UPDATE job SET state = :state, not_before = :not_before, lease_until = NULL, last_fault = :fault
 WHERE id = :id AND state = 'running' AND attempt = :attempt;
