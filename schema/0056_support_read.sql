-- What a support view looked at is only added, as the deeds are: the database refuses the rest.

-- @sqlite
CREATE TRIGGER support_read_stays BEFORE UPDATE ON support_read BEGIN
    SELECT RAISE(ABORT, 'support_read: rows are only added');
END;
CREATE TRIGGER support_read_is_kept BEFORE DELETE ON support_read BEGIN
    SELECT RAISE(ABORT, 'support_read: rows are only added');
END;

-- @postgres
CREATE TRIGGER support_read_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON support_read
    FOR EACH STATEMENT EXECUTE FUNCTION only_added();
-- @both
