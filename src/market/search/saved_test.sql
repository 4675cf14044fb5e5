-- Moments and people of the tests of saved searches.

-- name: test_saved_offer
-- Another firm sells the product of an offer too.
INSERT INTO offer (no, product_id, supplier_id, revision, price_won, vat, unit, lead_days, state, created_at)
SELECT :no, o.product_id, :supplier, 1, o.price_won, o.vat, o.unit, o.lead_days, 'active', 1
  FROM offer o
 WHERE o.id = :offer
RETURNING id;

-- name: test_saved_on_sale
-- An offer was put on sale at a moment.
INSERT INTO offer_revision (offer_id, revision, price_won, unit, vat, lead_days, state, reason, made_at)
VALUES (:offer, 1, 19900, '개', 'taxable', 3, 'active', '처음 등록', :at);

-- name: test_saved_paused
-- An offer is not for sale now.
UPDATE offer SET state = 'paused' WHERE id = :offer;

-- name: test_saved_priced
-- It costs something else since a moment: a revision more.
INSERT INTO offer_revision (offer_id, revision, price_won, unit, vat, lead_days, state, reason, made_at)
VALUES (:offer, 2, 1000, '개', 'taxable', 3, 'active', '가격 변경', :at);

-- name: test_saved_merged
-- An offer becomes one of another product.
UPDATE offer SET product_id = :product WHERE id = :offer;

-- name: test_saved_changed
-- The search reads an offer anew.
INSERT INTO search_change (offer_id) VALUES (:offer);

-- name: test_saved_left
-- A person's roles ended yesterday.
UPDATE membership SET last_day = '2026-11-23' WHERE account_id = :account;

-- name: test_saved_notices
-- What a person was told of saved searches.
SELECT title, text, path FROM notice WHERE account_id = :account AND kind = 'search.new' ORDER BY id;

-- name: test_saved_jobs
-- Steps of the night that wait.
SELECT COUNT(*) AS count FROM job WHERE kind = 'search.saved' AND state = 'waiting';

-- name: test_saved_rows
-- All there are, kept or not.
SELECT COUNT(*) AS count FROM search_saved;
