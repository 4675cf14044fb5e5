-- What changes while a firm changes many listings.

-- name: test_bulk_vat
-- A category asks another tax.
UPDATE category SET vat = :vat WHERE code = :code;
