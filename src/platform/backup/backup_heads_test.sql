-- What somebody with the file does to a whole chain.

-- name: heads_test_cut
-- The last line of the lane is gone …
DELETE FROM audit_entry
 WHERE lane = :lane AND seq = (SELECT MAX(e.seq) FROM audit_entry e WHERE e.lane = :lane);

-- name: heads_test_turn_back
-- … and the head names the one before it.
UPDATE audit_head
   SET seq = seq - 1,
       hash = (SELECT e.hash FROM audit_entry e
                WHERE e.lane = audit_head.lane AND e.seq = audit_head.seq - 1)
 WHERE lane = :lane;

-- name: heads_test_empty
-- Every line of the lane is gone …
DELETE FROM audit_entry WHERE lane = :lane;

-- name: heads_test_behead
-- … with its head.
DELETE FROM audit_head WHERE lane = :lane;
