-- Rows for the tests of records and of what is published: parties, contracts and what became of them.

-- name: record_testing_region
-- A district.
INSERT INTO region (code, level, name, full_name, parent_code, in_city)
VALUES (:code, 'sigungu', :name, :name, NULL, :in_city);

-- name: record_testing_category
-- A category of the catalogue.
INSERT INTO category (code, level, position, name, object, vat, unit, direct_production)
VALUES (:code, 1, 1, :name, 'goods', 'taxable', '개', 'no');

-- name: record_testing_institution
-- An institution that has joined.
INSERT INTO institution (no, name, kind, regime, state, created_at)
VALUES (:no, :name, 'district', :regime, 'active', 1)
RETURNING id;

-- name: record_testing_department
-- Its department.
INSERT INTO department (no, institution_id, name) VALUES (:no, :institution, '재무과') RETURNING id;

-- name: record_testing_account
-- A person.
INSERT INTO account (no, email, name, password_hash, state, created_at)
VALUES (:no, :email, '김하나', 'x', 'active', 1)
RETURNING id;

-- name: record_testing_supplier
-- A firm.
INSERT INTO supplier (no, name, business_no, representative, is_corporation, district_code, address,
                      phone, state, created_at)
VALUES (:no, :name, :business_no, :representative, :is_corporation, :district, :address,
        '053-000-0000', 'active', 1)
RETURNING id;

-- name: record_testing_certificate
-- A certificate of a firm.
INSERT INTO certificate (no, supplier_id, kind, number, issuer, valid_from, valid_until, state,
                         product_id, detail_no, created_at)
VALUES (:no, :supplier, :kind, :number, '발급기관', :valid_from, :valid_until, :state, :product,
        :detail_no, 1);

-- name: record_testing_number
-- A category with its 세부품명번호.
UPDATE category SET detail_no = '1411150701' WHERE code = 'small';

-- name: record_testing_own_number
-- The number of a product of its own.
UPDATE product SET detail_no = :no WHERE id = :product;

-- name: record_testing_seen
-- An operator looked at every offer as it is.
UPDATE offer SET reviewed = revision;

-- name: record_testing_revise
-- Every offer has another revision, which nobody looked at.
UPDATE offer SET revision = revision + 1;

-- name: record_testing_merge
-- Another product takes the place of one.
UPDATE product SET merged_into = :into WHERE id = :product;

-- name: record_testing_part
-- … and no more.
UPDATE product SET merged_into = NULL WHERE id = :product;

-- name: record_testing_crowd_of_certificates
-- So many of a kind for a product, each to a day of its own.
INSERT INTO certificate (no, supplier_id, kind, number, issuer, valid_from, valid_until, state,
                         product_id, detail_no, created_at)
SELECT :no + x.n, :supplier, :kind, '제' || CAST(x.n AS TEXT) || '호', '발급기관', '2025-01-01',
       CASE WHEN x.n = :longest THEN '2027-12-31' ELSE '2027-06-30' END, 'verified', :product, '', 1
  FROM (WITH RECURSIVE count_up(n) AS (
            SELECT 1 UNION ALL SELECT c.n + 1 FROM count_up c WHERE c.n < :count)
        SELECT n FROM count_up) x;

-- name: record_testing_crowd_of_kinds
-- A certificate of each of so many kinds.
INSERT INTO certificate (no, supplier_id, kind, number, issuer, valid_from, state, product_id,
                         detail_no, created_at)
SELECT :no + x.n, :supplier, 'kind_' || CAST(x.n AS TEXT), '제1호', '발급기관', '2025-01-01',
       'verified', CAST(:product AS BIGINT), '', 1
  FROM (WITH RECURSIVE count_up(n) AS (
            SELECT 1 UNION ALL SELECT c.n + 1 FROM count_up c WHERE c.n < :count)
        SELECT n FROM count_up) x;

-- name: record_testing_product
-- A product of a category.
INSERT INTO product (no, category_code, title, created_at)
VALUES (:no, :category, '시험 상품', 1)
RETURNING id;

-- name: record_testing_offer
-- A firm's offer of it.
INSERT INTO offer (no, product_id, supplier_id, revision, price_won, vat, unit, lead_days, state,
                   created_at)
