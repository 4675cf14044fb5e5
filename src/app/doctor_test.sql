-- What follows the approval of the only case, as rows of later nouns would stand; and one wrong row
-- for each check.

-- name: doctor_test_quote_request
-- The supplier was asked …
INSERT INTO quote_request (no, purchase_id, supplier_id, asked_at, closes_at, state)
SELECT 11, p.id, p.supplier_id, 1, 2, 'chosen' FROM purchase p;

-- name: doctor_test_quote_request_line
-- … for all of it …
INSERT INTO quote_request_line (quote_request_id, seq, purchase_line_id, title, unit, vat, quantity,
                                list_price_won)
SELECT r.id, l.seq, l.id, l.title, l.unit, l.vat, l.quantity, l.price_won
  FROM quote_request r JOIN purchase_line l ON l.purchase_id = r.purchase_id;

-- name: doctor_test_quote
-- … and answered, twice.
SELECT r.no, p.institution_id, p.price_won, p.supply_won, p.vat_won, p.officer_id
  FROM purchase p JOIN quote_request r ON r.purchase_id = p.id;

-- name: doctor_test_contract
-- Both signed.
INSERT INTO contract (no, number, purchase_id, institution_id, supplier_id, kind, title, object,
                      price_won, supply_won, vat_won, estimated_won, security, security_won,
                      delay_ppm, delivery_place, contracted_on, ends_on, ground, reason, rule_ids,
                      content, content_hash, state, created_at, moved_at)
SELECT 13, '2026-1', p.id, p.institution_id, p.supplier_id, 'acceptance', p.title, 'goods',
       p.price_won, p.supply_won, p.vat_won, p.estimated_won, 'promise', 0, 800, 'x', '2026-11-24',
       '2026-12-24', 'x', 'x', 'x', 'contract',
       'cc8321d6375c494d043fdd0260f21bc0ec51dacc9f6abb7f909cdcd3041b78bf', 'paid', 1, 1
  FROM purchase p;

-- name: doctor_test_contract_line
-- What is bought.
INSERT INTO contract_line (contract_id, seq, purchase_line_id, product_id, category_code, title,
                           unit, quantity, price_won, amount_won)
SELECT c.id, l.seq, l.id, l.product_id, l.category_code, l.title, l.unit, l.quantity, l.price_won,
       l.quantity * l.price_won
  FROM contract c JOIN purchase_line l ON l.purchase_id = c.purchase_id;

-- name: doctor_test_contract_content
-- The document that its rows make.
UPDATE contract SET content = :content, content_hash = :hash WHERE id = :id;

-- name: doctor_test_contract_id
-- The only one.
SELECT id, institution_id FROM contract;

-- name: doctor_test_pledge
-- What the supplier declared.
INSERT INTO contract_pledge (contract_id, kind, content, content_hash, account_id, signed_at)
SELECT c.id, 'integrity', 'pledge',
       '9dd7dd2209298bf505aadd008d7c9d7de3b78644851c6a044167a7466b269aea', p.officer_id, 1
  FROM contract c JOIN purchase p ON p.id = c.purchase_id;

-- name: doctor_test_signature
-- Both sides.
INSERT INTO contract_signature (contract_id, side, account_id, name, method, content_hash, signed_at)
SELECT c.id, s.side, p.officer_id, 'x', 'password', c.content_hash, 1
  FROM contract c
  JOIN purchase p ON p.id = c.purchase_id
  JOIN (SELECT 'institution' AS side UNION ALL SELECT 'supplier' AS side) s ON 1 = 1;

-- name: doctor_test_delivery
-- All of it was brought …
INSERT INTO delivery (no, contract_id, seq, delivered_on, place, inspect_by, state, account_id, noted_at)
SELECT 14, c.id, 1, '2026-12-01', 'x', '2026-12-15', 'accepted', p.officer_id, 1
  FROM contract c JOIN purchase p ON p.id = c.purchase_id;

-- name: doctor_test_delivery_line
-- … line by line.
INSERT INTO delivery_line (delivery_id, contract_line_id, quantity)
SELECT d.id, l.id, l.quantity FROM delivery d JOIN contract_line l ON l.contract_id = d.contract_id;

-- name: doctor_test_inspection
-- Somebody else than the officer looked at it.
INSERT INTO inspection (no, delivery_id, inspector_id, inspected_on, method, result, content,
                        content_hash, noted_at)
