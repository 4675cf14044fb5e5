-- What was found in the PDFs that people hand in, by their bytes and by who looked. The newest looker's word counts. Those
-- that are kept already are looked into by the job that walks back from the newest (picture.pdf_old).

CREATE TABLE pdf_look (
    sha256    TEXT NOT NULL,  -- of the bytes, as in `file`; no row: nobody looked yet
    looker    @I64@ NOT NULL CHECK (looker >= 0), -- PDF_LOOKER of the program that looked
    verdict   TEXT NOT NULL CHECK (verdict IN ('fine', 'script', 'launch', 'files', 'opens', 'sends', 'xfa', 'media',
                                               'ciphered', 'damaged', 'no_pages', 'large', 'joined', 'given_up')),
    pages     @I64@ NOT NULL CHECK (pages >= 0),
    looked_at @I64@ NOT NULL, -- µs UTC
    PRIMARY KEY (sha256, looker)
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
