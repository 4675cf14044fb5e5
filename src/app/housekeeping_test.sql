-- Rows for housekeeping_job_test: of each kind two, one as old as :old, one as young as :young.

-- name: sweep_test_account
-- Somebody.
INSERT INTO account (no, email, name, password_hash, state, created_at)
VALUES (7, 'a@dure.kr', '김하나', 'x', 'active', 1)
RETURNING id;

-- name: sweep_test_form_keys
-- Answers kept.
INSERT INTO form_key (key, owner, route, status, location, created_at)
VALUES ('old', 'a:1', '/x', 303, '/', :old), ('young', 'a:1', '/x', 303, '/', :young);

-- name: sweep_test_sessions
-- Two that ended, and one that was left to end.
INSERT INTO session (token_hash, account_id, csrf, address, created_at, used_at, idle_s, ended_at)
VALUES ('a', :account, 'x', 'x', 1, 1, 60, :old), ('b', :account, 'x', 'x', 1, 1, 60, :young),
       ('c', :account, 'x', 'x', 1, :old, 60, NULL), ('d', :account, 'x', 'x', 1, :young, 60, NULL);

-- name: sweep_test_recovery_codes
-- Two that were used, two that ran out.
INSERT INTO recovery_code (account_id, code_hash, expires_at, used_at, created_at)
VALUES (:account, 'a', 1, :old, 1), (:account, 'b', 1, :young, 1),
       (:account, 'c', :old, NULL, 1), (:account, 'd', :young, NULL, 1);

-- name: sweep_test_jobs
-- Two that were done; a dead letter and a waiting one never go.
INSERT INTO job (kind, object_id, argument, state, not_before, created_at, finished_at)
VALUES ('x', 1, '', 'done', 1, 1, :old), ('x', 1, '', 'done', 1, 1, :young),
       ('x', 1, '', 'dead', 1, 1, NULL), ('y', 1, '', 'waiting', 1, 1, NULL);

-- name: sweep_test_check
-- A verification …
INSERT INTO audit_check (no, account_id, checked_at, took_us, row_count, lane_count, bad_count)
VALUES (:no, :account, :at, 1, 1, 1, 0)
RETURNING id;

-- name: sweep_test_check_lane
-- … with its chain.
INSERT INTO audit_check_lane (check_id, lane, row_count, took_us, bad_seq)
VALUES (:check, 'p:0', 1, 1, 0);

-- name: sweep_test_password_rule
-- An institution forbids the last :count passwords, until a day.
INSERT INTO institution_policy (no, institution_id, kind, value_won, value_count, first_day, last_day, reason,
                                account_id, added_at)
VALUES (:no, :institution, 'password_last', 0, :count, '2026-01-01', :last_day, 'x', :account, 1);

-- name: sweep_test_password
-- A password the person had before.
INSERT INTO account_password_old (account_id, hash) VALUES (:account, :hash);

-- name: sweep_test_passwords
-- Those that are left.
SELECT COUNT(*) AS count, MIN(hash) AS least FROM account_password_old WHERE account_id = :account;

-- name: sweep_test_tries
-- Wrong tries.
INSERT INTO login_try (mark, failed_count, failed_until) VALUES ('a', 5, :old), ('b', 0, :young);

-- name: sweep_test_buckets
-- Networks.
INSERT INTO login_bucket (address, count, started_at)
VALUES ('192.0.2.1', 5, :old), ('192.0.2.2', 5, :young);

-- name: sweep_test_file_days
-- What was handed in on two days.
INSERT INTO file_day (party, began_at, bytes) VALUES ('s:5', :old, 1), ('s:5', :young, 1);

-- name: sweep_test_dead
-- A job that was given up.
INSERT INTO job (kind, object_id, argument, state, not_before, created_at, attempt, key)
VALUES (:kind, 0, '', 'dead', :now, :now, 8, :kind);

-- name: sweep_test_state
-- How a kind of job stands.
SELECT state, attempt FROM job WHERE kind = :kind;

-- name: sweep_test_access
-- A record of 접속기록 …
INSERT INTO access_entry (no, at, account_id, role, address, act, reason, trace, subject_count, hash)
VALUES (:no, :at, :account, 'x', 'x', 'x', '', 'x', 1, 'x')
RETURNING id;

-- name: sweep_test_access_subject
-- … of one person.
INSERT INTO access_subject (access_id, kind, subject_id) VALUES (:access, 'account', :account);

-- name: sweep_test_many
-- More answers than one run may take: a doubling.
INSERT INTO form_key (key, owner, route, status, location, created_at)
SELECT key || :suffix, owner, route, status, location, created_at FROM form_key;

-- name: sweep_test_counts
-- How many there are.
SELECT (SELECT COUNT(*) FROM form_key) AS form_keys,
       (SELECT COUNT(*) FROM session) AS sessions,
       (SELECT COUNT(*) FROM recovery_code) AS recovery_codes,
       (SELECT COUNT(*) FROM job WHERE kind = 'x') AS jobs,
       (SELECT COUNT(*) FROM job WHERE kind = 'housekeeping.sweep' AND state = 'waiting') AS sweeps,
       (SELECT COUNT(*) FROM audit_check_lane) AS check_lanes,
       (SELECT COUNT(*) FROM audit_check) AS checks,
       (SELECT COUNT(*) FROM login_try) AS tries,
       (SELECT COUNT(*) FROM login_bucket) AS buckets,
       (SELECT COUNT(*) FROM file_day) AS file_days,
       (SELECT COUNT(*) FROM access_entry) AS accesses,
       (SELECT COUNT(*) FROM access_subject) AS access_subjects;
