-- name: test_numbers_of_others
-- So many numbers of each kind of thing that belongs to somebody.
SELECT y.noun, y.no
  FROM (SELECT x.noun, x.no, ROW_NUMBER() OVER (PARTITION BY x.noun ORDER BY x.id) AS place
          FROM (SELECT 'purchase' AS noun, no, id FROM purchase
                UNION ALL SELECT 'approval_line', no, id FROM approval_line
                UNION ALL SELECT 'delegation', no, id FROM delegation
                UNION ALL SELECT 'quote_request', no, id FROM quote_request
                UNION ALL SELECT 'quote', no, id FROM quote
                UNION ALL SELECT 'contract', no, id FROM contract
                UNION ALL SELECT 'delivery', no, id FROM delivery
                UNION ALL SELECT 'inspection', no, id FROM inspection
                UNION ALL SELECT 'claim', no, id FROM claim
                UNION ALL SELECT 'payment', no, id FROM payment
                UNION ALL SELECT 'disclosure', no, id FROM disclosure
                UNION ALL SELECT 'certificate', no, id FROM certificate
                UNION ALL SELECT 'department', no, id FROM department
                UNION ALL SELECT 'membership', no, id FROM membership
                UNION ALL SELECT 'account', no, id FROM account
                UNION ALL SELECT 'institution', no, id FROM institution
                UNION ALL SELECT 'supplier', no, id FROM supplier
                UNION ALL SELECT 'file', no, id FROM file
                UNION ALL SELECT 'policy', no, id FROM institution_policy
                UNION ALL SELECT 'support', no, id FROM support_view
                UNION ALL SELECT 'offer', no, id FROM offer
                UNION ALL SELECT 'product', no, id FROM product
                UNION ALL SELECT 'picture', no, id FROM picture
                UNION ALL SELECT 'import', no, id FROM product_import
                UNION ALL SELECT 'shoot', no, id FROM shoot
                UNION ALL SELECT 'shoot_item', no, id FROM shoot_item
                UNION ALL SELECT 'search_saved', no, id FROM search_saved
                UNION ALL SELECT 'wanted', no, id FROM wanted
                UNION ALL SELECT 'photo_zip', no, id FROM photo_zip
                UNION ALL SELECT 'notice', no, id FROM notice) x) y
 WHERE y.place <= :each
 ORDER BY y.noun, y.place;

-- name: test_chain_length
-- How many deeds stand in the chains.
SELECT COUNT(*) AS deeds FROM audit_entry;

-- name: test_open_wanted
-- What an institution looks for, and any firm may answer.
SELECT w.no FROM wanted w WHERE w.state = 'open' ORDER BY w.id LIMIT 1;

-- name: test_any_offer
-- Something that can be bought, of a firm that is none of those above.
SELECT o.no AS offer_no, s.no AS supplier_no, s.id AS supplier_id,
       (SELECT MIN(m.account_id) FROM membership m WHERE m.supplier_id = s.id) AS account_id
  FROM offer o
  JOIN supplier s ON s.id = o.supplier_id AND s.state = 'active'
  JOIN product p ON p.id = o.product_id
  JOIN category c ON c.code = p.category_code AND c.object = 'goods'
 WHERE o.state = 'active' AND o.quantity_min = 1
 ORDER BY s.id DESC, o.id
 LIMIT 1;

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
