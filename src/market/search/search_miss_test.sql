-- What was not found, for a look.

-- name: search_miss_test_list
-- All of it.
SELECT on_day, query, count FROM search_miss ORDER BY on_day, query;

-- name: search_miss_test_add
-- Something of another day.
INSERT INTO search_miss (on_day, query, count) VALUES (:day, :text, 1);
