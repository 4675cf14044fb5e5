-- Terms of invented offers.

-- name: search_pass_test_terms
-- How an offer is sold.
UPDATE offer
   SET unit = :unit, districts = :districts, quantity_min = :quantity_min, lead_days = :lead_days
 WHERE id = :offer;

-- name: search_pass_test_title
-- What it is of is called otherwise.
UPDATE product
   SET title = :title
 WHERE id = (SELECT o.product_id FROM offer o WHERE o.id = :offer);

-- name: search_pass_test_change
-- The search reads it anew.
INSERT INTO search_change (offer_id) VALUES (:offer);
