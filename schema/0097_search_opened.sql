-- @both
-- The search copy knows when an offer was put on sale for the first time, and is read anew.

-- @sqlite
ALTER TABLE search_doc ADD COLUMN opened_at INTEGER NOT NULL DEFAULT 0; -- the first approved revision, microseconds UTC
UPDATE search_position SET change_id = 0, generation = generation + 1 WHERE one = 1;
