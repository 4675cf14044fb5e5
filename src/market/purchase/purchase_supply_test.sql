-- What an offer has and where it is delivered, for tests of drafts.

-- name: purchase_supply_test_set
-- So many in stock (none: made to order), delivered to these districts.
UPDATE offer SET stock = :stock, districts = :districts WHERE id = :offer;

-- name: purchase_supply_test_district
-- A district of the city.
INSERT INTO region (code, level, name, full_name, in_city) VALUES (:code, 'sigungu', :name, :name, 1);

-- name: purchase_supply_test_lies
-- Where an institution lies.
UPDATE institution SET district_code = :code WHERE id = :institution;