SELECT 15, d.id, (SELECT MIN(a.id) FROM account a WHERE a.id <> p.officer_id), '2026-12-02', 'full',
       'accepted', 'round', 'a97b0931730e83fbf9284ff00a4c5f7a4eef2189dddb89319a6dfa5871e28923', 1
  FROM delivery d
  JOIN contract c ON c.id = d.contract_id
  JOIN purchase p ON p.id = c.purchase_id;

-- name: doctor_test_inspection_line
-- All was accepted.
INSERT INTO inspection_line (inspection_id, delivery_line_id, accepted, refused)
SELECT i.id, v.id, v.quantity, 0
  FROM inspection i JOIN delivery_line v ON v.delivery_id = i.delivery_id;

-- name: doctor_test_claim
-- Claimed …
INSERT INTO claim (no, contract_id, seq, amount_won, net_won, bank_name, bank_account, bank_holder,
                   claimed_on, pay_by, state, account_id, claimed_at)
SELECT 16, c.id, 1, c.price_won, c.price_won, 'x', 'x', 'x', '2026-12-03', '2026-12-10', 'paid',
       p.officer_id, 1
  FROM contract c JOIN purchase p ON p.id = c.purchase_id;

-- name: doctor_test_claim_account
-- … to an account that lies sealed.
UPDATE claim SET bank_account = :sealed;

-- name: doctor_test_claim_id
-- Which it is.
SELECT id FROM claim;

-- name: doctor_test_payment
-- … and paid, by somebody who has not touched it yet …
INSERT INTO payment (no, claim_id, institution_id, paid_won, paid_on, reference, account_id, noted_at)
SELECT 17, k.id, c.institution_id, k.net_won, '2026-12-04', 'x',
       (SELECT MAX(a.id) FROM account a WHERE a.id <> p.officer_id), 1
  FROM claim k
  JOIN contract c ON c.id = k.contract_id
  JOIN purchase p ON p.id = c.purchase_id;

-- name: doctor_test_posting
-- … and posted.
INSERT INTO ledger_posting (institution_id, kind, object_id, claim_id, posted_on, text, posted_at)
SELECT m.institution_id, 'payment', m.id, m.claim_id, m.paid_on, 'x', 1 FROM payment m;

-- name: doctor_test_posting_line
-- Both sides of it.
INSERT INTO ledger_line (posting_id, seq, account, debit_won, credit_won)
SELECT l.id, s.seq, CASE s.seq WHEN 1 THEN 'payable' ELSE 'cash' END, CASE s.seq WHEN 1 THEN m.paid_won ELSE 0 END,
       CASE s.seq WHEN 1 THEN 0 ELSE m.paid_won END
  FROM ledger_posting l
  JOIN payment m ON m.id = l.object_id
  JOIN (SELECT 1 AS seq UNION ALL SELECT 2 AS seq) s ON 1 = 1;

-- name: doctor_test_record
-- It counts.
INSERT INTO purchase_record (contract_id, institution_id, department_id, supplier_id, fiscal_year,
                             contracted_on, object, category_code, title, price_won, supply_won,
                             district_code, channel, recorded_at)
SELECT c.id, c.institution_id, p.department_id, c.supplier_id, 2026, c.contracted_on, 'goods', 'x',
       c.title, c.price_won, c.supply_won, 'x', 'platform', 1
  FROM contract c JOIN purchase p ON p.id = c.purchase_id;

-- name: doctor_test_record_tag
-- For women's firms too, and with one of its lines for green goods.
INSERT INTO record_tag (record_id, tag, number, amount_won)
SELECT r.id, 'women', 'x', NULL FROM purchase_record r
UNION ALL
SELECT r.id, 'green', 'x', l.amount_won
  FROM purchase_record r
  JOIN contract_line l ON l.contract_id = r.contract_id AND l.seq = 1;

-- name: doctor_test_record_line
-- That line.
INSERT INTO record_line_tag (record_id, contract_line_id, tag, number)
SELECT r.id, l.id, 'green', 'x'
  FROM purchase_record r
  JOIN contract_line l ON l.contract_id = r.contract_id AND l.seq = 1;

-- name: doctor_test_record_sum
-- Of all, and of the tags.
INSERT INTO record_sum (institution_id, fiscal_year, month, object, tag, price_won, record_count)
SELECT r.institution_id, 2026, 11, 'goods', '', r.price_won, 1
  FROM purchase_record r
UNION ALL
SELECT r.institution_id, 2026, 11, 'goods', t.tag, COALESCE(t.amount_won, r.price_won), 1
  FROM purchase_record r
  JOIN record_tag t ON t.record_id = r.id;

