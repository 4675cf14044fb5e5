-- How hits of the search are ordered: versions are added, none is changed. The highest one whose day has
-- come holds. src/market/search/README.md says what each term counts.

CREATE TABLE ranking (
    version   @I64@ NOT NULL CHECK (version > 0),
    term      TEXT NOT NULL,
    points    @I64@ NOT NULL CHECK (points BETWEEN 0 AND 1000),
    measure   @I64@ NOT NULL CHECK (measure BETWEEN 1 AND 1000), -- institutions counted; days; one day in so many
    starts_on TEXT NOT NULL,
    PRIMARY KEY (version, term),
    CHECK (points * measure <= 5000)
) @STRICT@;
INSERT INTO ranking (version, term, points, measure, starts_on) VALUES
    (2, 'title', 100, 1, '2026-01-01'),
    (2, 'other_word', 100, 1, '2026-01-01'),
    (2, 'buyer', 2, 25, '2026-01-01'),
    (2, 'preference', 10, 1, '2026-01-01'),
    (3, 'title', 100, 1, '2026-11-01'),
    (3, 'other_word', 70, 1, '2026-11-01'),
    (3, 'category', 60, 1, '2026-11-01'),
    (3, 'buyer', 2, 25, '2026-11-01'),
    (3, 'preference', 10, 1, '2026-11-01'),
    (3, 'local', 5, 1, '2026-11-01'),
    (3, 'newcomer', 40, 90, '2026-11-01'),
    (3, 'turn', 0, 3, '2026-11-01');
