-- Rows that were changed, removed or added besides the deeds.

-- name: doctor_deed_test_law_line
-- The row in force says something else.
UPDATE law_change SET line = REPLACE(line, '200000000', '900000000') WHERE act = 'row';

-- name: doctor_deed_test_both_lines
-- … and so does its proposal.
UPDATE law_proposal SET line = REPLACE(line, '200000000', '900000000') WHERE act = 'row';

-- name: doctor_deed_test_last_day
-- A row ends on another day.
UPDATE law_change SET last_day = '2027-06-30' WHERE act = 'end';

-- name: doctor_deed_test_both_last_days
-- … and so says its proposal.
UPDATE law_proposal SET last_day = '2027-06-30'
 WHERE id IN (SELECT c.proposal_id FROM law_change c WHERE c.act = 'end');

-- name: doctor_deed_test_since
-- It holds from another version on.
UPDATE law_change SET since = since + 5
 WHERE id = (SELECT MAX(c.id) FROM law_change c WHERE c.act <> 'pack');

-- name: doctor_deed_test_law_gone
-- What was approved is not in force.
DELETE FROM law_change WHERE act = 'row';

-- name: doctor_deed_test_law_by_hand
-- A row in force whose proposal nobody approved.
INSERT INTO law_change (since, act, kind, row_id, line, last_day, proposal_id, added_at)
SELECT 9, p.act, p.kind, p.row_id, p.line, p.last_day, p.id, p.proposed_at
  FROM law_proposal p
 WHERE NOT EXISTS (SELECT 1 FROM law_verdict v WHERE v.proposal_id = p.id);

-- name: doctor_deed_test_verdict_by_hand
-- A verdict that nobody gave.
INSERT INTO law_verdict (proposal_id, proposer_id, account_id, verdict, word, decided_at)
SELECT p.id, p.account_id, (SELECT MIN(a.id) FROM account a WHERE a.id <> p.account_id), 'refused', 'x', 1
  FROM law_proposal p
 WHERE NOT EXISTS (SELECT 1 FROM law_verdict v WHERE v.proposal_id = p.id);

-- name: doctor_deed_test_proposal_by_hand
-- A proposal that nobody made.
INSERT INTO law_proposal (no, act, kind, row_id, made_of, line, last_day, reason, source, account_id,
                          proposed_at)
SELECT 99, 'end', p.kind, p.row_id, p.row_id, '', '2027-12-31', 'x', 'x', p.account_id, 1
  FROM law_proposal p
 WHERE p.act = 'row';

-- name: doctor_deed_test_verdict_gone
-- Nobody ever decided.
DELETE FROM law_verdict WHERE verdict = 'approved';

-- name: doctor_deed_test_refusal_gone
-- What was refused waits again.
DELETE FROM law_verdict WHERE verdict = 'refused';

-- name: doctor_deed_test_proposal_gone
-- A proposal that waits is gone.
DELETE FROM law_proposal WHERE NOT EXISTS (SELECT 1 FROM law_verdict v WHERE v.proposal_id = law_proposal.id);

-- name: doctor_deed_test_source
-- It was read elsewhere.
UPDATE law_proposal SET source = 'elsewhere' WHERE act = 'row';

-- name: doctor_deed_test_reason
-- It had another reason.
UPDATE law_proposal SET reason = 'x' WHERE act = 'row';

-- name: doctor_deed_test_word
-- It was refused with another word.
UPDATE law_verdict SET word = 'x' WHERE verdict = 'refused';

-- name: doctor_deed_test_decider
-- Somebody else approved.
UPDATE law_verdict
   SET account_id = (SELECT MAX(a.id) FROM account a
                      WHERE a.id <> law_verdict.account_id AND a.id <> law_verdict.proposer_id)
 WHERE verdict = 'approved';

-- name: doctor_deed_test_judged_on
-- The law was asked on another day.
UPDATE law_decision SET judged_on = '2026-11-20' WHERE id = (SELECT MAX(d.id) FROM law_decision d);

-- name: doctor_deed_test_confirmed
-- The officer said something else.
UPDATE law_decision SET confirm_reason = 'x' WHERE id = (SELECT MAX(d.id) FROM law_decision d);

-- name: doctor_deed_test_split
-- It was no split for another reason.
UPDATE law_decision SET split_reason = 'x' WHERE id = (SELECT MAX(d.id) FROM law_decision d);

-- name: doctor_deed_test_judged_gone
-- The law was never asked.
DELETE FROM law_decision WHERE id = (SELECT MAX(d.id) FROM law_decision d);

-- name: doctor_deed_test_paid_on
-- Paid on another day …
UPDATE payment SET paid_on = '2026-11-20';

-- name: doctor_deed_test_posted_on
-- … and posted so.
UPDATE ledger_posting SET posted_on = '2026-11-20' WHERE kind = 'payment';

-- name: doctor_deed_test_reference
-- By another transfer.
UPDATE payment SET reference = 'zz';

-- name: doctor_deed_test_late
-- Later than it was.
UPDATE payment SET late_days = late_days + 1;

-- name: doctor_deed_test_delay
-- Fewer days of delay.
UPDATE claim SET delay_days = delay_days - 1;

-- name: doctor_deed_test_excused
-- More days excused.
UPDATE claim SET excused_days = excused_days + 1;

-- name: doctor_deed_test_excuse
-- Excused for another reason.
UPDATE claim SET excuse_reason = 'x';

-- name: doctor_deed_test_policy
-- Another limit than was set.
UPDATE institution_policy SET value_won = value_won + 1;

-- name: doctor_deed_test_policy_end
-- It ends on another day.
UPDATE institution_policy_end SET last_day = '2027-03-31';

-- name: doctor_deed_test_end_gone
-- It never ended …
DELETE FROM institution_policy_end;

-- name: doctor_deed_test_policy_gone
-- … and never was.
DELETE FROM institution_policy;

-- name: doctor_deed_test_no_hashes
-- As the deeds stand that were done before they kept a hash.
UPDATE audit_entry SET before_hash = '', after_hash = '';
