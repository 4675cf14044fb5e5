-- What the tests of drafts ask and do besides.

-- name: purchase_draft_test_offer_no
-- The number people see.
SELECT no FROM offer WHERE id = :offer;

-- name: purchase_draft_test_department_no
-- The number people see.
SELECT no FROM department WHERE id = :department;

-- name: purchase_draft_test_object
-- A category is of another kind.
UPDATE category SET object = :object WHERE code = :code;

-- name: purchase_draft_test_pause
-- The supplier sells it no more.
UPDATE offer SET state = 'paused' WHERE id = :offer;

-- name: purchase_draft_test_least
-- The least a supplier sells of an offer.
UPDATE offer SET quantity_min = :least WHERE id = :offer;
