-- What a change of a shared text left behind.

-- name: product_text_test_offers
-- Offers of a product that are as their newest revision says, at a text, and were looked at.
SELECT COUNT(*) AS count
  FROM offer o
  JOIN product p ON p.id = o.product_id
  JOIN offer_revision r ON r.offer_id = o.id AND r.revision = o.revision
 WHERE o.product_id = :product AND o.reviewed = o.revision AND r.price_won = o.price_won
   AND r.product_revision = p.revision AND r.product_revision = :revision AND r.reason = :reason;

-- name: product_text_test_seen
-- Everything that is there was looked at.
UPDATE offer SET reviewed = revision;

-- name: product_text_test_end
-- The newest offer of a product that several sell is ended.
UPDATE offer SET state = 'ended'
 WHERE id = (SELECT MAX(x.id) FROM offer x
              WHERE EXISTS (SELECT 1 FROM offer y WHERE y.product_id = x.product_id AND y.id <> x.id));

-- name: product_text_test_word
-- What may not be said.
INSERT INTO vetting_word (word, kind, reason) VALUES ('최저가', 'forbidden', '까닭');

-- name: product_text_test_state
-- Proposals of a state.
SELECT COUNT(*) AS count FROM product_proposal WHERE state = :state;

-- name: product_text_test_join
-- An offer becomes one of another product.
UPDATE offer SET product_id = :product WHERE id = :offer;
