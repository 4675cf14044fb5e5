-- What somebody with the database file may do, and what the tests look at.

-- name: contract_test_purchase_price
-- Another price after the approval.
UPDATE purchase SET price_won = price_won + 11, supply_won = supply_won + 10, vat_won = vat_won + 1
 WHERE id = :id;

-- name: contract_test_purchase_supplier
-- Another supplier.
UPDATE purchase SET supplier_id = :supplier WHERE id = :id;

-- name: contract_test_purchase_place
-- Another place.
UPDATE purchase SET delivery_place = '다른 곳' WHERE id = :id;

-- name: contract_test_purchase_scope
-- Something else to be done.
UPDATE purchase SET scope = :content WHERE id = :id;

-- name: contract_test_purchase_quantity
-- Another quantity of the second line.
UPDATE purchase_line SET quantity = quantity + 1 WHERE purchase_id = :id AND seq = 2;

-- name: contract_test_purchase_unit_price
-- Another unit price of the first line.
UPDATE purchase_line SET price_won = price_won + 1 WHERE purchase_id = :id AND seq = 1;

-- name: contract_test_purchase_ends
-- Another last day, frozen as it is.
UPDATE purchase SET deliver_by = :day WHERE id = :id;

-- name: contract_test_approved_text
-- Another text than the approvers saw.
UPDATE approval_round SET content = content || 'more=1' WHERE purchase_id = :id;

-- name: contract_test_approved_price
-- Another sum in it.
UPDATE approval_round SET content = REPLACE(content, 'supply_won=', 'supply_won=1')
 WHERE purchase_id = :id;

-- name: contract_test_approved_hash
-- Another hash of it.
UPDATE approval_round SET content_hash = 'x' WHERE purchase_id = :id;

-- name: contract_test_purchase_hash
-- Another hash in the case.
UPDATE purchase SET content_hash = 'x' WHERE id = :id;

-- name: contract_test_round_open
-- It was never approved.
UPDATE approval_round SET state = 'open' WHERE purchase_id = :id;

-- name: contract_test_step_open
-- One of its steps was not.
UPDATE approval_step SET state = 'waiting'
 WHERE round_id IN (SELECT r.id FROM approval_round r WHERE r.purchase_id = :id);

-- name: contract_test_price
-- Another price after the offer.
UPDATE contract SET price_won = price_won + 11, supply_won = supply_won + 10, vat_won = vat_won + 1
 WHERE id = :id;

-- name: contract_test_content
-- Another text.
UPDATE contract SET content = content || 'more=1' WHERE id = :id;

-- name: contract_test_content_whole
-- Another text with a fitting hash.
UPDATE contract SET content = :content, content_hash = :hash WHERE id = :id;

-- name: contract_test_line
-- Another quantity.
UPDATE contract_line SET quantity = quantity + 1 WHERE contract_id = :id AND seq = 1;

-- name: contract_test_pledge
-- Another answer.
UPDATE contract_pledge SET content = content || 'answer=yes' WHERE contract_id = :id AND kind = 'conflict';

-- name: contract_test_pledge_cut
-- No answer at all.
DELETE FROM contract_pledge WHERE contract_id = :id AND kind = 'tax';

-- name: contract_test_training
-- A case of the sandbox.
UPDATE contract SET is_training = 1 WHERE id = :id;

-- name: contract_test_supplier
-- What became of a firm.
UPDATE supplier SET state = :state, sanctioned_until = :until WHERE id = :id;

-- name: contract_test_certificate
-- When a certificate of it ends.
UPDATE certificate SET valid_until = :until WHERE supplier_id = :id AND kind = 'women';

-- name: contract_test_group
-- It is a group of veterans and a welfare corporation as well.
INSERT INTO certificate (no, supplier_id, kind, number, issuer, valid_from, state, checked_at, created_at)
SELECT 7000 + x.place, s.id, x.kind, '제1호', '발급기관', '2026-01-01', 'verified', 1, 1
  FROM supplier s
  JOIN (SELECT 1 AS place, 'veterans_group' AS kind UNION ALL SELECT 2, 'welfare_corp') x ON 1 = 1
 WHERE s.id = :id;

-- name: contract_test_group_makes
-- It makes all that it sells.
UPDATE offer SET own_production = 1 WHERE supplier_id = :id;

-- name: contract_test_group_ends
-- When it is a group of veterans no more.
UPDATE certificate SET valid_until = :until WHERE supplier_id = :id AND kind = 'veterans_group';

-- name: contract_test_proofs
-- What was confirmed beside the newest answer of the law.
SELECT proofs, confirm_reason FROM law_decision WHERE purchase_id = :purchase ORDER BY id DESC LIMIT 1;

-- name: contract_test_counts
-- How much of everything there is.
SELECT (SELECT COUNT(*) FROM job WHERE kind = 'record.refresh') AS refreshes,
       (SELECT COUNT(*) FROM search_change) AS changes,
       (SELECT COUNT(*) FROM product_buyer) AS buyers,
       (SELECT COALESCE(MAX(contract_count), 0) FROM product_buyer) AS contract_count,
       (SELECT COUNT(*) FROM contract) AS contracts,
       (SELECT COUNT(*) FROM contract_signature) AS signatures,
       (SELECT COUNT(*) FROM contract_pledge) AS pledges,
       (SELECT COUNT(*) FROM law_decision) AS decisions,
       (SELECT COUNT(*) FROM audit_entry WHERE act = 'contract.altered') AS altered,
       (SELECT COUNT(*) FROM notice WHERE account_id = :account) AS notices;

-- name: contract_test_numbers
-- The numbers of an institution in the order they were given.
SELECT number FROM contract WHERE institution_id = :institution ORDER BY id;
