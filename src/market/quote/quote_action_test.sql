-- Rows for quote_action_test: what it looks at, and what somebody with the database file might do.

-- name: test_quote_notices
-- How many people were told something.
SELECT COUNT(*) AS count FROM notice WHERE kind = :kind;

-- name: test_quote_job
-- When the job of a request is due.
SELECT not_before FROM job WHERE kind = 'quote.expire' AND object_id = :request ORDER BY id DESC;

-- name: test_quote_break_line
-- A price is changed behind everybody's back.
UPDATE quote_line SET price_won = price_won - 1
 WHERE quote_id = (SELECT MAX(q.id) FROM quote q WHERE q.quote_request_id = :request);

-- name: test_quote_break_validity
-- Or the validity.
UPDATE quote SET valid_until = '2027-12-31' WHERE quote_request_id = :request;

-- name: test_quote_break_scope
-- What the firm was told of a service, once it has answered.
UPDATE quote_request SET scope = 'question=a' WHERE id = :request;

-- name: test_quote_break_case
-- Or what the case says of it.
UPDATE purchase SET scope = 'question=a'
 WHERE id = (SELECT r.purchase_id FROM quote_request r WHERE r.id = :request);

-- name: test_quote_revoke
-- The supplier is no longer what it was.
UPDATE certificate SET state = 'revoked' WHERE supplier_id = :supplier AND kind = 'women';

-- name: test_quote_move_offer
-- The list price changed …
UPDATE offer SET revision = revision + 1, price_won = price_won + 1 WHERE id = :offer;

-- name: test_quote_move_offer_row
-- … and the change is kept, as each is.
INSERT INTO offer_revision (offer_id, revision, price_won, unit, vat, lead_days, state, reason, made_at)
SELECT id, revision, price_won, unit, vat, lead_days, state, '', 1 FROM offer WHERE id = :offer;

-- name: test_quote_suspend
-- The supplier may not trade.
UPDATE supplier SET state = 'suspended' WHERE id = :supplier;

-- name: test_quote_second_request
-- A second request of the same case.
INSERT INTO quote_request (no, purchase_id, supplier_id, asked_at, closes_at, state)
VALUES (1, :purchase, :supplier, 1, 2, 'open');
