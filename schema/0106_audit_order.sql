-- The newest deeds of all chains by the order they are shown in: by `at` alone the server read and sorted every line
-- of the chain for one page (1.5 s over two million; SQLite's index holds the id by itself).

-- @postgres
DROP INDEX audit_entry_at;
CREATE INDEX audit_entry_at ON audit_entry (at, id);
-- @both
