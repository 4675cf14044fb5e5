-- A product with everything that the standard page tells.

-- name: test_sheet_numbers
-- What its firm typed.
UPDATE product SET detail_no = :detail_no, item_no = :item_no WHERE id = :product;

-- name: test_sheet_terms
-- Stock, districts, a last day.
UPDATE offer
   SET stock = :stock, districts = :districts, valid_until = :valid_until, revision = revision + 1
 WHERE id = :offer;

-- name: test_sheet_tiers
-- … and volume prices, as its newest revision keeps them.
INSERT INTO offer_revision (offer_id, revision, price_won, unit, vat, lead_days, state, reason, made_at,
                            tiers)
SELECT o.id, o.revision, o.price_won, o.unit, o.vat, o.lead_days, o.state, '', 1, :tiers
  FROM offer o
 WHERE o.id = :offer;
