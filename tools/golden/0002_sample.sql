-- A table.
CREATE TABLE sample (
    id   @ID@,
    no   @I64@ NOT NULL UNIQUE, -- a@b.kr is text
    mark @BYTES@
) @STRICT@;
-- @sqlite
CREATE VIRTUAL TABLE sample_words USING fts5 (text);
-- @postgres
CREATE INDEX sample_mark ON sample USING hash (mark);
-- @both
CREATE INDEX sample_no ON sample (no);
