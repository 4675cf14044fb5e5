-- Lines of the audit chain and records of 접속기록 are only added: the database itself refuses to
-- change or remove one. Where each chain stands (audit_head) moves on with it and is left alone.

-- @sqlite
CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON audit_entry BEGIN
    SELECT RAISE(ABORT, 'audit_entry: rows are only added');
END;
CREATE TRIGGER audit_entry_is_kept BEFORE DELETE ON audit_entry BEGIN
    SELECT RAISE(ABORT, 'audit_entry: rows are only added');
END;
CREATE TRIGGER access_entry_stays BEFORE UPDATE ON access_entry BEGIN
    SELECT RAISE(ABORT, 'access_entry: rows are only added');
END;
CREATE TRIGGER access_entry_is_kept BEFORE DELETE ON access_entry BEGIN
    SELECT RAISE(ABORT, 'access_entry: rows are only added');
END;
CREATE TRIGGER access_subject_stays BEFORE UPDATE ON access_subject BEGIN
    SELECT RAISE(ABORT, 'access_subject: rows are only added');
END;
CREATE TRIGGER access_subject_is_kept BEFORE DELETE ON access_subject BEGIN
    SELECT RAISE(ABORT, 'access_subject: rows are only added');
END;

-- @postgres
CREATE FUNCTION only_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION USING ERRCODE = 'restrict_violation', MESSAGE = TG_TABLE_NAME || ': rows are only added';
END $$;
CREATE TRIGGER audit_entry_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION only_added();
CREATE TRIGGER access_entry_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON access_entry
    FOR EACH STATEMENT EXECUTE FUNCTION only_added();
CREATE TRIGGER access_subject_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON access_subject
    FOR EACH STATEMENT EXECUTE FUNCTION only_added();
-- @both
