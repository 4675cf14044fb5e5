-- Support view: an operator looks at the cases of one institution, for a reason and a time.

CREATE TABLE support_view (
    id             @ID@,
    no             @I64@ NOT NULL UNIQUE,
    institution_id @I64@ NOT NULL REFERENCES institution (id),
    account_id     @I64@ NOT NULL REFERENCES account (id), -- the operator
    reason         TEXT NOT NULL CHECK (reason <> ''),
    begun_at       @I64@ NOT NULL,        -- µs UTC
    ends_at        @I64@ NOT NULL,        -- by itself
    ended_at       @I64@,                 -- sooner, by hand
    CHECK (ends_at > begun_at)
) @STRICT@;
CREATE INDEX support_view_institution ON support_view (institution_id, id);
CREATE INDEX support_view_account ON support_view (account_id, institution_id, ends_at);

-- What was looked at. Only added to.
CREATE TABLE support_read (
    id          @ID@,
    view_id     @I64@ NOT NULL REFERENCES support_view (id),
    page        TEXT NOT NULL CHECK (page IN ('cases', 'case', 'replay')),
    purchase_id @I64@ REFERENCES purchase (id), -- NULL: the list
    read_at     @I64@ NOT NULL
) @STRICT@;
CREATE INDEX support_read_view ON support_read (view_id, id);
