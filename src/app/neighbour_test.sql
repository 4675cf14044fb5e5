-- The trade of the demo town once more, as a neighbour's.

-- name: test_twin_purchases
-- All the trade of the city once more, as another institution's and another firm's; a twin has the
-- number of its original below zero.
INSERT INTO purchase (no, institution_id, department_id, supplier_id, officer_id, title, need,
                      budget_line, object, delivery_place, deliver_by, list_won, estimated_won,
                      price_won, supply_won, vat_won, path, state, choice_reason, requested_on,
                      created_at, moved_at)
SELECT -p.no, :institution, :department, :supplier, :officer, p.title, p.need, p.budget_line,
       p.object, p.delivery_place, p.deliver_by, p.list_won, p.estimated_won, p.price_won,
       p.supply_won, p.vat_won, p.path, p.state, p.choice_reason, p.requested_on, p.created_at,
       p.moved_at
  FROM purchase p;

-- name: test_twin_todos
-- What waits for them.
INSERT INTO todo (purchase_id, kind, institution_id, supplier_id, account_id, right_needed, text,
                  path, due_at, article, opened_at, closed_at)
SELECT n.id, t.kind,
       CASE WHEN t.institution_id IS NULL THEN NULL ELSE CAST(:institution AS BIGINT) END,
       CASE WHEN t.supplier_id IS NULL THEN NULL ELSE CAST(:supplier AS BIGINT) END,
       CASE WHEN t.account_id IS NULL THEN NULL ELSE CAST(:officer AS BIGINT) END, t.right_needed,
       t.text, t.path, t.due_at, t.article, t.opened_at, t.closed_at
  FROM todo t
  JOIN purchase p ON p.id = t.purchase_id
  JOIN purchase n ON n.no = -p.no;

-- name: test_twin_requests
-- Quotes that were asked.
INSERT INTO quote_request (no, purchase_id, supplier_id, asked_at, closes_at, state)
SELECT -r.no, n.id, :supplier, r.asked_at, r.closes_at, r.state
  FROM quote_request r
  JOIN purchase p ON p.id = r.purchase_id
  JOIN purchase n ON n.no = -p.no;

-- name: test_twin_contracts
-- Contracts.
INSERT INTO contract (no, number, purchase_id, institution_id, supplier_id, kind, title, object,
                      price_won, supply_won, vat_won, estimated_won, security, security_won,
                      delay_ppm, delivery_place, contracted_on, starts_on, ends_on, ground, reason,
                      rule_ids, content, content_hash, state, created_at, moved_at)
SELECT -c.no, c.number || '-' || CAST(c.id AS TEXT), n.id, :institution, :supplier, c.kind, c.title,
       c.object, c.price_won, c.supply_won, c.vat_won, c.estimated_won, c.security, c.security_won,
       c.delay_ppm, c.delivery_place, c.contracted_on, c.starts_on, c.ends_on, c.ground, c.reason,
       c.rule_ids, c.content, c.content_hash, c.state, c.created_at, c.moved_at
  FROM contract c
  JOIN purchase p ON p.id = c.purchase_id
  JOIN purchase n ON n.no = -p.no;

-- name: test_twin_records
-- Their records.
INSERT INTO purchase_record (contract_id, institution_id, department_id, supplier_id, fiscal_year,
                             contracted_on, object, category_code, title, price_won, supply_won,
                             paid_won, district_code, channel, recorded_at)
SELECT n.id, :institution, :department, :supplier, r.fiscal_year, r.contracted_on, r.object,
       r.category_code, r.title, r.price_won, r.supply_won, r.paid_won, r.district_code, r.channel,
       r.recorded_at
  FROM purchase_record r
  JOIN contract c ON c.id = r.contract_id
  JOIN contract n ON n.no = -c.no;

-- name: test_twin_sums
-- And what they come to.
INSERT INTO record_sum (institution_id, fiscal_year, month, object, tag, price_won, record_count)
SELECT :institution, s.fiscal_year, s.month, s.object, s.tag, CAST(SUM(s.price_won) AS BIGINT),
       CAST(SUM(s.record_count) AS BIGINT)
  FROM record_sum s
 GROUP BY s.fiscal_year, s.month, s.object, s.tag;

-- name: test_twin_years
-- Of the year, with what was paid.
INSERT INTO record_year_sum (fiscal_year, tag, institution_id, price_won, paid_won, record_count)
SELECT s.fiscal_year, s.tag, :institution, CAST(SUM(s.price_won) AS BIGINT),
       CAST(SUM(s.paid_won) AS BIGINT), CAST(SUM(s.record_count) AS BIGINT)
  FROM record_year_sum s
 GROUP BY s.fiscal_year, s.tag;

