-- A request for a quote keeps what was asked; an answer refers to that, not to the draft.

-- The case goes back to its draft and changes after a refusal or an expired request. What was asked,
-- and the prices given for it, stay as they were.
ALTER TABLE quote_request ADD COLUMN title TEXT NOT NULL DEFAULT '';          -- 계약건명
ALTER TABLE quote_request ADD COLUMN object TEXT NOT NULL DEFAULT 'goods';    -- of the law
ALTER TABLE quote_request ADD COLUMN delivery_place TEXT NOT NULL DEFAULT '';
ALTER TABLE quote_request ADD COLUMN deliver_by TEXT;                         -- last day that is needed

-- One request of a case lives at a time.
CREATE UNIQUE INDEX quote_request_live ON quote_request (purchase_id)
 WHERE state IN ('open', 'answered', 'chosen');

CREATE TABLE quote_request_line (
    id               @ID@,
    quote_request_id @I64@ NOT NULL REFERENCES quote_request (id),
    seq              @I64@ NOT NULL,
    purchase_line_id @I64@ NOT NULL,      -- its row then; a draft may lose it later
    title            TEXT NOT NULL,
    unit             TEXT NOT NULL,
    vat              TEXT NOT NULL CHECK (vat IN ('taxable', 'exempt')),
    quantity         @I64@ NOT NULL CHECK (quantity > 0),
    list_price_won   @I64@ NOT NULL CHECK (list_price_won > 0), -- a unit, VAT included
    UNIQUE (quote_request_id, seq)
) @STRICT@;

-- Nothing was written to it before this migration.
DROP TABLE quote_line;
CREATE TABLE quote_line (
    quote_id              @I64@ NOT NULL REFERENCES quote (id),
    quote_request_line_id @I64@ NOT NULL REFERENCES quote_request_line (id),
    price_won             @I64@ NOT NULL CHECK (price_won > 0), -- a unit, VAT included
    deliver_by            TEXT NOT NULL,   -- promised last day of this line
    PRIMARY KEY (quote_id, quote_request_line_id)
) @STRICT@;

-- Whose turn it is to approve.
CREATE INDEX approval_step_waiting ON approval_step (account_id) WHERE state = 'waiting';
CREATE INDEX approval_step_decided ON approval_step (decided_by) WHERE decided_by IS NOT NULL;
CREATE INDEX delegation_to ON delegation (to_account_id);
