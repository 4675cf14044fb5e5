-- What firms answered, what operators changed of shot lists, what a reading of the public list and a merge
-- changed, and who handed goods over is only added to, as the audit is.

-- @sqlite
CREATE TRIGGER product_merge_offer_stays BEFORE UPDATE ON product_merge_offer BEGIN
    SELECT RAISE(ABORT, 'product_merge_offer: rows are only added');
END;
CREATE TRIGGER product_merge_offer_is_kept BEFORE DELETE ON product_merge_offer BEGIN
    SELECT RAISE(ABORT, 'product_merge_offer: rows are only added');
END;
CREATE TRIGGER shoot_handover_stays BEFORE UPDATE ON shoot_handover BEGIN
    SELECT RAISE(ABORT, 'shoot_handover: rows are only added');
END;
CREATE TRIGGER shoot_handover_is_kept BEFORE DELETE ON shoot_handover BEGIN
    SELECT RAISE(ABORT, 'shoot_handover: rows are only added');
END;
CREATE TRIGGER wanted_answer_stays BEFORE UPDATE ON wanted_answer BEGIN
    SELECT RAISE(ABORT, 'wanted_answer: rows are only added');
END;
CREATE TRIGGER wanted_answer_is_kept BEFORE DELETE ON wanted_answer BEGIN
    SELECT RAISE(ABORT, 'wanted_answer: rows are only added');
END;
CREATE TRIGGER number_change_stays BEFORE UPDATE ON number_change BEGIN
    SELECT RAISE(ABORT, 'number_change: rows are only added');
END;
CREATE TRIGGER number_change_is_kept BEFORE DELETE ON number_change BEGIN
    SELECT RAISE(ABORT, 'number_change: rows are only added');
END;
CREATE TRIGGER shot_rule_revision_stays BEFORE UPDATE ON shot_rule_revision BEGIN
    SELECT RAISE(ABORT, 'shot_rule_revision: rows are only added');
END;
CREATE TRIGGER shot_rule_revision_is_kept BEFORE DELETE ON shot_rule_revision BEGIN
    SELECT RAISE(ABORT, 'shot_rule_revision: rows are only added');
END;
-- @postgres
CREATE TRIGGER product_merge_offer_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON product_merge_offer
    FOR EACH STATEMENT EXECUTE FUNCTION only_added();
CREATE TRIGGER shoot_handover_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON shoot_handover
    FOR EACH STATEMENT EXECUTE FUNCTION only_added();
CREATE TRIGGER wanted_answer_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON wanted_answer
    FOR EACH STATEMENT EXECUTE FUNCTION only_added();
CREATE TRIGGER number_change_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON number_change
    FOR EACH STATEMENT EXECUTE FUNCTION only_added();
CREATE TRIGGER shot_rule_revision_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON shot_rule_revision
    FOR EACH STATEMENT EXECUTE FUNCTION only_added();
-- @both
