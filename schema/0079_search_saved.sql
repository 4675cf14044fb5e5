-- Searches people keep, to be told of what comes new.

CREATE TABLE search_saved (
    id         @ID@,
    no         @I64@ NOT NULL UNIQUE,
    account_id @I64@ NOT NULL REFERENCES account (id),
    name       TEXT NOT NULL,
    question   TEXT NOT NULL,             -- name=value, a line each, as an address of the search holds them
    said       TEXT NOT NULL,             -- the same in words
    is_told    @I64@ NOT NULL CHECK (is_told IN (0, 1)), -- its person is told of what is new
    created_at @I64@ NOT NULL,
    looked_at  @I64@ NOT NULL,            -- what was put on sale until then is known
    seen_at    @I64@ NOT NULL,            -- when its person saved or opened it last
    new_count  @I64@ NOT NULL DEFAULT 0 CHECK (new_count >= 0), -- found new since
    removed_at @I64@                      -- may be taken back for a day
) @STRICT@;
CREATE UNIQUE INDEX search_saved_once ON search_saved (account_id, question) WHERE removed_at IS NULL;
CREATE INDEX search_saved_of ON search_saved (account_id, id);
CREATE INDEX search_saved_removed ON search_saved (removed_at) WHERE removed_at IS NOT NULL;

-- When offers came on sale is found without reading every revision there is.
CREATE INDEX offer_revision_on_sale ON offer_revision (made_at) WHERE state = 'active';
