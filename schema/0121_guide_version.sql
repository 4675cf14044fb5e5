-- How often what the guide to the categories is made of has changed: a process that holds the guide reads it anew
-- when this has moved.
CREATE TABLE guide_version (
    one     @I64@ PRIMARY KEY CHECK (one = 1),
    version @I64@ NOT NULL
) @STRICT@;
INSERT INTO guide_version (one, version) VALUES (1, 0);
