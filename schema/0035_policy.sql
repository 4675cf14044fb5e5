-- What an institution asks of itself beyond the law, by days. Rows and their ends are only added to.

CREATE TABLE institution_policy (
    id             @ID@,
    no             @I64@ NOT NULL UNIQUE,
    institution_id @I64@ NOT NULL REFERENCES institution (id),
    kind           TEXT NOT NULL CHECK (kind IN ('one_quote', 'ceiling', 'approver_inspects')),
    value_won      @I64@ NOT NULL CHECK (value_won BETWEEN 0 AND 9000000000000000), -- without VAT; of a limit
    first_day      TEXT NOT NULL,
    last_day       TEXT,                  -- as it was set at first; NULL: open
    reason         TEXT NOT NULL CHECK (reason <> ''),
    account_id     @I64@ NOT NULL REFERENCES account (id),
    added_at       @I64@ NOT NULL,        -- µs UTC
    CHECK ((kind = 'approver_inspects') = (value_won = 0))
) @STRICT@;
CREATE INDEX institution_policy_of ON institution_policy (institution_id, kind, first_day);

-- An earlier last day, set later.
CREATE TABLE institution_policy_end (
    policy_id  @I64@ PRIMARY KEY REFERENCES institution_policy (id),
    last_day   TEXT NOT NULL,
    reason     TEXT NOT NULL CHECK (reason <> ''),
    account_id @I64@ NOT NULL REFERENCES account (id),
    ended_at   @I64@ NOT NULL             -- µs UTC
) @STRICT@;