-- name: test_twin_parts
-- By object and tag.
INSERT INTO record_part_sum (institution_id, fiscal_year, tag, object, price_won, record_count)
SELECT :institution, s.fiscal_year, s.tag, s.object, CAST(SUM(s.price_won) AS BIGINT),
       CAST(SUM(s.record_count) AS BIGINT)
  FROM record_part_sum s
 GROUP BY s.fiscal_year, s.tag, s.object;

-- name: test_twin_districts
-- By district.
INSERT INTO record_district_sum (institution_id, fiscal_year, district_code, price_won,
                                 record_count)
SELECT :institution, s.fiscal_year, s.district_code, CAST(SUM(s.price_won) AS BIGINT),
       CAST(SUM(s.record_count) AS BIGINT)
  FROM record_district_sum s
 GROUP BY s.fiscal_year, s.district_code;

-- name: test_twin_claims
-- Claims.
INSERT INTO claim (no, contract_id, seq, amount_won, net_won, bank_name, bank_account, bank_holder,
                   claimed_on, pay_by, state, account_id, claimed_at)
SELECT -k.no, n.id, k.seq, k.amount_won, k.net_won, k.bank_name, k.bank_account, k.bank_holder,
       k.claimed_on, k.pay_by, k.state, :officer, k.claimed_at
  FROM claim k
  JOIN contract c ON c.id = k.contract_id
  JOIN contract n ON n.no = -c.no;

-- name: test_twin_postings
-- The books.
INSERT INTO ledger_posting (institution_id, kind, object_id, claim_id, posted_on, text, posted_at)
SELECT :institution, l.kind, -l.object_id, n.id, l.posted_on, l.text, l.posted_at
  FROM ledger_posting l
  JOIN claim k ON k.id = l.claim_id
  JOIN claim n ON n.no = -k.no;

-- name: test_twin_lines
-- Their lines.
INSERT INTO ledger_line (posting_id, seq, account, debit_won, credit_won)
SELECT n.id, l.seq, l.account, l.debit_won, l.credit_won
  FROM ledger_line l
  JOIN ledger_posting p ON p.id = l.posting_id
  JOIN ledger_posting n ON n.kind = p.kind AND n.object_id = -p.object_id;

-- name: test_twin_notices
-- And news.
INSERT INTO notice (no, account_id, kind, title, text, path, created_at, read_at)
SELECT -n.no, :officer, n.kind, n.title, n.text, n.path, n.created_at, n.read_at FROM notice n;

-- name: test_twin_quotes
-- What was answered to them.
INSERT INTO quote (no, quote_request_id, revision, price_won, supply_won, vat_won, deliver_by,
                   valid_until, remark, decline_reason, account_id, given_at, content_hash, form)
SELECT -q.no, n.id, q.revision, q.price_won, q.supply_won, q.vat_won, q.deliver_by, q.valid_until,
       q.remark, q.decline_reason, :officer, q.given_at, q.content_hash, q.form
  FROM quote q
  JOIN quote_request r ON r.id = q.quote_request_id
  JOIN quote_request n ON n.no = -r.no;

-- name: test_twin_deliveries
-- Deliveries.
INSERT INTO delivery (no, contract_id, seq, delivered_on, place, remark, inspect_by, state,
                      account_id, noted_at, inspect_article)
SELECT -d.no, n.id, d.seq, d.delivered_on, d.place, d.remark, d.inspect_by, d.state, :officer,
       d.noted_at, d.inspect_article
  FROM delivery d
  JOIN contract c ON c.id = d.contract_id
  JOIN contract n ON n.no = -c.no;

-- name: test_twin_payments
-- Payments.
INSERT INTO payment (no, claim_id, institution_id, paid_won, late_days, paid_on, reference,
                     account_id, noted_at)
SELECT -m.no, n.id, :institution, m.paid_won, m.late_days, m.paid_on,
       m.reference || '-' || CAST(m.id AS TEXT), :officer, m.noted_at
  FROM payment m
  JOIN claim k ON k.id = m.claim_id
  JOIN claim n ON n.no = -k.no;

-- name: test_twin_disclosures
-- Contracts that were made public.
INSERT INTO disclosure (no, contract_id, institution_id, institution_name, department_name, title,
                        object, contracted_on, starts_on, ends_on, estimated_won, contract_won,
                        rate_bp, supplier_name, representative, address, ground, reason, site,
                        remarks, completed_on, paid_on, paid_won, keep_until, published_at,
                        district_code, search_text)
SELECT -d.no, n.id, :institution, d.institution_name, d.department_name, d.title, d.object,
       d.contracted_on, d.starts_on, d.ends_on, d.estimated_won, d.contract_won, d.rate_bp,
       d.supplier_name, d.representative, d.address, d.ground, d.reason, d.site, d.remarks,
       d.completed_on, d.paid_on, d.paid_won, d.keep_until, d.published_at, d.district_code,
       d.search_text
  FROM disclosure d
  JOIN contract c ON c.id = d.contract_id
  JOIN contract n ON n.no = -c.no;

