-- What goods of a category are called, as the copy keeps it.

-- name: search_thing_clear @sqlite
-- Begin them anew.
DELETE FROM search_thing;

-- name: search_thing_add @sqlite
-- A noun of a category.
INSERT INTO search_thing (key, category_code) VALUES (:key, :category) ON CONFLICT DO NOTHING;

-- name: search_thing_find @sqlite
-- The categories whose things are called so.
SELECT category_code FROM search_thing WHERE key = :key ORDER BY category_code LIMIT 8;
