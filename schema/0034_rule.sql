-- Changes of the law after its packs: proposed by one operator, decided by another, never edited.

-- A row to add, or the last day of an open one. Only added to.
CREATE TABLE law_proposal (
    id          @ID@,
    no          @I64@ NOT NULL UNIQUE,
    act         TEXT NOT NULL CHECK (act IN ('row', 'end')),
    kind        TEXT NOT NULL,            -- of row: thresholds, terms …
    row_id      TEXT NOT NULL,            -- of the new row; of an end the row that ends
    made_of     TEXT NOT NULL,            -- id of the row it was written from; empty: of none
    line        TEXT NOT NULL,            -- the row as a line of its pack; empty for an end
    last_day    TEXT,                     -- of an end
    reason      TEXT NOT NULL CHECK (reason <> ''),
    source      TEXT NOT NULL CHECK (source <> ''), -- where it can be read
    account_id  @I64@ NOT NULL REFERENCES account (id),
    proposed_at @I64@ NOT NULL,           -- µs UTC
    UNIQUE (id, account_id),
    CHECK ((act = 'end') = (last_day IS NOT NULL)),
    CHECK ((act = 'end') = (line = ''))
) @STRICT@;
CREATE UNIQUE INDEX law_proposal_row ON law_proposal (row_id) WHERE act = 'row';

-- What a second operator said of it, or its own proposer who took it back. Only added to.
CREATE TABLE law_verdict (
    proposal_id @I64@ PRIMARY KEY,
    proposer_id @I64@ NOT NULL,
    account_id  @I64@ NOT NULL REFERENCES account (id),
    verdict     TEXT NOT NULL CHECK (verdict IN ('approved', 'refused', 'withdrawn')),
    word        TEXT NOT NULL,            -- why it was refused; may be empty otherwise
    decided_at  @I64@ NOT NULL,           -- µs UTC
    FOREIGN KEY (proposal_id, proposer_id) REFERENCES law_proposal (id, account_id),
    CHECK ((verdict = 'withdrawn') = (account_id = proposer_id)) -- two pairs of eyes
) @STRICT@;

-- The law's own log: rows of the packs as they were first seen, and what operators added. Only added
-- to. A row is known from the version `since` on, so that an older answer can be given again.
CREATE TABLE law_change (
    id          @ID@,
    since       @I64@ NOT NULL CHECK (since >= 0), -- 0: in the packs when the log began
    act         TEXT NOT NULL CHECK (act IN ('pack', 'row', 'end')),
    kind        TEXT NOT NULL,
    row_id      TEXT NOT NULL,
    line        TEXT NOT NULL,            -- the row as a line of its pack; empty for an end
    last_day    TEXT,                     -- of an end
    proposal_id @I64@ UNIQUE REFERENCES law_proposal (id),
    added_at    @I64@ NOT NULL,           -- µs UTC
    CHECK ((act = 'end') = (last_day IS NOT NULL)),
    CHECK ((act = 'pack') = (proposal_id IS NULL)),
    CHECK (act = 'pack' OR since > 0)
) @STRICT@;
CREATE INDEX law_change_since ON law_change (since, id);
CREATE UNIQUE INDEX law_change_row ON law_change (row_id) WHERE act <> 'end';
CREATE UNIQUE INDEX law_change_end ON law_change (row_id) WHERE act = 'end';

-- Which version of the law answered.
ALTER TABLE law_decision ADD COLUMN law_version @I64@ NOT NULL DEFAULT 0;
