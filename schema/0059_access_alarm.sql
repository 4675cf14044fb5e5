-- Somebody was shown more persons than is usual, or was shown no more: once a day and account each.
CREATE TABLE access_alarm (
    account_id   @I64@ NOT NULL REFERENCES account (id), -- who looked
    day          TEXT NOT NULL,                          -- in Korea
    kind         TEXT NOT NULL CHECK (kind IN ('unusual', 'refused')),
    person_count @I64@ NOT NULL CHECK (person_count >= 0), -- shown that day until then
    raised_at    @I64@ NOT NULL,                         -- µs UTC
    PRIMARY KEY (account_id, day, kind)
) @STRICT@;
CREATE INDEX access_alarm_at ON access_alarm (raised_at);

-- What one account was shown of late is counted with each record.
CREATE INDEX access_entry_account ON access_entry (account_id, at);
