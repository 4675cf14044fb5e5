-- Where lines go that cost what one of the chain of deeds costs and are not kept: a log-in with an e-mail that nobody
-- has must take no less time than one that somebody has, and anybody on the net may try as many as they like.

CREATE TABLE audit_spare (
    slot      @I64@ PRIMARY KEY CHECK (slot BETWEEN 0 AND 1023), -- by the moment; the next one there takes its place
    lane      TEXT NOT NULL,
    at        @I64@ NOT NULL,
    act       TEXT NOT NULL,
    trace     TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash      TEXT NOT NULL
) @STRICT@;
