-- Changes of categories, templates, synonyms and what is looked at: from a day on, with what each touched.

CREATE TABLE template_change (
    id         @ID@,
    no         @I64@ NOT NULL UNIQUE,
    kind       TEXT NOT NULL CHECK (kind IN ('category', 'attribute', 'synonym', 'word', 'reason')),
    key        TEXT NOT NULL,             -- code, code/key, term, word
    act        TEXT NOT NULL CHECK (act IN ('set', 'remove')),
    was        TEXT NOT NULL,             -- canonical text when it was proposed; empty: it was not there
    becomes    TEXT NOT NULL,             -- canonical text; empty: it goes
    reason     TEXT NOT NULL CHECK (reason <> ''),
    touched    TEXT NOT NULL,             -- what the preview said
    from_day   TEXT NOT NULL,
    account_id @I64@ NOT NULL REFERENCES account (id),
    made_at    @I64@ NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'taken_back', 'failed')), -- failed: it did not fit any more on its day
    done_at    @I64@
) @STRICT@;
CREATE INDEX template_change_day ON template_change (from_day, id) WHERE state = 'waiting';
CREATE UNIQUE INDEX template_change_one ON template_change (kind, key) WHERE state = 'waiting';
