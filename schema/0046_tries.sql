-- Wrong tries of a secret, by mark: of an e-mail from one network and from everywhere, whether or not
-- somebody has it, and of a person who is asked again. Forgotten a day after the last one. They take
-- the place of the counts at the account, which told by ending that it had an owner.
CREATE TABLE login_try (
    mark         TEXT PRIMARY KEY, -- under the key of the site: neither e-mail nor address is here
    failed_count @I64@ NOT NULL,   -- 0: the right one came last
    failed_until @I64@ NOT NULL    -- µs UTC: not before this is a next try answered
) @STRICT@;
CREATE INDEX login_try_until ON login_try (failed_until);
CREATE INDEX login_bucket_started ON login_bucket (started_at);

DROP TABLE login_stranger;
ALTER TABLE account DROP COLUMN failed_count;
ALTER TABLE account DROP COLUMN failed_until;
