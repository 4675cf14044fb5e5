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

-- name: test_wanted_priced
-- An offer costs something else from a moment on: a revision more.
INSERT INTO offer_revision (offer_id, revision, price_won, unit, vat, lead_days, state, reason, made_at)
SELECT o.id, o.revision + 1, :price, o.unit, o.vat, o.lead_days, o.state, '값이 바뀜', :at
  FROM offer o
 WHERE o.id = :offer;

-- name: test_wanted_price_is
-- … and that is what it costs.
UPDATE offer SET price_won = :price, revision = revision + 1 WHERE id = :offer;
