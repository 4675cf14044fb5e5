-- Rows for claim_web_test.

-- name: claim_web_test_claims
-- How many claims there are.
SELECT COUNT(*) AS count FROM claim;

-- name: claim_web_test_drafts
-- How many are typed.
SELECT COUNT(*) AS count FROM claim_draft;

-- name: claim_web_test_postings
-- How often the ledger was told.
SELECT COUNT(*) AS count FROM job WHERE kind = 'ledger.claim';

-- name: claim_web_test_refreshes
-- How often the purchase record was told.
SELECT COUNT(*) AS count FROM job WHERE kind = 'record.refresh';

-- name: claim_web_test_access
-- How often a claim's account was shown to somebody else.
SELECT COUNT(*) AS count FROM access_entry WHERE act = 'claim.print';

-- name: claim_web_test_set_state
-- Wherever the only contract stands.
UPDATE contract SET state = :state, contracted_on = :contracted_on;

-- name: claim_web_test_delivery
-- The delivery of the case.
SELECT no FROM delivery ORDER BY id LIMIT 1;
