-- Rows of the past of a large demo city: cases that are over, as their deeds would have left them.

-- name: past_offices
-- Institutions that have joined.
SELECT i.id, i.name, i.kind, i.regime, i.business_no, i.address, i.phone, i.head_title
  FROM institution i
 WHERE i.state = 'active'
 ORDER BY i.id;

-- name: past_departments
-- Their departments.
SELECT d.id, d.institution_id, d.name
  FROM department d
  JOIN institution i ON i.id = d.institution_id AND i.state = 'active'
 ORDER BY d.institution_id, d.id;

-- name: past_people
-- Who works where.
SELECT m.institution_id, m.supplier_id, m.department_id, m.role, m.account_id, a.name
  FROM membership m
  JOIN account a ON a.id = m.account_id
 ORDER BY m.id;

-- name: past_firms
-- Firms that sell.
SELECT s.id, s.no, s.name, s.business_no, s.representative, s.is_corporation, s.address, s.phone,
       s.business_type, s.business_item, s.district_code, s.bank_name, s.bank_account,
       s.bank_holder,
       (SELECT COUNT(*) FROM region g WHERE g.code = s.district_code AND g.in_city = 1) AS is_local
  FROM supplier s
 WHERE s.state = 'active' AND s.is_demo = 1
 ORDER BY s.id;

-- name: past_certificates
-- What firms are, the way a contract lists it.
SELECT c.supplier_id, c.kind, c.number, c.valid_from, c.valid_until, c.vulnerable_bp
  FROM certificate c
 WHERE c.state = 'verified'
 ORDER BY c.supplier_id, c.kind, c.id;

-- name: past_categories
-- Categories with the family that similar purchases are added up in.
SELECT c.code, COALESCE(c.parent_code, c.code) AS family, c.object, c.delay_variant FROM category c
 ORDER BY c.code;

-- name: past_offers
-- What is sold.
SELECT o.id, o.product_id, o.supplier_id, o.revision, p.category_code, p.title, o.unit, o.vat,
       o.price_won, o.quantity_min, o.lead_days, o.own_production
  FROM offer o
  JOIN product p ON p.id = o.product_id
 WHERE o.state = 'active'
 ORDER BY o.supplier_id, o.id;

-- name: past_purchase_add
-- A case that is paid.
INSERT INTO purchase (no, institution_id, department_id, supplier_id, officer_id, title, need,
                      budget_line, object, delivery_place, deliver_by, list_won, estimated_won,
                      price_won, supply_won, vat_won, path, state, choice_reason, content_hash,
                      requested_on, is_demo, created_at, moved_at, version)
VALUES (:no, :institution, :department, :supplier, :officer, :title, :need, :budget_line, :object,
        :delivery_place, :deliver_by, :list_won, :estimated_won, :price_won, :supply_won, :vat_won,
        :path, 'paid', :choice_reason, :content_hash, :requested_on, 1, :created_at, :moved_at, 12)
RETURNING id;

-- name: past_line_add
-- A line of it, at the agreed price.
INSERT INTO purchase_line (purchase_id, seq, offer_id, offer_revision, product_id, category_code,
                           title, unit, vat, quantity, list_price_won, price_won)
VALUES (:purchase, :seq, :offer, :offer_revision, :product, :category_code, :title, :unit, :vat,
        :quantity, :list_price_won, :price_won)
RETURNING id;

-- name: past_request_add
-- The quote that was asked for, and chosen.
INSERT INTO quote_request (no, purchase_id, supplier_id, message, asked_at, closes_at, state, title,
                           object, delivery_place, deliver_by, version)
VALUES (:no, :purchase, :supplier, :message, :asked_at, :closes_at, 'chosen', :title, :object,
        :delivery_place, :deliver_by, 3)
RETURNING id;

-- name: past_request_line_add
-- A line of it.
INSERT INTO quote_request_line (quote_request_id, seq, purchase_line_id, title, unit, vat, quantity,
                                list_price_won)
VALUES (:request, :seq, :purchase_line, :title, :unit, :vat, :quantity, :list_price_won)
RETURNING id;

-- name: past_round_add
-- The approval of it.
INSERT INTO approval_round (purchase_id, round, content, content_hash, submitted_by, submitted_at,
                            state)
VALUES (:purchase, 1, :content, :content_hash, :account, :at, 'approved')
RETURNING id;

-- name: past_step_add
-- Its one step.
INSERT INTO approval_step (round_id, step, account_id, decided_by, state, opinion, split_confirmed,
                           decided_at)
VALUES (:round, 1, :account, :account, 'approved', '', :split_confirmed, :at);

