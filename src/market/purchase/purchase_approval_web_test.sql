-- Rows for purchase_approval_web_test.

-- name: test_approval_web_altered
-- Traces of approvals refused because the case was changed.
SELECT COUNT(*) AS count FROM audit_entry WHERE act = 'approval.refuse_altered';

-- name: test_approval_web_rival
-- Another firm's price.
UPDATE offer SET price_won = :price WHERE id = :offer;

-- name: test_approval_web_rival_state
-- Whether it trades.
UPDATE supplier SET state = :state WHERE id = :supplier;

-- name: test_approval_web_rival_least
-- The least that firm sells of it.
UPDATE offer SET quantity_min = :least WHERE id = :offer;

-- name: test_approval_web_rival_sanction
-- The last day on which nobody may contract with it.
UPDATE supplier SET sanctioned_until = :until WHERE id = :supplier;

-- name: test_approval_web_merge
-- The paper is led to another product …
UPDATE product SET merged_into = (SELECT MAX(x.id) FROM product x)
 WHERE id = (SELECT o.product_id FROM offer o WHERE o.id = :offer);

-- name: test_approval_web_merge_offer
-- … and an offer of it goes there.
UPDATE offer SET product_id = (SELECT p.merged_into FROM product p WHERE p.id = offer.product_id)
 WHERE id = :offer;

-- name: test_approval_web_break
-- The price of a line, behind everybody's back.
UPDATE purchase_line SET price_won = price_won - 1 WHERE purchase_id = :purchase AND seq = 1;
