-- Machinery: audit chain, one-time form keys, jobs, kept files.

-- One line per deed; each carries the hash of the line before it in its lane.
CREATE TABLE audit_entry (
    id          @ID@,
    lane        TEXT NOT NULL,          -- i:<institution>, s:<supplier>, p:<account mod 16>
    seq         @I64@ NOT NULL,         -- 1, 2, 3 … within the lane
    at          @I64@ NOT NULL,         -- µs UTC
    account_id  @I64@,                  -- who; NULL: a visitor or the machine
    role        TEXT NOT NULL,          -- the role acted in, as shown
    address     TEXT NOT NULL,          -- where from
    act         TEXT NOT NULL,          -- contract.sign
    object      TEXT NOT NULL,          -- contract
    object_id   @I64@ NOT NULL,
    reason      TEXT NOT NULL,          -- what the person wrote, or empty
    before_hash TEXT NOT NULL,          -- SHA-256 of the record before, or empty
    after_hash  TEXT NOT NULL,
    trace       TEXT NOT NULL,          -- id of the request or job
    prev_hash   TEXT NOT NULL,          -- hash of seq - 1; empty for the first
    hash        TEXT NOT NULL,          -- SHA-256(prev_hash, canonical row)
    UNIQUE (lane, seq)
) @STRICT@;
CREATE INDEX audit_entry_at ON audit_entry (at);
CREATE INDEX audit_entry_object ON audit_entry (object, object_id);

-- Where each lane stands; the row that a unit of the lane changes last.
CREATE TABLE audit_head (
    lane TEXT PRIMARY KEY,
    seq  @I64@ NOT NULL,
    hash TEXT NOT NULL
) @STRICT@;

-- A posted form's one-time key with its answer: a double click is one deed.
CREATE TABLE form_key (
    key        TEXT PRIMARY KEY,
    owner      TEXT NOT NULL,           -- a:<account> or v:<visitor token's hash>
    route      TEXT NOT NULL,
    status     @I64@ NOT NULL,
    location   TEXT NOT NULL,           -- of the see-other answer, or empty
    created_at @I64@ NOT NULL
) @STRICT@;
CREATE INDEX form_key_created ON form_key (created_at);

-- Work for later.
CREATE TABLE job (
    id           @ID@,
    kind         TEXT NOT NULL,         -- notice.send
    object_id    @I64@ NOT NULL,
    argument     TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'dead')),
    not_before   @I64@ NOT NULL,        -- µs UTC
    lease_until  @I64@,                 -- µs UTC while running
    attempt      @I64@ NOT NULL DEFAULT 0,
    last_fault   TEXT NOT NULL DEFAULT '', -- code of the last fault
    created_at   @I64@ NOT NULL,
    finished_at  @I64@
) @STRICT@;
CREATE INDEX job_due ON job (not_before) WHERE state IN ('waiting', 'running');
CREATE INDEX job_dead ON job (created_at) WHERE state = 'dead';

-- Kept files; the bytes lie under data.dir/files by their hash.
CREATE TABLE file (
    id         @ID@,
    no         @I64@ NOT NULL UNIQUE,
    name       TEXT NOT NULL,           -- as uploaded
    kind       TEXT NOT NULL CHECK (kind IN ('pdf', 'png', 'jpeg')),
    size       @I64@ NOT NULL CHECK (size > 0), -- bytes
    sha256     TEXT NOT NULL,
    created_by @I64@,                   -- account; NULL: a visitor who signs up
    created_at @I64@ NOT NULL
) @STRICT@;
