-- What a party has not done yet.

-- name: desk_test_end_lines
-- Nobody approves any more.
UPDATE approval_line SET last_day = '2020-01-01' WHERE institution_id = :institution;

-- name: desk_test_take_account
-- Nowhere to pay to.
UPDATE supplier SET bank_account = '' WHERE id = :supplier;

-- name: desk_test_apply_again
-- It waits for the operator.
UPDATE supplier SET state = 'applied' WHERE id = :supplier;

-- name: desk_test_dead_seal
-- A job that was given up.
INSERT INTO job (kind, object_id, argument, state, not_before, created_at, attempt)
VALUES ('audit.seal', 0, '', 'dead', :now, :now, 8);

-- name: desk_test_city_sum
-- What institutions contracted in a month, as the records' sums have it.
INSERT INTO record_city_sum (fiscal_year, part, month, object, tag, price_won, record_count)
VALUES (:year, :part, 3, 'goods', :tag, :price, :count);
