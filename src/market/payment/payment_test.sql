-- Rows for payment_test.

-- name: payment_test_payments
-- How many payments there are.
SELECT COUNT(*) AS count FROM payment;

-- name: payment_test_postings
-- How many postings there are.
SELECT COUNT(*) AS count FROM ledger_posting;

-- name: payment_test_refreshes
-- How often the purchase record was told.
SELECT COUNT(*) AS count FROM job WHERE kind = 'record.refresh';

-- name: payment_test_waive_damages
-- Somebody with the database in hand is kind to the firm.
UPDATE claim SET net_won = amount_won, delay_won = 0;

-- name: payment_test_other_account
-- … or pays it somewhere else: an account that is sealed, but not this claim's.
UPDATE claim SET bank_account = (SELECT MAX(s.bank_account) FROM supplier s);

-- name: payment_test_other_bank
-- Another bank.
UPDATE claim SET bank_name = 'x';

-- name: payment_test_other_holder
-- Another holder.
UPDATE claim SET bank_holder = 'x';

-- name: payment_test_more
-- More than was claimed.
UPDATE claim SET amount_won = amount_won + 10, net_won = net_won + 10;

-- name: payment_test_later
-- A later day to pay by.
UPDATE claim SET pay_by = '2026-12-31';

-- name: payment_test_in_time
-- A later last day in time, and all that follows from it.
UPDATE claim SET due_on = '2026-11-23', delay_days = 0, delay_won = 0, net_won = amount_won;

-- name: payment_test_approved_text
-- Another text than the one that was approved.
UPDATE approval_round SET content = content || 'more=1';

-- name: payment_test_approved_hash
-- Another hash of it.
UPDATE approval_round SET content_hash = 'x';

-- name: payment_test_case_hash
-- Another hash in the case.
UPDATE purchase SET content_hash = 'x' WHERE content_hash <> '';

-- name: payment_test_round_open
-- It was never approved.
UPDATE approval_round SET state = 'open';

-- name: payment_test_step_open
-- One of its steps was not.
UPDATE approval_step SET state = 'waiting';

-- name: payment_test_need
-- Another need, after all.
UPDATE purchase SET need = 'x' WHERE state = 'claimed';

-- name: payment_test_case_line
-- More of the first line.
UPDATE purchase_line SET quantity = quantity + 1 WHERE seq = 1;

-- name: payment_test_delay_rate
-- A kinder rate of damages.
UPDATE contract SET delay_ppm = 1;

-- name: payment_test_contract_line
-- More of a line than was agreed.
UPDATE contract_line SET quantity = quantity + 1;

-- name: payment_test_contract_text
-- Another clause.
UPDATE contract SET content = content || 'more=1';

-- name: payment_test_contract_hash
-- Another hash than the one that was signed.
UPDATE contract SET content_hash = 'x';

-- name: payment_test_forge_ends
-- A later last day, in the row and in the text.
UPDATE contract SET ends_on = '2026-12-20',
       content = REPLACE(content, 'ends_on=2026-11-20', 'ends_on=2026-12-20');

-- name: payment_test_forge_hash
-- The hash that fits it.
UPDATE contract SET content_hash = :hash;

-- name: payment_test_forge_signed
-- … as if both had signed that.
UPDATE contract_signature SET content_hash = :hash;

-- name: payment_test_forge_round
-- Another text, with a hash that fits it.
UPDATE approval_round SET content = :content, content_hash = :hash;

-- name: payment_test_forge_case
-- … in the case as well.
UPDATE purchase SET content_hash = :hash WHERE state = 'claimed';

-- name: payment_test_forge_line
-- … and in the chain of deeds, beside the line that is there.
INSERT INTO audit_entry (lane, seq, at, role, address, act, object, object_id, reason, before_hash, after_hash,
                         trace, prev_hash, hash)
SELECT 'forged', 1, e.at, e.role, e.address, e.act, e.object, e.object_id, '', '', :hash, 't', '', 'x'
  FROM audit_entry e
 WHERE e.act = 'purchase.approve';

-- name: payment_test_forge_no_line
-- A round that no deed of the chain speaks of.
DELETE FROM audit_entry WHERE act = 'purchase.approve';

-- name: payment_test_train
-- The case was a sandbox's.
UPDATE contract SET is_training = 1;