VALUES (:no, :product, :supplier, 1, 1000, 'taxable', '개', 3, 'active', 1)
RETURNING id;

-- name: record_testing_purchase
-- A case whose quote was chosen.
INSERT INTO purchase (no, institution_id, department_id, supplier_id, officer_id, title, need,
                      budget_line, object, delivery_place, deliver_by, list_won, estimated_won,
                      price_won, supply_won, vat_won, path, state, is_training, created_at, moved_at)
VALUES (:no, :institution, :department, :supplier, :account, :title, '필요', '201-01', :object,
        '본관 3층', '2030-12-31', :list, :estimated, :price, :supply, :vat, :path, 'contracted',
        :is_training, 1, 1)
RETURNING id;

-- name: record_testing_purchase_line
-- Its line.
INSERT INTO purchase_line (purchase_id, seq, offer_id, offer_revision, product_id, category_code,
                           title, unit, vat, quantity, list_price_won)
VALUES (:purchase, :seq, :offer, 1, :product, :category, '시험 상품', '개', 'taxable', 1, :price)
RETURNING id;

-- name: record_testing_contract
-- A contract in the state asked for.
INSERT INTO contract (no, number, purchase_id, institution_id, supplier_id, kind, title, object,
                      price_won, supply_won, vat_won, estimated_won, security, security_won,
                      delay_ppm, delivery_place, contracted_on, starts_on, ends_on, ground, reason,
                      rule_ids, content, content_hash, state, is_training, created_at, moved_at)
VALUES (:no, :number, :purchase, :institution, :supplier, 'document', :title, :object, :price,
        :supply, :vat, :estimated, 'promise', 0, 800, :place, :contracted_on, :contracted_on,
        '2030-12-31', :ground, :reason, 'T-L04.1', '{}', 'x', :state, :is_training, 1, 1)
RETURNING id;

-- name: record_testing_revoke
-- No certificate counts any more.
UPDATE certificate SET state = 'revoked';

-- name: record_testing_contract_line
-- Its line.
INSERT INTO contract_line (contract_id, seq, purchase_line_id, product_id, category_code, title,
                           unit, quantity, price_won, amount_won)
VALUES (:contract, :seq, :line, :product, :category, '시험 상품', '개', 1, :price, :price)
RETURNING id;

-- name: record_testing_move
-- The contract goes on.
UPDATE contract SET state = :state WHERE id = :contract;

-- name: record_testing_sign
-- Both sides have signed on a day.
UPDATE contract SET state = 'signed', contracted_on = :on, starts_on = :on WHERE id = :contract;

-- name: record_testing_supplier_moves
-- A firm moves to another district.
UPDATE supplier SET district_code = :district WHERE id = :supplier;

-- name: record_testing_delivery
-- Delivered.
INSERT INTO delivery (no, contract_id, seq, delivered_on, place, inspect_by, state, account_id,
                      noted_at)
VALUES (:no, :contract, :seq, :on, '본관', :on, 'accepted', :account, 1)
RETURNING id;

-- name: record_testing_inspection
-- Inspected.
INSERT INTO inspection (no, delivery_id, inspector_id, inspected_on, method, result, content_hash,
                        noted_at)
VALUES (:no, :delivery, :account, :on, 'full', :result, 'x', 1);

-- name: record_testing_claim
-- Claimed.
INSERT INTO claim (no, contract_id, seq, amount_won, net_won, bank_name, bank_account, bank_holder,
                   claimed_on, pay_by, state, account_id, claimed_at)
VALUES (:no, :contract, :seq, :won, :won, '은행', 'x', 'x', :on, :on, 'paid', :account, 1)
RETURNING id;

-- name: record_testing_payment
-- Paid.
INSERT INTO payment (no, claim_id, institution_id, paid_won, paid_on, reference, account_id,
                     noted_at)
VALUES (:no, :claim, :institution, :won, :on, :reference, :account, 1);

-- name: record_testing_sums
-- One figure of the sums.
SELECT CAST(COALESCE(SUM(price_won), 0) AS BIGINT) AS price_won,
       CAST(COALESCE(SUM(record_count), 0) AS BIGINT) AS record_count
  FROM record_sum
 WHERE institution_id = :institution AND fiscal_year = :year AND tag = :tag
   AND (CAST(:object AS TEXT) IS NULL OR object = :object)
   AND (CAST(:month AS BIGINT) IS NULL OR month = :month);

