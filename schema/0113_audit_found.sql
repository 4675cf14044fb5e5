-- Deeds of one person, of one kind or about one kind of thing, and the platform's own, in the order they are shown in:
-- without these the chain was read from its newest line until a page was full. SQLite's indexes hold the id by
-- themselves.

-- @sqlite
CREATE INDEX audit_entry_person ON audit_entry (account_id, at) WHERE account_id IS NOT NULL;
CREATE INDEX audit_entry_kind ON audit_entry (act, object, at);
CREATE INDEX audit_entry_platform ON audit_entry (at) WHERE SUBSTR(lane, 1, 2) = 'p:';
-- @postgres
CREATE INDEX audit_entry_person ON audit_entry (account_id, at, id) WHERE account_id IS NOT NULL;
CREATE INDEX audit_entry_kind ON audit_entry (act, object, at, id);
CREATE INDEX audit_entry_platform ON audit_entry (at, id) WHERE SUBSTR(lane, 1, 2) = 'p:';
-- @both
