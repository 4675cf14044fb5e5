-- What a change of the catalogue's own words left behind.

-- name: test_template_synonym
-- What a term stands for.
SELECT canonical FROM synonym WHERE term = :term;

-- name: test_template_word
-- A word to look for.
INSERT INTO vetting_word (word, kind, reason) VALUES (:word, 'forbidden', '까닭');

-- name: test_template_value
-- What a product says of an attribute.
INSERT INTO product_attribute (product_id, key, value) VALUES (:product, :key, :value);

-- name: test_template_sold_by
-- An offer is sold by another unit.
UPDATE offer SET unit = :unit WHERE id = :offer;

-- name: test_template_told
-- Whether the search was told that words changed.
SELECT COUNT(*) AS count FROM search_change WHERE offer_id = 0;

-- name: test_template_changes
-- Changes of a state.
SELECT COUNT(*) AS count FROM template_change WHERE state = :state;

-- name: test_template_miss
-- Somebody looked for a word and found nothing.
INSERT INTO search_miss (on_day, query, count) VALUES ('2026-11-20', '플래카드 제작', 7);
