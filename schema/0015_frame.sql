-- Watching and keeping house: jobs that come again, 접속기록, verifications of the audit chain.

-- A job asked for under a key is asked for once; the key of one that comes again names its moment.
ALTER TABLE job ADD COLUMN key TEXT;
CREATE UNIQUE INDEX job_key ON job (key) WHERE key IS NOT NULL;

-- 접속기록: an answer that showed persons. Only added to; an audit line carries the hash.
CREATE TABLE access_entry (
    id            @ID@,
    no            @I64@ NOT NULL UNIQUE,
    at            @I64@ NOT NULL,          -- µs UTC
    account_id    @I64@ REFERENCES account (id), -- who looked; NULL: a visitor
    role          TEXT NOT NULL,           -- the role acted in, as shown
    address       TEXT NOT NULL,           -- where from
    act           TEXT NOT NULL,           -- audit.list
    reason        TEXT NOT NULL,           -- of a download, or empty
    trace         TEXT NOT NULL,           -- id of the request
    subject_count @I64@ NOT NULL CHECK (subject_count > 0),
    hash          TEXT NOT NULL            -- SHA-256 of the record with its subjects
) @STRICT@;
CREATE INDEX access_entry_at ON access_entry (at);

-- Whose data it was.
CREATE TABLE access_subject (
    access_id  @I64@ NOT NULL REFERENCES access_entry (id),
    kind       TEXT NOT NULL CHECK (kind IN ('account', 'supplier')),
    subject_id @I64@ NOT NULL,             -- row of that table
    PRIMARY KEY (access_id, kind, subject_id)
) @STRICT@;
CREATE INDEX access_subject_whose ON access_subject (kind, subject_id, access_id);

-- The audit chain was walked from end to end.
CREATE TABLE audit_check (
    id         @ID@,
    no         @I64@ NOT NULL UNIQUE,
    account_id @I64@ NOT NULL REFERENCES account (id), -- who asked
    checked_at @I64@ NOT NULL,
    took_us    @I64@ NOT NULL,
    row_count  @I64@ NOT NULL,
    lane_count @I64@ NOT NULL,
    bad_count  @I64@ NOT NULL              -- lanes with a wrong row
) @STRICT@;

-- What was found, lane by lane.
CREATE TABLE audit_check_lane (
    check_id  @I64@ NOT NULL REFERENCES audit_check (id),
    lane      TEXT NOT NULL,
    row_count @I64@ NOT NULL,
    took_us   @I64@ NOT NULL,
    bad_seq   @I64@ NOT NULL,              -- the first wrong row; 0: every row holds
    PRIMARY KEY (check_id, lane)
) @STRICT@;
