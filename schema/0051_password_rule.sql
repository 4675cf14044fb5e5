-- What an institution asks of its people's passwords, beside its other policies: rows and their ends
-- are only added to.

-- @sqlite
CREATE TABLE institution_policy_now (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    no             INTEGER NOT NULL UNIQUE,
    institution_id INTEGER NOT NULL REFERENCES institution (id),
    kind           TEXT NOT NULL CHECK (kind IN ('one_quote', 'ceiling', 'approver_inspects', 'password_length',
                                                 'password_kinds', 'password_days', 'password_last')),
    value_won      INTEGER NOT NULL CHECK (value_won BETWEEN 0 AND 9000000000000000), -- without VAT; of a limit
    first_day      TEXT NOT NULL,
    last_day       TEXT,                  -- as it was set at first; NULL: open
    reason         TEXT NOT NULL CHECK (reason <> ''),
    account_id     INTEGER NOT NULL REFERENCES account (id),
    added_at       INTEGER NOT NULL,      -- µs UTC
    value_count    INTEGER NOT NULL DEFAULT 0 CHECK (value_count BETWEEN 0 AND 1000), -- of a password's
    CHECK ((kind IN ('one_quote', 'ceiling')) = (value_won > 0)),
    CHECK ((kind IN ('password_length', 'password_kinds', 'password_days', 'password_last')) = (value_count > 0))
) STRICT;
INSERT INTO institution_policy_now (id, no, institution_id, kind, value_won, first_day, last_day, reason,
                                    account_id, added_at)
SELECT id, no, institution_id, kind, value_won, first_day, last_day, reason, account_id, added_at
  FROM institution_policy;
DROP TABLE institution_policy;
ALTER TABLE institution_policy_now RENAME TO institution_policy;
CREATE INDEX institution_policy_of ON institution_policy (institution_id, kind, first_day);

-- @postgres
ALTER TABLE institution_policy DROP CONSTRAINT institution_policy_kind_check;
ALTER TABLE institution_policy DROP CONSTRAINT institution_policy_check;
ALTER TABLE institution_policy ADD COLUMN value_count BIGINT NOT NULL DEFAULT 0;
ALTER TABLE institution_policy
    ADD CHECK (kind IN ('one_quote', 'ceiling', 'approver_inspects', 'password_length', 'password_kinds',
                        'password_days', 'password_last')),
    ADD CHECK (value_count BETWEEN 0 AND 1000),
    ADD CHECK ((kind IN ('one_quote', 'ceiling')) = (value_won > 0)),
    ADD CHECK ((kind IN ('password_length', 'password_kinds', 'password_days', 'password_last')) = (value_count > 0));
-- @both

-- When the password was set, in µs UTC; 0: when the account was made.
ALTER TABLE account ADD COLUMN password_set_at @I64@ NOT NULL DEFAULT 0;
UPDATE account
   SET password_set_at = COALESCE((SELECT MAX(e.at) FROM audit_entry e
                                    WHERE e.object = 'account' AND e.object_id = account.id
                                      AND e.act IN ('account.change_password', 'account.recover')), 0);

-- Passwords a person had before, of whom an institution asks that they do not come again; no more
-- than it asks for.
CREATE TABLE account_password_old (
    id         @ID@,
    account_id @I64@ NOT NULL REFERENCES account (id),
    hash       TEXT NOT NULL -- argon2id
) @STRICT@;
CREATE INDEX account_password_old_of ON account_password_old (account_id, id);

-- At the log-in the password was older than the person's institution allows: until a new one is set
-- the session opens the person's own pages alone.
ALTER TABLE session ADD COLUMN password_due @I64@ NOT NULL DEFAULT 0 CHECK (password_due IN (0, 1));
