-- What the tests of a firm's figures ask and do.

-- name: insight_listing_test_seen
-- How often an offer was looked at.
SELECT CAST(COALESCE(SUM(count), 0) AS BIGINT) AS count FROM offer_seen WHERE offer_id = :offer;

-- name: insight_listing_test_miss
-- Somebody looked in vain.
INSERT INTO search_miss (on_day, query, count) VALUES ('2026-11-20', :query, 3);

-- name: insight_listing_test_asked
-- A case was asked for on a day.
UPDATE purchase SET requested_on = :on WHERE id = :purchase;

-- name: insight_listing_test_line
-- Two of an offer, at an agreed price.
INSERT INTO purchase_line (purchase_id, seq, offer_id, offer_revision, product_id, category_code,
                           title, unit, vat, quantity, list_price_won, price_won)
VALUES (:purchase, 1, :offer, 1, :product, 'paper.copy.a4', '볼펜', '다스', 'taxable', 2, 11000,
        11000);
