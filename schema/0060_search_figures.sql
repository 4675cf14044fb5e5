-- The search copy is read anew: figures and Latin letters are tokens of their own now, and no phrase
-- reaches from one text to the next.

-- @sqlite
UPDATE search_position SET change_id = 0, generation = generation + 1 WHERE one = 1;
-- @both
