-- Rows of the scene for tests of the trade.

-- name: purchase_testing_institution
-- Somebody who buys.
INSERT INTO institution (no, name, kind, regime, business_no, address, phone, head_title, state,
                         created_at)
VALUES (:no, :name, 'district', :regime, '1208147521', '대구광역시 중구 국채보상로 139길 1',
        '053-000-0000', '구청장', 'active', 1)
RETURNING id;

-- name: purchase_testing_regime
-- Whose law binds an institution.
UPDATE institution SET regime = :regime WHERE id = :institution;

-- name: purchase_testing_department
-- Where the people of an institution sit.
INSERT INTO department (no, institution_id, name) VALUES (:no, :institution, :name) RETURNING id;

-- name: purchase_testing_supplier
-- Somebody who sells.
INSERT INTO supplier (no, name, business_no, representative, is_corporation, district_code, address,
                      phone, bank_name, bank_account, bank_holder, state, created_at, activated_at)
VALUES (:no, :name, :business_no, :representative, 1, '2711000000', '대구광역시 중구 동성로 1',
        '053-000-0000', 'iM뱅크', '', :name, 'active', 1, 1)
RETURNING id;

-- name: purchase_testing_certificate
-- What a supplier is.
INSERT INTO certificate (no, supplier_id, kind, number, issuer, valid_from, valid_until,
                         vulnerable_bp, state, checked_at, created_at)
VALUES (:no, :supplier, :kind, :number, '중소벤처기업부', '2026-01-01', '2028-12-31',
        :vulnerable_bp, 'verified', 1, 1);

-- name: purchase_testing_account
-- A person.
INSERT INTO account (no, email, name, phone, password_hash, state, created_at)
VALUES (:no, :email, :name, '010-0000-0000', :hash, 'active', 1)
RETURNING id;

-- name: purchase_testing_membership
-- A role of a person.
INSERT INTO membership (no, account_id, institution_id, supplier_id, department_id, role, title,
                        first_day, granted_at)
VALUES (:no, :account, :institution, :supplier, :department, :role, '', '2026-01-01', 1);

-- name: purchase_testing_approval_line
-- Who approves, from a price on.
INSERT INTO approval_line (no, institution_id, department_id, step, account_id, from_won, first_day)
VALUES (:no, :institution, :department, :step, :account, :from_won, '2026-01-01');

-- name: purchase_testing_category
-- A family of goods, or a kind in it.
INSERT INTO category (code, parent_code, level, position, name, object, vat, unit, direct_production)
VALUES (:code, :parent, :level, 1, :name, 'goods', 'mixed', '개', 'no');

-- name: purchase_testing_category_work
-- What the lines of a case are of is work from now on, with this rate of delay.
UPDATE category SET object = 'service', delay_variant = :variant
 WHERE code IN (SELECT l.category_code FROM purchase_line l
                 WHERE l.purchase_id = :purchase AND (:seq = 0 OR l.seq = :seq));

-- name: purchase_testing_work
-- And so is the case.
UPDATE purchase SET object = 'service' WHERE id = :purchase;

-- name: purchase_testing_product
-- A thing.
INSERT INTO product (no, category_code, title, maker, origin, description, picture_alt, created_at)
VALUES (:no, :category, :title, '두레공방', '대한민국', '', :title, 1)
RETURNING id;

-- name: purchase_testing_offer
-- What a supplier asks for it.
INSERT INTO offer (no, product_id, supplier_id, revision, price_won, vat, unit, lead_days, state,
                   created_at, reviewed)
VALUES (:no, :product, :supplier, 1, :price_won, :vat, :unit, 5, 'active', 1, 1)
RETURNING id;

-- name: purchase_testing_offer_revision
-- Its only revision.
INSERT INTO offer_revision (offer_id, revision, price_won, unit, vat, lead_days, state, reason,
                            made_at)
VALUES (:offer, 1, :price_won, :unit, :vat, 5, 'active', '처음 등록', 1);

-- name: purchase_testing_round
-- The content as it went to the approvers.
INSERT INTO approval_round (purchase_id, round, content, content_hash, submitted_by, submitted_at,
                            state)
VALUES (:purchase, 1, :content, :hash, :account, :now, 'open')
RETURNING id;

-- name: purchase_testing_round_step
-- Their only step.
INSERT INTO approval_step (round_id, step, account_id, state)
VALUES (:round, 1, :account, 'waiting');

-- name: purchase_testing_approve_step
-- They agree.
UPDATE approval_step SET state = 'approved', decided_by = account_id, decided_at = :now
 WHERE round_id IN (SELECT r.id FROM approval_round r WHERE r.purchase_id = :purchase);

-- name: purchase_testing_approve_round
-- And so the round ends.
UPDATE approval_round SET state = 'approved' WHERE purchase_id = :purchase;

-- name: purchase_testing_offer_no
-- The number people see.
SELECT no FROM offer WHERE id = :id;

-- name: purchase_testing_department_no
-- The number people see.
SELECT no FROM department WHERE id = :id;
