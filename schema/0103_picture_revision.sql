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

-- What is known of those that are there, in the order it happened: who added them when, that some were taken
-- away, and when another product took the place of theirs or theirs stood for itself again (merges are one step
-- deep). What they were called and how they lay in between is not known.
INSERT INTO product_picture_revision (row_id, revision, product_id, role, alt, position, is_removed,
                                      reason, account_id, made_at)
SELECT e.row_id,
       CASE WHEN x.version > e.events THEN x.version - e.events ELSE 0 END + e.nth,
       COALESCE((SELECT CASE WHEN g.undone_at <= e.made_at THEN g.from_id ELSE g.into_id END
                   FROM product_merge g
                  WHERE g.from_id = x.product_id AND g.merged_at <= e.made_at
                  ORDER BY g.merged_at DESC, g.id DESC
                  LIMIT 1), x.product_id),
       x.role, x.alt, x.position, CASE WHEN x.removed_at <= e.made_at THEN 1 ELSE 0 END,
       e.reason, e.account_id, e.made_at
  FROM (SELECT t.row_id, t.kind, t.made_at, t.account_id, t.reason,
               ROW_NUMBER() OVER (PARTITION BY t.row_id ORDER BY t.kind, t.made_at) AS nth,
               COUNT(*) OVER (PARTITION BY t.row_id) AS events
          FROM (SELECT x.id AS row_id, 0 AS kind, x.added_at AS made_at, x.added_by AS account_id,
                       '사진을 올림' AS reason
                  FROM product_picture x
                UNION ALL
                SELECT x.id, 1, g.merged_at, g.account_id, g.reason
                  FROM product_picture x
                  JOIN product_merge g ON g.from_id = x.product_id AND g.merged_at > x.added_at
                UNION ALL
                SELECT x.id, 1, g.undone_at, g.undone_by, g.undone_why
                  FROM product_picture x
                  JOIN product_merge g ON g.from_id = x.product_id AND g.undone_at > x.added_at
                UNION ALL
                SELECT x.id, 1, x.removed_at, NULL, '사진을 뺌'
                  FROM product_picture x
                 WHERE x.removed_at IS NOT NULL) t) e
  JOIN product_picture x ON x.id = e.row_id
 ORDER BY e.made_at, e.row_id, e.nth;
UPDATE product_picture
   SET version = (SELECT MAX(v.revision) FROM product_picture_revision v WHERE v.row_id = product_picture.id)
 WHERE version < (SELECT MAX(v.revision) FROM product_picture_revision v WHERE v.row_id = product_picture.id);

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
