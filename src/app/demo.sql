-- Rows of the demo city.

-- name: demo_fact_set
-- What this installation is.
INSERT INTO site_fact (key, value) VALUES (:key, :value);

-- name: demo_institution_add
-- An institution of the set-up data.
INSERT INTO institution (no, code, name, kind, regime, parent_id, district_code, address, phone,
                         head_title, state, is_demo, created_at)
VALUES (:no, :code, :name, :kind, :regime,
        (SELECT p.id FROM institution p WHERE p.code = CAST(:parent AS TEXT)),
        (SELECT r.code FROM region r WHERE r.level = 'sigungu' AND r.in_city = 1
           AND r.name = CAST(:district AS TEXT)),
        '', '', '', 'listed', 0, :now);

-- name: demo_institution_join
-- It joins the demo.
UPDATE institution SET state = 'active', is_demo = 1, phone = '053-000-0000', address = :address,
       head_title = :head
 WHERE code = :code
RETURNING id;

-- name: demo_department_add
-- A department.
INSERT INTO department (no, institution_id, name) VALUES (:no, :institution, :name) RETURNING id;

-- name: demo_account_add
-- An invented person.
INSERT INTO account (no, email, name, phone, password_hash, totp_secret, state, is_demo, created_at)
VALUES (:no, :email, :name, '010-0000-0000', :hash, :totp, 'active', 1, :now) RETURNING id;

-- name: demo_membership_add
-- Where the person works.
INSERT INTO membership (no, account_id, institution_id, supplier_id, department_id, role, title,
                        first_day, granted_at)
VALUES (:no, :account, :institution, :supplier, :department, :role, :title, '2024-01-01', :now);

-- name: demo_approval_line_add
-- Who approves at an institution.
INSERT INTO approval_line (no, institution_id, step, account_id, from_won, first_day)
VALUES (:no, :institution, :step, :account, 0, '2024-01-01');

-- name: demo_supplier_add
-- An invented firm.
INSERT INTO supplier (no, name, business_no, representative, is_corporation, business_type,
                      business_item, district_code, address, phone, email, introduction, opened_on,
                      bank_name, bank_account, bank_holder, state, is_demo, created_at,
                      activated_at)
VALUES (:no, :name, :business_no, :representative, :is_corporation, :type, :item, :district,
        :address, '053-000-0000', '', :introduction, :opened_on, 'iM뱅크', :account, :name,
        'active', 1, :now, :now)
RETURNING id;

-- name: demo_districts
-- The districts of the city.
SELECT code, name FROM region WHERE level = 'sigungu' AND in_city = 1 ORDER BY code;

-- name: demo_certificate_add
-- A verified certificate of a firm.
INSERT INTO certificate (no, supplier_id, kind, number, issuer, valid_from, valid_until,
                         vulnerable_bp, state, checked_at, is_demo, created_at)
VALUES (:no, :supplier, :kind, :number, :issuer, :valid_from, :valid_until, :vulnerable_bp,
        'verified', :now, 1, :now);

-- name: demo_product_add
-- An invented product.
INSERT INTO product (no, category_code, title, maker, model, origin, description, picture,
                     picture_alt, is_demo, created_at)
VALUES (:no, :category, :title, :maker, '', '대한민국', :description, :picture, :title, 1, :now)
RETURNING id;

-- name: demo_offer_add
-- A firm's offer of it.
INSERT INTO offer (no, product_id, supplier_id, revision, price_won, vat, unit, quantity_min,
                   lead_days, own_production, state, is_demo, created_at)
VALUES (:no, :product, :supplier, 1, :price,
        (SELECT CASE WHEN c.vat = 'exempt' THEN 'exempt' ELSE 'taxable' END
           FROM category c WHERE c.code = :category),
        :unit, 1, :lead_days, :own, 'active', 1, :now)
RETURNING id;

-- name: demo_revision_add
-- Its first revision.
INSERT INTO offer_revision (offer_id, revision, price_won, unit, vat, lead_days, state, reason,
                            made_at)
SELECT o.id, o.revision, o.price_won, o.unit, o.vat, o.lead_days, o.state, '처음 등록', o.created_at
  FROM offer o
 WHERE o.id = :offer;

-- name: demo_search_change_add
-- The index reads it.
INSERT INTO search_change (offer_id) VALUES (:offer);

-- name: demo_is_loaded
-- Is there anything yet?
SELECT COUNT(*) AS supplier_count FROM supplier;
