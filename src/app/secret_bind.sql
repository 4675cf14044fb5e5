-- Whether old secrets were sealed for their rows.

-- name: secret_bind_done
-- Was it done?
SELECT done_at FROM secret_step WHERE name = 'bound';

-- name: secret_bind_note
-- It is done.
INSERT INTO secret_step (name, done_at) VALUES ('bound', :now) ON CONFLICT (name) DO NOTHING;
