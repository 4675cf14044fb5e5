-- @both
-- The search copy knows where an offer is delivered to, and is read anew.

-- @sqlite
ALTER TABLE search_doc ADD COLUMN districts TEXT NOT NULL DEFAULT ''; -- codes parted by |; empty: the whole city
UPDATE search_position SET change_id = 0, generation = generation + 1 WHERE one = 1;
