-- Every change of a product's photos is kept: who, when, why, and what the photo was from then on. No row
-- here is ever changed or removed. What the photos were before is the rows before.

CREATE TABLE product_picture_revision (
    id         @ID@,                    -- the order of the changes
    row_id     @I64@ NOT NULL REFERENCES product_picture (id),
    revision   @I64@ NOT NULL CHECK (revision > 0), -- product_picture.version that it made
    product_id @I64@ NOT NULL REFERENCES product (id), -- it is shown with from then on: a merge makes it another's
    role       TEXT NOT NULL,
    alt        TEXT NOT NULL,
    position   @I64@ NOT NULL,
    is_removed @I64@ NOT NULL CHECK (is_removed IN (0, 1)),
    reason     TEXT NOT NULL,
    account_id @I64@ REFERENCES account (id), -- none: the set-up, or of before this table
    made_at    @I64@ NOT NULL,          -- µs UTC
    UNIQUE (row_id, revision)
) @STRICT@;
CREATE INDEX product_picture_revision_product ON product_picture_revision (product_id, row_id);

-- What is known of those that are there: who added them when, and that some were taken away.
INSERT INTO product_picture_revision (row_id, revision, product_id, role, alt, position, is_removed,
                                      reason, account_id, made_at)
SELECT x.id, CASE WHEN x.removed_at IS NULL THEN x.version ELSE x.version - 1 END,
       COALESCE(y.merged_into, y.id), x.role, x.alt, x.position, 0, '사진을 올림', x.added_by, x.added_at
  FROM product_picture x
  JOIN product y ON y.id = x.product_id
 WHERE x.removed_at IS NULL OR x.version > 1
 ORDER BY x.id;
INSERT INTO product_picture_revision (row_id, revision, product_id, role, alt, position, is_removed,
                                      reason, account_id, made_at)
SELECT x.id, x.version, COALESCE(y.merged_into, y.id), x.role, x.alt, x.position, 1, '사진을 뺌', NULL,
       x.removed_at
  FROM product_picture x
  JOIN product y ON y.id = x.product_id
 WHERE x.removed_at IS NOT NULL
 ORDER BY x.removed_at, x.id;

-- @sqlite
CREATE TRIGGER product_picture_revision_stays BEFORE UPDATE ON product_picture_revision BEGIN
    SELECT RAISE(ABORT, 'product_picture_revision: rows are only added');
END;
CREATE TRIGGER product_picture_revision_is_kept BEFORE DELETE ON product_picture_revision BEGIN
    SELECT RAISE(ABORT, 'product_picture_revision: rows are only added');
END;
-- @postgres
CREATE TRIGGER product_picture_revision_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON product_picture_revision
    FOR EACH STATEMENT EXECUTE FUNCTION only_added();
-- @both

-- When the officer saw the offer a line is of: its photos then are found by that. 0: of before this column,
-- when the case was made.
ALTER TABLE purchase_line ADD COLUMN seen_at @I64@ NOT NULL DEFAULT 0;