-- name: doctor_test_year_sum
-- And of the year.
INSERT INTO record_year_sum (fiscal_year, tag, institution_id, price_won, paid_won, record_count)
SELECT s.fiscal_year, s.tag, s.institution_id, s.price_won,
       CASE WHEN s.tag = '' THEN (SELECT r.paid_won FROM purchase_record r) ELSE 0 END, s.record_count
  FROM record_sum s;

-- name: doctor_test_part_sum
-- By its object.
INSERT INTO record_part_sum (institution_id, fiscal_year, tag, object, price_won, record_count)
SELECT s.institution_id, s.fiscal_year, s.tag, s.object, s.price_won, s.record_count FROM record_sum s;

-- name: doctor_test_city_sum
-- And of the city.
INSERT INTO record_city_sum (fiscal_year, part, month, object, tag, price_won, record_count)
SELECT s.fiscal_year, 0, s.month, s.object, s.tag, s.price_won, s.record_count FROM record_sum s;

-- name: doctor_test_record_district
-- Of the firm's district.
INSERT INTO record_district_sum (institution_id, fiscal_year, district_code, price_won, record_count)
SELECT r.institution_id, 2026, r.district_code, r.price_won, 1 FROM purchase_record r;

-- name: doctor_test_disclosure
-- And is public.
INSERT INTO disclosure (no, contract_id, institution_id, institution_name, department_name, title,
                        object, contracted_on, starts_on, ends_on, estimated_won, contract_won,
                        rate_bp, supplier_name, representative, address, ground, reason, site,
                        remarks, published_at)
SELECT 18, c.id, c.institution_id, 'x', 'x', c.title, 'goods', c.contracted_on, c.contracted_on,
       c.ends_on, c.price_won, c.price_won, 10000, 'x', 'x', 'x', 'x', 'x', 'x', 'x', 1
  FROM contract c;

-- name: doctor_test_bad_audit
-- A line of the chain was changed.
UPDATE audit_entry SET reason = 'x' WHERE id = (SELECT MAX(e.id) FROM audit_entry e);

-- name: doctor_test_bad_access
-- A record of 접속기록 that no line of the chain knows.
INSERT INTO access_entry (no, at, role, address, act, reason, trace, subject_count, hash)
VALUES (1234567890128, 1, 'x', 'x', 'x', '', 'x', 1, 'x');

-- name: doctor_test_bad_heads
-- The last line of a chain is cut off …
DELETE FROM audit_entry
 WHERE id = (SELECT MAX(e.id) FROM audit_entry e
              WHERE e.lane = (SELECT MIN(h.lane) FROM audit_head h));

-- name: doctor_test_bad_heads_head
-- … and its head names the one before it: the chain holds in itself.
UPDATE audit_head
   SET seq = seq - 1,
       hash = (SELECT e.hash FROM audit_entry e
                WHERE e.lane = audit_head.lane AND e.seq = audit_head.seq - 1)
 WHERE lane = (SELECT MIN(h.lane) FROM audit_head h);

-- name: doctor_test_bad_seal
-- A seal says something else.
UPDATE audit_seal SET root = 'x';

-- name: doctor_test_bad_kept
-- A file whose bytes are nowhere.
INSERT INTO file (no, name, kind, size, sha256, created_at)
VALUES (1234567890129, 'x.pdf', 'pdf', 1,
        '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881', 1);

-- name: doctor_test_bad_tenant
-- The contract of another institution.
UPDATE contract SET institution_id = (SELECT MIN(i.id) FROM institution i
                                       WHERE i.id <> contract.institution_id);

-- name: doctor_test_bad_tier
-- A volume price that no revision has.
INSERT INTO offer_tier (offer_id, quantity_min, price_won) SELECT MIN(o.id), 10, 1 FROM offer o;

-- name: doctor_test_bad_least
-- Another least quantity than its revision says.
UPDATE offer SET quantity_min = quantity_min + 1 WHERE id = (SELECT MIN(o.id) FROM offer o);

-- name: doctor_test_bad_text
-- A product was changed and what it became is not kept.
UPDATE product SET revision = 2 WHERE id = (SELECT MIN(p.id) FROM product p);

-- name: doctor_test_bad_offer
-- A price without a revision.
UPDATE offer SET price_won = price_won + 1 WHERE id = (SELECT MIN(o.id) FROM offer o);

