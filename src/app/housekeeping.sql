-- What is swept out in the night: at most :count rows older than :before of each kind.

-- name: sweep_form_keys
-- Answers kept against a second click.
DELETE FROM form_key
 WHERE key IN (SELECT k.key FROM form_key k WHERE k.created_at < :before
                ORDER BY k.created_at LIMIT :count);

-- name: sweep_sessions
-- Sessions that ended, or were left to end by themselves.
DELETE FROM session
 WHERE id IN (SELECT s.id FROM session s WHERE COALESCE(s.ended_at, s.used_at) < :before
               ORDER BY s.id LIMIT :count);

-- name: sweep_recovery_codes
-- Codes that were used or ran out.
DELETE FROM recovery_code
 WHERE id IN (SELECT c.id FROM recovery_code c WHERE COALESCE(c.used_at, c.expires_at) < :before
               ORDER BY c.id LIMIT :count);

-- name: sweep_jobs
-- Jobs that were done. Dead letters stay.
DELETE FROM job
 WHERE id IN (SELECT j.id FROM job j WHERE j.state = 'done' AND j.finished_at < :before
               ORDER BY j.id LIMIT :count);

-- name: sweep_seals_again
-- A seal that came to nothing, once more: that of the hour when it runs, or nothing where there is one.
UPDATE job SET state = 'waiting', attempt = 0, not_before = :now
 WHERE state = 'dead' AND kind = 'audit.seal';

-- name: sweep_file_days
-- How much was handed in on days that are over.
DELETE FROM file_day
 WHERE (party, began_at) IN (SELECT d.party, d.began_at FROM file_day d WHERE d.began_at < :before
                              ORDER BY d.began_at, d.party LIMIT :count);

-- name: sweep_check_lanes
-- The chains of old verifications; what was found in all of them stays.
DELETE FROM audit_check_lane
 WHERE (check_id, lane) IN (SELECT l.check_id, l.lane
                              FROM audit_check_lane l
                              JOIN audit_check c ON c.id = l.check_id
                             WHERE c.checked_at < :before
                             ORDER BY l.check_id, l.lane
                             LIMIT :count);

-- name: sweep_passwords
-- Hashes of passwords people had before, beyond those that an institution of theirs asks for today:
-- its rule, or their role there, ended.
DELETE FROM account_password_old
 WHERE id IN (SELECT o.id
                FROM account_password_old o
               WHERE 1 + (SELECT COUNT(*) FROM account_password_old n
                           WHERE n.account_id = o.account_id AND n.id > o.id)
                     >= (SELECT COALESCE(MAX(p.value_count), 0)
                           FROM membership m
                           JOIN institution_policy p ON p.institution_id = m.institution_id
                                AND p.kind = 'password_last' AND p.first_day <= :today
                                AND (p.last_day IS NULL OR p.last_day >= :today)
                           LEFT JOIN institution_policy_end e ON e.policy_id = p.id
                          WHERE m.account_id = o.account_id AND m.first_day <= :today
                            AND (m.last_day IS NULL OR m.last_day >= :today)
                            AND (e.last_day IS NULL OR e.last_day >= :today))
               ORDER BY o.id
               LIMIT :count);

-- name: sweep_tries
-- Wrong tries to get in, of whatever was left alone for long.
DELETE FROM login_try
 WHERE mark IN (SELECT t.mark FROM login_try t WHERE t.failed_until < :before
                 ORDER BY t.failed_until LIMIT :count);

-- name: sweep_buckets
-- Networks that were quiet for long.
DELETE FROM login_bucket
 WHERE address IN (SELECT b.address FROM login_bucket b WHERE b.started_at < :before
                    ORDER BY b.started_at LIMIT :count);