-- name: past_contract_add
-- The contract, paid.
INSERT INTO contract (no, number, purchase_id, institution_id, supplier_id, kind, title, object,
                      price_won, supply_won, vat_won, estimated_won, security, security_won,
                      delay_ppm, delay_variant, delivery_place, contracted_on, starts_on, ends_on,
                      ground, reason, rule_ids, content, content_hash, state, is_demo, created_at,
                      moved_at, version)
VALUES (:no, :number, :purchase, :institution, :supplier, :kind, :title, :object, :price_won,
        :supply_won, :vat_won, :estimated_won, :security, :security_won, :delay_ppm,
        :delay_variant, :delivery_place, :contracted_on, :contracted_on, :ends_on, :ground, :reason, :rule_ids,
        :content, :content_hash, 'paid', 1, :created_at, :moved_at, 7)
RETURNING id;

-- name: past_contract_line_add
-- A line of it.
INSERT INTO contract_line (contract_id, seq, purchase_line_id, product_id, category_code, title,
                           unit, quantity, price_won, amount_won)
VALUES (:contract, :seq, :purchase_line, :product, :category_code, :title, :unit, :quantity,
        :price_won, :amount_won)
RETURNING id;

-- name: past_delivery_add
-- The one delivery, accepted.
INSERT INTO delivery (no, contract_id, seq, delivered_on, place, remark, inspect_by,
                      inspect_article, state, account_id, noted_at, version)
VALUES (:no, :contract, 1, :delivered_on, :place, '', :inspect_by, :inspect_article, 'accepted',
        :account, :at, 2)
RETURNING id;

-- name: past_delivery_line_add
-- A line of it.
INSERT INTO delivery_line (delivery_id, contract_line_id, quantity)
VALUES (:delivery, :contract_line, :quantity)
RETURNING id;

-- name: past_inspection_add
-- Its inspection.
INSERT INTO inspection (no, delivery_id, inspector_id, arrived_on, inspected_on, method, result,
                        opinion, content, content_hash, confirmed_with, noted_at)
VALUES (:no, :delivery, :inspector, :arrived_on, :inspected_on, :method, 'accepted', :opinion,
        :content, :content_hash, 'code', :at)
RETURNING id;

-- name: past_inspection_line_add
-- All of a line passed.
INSERT INTO inspection_line (inspection_id, delivery_line_id, accepted, refused, reason)
VALUES (:inspection, :line, :quantity, 0, '');

-- name: past_claim_add
-- The claim, paid.
INSERT INTO claim (no, contract_id, seq, amount_won, delay_days, asked_days, excused_days,
                   excuse_reason, delay_won, cut_won, net_won, bank_name, bank_account, bank_holder,
                   due_on, claimed_on, pay_by, pay_article, state, account_id, claimed_at, version)
VALUES (:no, :contract, 1, :amount_won, :delay_days, 0, 0, '', :delay_won, :cut_won, :net_won,
        :bank_name, :bank_account, :bank_holder, :due_on, :claimed_on, :pay_by, :pay_article,
        'paid', :account, :at, 2)
RETURNING id;

-- name: past_proof_add
-- A proof of it, as the accountant left it.
INSERT INTO claim_proof (claim_id, kind, seq, label, state, reason, article, reference, issued_on,
                         valid_until, amount_won, supply_won, vat_won, by_inquiry, inquiry,
                         checked_by, checked_at)
VALUES (:claim, :kind, :seq, :label, :state, :reason, :article, :reference, :issued_on,
        :valid_until, :amount_won, :supply_won, :vat_won, :by_inquiry, :inquiry, :checked_by,
        :checked_at);

-- name: past_record_add
-- What it counts for.
INSERT INTO purchase_record (contract_id, institution_id, department_id, supplier_id, fiscal_year,
                             contracted_on, object, category_code, title, price_won, supply_won,
                             paid_won, district_code, channel, recorded_at)
VALUES (:contract, :institution, :department, :supplier, :year, :contracted_on, :object, :category,
        :title, :price, :supply, :paid, :district, 'platform', :at)
RETURNING id;

-- name: past_disclosure_add
-- Its line in public.
INSERT INTO disclosure (no, contract_id, institution_id, institution_name, department_name, title,
                        object, contracted_on, starts_on, ends_on, estimated_won, contract_won,
                        rate_bp, supplier_name, representative, address, district_code, ground,
                        reason, site, remarks, completed_on, paid_on, paid_won, keep_until, is_demo,
                        search_text, published_at)
VALUES (:no, :contract, :institution, :institution_name, :department_name, :title, :object,
        :contracted_on, :contracted_on, :ends_on, :estimated, :price, :rate, :supplier_name,
        :representative, :address, :district, :ground, :reason, :site, :remarks, :completed_on,
        :paid_on, :paid, :keep_until, 1, :search_text, :at)
RETURNING id;

