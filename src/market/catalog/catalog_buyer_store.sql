-- Which institutions bought a product, and what the search index must read again for it.

-- name: catalog_buyer_add
-- Bought once more.
INSERT INTO product_buyer (product_id, institution_id, contract_count, last_on)
VALUES (:product, :institution, 1, :on)
ON CONFLICT (product_id, institution_id)
DO UPDATE SET contract_count = product_buyer.contract_count + 1, last_on = excluded.last_on;

-- name: catalog_buyer_change
-- All its offers show the number of buyers.
INSERT INTO search_change (offer_id)
SELECT o.id FROM offer o WHERE o.product_id = :product ORDER BY o.id;
