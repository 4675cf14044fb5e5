-- Wrong tries at e-mails that nobody has: slowed as an account is, so that the answers do not tell
-- which e-mails have one. Forgotten a day after the last try.
CREATE TABLE login_stranger (
    mark         TEXT PRIMARY KEY, -- of the e-mail, under the key of the site: the e-mail is nowhere
    failed_count @I64@ NOT NULL,
    failed_until @I64@ NOT NULL    -- µs UTC: not before this is a next try answered
) @STRICT@;
CREATE INDEX login_stranger_until ON login_stranger (failed_until);

-- The cookie that a session had before the person was asked again; it opens for some seconds more.
ALTER TABLE session ADD COLUMN old_token_hash TEXT;
ALTER TABLE session ADD COLUMN turned_at @I64@ NOT NULL DEFAULT 0;
CREATE INDEX session_old_token ON session (old_token_hash) WHERE old_token_hash IS NOT NULL;
