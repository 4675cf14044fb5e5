-- What stands in the way of listings, and what their queue left behind.

-- name: test_vetting_word
-- A word for a test.
INSERT INTO vetting_word (word, kind, reason) VALUES (:word, :kind, '까닭');

-- name: test_vetting_lenient
-- More reasons to look than before go with others.
UPDATE vetting_reason SET limit_value = 100 WHERE code = 'batch';

-- name: test_vetting_decisions
-- What was decided of an offer.
SELECT d.verdict, COALESCE(d.first_id, 0) AS first_id, d.account_id, d.working_days, d.is_in_time
  FROM vetting_decision d
  JOIN offer o ON o.id = d.offer_id
 WHERE o.no = :no
 ORDER BY d.id;

-- name: test_vetting_price
-- What a unit costs.
INSERT INTO category_price (category_code, unit, offer_count, median_won, spread_won, counted_at)
VALUES ('paper.copy.a4', '상자', 20, 1000, 100, 1);

-- name: test_vetting_seen
-- Everything that is there was looked at.
UPDATE offer SET reviewed = revision;

-- name: test_vetting_old_firms
-- Every firm has been here for long.
UPDATE supplier SET created_at = 1, activated_at = NULL;
