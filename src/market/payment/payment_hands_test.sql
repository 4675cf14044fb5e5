-- Who did what on the one case of payment_hands_test, rewritten behind everybody's back.

-- name: hands_test_asked
-- The officer.
UPDATE purchase SET officer_id = :account;

-- name: hands_test_answered
-- Who gave the quote.
UPDATE quote SET account_id = :account;

-- name: hands_test_submitted
-- Who submitted it.
UPDATE approval_round SET submitted_by = :account;

-- name: hands_test_decided
-- Who decided the first step.
UPDATE approval_step SET decided_by = :account WHERE step = 1;

-- name: hands_test_stood_in
-- Who decided the second.
UPDATE approval_step SET decided_by = :account WHERE step = 2;

-- name: hands_test_signed_supplier
-- Who signed for the supplier.
UPDATE contract_signature SET account_id = :account WHERE side = 'supplier';

-- name: hands_test_signed_institution
-- Who signed for the institution.
UPDATE contract_signature SET account_id = :account WHERE side = 'institution';

-- name: hands_test_noted
-- Who noted the delivery.
UPDATE delivery SET account_id = :account;

-- name: hands_test_inspected
-- Who inspected it.
UPDATE inspection SET inspector_id = :account;

-- name: hands_test_claimed
-- Who claimed.
UPDATE claim SET account_id = :account;

-- name: hands_test_delegate
-- Somebody acts for somebody today.
INSERT INTO delegation (no, institution_id, from_account_id, to_account_id, first_day, last_day,
                        reason, created_at)
VALUES (:no, :institution, :from, :to, '2026-11-24', '2026-11-24', '출장', 1);

-- name: hands_test_member
-- A role at a supplier that ended years ago.
INSERT INTO membership (no, account_id, supplier_id, role, title, first_day, last_day, granted_at)
VALUES (:no, :account, :supplier, 'staff', '', '2020-01-01', '2020-12-31', 1);
