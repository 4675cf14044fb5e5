-- Security lodged for a contract, and lists of contracts by state.

-- What a supplier lodged for a contract's security where no promise was enough.
CREATE TABLE contract_lodged (
    contract_id @I64@ PRIMARY KEY REFERENCES contract (id),
    issuer      TEXT NOT NULL,            -- 보증기관, or where it was paid in
    number      TEXT NOT NULL,            -- 증권번호, 납부번호
    amount_won  @I64@ NOT NULL CHECK (amount_won > 0),
    valid_from  TEXT,                     -- of a bond; NULL: cash
    valid_until TEXT,                     -- last day
    account_id  @I64@ NOT NULL REFERENCES account (id),
    lodged_at   @I64@ NOT NULL
) @STRICT@;

-- Lists by state.
CREATE INDEX contract_state ON contract (institution_id, state, id);
