-- Rows for tests of people and parties.

-- name: party_testing_institution
-- An institution.
INSERT INTO institution (no, name, kind, regime, state, created_at)
VALUES (:no, :name, 'district', 'LOCAL', :state, 1)
RETURNING id;

-- name: party_testing_department
-- A department.
INSERT INTO department (no, institution_id, name) VALUES (:no, :institution, :name) RETURNING id;

-- name: party_testing_supplier
-- A firm.
INSERT INTO supplier (no, name, business_no, representative, district_code, address, phone, state,
                      created_at)
VALUES (:no, :name, :business_no, '박나래', '2711000000', '대구광역시 중구 시험로 1', '053-000-0000',
        :state, 1)
RETURNING id;

-- name: party_testing_person
-- A person.
INSERT INTO account (no, email, name, phone, password_hash, state, created_at)
VALUES (:no, :email, :name, '010-0000-0000', :hash, 'active', 1)
RETURNING id;

-- name: party_testing_factor
-- A second factor.
UPDATE account SET totp_secret = :totp WHERE id = :account;

-- name: party_testing_role
-- A role, open since long.
INSERT INTO membership (no, account_id, institution_id, supplier_id, department_id, role, title,
                        first_day, granted_at)
VALUES (:no, :account, :institution, :supplier, :department, :role, '주무관', '2024-01-01', 1)
RETURNING id;

-- name: party_testing_audit
-- How often something was done.
SELECT COUNT(*) AS count FROM audit_entry WHERE act = :act;

-- name: party_testing_notice
-- How many notices of a kind a person got.
SELECT COUNT(*) AS count FROM notice WHERE account_id = :account AND kind = :kind;

-- name: party_testing_secret_text
-- The newest text that stands in no inbox: a code.
SELECT text FROM message WHERE notice_id IS NULL AND account_id = :account ORDER BY id DESC LIMIT 1;

-- name: party_testing_sessions
-- Live sessions of a person.
SELECT COUNT(*) AS count FROM session WHERE account_id = :account AND ended_at IS NULL;

-- name: party_testing_session_add
-- A live session.
INSERT INTO session (token_hash, account_id, institution_id, supplier_id, csrf, address, created_at,
                     used_at, idle_s)
VALUES (:token_hash, :account, :institution, :supplier, 'c', '192.0.2.7', :now, :now, 1800)
RETURNING id;

-- name: party_testing_changes
-- Offers to be filed anew.
SELECT COUNT(*) AS count FROM search_change;

-- name: party_testing_district
-- A district of the city.
INSERT INTO region (code, level, name, full_name, in_city) VALUES (:code, 'sigungu', :name, :name, 1);

-- name: party_testing_category
-- A category, once.
INSERT INTO category (code, level, position, name, object, vat, unit, direct_production)
VALUES ('paper', 1, 1, '종이', 'goods', 'taxable', '상자', 'no')
ON CONFLICT (code) DO NOTHING;

-- name: party_testing_product
-- A product.
INSERT INTO product (no, category_code, title, created_at) VALUES (:no, 'paper', '복사용지', 1)
RETURNING id;

-- name: party_testing_offer
-- An offer of it.
INSERT INTO offer (no, product_id, supplier_id, revision, price_won, vat, unit, lead_days, state,
                   created_at, reviewed)
VALUES (:no, :product, :supplier, 1, 21500, 'taxable', '상자', 3, 'active', 1, 1);
