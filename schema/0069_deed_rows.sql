-- What was given, decided, signed, paid and posted is only added, as the audit is: the database itself
-- refuses to change or remove a row of it. A quote that is given again is a row of its own.

-- @sqlite
CREATE TRIGGER quote_stays BEFORE UPDATE ON quote BEGIN
    SELECT RAISE(ABORT, 'quote: rows are only added');
END;
CREATE TRIGGER quote_is_kept BEFORE DELETE ON quote BEGIN
    SELECT RAISE(ABORT, 'quote: rows are only added');
END;
CREATE TRIGGER quote_line_stays BEFORE UPDATE ON quote_line BEGIN
    SELECT RAISE(ABORT, 'quote_line: rows are only added');
END;
CREATE TRIGGER quote_line_is_kept BEFORE DELETE ON quote_line BEGIN
    SELECT RAISE(ABORT, 'quote_line: rows are only added');
END;
CREATE TRIGGER law_decision_stays BEFORE UPDATE ON law_decision BEGIN
    SELECT RAISE(ABORT, 'law_decision: rows are only added');
END;
CREATE TRIGGER law_decision_is_kept BEFORE DELETE ON law_decision BEGIN
    SELECT RAISE(ABORT, 'law_decision: rows are only added');
END;
CREATE TRIGGER contract_signature_stays BEFORE UPDATE ON contract_signature BEGIN
    SELECT RAISE(ABORT, 'contract_signature: rows are only added');
END;
CREATE TRIGGER contract_signature_is_kept BEFORE DELETE ON contract_signature BEGIN
    SELECT RAISE(ABORT, 'contract_signature: rows are only added');
END;
CREATE TRIGGER payment_stays BEFORE UPDATE ON payment BEGIN
    SELECT RAISE(ABORT, 'payment: rows are only added');
END;
CREATE TRIGGER payment_is_kept BEFORE DELETE ON payment BEGIN
    SELECT RAISE(ABORT, 'payment: rows are only added');
END;
CREATE TRIGGER ledger_posting_stays BEFORE UPDATE ON ledger_posting BEGIN
    SELECT RAISE(ABORT, 'ledger_posting: rows are only added');
END;
CREATE TRIGGER ledger_posting_is_kept BEFORE DELETE ON ledger_posting BEGIN
    SELECT RAISE(ABORT, 'ledger_posting: rows are only added');
END;
CREATE TRIGGER ledger_line_stays BEFORE UPDATE ON ledger_line BEGIN
    SELECT RAISE(ABORT, 'ledger_line: rows are only added');
END;
CREATE TRIGGER ledger_line_is_kept BEFORE DELETE ON ledger_line BEGIN
    SELECT RAISE(ABORT, 'ledger_line: rows are only added');
END;
-- @postgres
CREATE TRIGGER quote_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON quote
    FOR EACH STATEMENT EXECUTE FUNCTION only_added();
CREATE TRIGGER quote_line_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON quote_line
    FOR EACH STATEMENT EXECUTE FUNCTION only_added();
CREATE TRIGGER law_decision_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON law_decision
    FOR EACH STATEMENT EXECUTE FUNCTION only_added();
CREATE TRIGGER contract_signature_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON contract_signature
    FOR EACH STATEMENT EXECUTE FUNCTION only_added();
CREATE TRIGGER payment_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON payment
    FOR EACH STATEMENT EXECUTE FUNCTION only_added();
CREATE TRIGGER ledger_posting_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_posting
    FOR EACH STATEMENT EXECUTE FUNCTION only_added();
CREATE TRIGGER ledger_line_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_line
    FOR EACH STATEMENT EXECUTE FUNCTION only_added();
-- @both
