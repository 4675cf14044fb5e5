-- What was handed over for a shoot, in which condition, and that its firm confirmed it on its own page.

ALTER TABLE shoot_handover ADD COLUMN goods TEXT NOT NULL DEFAULT '';  -- what and how many; empty: of before this column
ALTER TABLE shoot_handover ADD COLUMN remark TEXT NOT NULL DEFAULT ''; -- its condition, as who took it down saw it

-- The firm's word to a handover; only added to.
CREATE TABLE shoot_receipt (
    item_id     @I64@ NOT NULL,
    way         TEXT NOT NULL,
    account_id  @I64@ NOT NULL REFERENCES account (id), -- of the firm, who confirmed
    signed_name TEXT NOT NULL CHECK (signed_name <> ''), -- that person's, then
    method      TEXT NOT NULL CHECK (method IN ('password', 'code')),
    remark      TEXT NOT NULL,            -- what is not as it was taken down, or empty
    at          @I64@ NOT NULL,
    PRIMARY KEY (item_id, way),
    FOREIGN KEY (item_id, way) REFERENCES shoot_handover (item_id, way)
) @STRICT@;

-- @sqlite
CREATE TRIGGER shoot_receipt_stays BEFORE UPDATE ON shoot_receipt BEGIN
    SELECT RAISE(ABORT, 'shoot_receipt: rows are only added');
END;
CREATE TRIGGER shoot_receipt_is_kept BEFORE DELETE ON shoot_receipt BEGIN
    SELECT RAISE(ABORT, 'shoot_receipt: rows are only added');
END;
-- @postgres
CREATE TRIGGER shoot_receipt_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON shoot_receipt
    FOR EACH STATEMENT EXECUTE FUNCTION only_added();
-- @both