-- name: test_twin_offers
-- The firm is to sell all that others sell: until test_twin_on_sale nobody but the firm knows of it.
INSERT INTO offer (no, product_id, supplier_id, revision, price_won, vat, unit, quantity_min,
                   lead_days, own_production, state, created_at, stock, valid_until, districts,
                   own_code, reviewed)
SELECT -f.no, f.product_id, :supplier, f.revision, f.price_won, f.vat, f.unit, f.quantity_min,
       f.lead_days, f.own_production, CASE WHEN f.state = 'active' THEN 'paused' ELSE f.state END,
       f.created_at, f.stock, f.valid_until, f.districts, f.own_code, f.reviewed
  FROM offer f
 WHERE f.id = (SELECT MIN(x.id) FROM offer x WHERE x.product_id = f.product_id);

-- name: test_twin_revisions
-- At the same prices.
INSERT INTO offer_revision (offer_id, revision, price_won, unit, vat, lead_days, state, reason,
                            made_at, quantity_min, own_production, stock, valid_until, districts,
                            tiers, product_revision, product_id)
SELECT n.id, r.revision, r.price_won, r.unit, r.vat, r.lead_days, r.state, r.reason, r.made_at,
       r.quantity_min, r.own_production, r.stock, r.valid_until, r.districts, r.tiers,
       r.product_revision, r.product_id
  FROM offer_revision r
  JOIN offer f ON f.id = r.offer_id
  JOIN offer n ON n.no = -f.no;

-- name: test_twin_on_sale
-- What the firm sells is made public.
UPDATE offer SET state = 'active'
 WHERE supplier_id = :supplier AND state = 'paused'
   AND EXISTS (SELECT 1 FROM offer f WHERE f.no = -offer.no AND f.state = 'active');

-- name: test_twin_changes
-- The search reads all offers anew before its next answer, theirs too.
INSERT INTO search_change (offer_id) SELECT f.id FROM offer f ORDER BY f.id;

-- name: test_twin_pictures
-- Pictures that were made.
INSERT INTO picture (no, file_id, state, large_id, middle_id, small_id, jpeg_id, added_at, made_at)
SELECT -p.no, p.file_id, p.state, p.large_id, p.middle_id, p.small_id, p.jpeg_id, p.added_at,
       p.made_at
  FROM picture p;

-- name: test_twin_product_pictures
-- They stand beside the others.
INSERT INTO product_picture (product_id, supplier_id, picture_id, role, position, added_at)
SELECT w.product_id, :supplier, n.id, w.role, w.position, w.added_at
  FROM product_picture w
  JOIN picture p ON p.id = w.picture_id
  JOIN picture n ON n.no = -p.no;

-- name: test_twin_photo_zips
-- Photos that were handed in.
INSERT INTO photo_zip (no, supplier_id, name, spool, size, state, created_at, moved_at)
SELECT -z.no, :supplier, z.name, z.spool || '-', z.size, z.state, z.created_at, z.moved_at
  FROM photo_zip z;

-- name: test_twin_imports
-- Sheets.
INSERT INTO product_import (no, supplier_id, name, header, state, chunk_count, row_count,
                            created_at, moved_at)
SELECT -i.no, :supplier, i.name, i.header, i.state, i.chunk_count, i.row_count, i.created_at,
       i.moved_at
  FROM product_import i;

-- name: test_twin_shoot_items
-- What the firm sells is photographed.
INSERT INTO shoot_item (no, shoot_id, offer_id, state, moved_at)
SELECT -s.no, s.shoot_id, n.id, s.state, s.moved_at
  FROM shoot_item s
  JOIN offer f ON f.id = s.offer_id
  JOIN offer n ON n.product_id = f.product_id AND n.supplier_id = :supplier;

-- name: test_twin_certificates
-- Certificates.
INSERT INTO certificate (no, supplier_id, kind, number, issuer, valid_from, valid_until,
                         vulnerable_bp, state, created_at)
SELECT -c.no, :supplier, c.kind, c.number, c.issuer, c.valid_from, c.valid_until, c.vulnerable_bp,
       c.state, c.created_at
  FROM certificate c;

-- name: test_twin_wanted
-- What the institution did not find.
INSERT INTO wanted (no, institution_id, account_id, title, need, quantity, unit, needed_by,
                    budget_won, category_code, family_code, state, answer_count, created_at)
SELECT -w.no, :institution, :officer, w.title, w.need, w.quantity, w.unit, w.needed_by,
       w.budget_won, w.category_code, w.family_code, w.state, w.answer_count, w.created_at
  FROM wanted w;

