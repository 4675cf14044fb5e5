-- What was found in the PDFs that people hand in, by their bytes; those that are kept already are looked into too.

CREATE TABLE pdf_look (
    sha256    TEXT NOT NULL PRIMARY KEY, -- of the bytes, as in `file`; no row: nobody looked yet
    verdict   TEXT NOT NULL CHECK (verdict IN ('fine', 'script', 'launch', 'files', 'opens', 'sends', 'xfa', 'media',
                                               'ciphered', 'damaged', 'no_pages', 'large', 'joined', 'given_up')),
    pages     @I64@ NOT NULL CHECK (pages >= 0),
    looked_at @I64@ NOT NULL -- µs UTC
) @STRICT@;

-- @sqlite
CREATE TRIGGER pdf_look_stays BEFORE UPDATE ON pdf_look BEGIN
    SELECT RAISE(ABORT, 'pdf_look: rows are only added');
END;
CREATE TRIGGER pdf_look_is_kept BEFORE DELETE ON pdf_look BEGIN
    SELECT RAISE(ABORT, 'pdf_look: rows are only added');
END;
-- @postgres
CREATE TRIGGER pdf_look_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON pdf_look
    FOR EACH STATEMENT EXECUTE FUNCTION only_added();
-- @both

INSERT INTO job (kind, object_id, argument, state, not_before, created_at)
SELECT 'picture.pdf', f.id, '', 'waiting', f.created_at, f.created_at
  FROM file f
 WHERE f.kind = 'pdf';