-- name: doctor_test_bad_decision
-- The officer's word is missing.
UPDATE law_decision SET confidence = 'M', confirm_reason = '';

-- name: doctor_test_bad_path
-- The law never answered this.
UPDATE law_decision SET path = 'open_bidding';

-- name: doctor_test_bad_hands
-- The officer paid.
UPDATE payment SET account_id = (SELECT p.officer_id FROM purchase p WHERE p.state = 'paid');

-- name: doctor_test_bad_payer
-- Who inspected paid.
UPDATE payment SET account_id = (SELECT i.inspector_id FROM inspection i);

-- name: doctor_test_bad_second_payer
-- Who approved paid.
UPDATE payment SET account_id = (SELECT MIN(s.decided_by) FROM approval_step s);

-- name: doctor_test_bad_cut
-- A won of the claim is nowhere.
UPDATE claim SET cut_won = 1;

-- name: doctor_test_bad_approver
-- The officer approved.
UPDATE approval_step SET decided_by = (SELECT p.officer_id FROM purchase p WHERE p.state = 'paid');

-- name: doctor_test_bad_inspector
-- The officer inspected.
UPDATE inspection SET inspector_id = (SELECT p.officer_id FROM purchase p WHERE p.state = 'paid');

-- name: doctor_test_bad_vat
-- A won of VAT too much.
UPDATE contract SET vat_won = vat_won + 1;

-- name: doctor_test_bad_purchase_vat
-- A won of VAT too much in the case.
UPDATE purchase SET vat_won = vat_won + 1;

-- name: doctor_test_bad_signed_place
-- Another place of delivery than was signed.
UPDATE contract SET delivery_place = 'elsewhere';

-- name: doctor_test_bad_signed_scope
-- More to be done than was signed.
UPDATE purchase SET scope = 'question=a';

-- name: doctor_test_bad_signed_day
-- A contract that binds from no day.
UPDATE contract SET contracted_on = NULL;

-- name: doctor_test_bad_line
-- A line that does not multiply.
UPDATE contract_line SET amount_won = amount_won + (CASE seq WHEN 1 THEN 1 ELSE 0 - 1 END)
 WHERE seq IN (1, 2);

-- name: doctor_test_bad_quoted
-- Another promise than was given, in an answer that a later one replaced.
UPDATE quote SET remark = 'another' WHERE revision = 1;

-- name: doctor_test_bad_quoted_line
-- A won less a piece.
UPDATE quote_line SET price_won = price_won - 1;

-- name: doctor_test_bad_quoted_request
-- Something else was asked.
UPDATE quote_request SET delivery_place = 'another';

-- name: doctor_test_bad_quoted_scope
-- A service was described otherwise; what was given before quotes named it does not say so.
UPDATE quote_request SET scope = 'question=a';

-- name: doctor_test_bad_quoted_form
-- As if it had been given before quotes named what a service is.
UPDATE quote SET form = 1 WHERE revision = 2;

-- name: doctor_test_bad_quote
-- Another quote than the price says.
UPDATE quote SET price_won = price_won - 10, supply_won = supply_won - 10;

-- name: doctor_test_bad_round
-- The approved document was exchanged.
UPDATE approval_round SET content = content || ' ';

-- name: doctor_test_bad_frozen
-- The quantity was changed after the approval, and the price of a unit to match.
UPDATE purchase_line SET quantity = quantity * 2, price_won = price_won / 2 WHERE seq = 1;

-- name: doctor_test_bad_frozen_institution
-- Another institution's case.
UPDATE purchase SET institution_id = (SELECT MAX(i.id) FROM institution i) WHERE id = :purchase;

-- name: doctor_test_bad_frozen_scope
-- More to be done.
UPDATE purchase SET scope = 'question=a' WHERE id = :purchase;

-- name: doctor_test_bad_frozen_seq
-- A line in another place.
UPDATE purchase_line SET seq = 9 WHERE purchase_id = :purchase AND seq = 3;

-- name: doctor_test_bad_approved
-- An approver has not decided.
UPDATE approval_step SET state = 'waiting';

-- name: doctor_test_bad_contract
-- The contract was exchanged after both signed.
UPDATE contract SET content = 'another';

-- name: doctor_test_bad_signature
-- A signature under something else.
UPDATE contract_signature SET content_hash = 'x' WHERE side = 'supplier';

-- name: doctor_test_bad_signed
-- A side never signed.
DELETE FROM contract_signature WHERE side = 'supplier';

