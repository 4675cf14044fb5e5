-- Rows for tests of the approval: delegations, lines, and a hand in the database file.

-- name: test_approval_delegate
-- Somebody acts for somebody from a day to a day.
INSERT INTO delegation (no, institution_id, from_account_id, to_account_id, first_day, last_day,
                        reason, created_at, revoked_at)
VALUES (:no, :institution, :from, :to, :first_day, :last_day, '출장', 1, :revoked_at);

-- name: test_approval_behalf
-- In whose place the newest deeds on a case were done; 0: nobody's.
SELECT COALESCE(on_behalf_of, 0) AS behalf
  FROM audit_entry
 WHERE object = 'purchase' AND object_id = :purchase AND act = :act
 ORDER BY id DESC
 LIMIT 1;

-- name: test_approval_confirmed
-- What approvers confirmed of a case, as the chain keeps it.
SELECT COUNT(*) AS count, MIN(reason) AS reason
  FROM audit_entry
 WHERE act = 'approval.confirm_split' AND object = 'purchase' AND object_id = :purchase;

-- name: test_approval_line_of
-- A line for one department.
INSERT INTO approval_line (no, institution_id, department_id, step, account_id, from_won, first_day)
VALUES (:no, :institution, :department, 1, :account, 0, '2026-01-01');

-- name: test_approval_end_role
-- The approver's role ended yesterday.
UPDATE membership SET last_day = '2026-11-23' WHERE account_id = :account AND role = 'approver';

-- name: test_approval_end_lines
-- Nobody is named any more.
UPDATE approval_line SET last_day = '2026-11-23' WHERE institution_id = :institution;

-- name: test_approval_break_title
-- Each field of the case, changed behind everybody's back.
UPDATE purchase SET title = title || ' 변경' WHERE id = :purchase;
-- name: test_approval_break_need
-- The need.
UPDATE purchase SET need = 'x' WHERE id = :purchase;
-- name: test_approval_break_budget
-- The budget.
UPDATE purchase SET budget_line = 'x' WHERE id = :purchase;
-- name: test_approval_break_object
-- The kind.
UPDATE purchase SET object = 'service' WHERE id = :purchase;
-- name: test_approval_break_place
-- The place.
UPDATE purchase SET delivery_place = 'x' WHERE id = :purchase;
-- name: test_approval_break_day
-- The day.
UPDATE purchase SET deliver_by = '2027-01-31' WHERE id = :purchase;
-- name: test_approval_break_path
-- The path.
UPDATE purchase SET path = 'quote_waived' WHERE id = :purchase;
-- name: test_approval_break_estimate
-- The estimate.
UPDATE purchase SET estimated_won = estimated_won - 1 WHERE id = :purchase;
-- name: test_approval_break_price
-- The price, with its parts.
UPDATE purchase SET price_won = price_won + 1, supply_won = supply_won + 1 WHERE id = :purchase;
-- name: test_approval_break_vat
-- The parts alone.
UPDATE purchase SET vat_won = vat_won + 1, supply_won = supply_won - 1 WHERE id = :purchase;
-- name: test_approval_break_supplier
-- The firm.
UPDATE purchase SET supplier_id = (SELECT MAX(s.id) FROM supplier s) WHERE id = :purchase;
-- name: test_approval_break_department
-- The department.
UPDATE purchase SET department_id = department_id + 1 WHERE id = :purchase;
-- name: test_approval_break_number
-- The public number.
UPDATE purchase SET no = no + 1 WHERE id = :purchase;
-- name: test_approval_break_hash
-- The freeze itself.
UPDATE purchase SET content_hash = 'x' WHERE id = :purchase;
-- name: test_approval_break_content
-- What was submitted.
UPDATE approval_round SET content = REPLACE(content, 'supply_won=', 'supply_won=1')
 WHERE purchase_id = :purchase;
-- name: test_approval_break_quantity
-- A line's quantity.
UPDATE purchase_line SET quantity = quantity + 1 WHERE purchase_id = :purchase AND seq = 2;
-- name: test_approval_break_unit_price
-- A line's price.
UPDATE purchase_line SET price_won = price_won + 1 WHERE purchase_id = :purchase AND seq = 2;
-- name: test_approval_break_line_title
-- What a line is called.
UPDATE purchase_line SET title = 'x' WHERE purchase_id = :purchase AND seq = 2;
-- name: test_approval_break_unit
-- What it is counted in.
UPDATE purchase_line SET unit = 'x' WHERE purchase_id = :purchase AND seq = 2;
-- name: test_approval_break_line_vat
-- Whether it is taxed.
UPDATE purchase_line SET vat = 'exempt' WHERE purchase_id = :purchase AND seq = 2;
-- name: test_approval_break_offer
-- The offer behind it.
UPDATE purchase_line SET offer_id = offer_id - 1 WHERE purchase_id = :purchase AND seq = 2;
-- name: test_approval_break_revision
-- The revision of the offer.
UPDATE purchase_line SET offer_revision = 2 WHERE purchase_id = :purchase AND seq = 2;
-- name: test_approval_break_lines
-- A line is gone.
DELETE FROM purchase_line WHERE purchase_id = :purchase AND seq = 3;

-- name: test_approval_break_officer
-- The case is put down to somebody else, so that the officer could approve it.
UPDATE purchase SET officer_id = :officer WHERE id = :purchase;
