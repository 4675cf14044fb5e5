-- Products that are the same: hints, and merges that can be taken back.

-- Two products that look like one; `first_id` is the older. Found anew each night, unless dismissed.
CREATE TABLE merge_hint (
    first_id     @I64@ NOT NULL REFERENCES product (id),
    second_id    @I64@ NOT NULL REFERENCES product (id),
    points       @I64@ NOT NULL CHECK (points > 0),
    reasons      TEXT NOT NULL,           -- codes parted by |
    found_at     @I64@ NOT NULL,
    dismissed_by @I64@ REFERENCES account (id), -- they are not the same
    dismissed_at @I64@,
    PRIMARY KEY (first_id, second_id),
    CHECK (first_id < second_id),
    CHECK ((dismissed_by IS NULL) = (dismissed_at IS NULL))
) @STRICT@;
CREATE INDEX merge_hint_points ON merge_hint (points DESC, first_id, second_id) WHERE dismissed_at IS NULL;

-- One product took the place of another: only added to, but for the end of it.
CREATE TABLE product_merge (
    id         @ID@,
    no         @I64@ NOT NULL UNIQUE,
    from_id    @I64@ NOT NULL REFERENCES product (id), -- leads to the other one from now on
    into_id    @I64@ NOT NULL REFERENCES product (id),
    reason     TEXT NOT NULL CHECK (reason <> ''),
    account_id @I64@ NOT NULL REFERENCES account (id),
    merged_at  @I64@ NOT NULL,
    undone_by  @I64@ REFERENCES account (id),
    undone_why TEXT NOT NULL DEFAULT '',
    undone_at  @I64@,
    CHECK (from_id <> into_id),
    CHECK ((undone_by IS NULL) = (undone_at IS NULL))
) @STRICT@;
CREATE UNIQUE INDEX product_merge_one ON product_merge (from_id) WHERE undone_at IS NULL;

-- What became of the offers of the one that went.
CREATE TABLE product_merge_offer (
    merge_id @I64@ NOT NULL REFERENCES product_merge (id),
    offer_id @I64@ NOT NULL REFERENCES offer (id),
    fate     TEXT NOT NULL CHECK (fate IN ('moved', 'ended')), -- ended: the firm offers the other one already
    state    TEXT NOT NULL,               -- it had before
    PRIMARY KEY (merge_id, offer_id)
) @STRICT@;

CREATE INDEX product_merged ON product (merged_into) WHERE merged_into IS NOT NULL;
