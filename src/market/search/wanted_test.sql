-- What happens around wanted goods in the tests.

-- name: test_wanted_notice
-- The newest a person was told of a kind.
SELECT title, text, path FROM notice WHERE account_id = :account AND kind = :kind ORDER BY id DESC LIMIT 1;

-- name: test_wanted_left
-- A person's roles ended yesterday.
UPDATE membership SET last_day = '2026-11-23' WHERE account_id = :account;

-- name: test_wanted_missed
-- How often something was looked for in vain.
SELECT CAST(COALESCE(SUM(count), 0) AS BIGINT) AS count FROM search_miss WHERE query = :query;

-- name: test_wanted_row
-- One by its title.
SELECT id, no, state, answer_count FROM wanted WHERE title = :title;
