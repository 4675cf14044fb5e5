-- Rows of the demo city: its firms.

-- name: demo_supplier_add
-- An invented firm.
INSERT INTO supplier (no, name, business_no, representative, is_corporation, business_type,
                      business_item, district_code, address, phone, email, introduction, opened_on,
                      bank_name, bank_account, bank_holder, state, is_demo, created_at,
                      activated_at)
VALUES (:no, :name, :business_no, :representative, :is_corporation, :type, :item, :district,
        :address, '053-000-0000', '', :introduction, :opened_on, 'iM뱅크', '', :name,
        'active', 1, :now, :now)
RETURNING id;

-- name: demo_supplier_bank
-- Where it is paid.
UPDATE supplier SET bank_account = :account WHERE id = :supplier;

-- name: demo_districts
-- The districts of the city.
SELECT code, name FROM region WHERE level = 'sigungu' AND in_city = 1 ORDER BY code;

-- name: demo_certificate_add
-- A verified certificate of a firm.
INSERT INTO certificate (no, supplier_id, kind, number, issuer, valid_from, valid_until,
                         vulnerable_bp, state, checked_at, is_demo, created_at)
VALUES (:no, :supplier, :kind, :number, :issuer, :valid_from, :valid_until, :vulnerable_bp,
        'verified', :now, 1, :now);
