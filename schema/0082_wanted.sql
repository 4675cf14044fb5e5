-- What an institution looked for and did not find, and asks firms for.

CREATE TABLE wanted (
    id             @ID@,
    no             @I64@ NOT NULL UNIQUE,
    institution_id @I64@ NOT NULL REFERENCES institution (id),
    account_id     @I64@ NOT NULL REFERENCES account (id), -- who asks; told of answers
    title          TEXT NOT NULL,
    need           TEXT NOT NULL,         -- what it must be, or empty
    quantity       @I64@ NOT NULL CHECK (quantity >= 0), -- 0: not said
    unit           TEXT NOT NULL,         -- it is counted in, or empty
    needed_by      TEXT NOT NULL,         -- the last day to answer is the day before
    budget_won     @I64@ NOT NULL CHECK (budget_won BETWEEN 0 AND 1000000000000000), -- for all, VAT included; 0: not said
    category_code  TEXT REFERENCES category (code), -- NULL: nobody knew
    family_code    TEXT REFERENCES category (code), -- the level above: firms that sell there are told
    state          TEXT NOT NULL CHECK (state IN ('open', 'answered', 'closed', 'expired')),
    answer_count   @I64@ NOT NULL DEFAULT 0,
    is_demo        @I64@ NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
    created_at     @I64@ NOT NULL,
    ended_at       @I64@
) @STRICT@;
CREATE INDEX wanted_institution ON wanted (institution_id, id);
CREATE INDEX wanted_open ON wanted (family_code, id) WHERE state IN ('open', 'answered');
CREATE INDEX wanted_until ON wanted (needed_by) WHERE state IN ('open', 'answered');

-- A firm's answer: something it sells.
CREATE TABLE wanted_answer (
    id          @ID@,
    wanted_id   @I64@ NOT NULL REFERENCES wanted (id),
    offer_id    @I64@ NOT NULL REFERENCES offer (id),
    supplier_id @I64@ NOT NULL REFERENCES supplier (id),
    account_id  @I64@ NOT NULL REFERENCES account (id),
    said        TEXT NOT NULL,            -- a word with it, or empty
    answered_at @I64@ NOT NULL,
    UNIQUE (wanted_id, offer_id)
) @STRICT@;
CREATE INDEX wanted_answer_supplier ON wanted_answer (supplier_id, wanted_id);