-- name: past_refusal_add
-- It waits for an officer's words.
INSERT INTO disclosure_refusal (contract_id, institution_id, codes, refused_at)
VALUES (:contract, :institution, :codes, :at);

-- name: past_number_set
-- How many contracts an institution has drawn in a year.
INSERT INTO contract_counter (institution_id, year, last_number)
VALUES (:institution, :year, :number);

-- name: past_words_gather @sqlite
-- How much of the words of the public list is gathered before it is written.
INSERT INTO disclosure_gram (disclosure_gram, rank) VALUES ('hashsize', :bytes);

-- name: past_sums
-- The records of a month, all of them.
INSERT INTO record_sum (institution_id, fiscal_year, month, object, tag, price_won, record_count)
SELECT r.institution_id, r.fiscal_year, CAST(SUBSTR(r.contracted_on, 6, 2) AS BIGINT), r.object, '',
       CAST(SUM(r.price_won) AS BIGINT), COUNT(*)
  FROM purchase_record r
 GROUP BY r.institution_id, r.fiscal_year, CAST(SUBSTR(r.contracted_on, 6, 2) AS BIGINT), r.object;

-- name: past_tag_sums
-- The same by what they count for.
INSERT INTO record_sum (institution_id, fiscal_year, month, object, tag, price_won, record_count)
SELECT r.institution_id, r.fiscal_year, CAST(SUBSTR(r.contracted_on, 6, 2) AS BIGINT), r.object,
       t.tag, CAST(SUM(COALESCE(t.amount_won, r.price_won)) AS BIGINT), COUNT(*)
  FROM purchase_record r
  JOIN record_tag t ON t.record_id = r.id
 GROUP BY r.institution_id, r.fiscal_year, CAST(SUBSTR(r.contracted_on, 6, 2) AS BIGINT), r.object,
          t.tag;

-- name: past_district_sums
-- The same by the supplier's district.
INSERT INTO record_district_sum (institution_id, fiscal_year, district_code, price_won,
                                 record_count)
SELECT r.institution_id, r.fiscal_year, r.district_code, CAST(SUM(r.price_won) AS BIGINT), COUNT(*)
  FROM purchase_record r
 GROUP BY r.institution_id, r.fiscal_year, r.district_code;

-- name: past_year_sums
-- Of an institution's year.
INSERT INTO record_year_sum (fiscal_year, tag, institution_id, price_won, record_count, paid_won)
SELECT s.fiscal_year, s.tag, s.institution_id, CAST(SUM(s.price_won) AS BIGINT),
       CAST(SUM(s.record_count) AS BIGINT),
       CASE WHEN s.tag = '' THEN (SELECT CAST(SUM(r.paid_won) AS BIGINT)
                                    FROM purchase_record r
                                   WHERE r.institution_id = s.institution_id AND r.fiscal_year = s.fiscal_year)
            ELSE 0 END
  FROM record_sum s
 GROUP BY s.fiscal_year, s.tag, s.institution_id;

-- name: past_part_sums
-- By object and tag.
INSERT INTO record_part_sum (institution_id, fiscal_year, tag, object, price_won, record_count)
SELECT institution_id, fiscal_year, tag, object, CAST(SUM(price_won) AS BIGINT),
       CAST(SUM(record_count) AS BIGINT)
  FROM record_sum
 GROUP BY institution_id, fiscal_year, tag, object;

-- name: past_city_sums
-- Of all institutions.
INSERT INTO record_city_sum (fiscal_year, part, month, object, tag, price_won, record_count)
SELECT fiscal_year, institution_id % 16, month, object, tag, CAST(SUM(price_won) AS BIGINT),
       CAST(SUM(record_count) AS BIGINT)
  FROM record_sum
 GROUP BY fiscal_year, institution_id % 16, month, object, tag;

-- name: past_disclosure_sums
-- What the public list comes to.
INSERT INTO disclosure_sum (month, part, district_code, row_count, price_won)
SELECT SUBSTR(contracted_on, 1, 7), institution_id % 16, district_code, COUNT(*),
       CAST(SUM(CASE WHEN voided_on IS NULL THEN contract_won ELSE 0 END) AS BIGINT)
  FROM disclosure
 GROUP BY SUBSTR(contracted_on, 1, 7), institution_id % 16, district_code;

-- name: past_buyers
-- Who bought what, once a contract.
INSERT INTO product_buyer (product_id, institution_id, contract_count, last_on)
SELECT l.product_id, c.institution_id, COUNT(DISTINCT c.id), MAX(c.contracted_on)
  FROM contract c
  JOIN contract_line l ON l.contract_id = c.id
 WHERE c.contracted_on IS NOT NULL
 GROUP BY l.product_id, c.institution_id;
