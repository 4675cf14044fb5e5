-- What came of a case in the designated system: a contract, no bidder, or an end; the newest counts.

-- Only added to: a correction names the row it corrects, and each is corrected once.
CREATE TABLE handover_result (
    id          @ID@,
    purchase_id @I64@ NOT NULL REFERENCES purchase (id),
    corrects    @I64@ NOT NULL DEFAULT 0, -- the row before; 0: the first
    outcome     TEXT NOT NULL CHECK (outcome IN ('contracted', 'failed', 'stopped')),
    number      TEXT NOT NULL,          -- of the notice or contract there
    result_on   TEXT NOT NULL,          -- the day of the contract, or of the end
    name        TEXT NOT NULL,          -- the firm that won; empty: none did
    won         @I64@,                  -- VAT included; NULL: none
    supply_won  @I64@,                  -- without VAT: similar purchases are added up by it
    note        TEXT NOT NULL,
    account_id  @I64@ NOT NULL REFERENCES account (id),
    written_at  @I64@ NOT NULL,
    UNIQUE (purchase_id, corrects)
) @STRICT@;
INSERT INTO handover_result (purchase_id, outcome, number, result_on, name, won, supply_won, note,
                             account_id, written_at)
SELECT purchase_id, CASE WHEN result_won > 0 OR result_name <> '' THEN 'contracted' ELSE 'stopped' END, result_number,
       result_on, result_name, CASE WHEN result_won > 0 THEN result_won END, result_supply_won,
       result_note, account_id, handed_at
  FROM handover
 WHERE result_on IS NOT NULL;
ALTER TABLE handover DROP COLUMN result_number;
ALTER TABLE handover DROP COLUMN result_on;
ALTER TABLE handover DROP COLUMN result_name;
ALTER TABLE handover DROP COLUMN result_won;
ALTER TABLE handover DROP COLUMN result_supply_won;
ALTER TABLE handover DROP COLUMN result_note;
