-- What changes while a firm changes many listings.

-- name: test_bulk_vat
-- A category asks another tax.
UPDATE category SET vat = :vat WHERE code = :code;

-- name: test_bulk_word
-- A word that may not stand in a listing.
INSERT INTO vetting_word (word, kind, reason) VALUES (:word, 'forbidden', '까닭');
