-- Rows for quote_web_test.

-- name: test_quote_web_late
-- Traces of late answers.
SELECT COUNT(*) AS count FROM audit_entry WHERE act = 'quote.refuse_late';

-- name: test_quote_web_merge
-- The paper is led to another product …
UPDATE product SET merged_into = (SELECT MAX(x.id) FROM product x)
 WHERE id = (SELECT o.product_id FROM offer o WHERE o.id = :offer);

-- name: test_quote_web_merge_offer
-- … and an offer of it goes there.
UPDATE offer SET product_id = (SELECT p.merged_into FROM product p WHERE p.id = offer.product_id)
 WHERE id = :offer;