-- name: doctor_test_bad_pledge
-- Another pledge than was signed.
UPDATE contract_pledge SET content = 'another';

-- name: doctor_test_bad_inspection
-- Another report than was written.
UPDATE inspection SET content = 'another';

-- name: doctor_test_bad_delivered
-- More was accepted than ordered.
UPDATE contract_line SET quantity = quantity - 1, amount_won = (quantity - 1) * price_won WHERE seq = 1;

-- name: doctor_test_bad_delivered_price
-- … with sums to match, so that nothing else is wrong.
UPDATE contract SET price_won = (SELECT SUM(l.amount_won) FROM contract_line l),
       supply_won = (SELECT SUM(l.amount_won) FROM contract_line l) - vat_won;

-- name: doctor_test_bad_claim_account
-- Another account than was claimed to.
UPDATE claim SET bank_account = 'another';

-- name: doctor_test_bad_sealed
-- Sealed under a key that is not there.
UPDATE supplier
   SET bank_account = '0123456789abcdef.00000000000000000000000000000000000000000000000000000000000000000000000000000000000000'
 WHERE id = (SELECT MIN(id) FROM supplier);

-- name: doctor_test_bad_sealed_factor
-- No secret of an authenticator app, nor anything else that was sealed.
UPDATE account SET totp_secret = 'GEZDGNBV' WHERE id = (SELECT MAX(id) FROM account);

-- name: doctor_test_bad_claim_holder
-- Somebody else's.
UPDATE claim SET bank_holder = 'another';

-- name: doctor_test_bad_claim_term
-- A later day to pay by.
UPDATE claim SET pay_by = '2026-12-31';

-- name: doctor_test_bad_claim_due
-- Counted from another day.
UPDATE claim SET due_on = '2026-12-31';

-- name: doctor_test_bad_paid
-- A claim that is not paid, with a payment.
UPDATE claim SET state = 'returned';

-- name: doctor_test_bad_unposted
-- The posting speaks of something else.
UPDATE ledger_posting SET kind = 'claim';

-- name: doctor_test_bad_ledger
-- A won more on one side.
UPDATE ledger_line SET debit_won = debit_won + 1 WHERE seq = 1;

-- name: doctor_test_bad_posted
-- Both sides a won more than was paid.
UPDATE ledger_line SET debit_won = debit_won + CASE seq WHEN 1 THEN 1 ELSE 0 END,
       credit_won = credit_won + CASE seq WHEN 1 THEN 0 ELSE 1 END;

-- name: doctor_test_bad_posted_account
-- Out of another account.
UPDATE ledger_line SET account = 'expense' WHERE account = 'cash';

-- name: doctor_test_bad_record
-- A sum that is a won short.
UPDATE record_sum SET price_won = price_won - 1 WHERE tag = 'women';

-- name: doctor_test_bad_record_part
-- Of what counts with one line a won too much.
UPDATE record_sum SET price_won = price_won + 1 WHERE tag = 'green';

-- name: doctor_test_bad_record_count
-- A sum without its record.
INSERT INTO record_sum (institution_id, fiscal_year, month, object, tag, price_won, record_count)
SELECT r.institution_id, 2025, 1, 'goods', '', 0, 1 FROM purchase_record r;

-- name: doctor_test_bad_year_sum
-- A year's sum that is a won short.
UPDATE record_year_sum SET price_won = price_won - 1 WHERE tag = 'women';

-- name: doctor_test_bad_year_paid
-- A won more was paid in a year than for its records.
UPDATE record_year_sum SET paid_won = paid_won + 1 WHERE tag = '';

-- name: doctor_test_bad_part_sum
-- A sum of an object that is a won short.
UPDATE record_part_sum SET price_won = price_won - 1 WHERE tag = 'women';

-- name: doctor_test_bad_city_sum
-- A city's sum of one record more.
UPDATE record_city_sum SET record_count = record_count + 1 WHERE tag = 'women';

-- name: doctor_test_disclosure_sum
-- And in the sum of the list.
INSERT INTO disclosure_sum (month, part, district_code, row_count, price_won)
SELECT SUBSTR(d.contracted_on, 1, 7), 0, d.district_code, 1, d.contract_won FROM disclosure d;

-- name: doctor_test_bad_disclosure_sum
-- A won too much on the list.
UPDATE disclosure_sum SET price_won = price_won + 1;

-- name: doctor_test_bad_district
-- A district's sum that is a won more.
UPDATE record_district_sum SET price_won = price_won + 1;

