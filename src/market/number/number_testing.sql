-- A list that was read, for tests.

-- name: number_testing_run
-- A reading that finished.
INSERT INTO number_run (kind, state, digits, page, started_at, moved_at)
VALUES ('whole', 'done', 10, 1, 1, 1);

-- name: number_testing_number
-- A number of it.
INSERT INTO product_number (no, name, name_en, name_key, ended_at)
VALUES (:no, :name, '', :name_key, :ended_at);

-- name: number_testing_firm
-- A firm.
INSERT INTO supplier (no, name, business_no, representative, district_code, address, phone, state,
                      created_at)
VALUES (:no, '㈜다온', :business_no, '박다솜', '2711000000', '시범로 7', '053-000-0000', 'active', 1)
RETURNING id;

-- name: number_testing_no_pages
-- The list is not read on.
DELETE FROM job WHERE kind = 'number.page';
