-- What an insider might try on the chain.

-- name: test_audit_change
-- Another reason than was written.
UPDATE audit_entry SET reason = 'x' WHERE lane = :lane AND seq = :seq;

-- name: test_audit_cut
-- The row is gone.
DELETE FROM audit_entry WHERE lane = :lane AND seq = :seq;

-- name: test_audit_behalf
-- In somebody's place, or in nobody's any more.
UPDATE audit_entry SET on_behalf_of = CASE WHEN on_behalf_of IS NULL THEN 9 END
 WHERE lane = :lane AND seq = :seq;

-- name: test_audit_swap
-- Two rows in another order.
UPDATE audit_entry SET seq = CASE WHEN seq = :a THEN 0 - :b ELSE 0 - :a END
 WHERE lane = :lane AND seq IN (:a, :b);

-- name: test_audit_settle
-- Second half of the swap: the numbers turn positive again.
UPDATE audit_entry SET seq = 0 - seq WHERE lane = :lane AND seq < 0;

-- name: test_audit_put
-- A row nobody wrote, behind the last.
INSERT INTO audit_entry (lane, seq, at, account_id, role, address, act, object, object_id, reason,
                         before_hash, after_hash, trace, prev_hash, hash)
SELECT lane, seq + 1, at, account_id, role, address, act, object, object_id, reason,
       before_hash, after_hash, trace, hash, hash
  FROM audit_entry
 WHERE lane = :lane AND seq = :seq;

-- name: test_audit_replace @sqlite
-- The same number once more, over the row that has it; PostgreSQL has no such words.
INSERT OR REPLACE INTO audit_entry (lane, seq, at, account_id, role, address, act, object, object_id,
                                    reason, before_hash, after_hash, trace, prev_hash, hash)
SELECT lane, seq, at, account_id, role, address, act, object, object_id, 'x',
       before_hash, after_hash, trace, prev_hash, hash
  FROM audit_entry
 WHERE lane = :lane AND seq = :seq;

-- name: test_audit_forge_head
-- A head that names another row.
UPDATE audit_head SET seq = :seq, hash = :hash WHERE lane = :lane;

-- name: test_audit_behead
-- The head is gone.
DELETE FROM audit_head WHERE lane = :lane;

-- name: test_audit_empty
-- The whole lane is gone, and the head stays.
DELETE FROM audit_entry WHERE lane = :lane;

-- name: test_audit_find
-- One row of a lane.
SELECT at, account_id, role, address, act, object, object_id, reason, before_hash, after_hash, trace,
       prev_hash, hash
  FROM audit_entry
 WHERE lane = :lane AND seq = :seq;