-- name: doctor_test_bad_counted
-- A record of another day.
UPDATE purchase_record SET contracted_on = '2026-11-01';

-- name: doctor_test_bad_counted_line
-- By a line that no product's certificate speaks for.
DELETE FROM record_line_tag;

-- name: doctor_test_bad_training
-- A sandbox that counts.
UPDATE contract SET is_training = 1;

-- name: doctor_test_bad_disclosure
-- Another amount in public.
UPDATE disclosure SET contract_won = contract_won + 1;

-- name: doctor_test_bad_published_estimate
-- An estimate of nothing.
UPDATE disclosure SET estimated_won = 0;

-- name: doctor_test_bad_published_sum
-- A contract for nothing.
UPDATE disclosure SET contract_won = 0;

-- name: doctor_test_bad_published_less
-- A contract for less than nothing.
UPDATE disclosure SET contract_won = 0 - 1;

-- name: doctor_test_bad_published_empty
-- No reason at all.
UPDATE disclosure SET reason = '';

-- name: doctor_test_bad_published_reason
-- A reason of a blank.
UPDATE disclosure SET reason = ' ';

-- name: doctor_test_bad_published_phone
-- Somebody's telephone.
UPDATE disclosure SET remarks = '담당 010-1234-5678';

-- name: doctor_test_bad_published_resident
-- Somebody's resident number.
UPDATE disclosure SET title = title || ' 900101-1234567';

-- name: doctor_test_bad_waits
-- A draft that nobody is asked to go on with.
INSERT INTO purchase (no, institution_id, department_id, supplier_id, officer_id, title, need,
                      budget_line, object, delivery_place, deliver_by, list_won, estimated_won,
                      state, created_at, moved_at)
SELECT 99, p.institution_id, p.department_id, p.supplier_id, p.officer_id, p.title, p.need,
       p.budget_line, p.object, p.delivery_place, p.deliver_by, p.list_won, p.estimated_won,
       'draft', p.created_at, p.moved_at
  FROM purchase p
 WHERE p.state = 'paid';

-- name: doctor_test_bad_task
-- A task of a case that is over.
INSERT INTO todo (purchase_id, kind, right_needed, text, path, due_at, opened_at)
SELECT p.id, 'quote.answer', 1, 'x', '/', 0, 1 FROM purchase p WHERE p.state = 'paid';

-- name: doctor_test_bad_schema
-- The last migration was not applied yet.
DELETE FROM schema_version WHERE number = (SELECT MAX(v.number) FROM schema_version v);

-- name: doctor_test_bad_answer
-- The law is said to have allowed more than it did.
UPDATE law_decision SET answer = REPLACE(answer, '"ceiling_won":', '"ceiling_won":9');

-- name: doctor_test_bad_similar
-- Similar purchases of which the question knew nothing, and nobody said why.
UPDATE law_decision SET similar_won = 30000000, split_reason = '';

-- name: doctor_test_bad_look
-- The officer wrote why it is no split, and who approved did not look.
UPDATE law_decision SET similar_won = 30000000, split_reason = 'x';

-- name: doctor_test_bad_look_since
-- … since approvals keep whether they looked.
UPDATE schema_version SET applied_at = 0 WHERE number = 53;

-- name: doctor_test_bad_row
-- A row of the packs that was another when it was noted.
UPDATE law_change SET line = line || ' ' WHERE act = 'pack' AND row_id = 'T-L04.1';

-- name: doctor_test_only_added
-- How many tables keep their rows.
SELECT COUNT(*) AS table_count FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%!_is!_kept' ESCAPE '!';

-- name: doctor_test_only_added @postgres
-- Asked on SQLite alone.
SELECT CAST(0 AS BIGINT) AS table_count;

-- name: doctor_test_tables
-- Every table but those of SQLite and of its search.
SELECT l.name
  FROM pragma_table_list l
 WHERE l.schema = 'main' AND l.type = 'table' AND l.name NOT LIKE 'sqlite!_%' ESCAPE '!'
 ORDER BY l.name;

-- name: doctor_test_tables @postgres
-- Asked on SQLite alone.
SELECT '' AS name WHERE FALSE;

-- name: doctor_test_no_day
-- The law was asked on a day that is none.
UPDATE law_decision SET judged_on = '2026-02-30' WHERE id = (SELECT MIN(d.id) FROM law_decision d);

-- name: doctor_test_no_claim_day
-- Claimed on what is no day at all.
UPDATE claim SET claimed_on = 'garbage';
