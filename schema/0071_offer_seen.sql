-- How often an offer was looked at, a day: what a firm is told of. Nobody's name is kept.
CREATE TABLE offer_seen (
    offer_id @I64@ NOT NULL REFERENCES offer (id),
    on_day   TEXT NOT NULL,               -- in Korea
    count    @I64@ NOT NULL CHECK (count > 0),
    PRIMARY KEY (offer_id, on_day)
) @STRICT@;
