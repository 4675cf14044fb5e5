-- What the tests of drafts ask and do besides.

-- name: purchase_draft_test_object
-- A category is of another kind.
UPDATE category SET object = :object WHERE code = :code;

-- name: purchase_draft_test_pause
-- The supplier sells it no more.
UPDATE offer SET state = 'paused' WHERE id = :offer;

-- name: purchase_draft_test_least
-- The least a supplier sells of an offer.
UPDATE offer SET quantity_min = :least WHERE id = :offer;

-- name: purchase_draft_test_tier
-- So many cost so much each.
INSERT INTO offer_tier (offer_id, quantity_min, price_won) VALUES (:offer, :quantity, :price);

-- name: purchase_draft_test_next
-- The offer is another revision …
UPDATE offer SET revision = revision + 1 WHERE id = :offer;

-- name: purchase_draft_test_keep
-- … and kept as one.
INSERT INTO offer_revision (offer_id, revision, price_won, unit, vat, lead_days, state, reason, made_at,
                            tiers)
SELECT o.id, o.revision, o.price_won, o.unit, o.vat, o.lead_days, o.state, '', 1, :tiers
  FROM offer o
 WHERE o.id = :offer;

-- name: purchase_draft_test_price
-- A unit costs something else from the next revision on.
UPDATE offer SET price_won = :price, revision = revision + 1 WHERE id = :offer;

-- name: purchase_draft_test_until
-- The price holds until a day.
UPDATE offer SET valid_until = :until WHERE id = :offer;
