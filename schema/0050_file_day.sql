-- How many bytes of files each party handed in on a day: there is a most.
CREATE TABLE file_day (
    party    TEXT NOT NULL,  -- i:3, s:5; without one the person, a:7, or a visitor's address, v:…
    began_at @I64@ NOT NULL, -- µs UTC: when the day began in Korea
    bytes    @I64@ NOT NULL CHECK (bytes > 0), -- those of refused forms as well: they lie on the disk
    PRIMARY KEY (party, began_at)
) @STRICT@;
CREATE INDEX file_day_began ON file_day (began_at);
