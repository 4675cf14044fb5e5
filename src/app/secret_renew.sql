-- That nothing lies sealed under an older key.

-- name: secret_renew_note
-- The last time anything was sealed anew under this key.
INSERT INTO secret_step (name, done_at) VALUES (:name, :now)
ON CONFLICT (name) DO UPDATE SET done_at = excluded.done_at WHERE :moved = 1;

-- name: secret_renew_done
-- When was it?
SELECT done_at FROM secret_step WHERE name = :name;
