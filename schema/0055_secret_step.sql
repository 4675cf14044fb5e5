-- What was done once to everything that lies sealed.
CREATE TABLE secret_step (
    name    TEXT PRIMARY KEY, -- bound: each for its own row
    done_at @I64@ NOT NULL    -- µs UTC
) @STRICT@;
