-- Where the audit chains stood, hour by hour, signed: who makes a chain anew cannot make these anew.
CREATE TABLE audit_seal (
    id        @ID@,
    hour      @I64@ NOT NULL UNIQUE, -- whole hours since 1970-01-01T00:00:00Z
    at        @I64@ NOT NULL,        -- µs UTC
    is_daily  INTEGER NOT NULL CHECK (is_daily IN (0, 1)), -- the first of its day in Korea
    root      TEXT NOT NULL,         -- SHA-256 over the seal before and the heads that moved since
    key       TEXT NOT NULL,         -- the public half of the key that signed
    signature TEXT NOT NULL
) @STRICT@;
CREATE INDEX audit_seal_daily ON audit_seal (id) WHERE is_daily = 1;

-- The heads that moved since the seal before.
CREATE TABLE audit_seal_head (
    seal_id @I64@ NOT NULL REFERENCES audit_seal (id),
    lane    TEXT NOT NULL,
    seq     @I64@ NOT NULL,
    hash    TEXT NOT NULL,
    PRIMARY KEY (seal_id, lane)
) @STRICT@;
CREATE UNIQUE INDEX audit_seal_head_line ON audit_seal_head (lane, seq);

-- @sqlite
CREATE TRIGGER audit_seal_stays BEFORE UPDATE ON audit_seal BEGIN
    SELECT RAISE(ABORT, 'audit_seal: rows are only added');
END;
CREATE TRIGGER audit_seal_is_kept BEFORE DELETE ON audit_seal BEGIN
    SELECT RAISE(ABORT, 'audit_seal: rows are only added');
END;
CREATE TRIGGER audit_seal_head_stays BEFORE UPDATE ON audit_seal_head BEGIN
    SELECT RAISE(ABORT, 'audit_seal_head: rows are only added');
END;
CREATE TRIGGER audit_seal_head_is_kept BEFORE DELETE ON audit_seal_head BEGIN
    SELECT RAISE(ABORT, 'audit_seal_head: rows are only added');
END;

-- @postgres
CREATE TRIGGER audit_seal_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION only_added();
CREATE TRIGGER audit_seal_head_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal_head
    FOR EACH STATEMENT EXECUTE FUNCTION only_added();
-- @both
