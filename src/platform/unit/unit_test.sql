-- What an insider might try on the chain.

-- name: test_audit_change
-- Another reason than was written.
UPDATE audit_entry SET reason = 'x' WHERE lane = :lane AND seq = :seq;

-- name: test_audit_cut
-- The row is gone.
DELETE FROM audit_entry WHERE lane = :lane AND seq = :seq;

-- name: test_audit_swap
-- Two rows in another order.
UPDATE audit_entry SET seq = CASE WHEN seq = :a THEN 0 - :b ELSE 0 - :a END
 WHERE lane = :lane AND seq IN (:a, :b);

-- name: test_audit_settle
-- Second half of the swap: the numbers turn positive again.
UPDATE audit_entry SET seq = 0 - seq WHERE lane = :lane AND seq < 0;