-- name: record_testing_apart
-- How many sums of a year, with what was paid in it, of its objects, and of the city's months, are not
-- those of the institutions' months.
SELECT (SELECT COUNT(*)
          FROM (SELECT x.institution_id
                  FROM (SELECT institution_id, fiscal_year, tag, price_won, record_count, 0 AS paid_won
                          FROM record_sum
                        UNION ALL
                        SELECT institution_id, fiscal_year, '' AS tag, 0, 0, paid_won
                          FROM purchase_record
                         WHERE voided_on IS NULL
                        UNION ALL
                        SELECT institution_id, fiscal_year, tag, 0 - price_won, 0 - record_count,
                               0 - paid_won
                          FROM record_year_sum) x
                 GROUP BY x.institution_id, x.fiscal_year, x.tag
                HAVING SUM(x.price_won) <> 0 OR SUM(x.record_count) <> 0
                    OR SUM(x.paid_won) <> 0) y) AS years,
       (SELECT COUNT(*)
          FROM (SELECT x.institution_id
                  FROM (SELECT institution_id, fiscal_year, tag, object, price_won, record_count
                          FROM record_sum
                        UNION ALL
                        SELECT institution_id, fiscal_year, tag, object, 0 - price_won,
                               0 - record_count
                          FROM record_part_sum) x
                 GROUP BY x.institution_id, x.fiscal_year, x.tag, x.object
                HAVING SUM(x.price_won) <> 0 OR SUM(x.record_count) <> 0) o) AS objects,
       (SELECT COUNT(*)
          FROM (SELECT x.part
                  FROM (SELECT institution_id % 16 AS part, fiscal_year, month, object, tag,
                               price_won, record_count
                          FROM record_sum
                        UNION ALL
                        SELECT part, fiscal_year, month, object, tag, 0 - price_won,
                               0 - record_count
                          FROM record_city_sum) x
                 GROUP BY x.part, x.fiscal_year, x.month, x.object, x.tag
                HAVING SUM(x.price_won) <> 0 OR SUM(x.record_count) <> 0) c) AS months;

-- name: record_testing_raw
-- The same figure from the contracts and certificates themselves.
SELECT CAST(COALESCE(SUM(c.price_won), 0) AS BIGINT) AS price_won, COUNT(*) AS record_count
  FROM contract c
 WHERE c.institution_id = :institution AND c.is_training = 0
   AND c.state IN ('signed', 'delivered', 'accepted', 'claimed', 'paid')
   AND c.contracted_on BETWEEN :first AND :last
   AND (CAST(:kind AS TEXT) IS NULL
        OR EXISTS (SELECT 1 FROM certificate k
                    WHERE k.supplier_id = c.supplier_id AND k.state = 'verified'
                      AND k.kind = :kind AND k.valid_from <= c.contracted_on
                      AND (k.valid_until IS NULL OR k.valid_until >= c.contracted_on)))
   AND (CAST(:object AS TEXT) IS NULL
        OR CASE WHEN c.object = 'goods' THEN 'goods' WHEN c.object IN ('service', 'lease') THEN 'service'
                ELSE 'works' END = :object);

-- name: record_testing_record
-- The record of a contract.
SELECT r.id, r.fiscal_year, r.object, r.category_code, r.district_code, r.channel, r.price_won,
       r.paid_won, r.voided_on
  FROM purchase_record r
 WHERE r.contract_id = :contract;

-- name: record_testing_tag
-- A tag of a contract's record, and how many of its lines stand for it.
SELECT t.number, t.valid_from, t.valid_until, t.amount_won,
       (SELECT COUNT(*) FROM record_line_tag l
         WHERE l.record_id = t.record_id AND l.tag = t.tag) AS line_count
  FROM record_tag t
  JOIN purchase_record r ON r.id = t.record_id
 WHERE r.contract_id = :contract AND t.tag = :tag;

-- name: record_testing_audits
-- How often an act stands in the audit.
SELECT COUNT(*) AS count FROM audit_entry WHERE act = :act;
