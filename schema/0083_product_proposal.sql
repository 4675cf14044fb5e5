-- What firms propose to put right in the text of a product that several of them sell. It waits, then is
-- accepted (and a revision of the product) or declined with an answer.
CREATE TABLE product_proposal (
    id          @ID@,
    no          @I64@ NOT NULL UNIQUE,
    product_id  @I64@ NOT NULL REFERENCES product (id),
    offer_id    @I64@ NOT NULL REFERENCES offer (id), -- of the firm that proposes
    account_id  @I64@ NOT NULL REFERENCES account (id),
    content     TEXT NOT NULL,            -- canonical text of what it should be
    reason      TEXT NOT NULL CHECK (reason <> ''),
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'declined')),
    made_at     @I64@ NOT NULL,
    decided_by  @I64@ REFERENCES account (id),
    decided_at  @I64@,
    answer      TEXT NOT NULL DEFAULT '',
    CHECK ((state = 'waiting') = (decided_at IS NULL))
) @STRICT@;
CREATE UNIQUE INDEX product_proposal_one ON product_proposal (offer_id) WHERE state = 'waiting';
