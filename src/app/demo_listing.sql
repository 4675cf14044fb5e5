-- What the demo's desks of listings open with.

-- name: demo_miss_add
-- Somebody looked for it in vain.
INSERT INTO search_miss (on_day, query, count) VALUES (:day, :query, :count);