-- name: test_twin_answers
-- The firm answers.
INSERT INTO wanted_answer (wanted_id, offer_id, supplier_id, account_id, said, answered_at)
SELECT w.id, (SELECT MIN(f.id) FROM offer f WHERE f.supplier_id = :supplier), :supplier, :officer,
       '있습니다', w.created_at
  FROM wanted w
 WHERE w.institution_id = :institution;

-- name: test_twin_policies
-- Rules of its own.
INSERT INTO institution_policy (no, institution_id, kind, value_won, value_count, first_day, reason,
                                account_id, added_at)
SELECT -p.no, :institution, p.kind, p.value_won, p.value_count, p.first_day, p.reason, :officer,
       p.added_at
  FROM institution_policy p;

-- name: test_twin_basket
-- Things in the basket.
INSERT INTO basket_line (account_id, offer_id, quantity, added_at)
SELECT :officer, f.id, 1, f.created_at
  FROM offer f
 WHERE f.supplier_id = :supplier AND f.state <> 'ended' AND f.quantity_min = 1;

-- name: test_twin_targets
-- What it wants to reach.
INSERT INTO record_target (institution_id, fiscal_year, tag, target_bp, account_id, set_at)
VALUES (:institution, 2026, 'women', 700, :officer, 1764000000000000);

-- name: test_twin_searches
-- Searches that were kept.
INSERT INTO search_saved (no, account_id, name, question, said, is_told, created_at, looked_at,
                          seen_at)
SELECT -s.no, :officer, s.name, s.question, s.said, s.is_told, s.created_at, s.looked_at, s.seen_at
  FROM search_saved s;

-- name: test_twin_departments
-- More departments.
INSERT INTO department (no, institution_id, name, state)
SELECT -d.no, :institution, d.name || '-' || CAST(d.id AS TEXT), d.state FROM department d;

-- name: test_twin_members
-- People: the one there is has every role that others have.
INSERT INTO membership (no, account_id, institution_id, role, first_day, granted_at)
SELECT -m.no, :officer, :institution, m.role, m.first_day, m.granted_at
  FROM membership m
 WHERE m.id IN (SELECT MIN(x.id) FROM membership x WHERE x.institution_id IS NOT NULL GROUP BY x.role);

-- name: test_twin_staff
-- At the firm as well.
INSERT INTO membership (no, account_id, supplier_id, role, first_day, granted_at)
SELECT -m.no, :officer, :supplier, m.role, m.first_day, m.granted_at
  FROM membership m
 WHERE m.id IN (SELECT MIN(x.id) FROM membership x WHERE x.supplier_id IS NOT NULL GROUP BY x.role);

-- name: test_twin_approvers
-- Who decides.
INSERT INTO approval_line (no, institution_id, step, account_id, from_won, first_day)
SELECT -a.no, :institution, a.step, :officer, a.from_won, a.first_day
  FROM approval_line a
 WHERE a.institution_id = (SELECT MIN(x.institution_id) FROM approval_line x);

-- name: test_twin_delegations
-- And in whose place.
INSERT INTO delegation (no, institution_id, from_account_id, to_account_id, first_day, last_day,
                        reason, created_at)
SELECT -d.no, :institution, :officer, d.to_account_id, d.first_day, d.last_day, d.reason,
       d.created_at
  FROM delegation d;

-- name: test_twin_support
-- Operators look on.
INSERT INTO support_view (no, institution_id, account_id, reason, begun_at, ends_at)
SELECT -v.no, :institution, v.account_id, v.reason, v.begun_at, v.ends_at FROM support_view v;

-- name: test_twin_refusals
-- Contracts whose words were not made public.
INSERT INTO disclosure_refusal (contract_id, institution_id, codes, refused_at)
SELECT n.id, :institution, d.codes, d.refused_at
  FROM disclosure_refusal d
  JOIN contract c ON c.id = d.contract_id
  JOIN contract n ON n.no = -c.no;

-- name: test_twin_rounds
-- What was handed up to be decided.
INSERT INTO approval_round (purchase_id, round, content, content_hash, submitted_by, submitted_at,
                            state)
SELECT n.id, r.round, r.content, r.content_hash, :officer, r.submitted_at, r.state
  FROM approval_round r
  JOIN purchase p ON p.id = r.purchase_id
  JOIN purchase n ON n.no = -p.no;

-- name: test_twin_steps
-- And waits for the one there is.
INSERT INTO approval_step (round_id, step, account_id, decided_by, state, opinion, decided_at)
SELECT n.id, s.step, :officer, CASE WHEN s.decided_by IS NULL THEN NULL ELSE CAST(:officer AS BIGINT) END,
       s.state, s.opinion, s.decided_at
  FROM approval_step s
  JOIN approval_round r ON r.id = s.round_id
  JOIN purchase p ON p.id = r.purchase_id
  JOIN purchase q ON q.no = -p.no
  JOIN approval_round n ON n.purchase_id = q.id AND n.round = r.round;
