-- The changes that the search reads become visible in the order of their numbers: who numbers one
-- waits until whoever numbered one before has kept it or let it go. A copy that has read number 7
-- never looks for number 6 again. SQLite's write lock does that by itself.

-- @postgres
CREATE FUNCTION search_change_in_turn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    PERFORM pg_advisory_xact_lock(CAST(TG_RELID AS BIGINT));
    RETURN NULL;
END $$;
CREATE TRIGGER search_change_in_turn BEFORE INSERT ON search_change
    FOR EACH STATEMENT EXECUTE FUNCTION search_change_in_turn();
-- @both
