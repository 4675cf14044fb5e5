-- The chain of deeds: rows are only added, each carries the hash of the one before it.

-- name: audit_head_find
-- Where a lane stands.
SELECT seq, hash FROM audit_head WHERE lane = :lane;

-- name: audit_head_set
-- The lane has grown.
INSERT INTO audit_head (lane, seq, hash) VALUES (:lane, :seq, :hash)
ON CONFLICT (lane) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;

-- name: audit_add
-- One more deed.
INSERT INTO audit_entry (lane, seq, at, account_id, role, address, act, object, object_id, reason,
                         before_hash, after_hash, trace, prev_hash, hash, on_behalf_of)
VALUES (:lane, :seq, :at, :account, :role, :address, :act, :object, :object_id, :reason,
        :before, :after, :trace, :prev_hash, :hash, :behalf);

-- name: audit_spare
-- One that is not kept.
INSERT INTO audit_spare (slot, lane, at, act, trace, prev_hash, hash)
VALUES (:slot, :lane, :at, :act, :trace, :prev_hash, :hash)
ON CONFLICT (slot) DO UPDATE
   SET lane = excluded.lane, at = excluded.at, act = excluded.act, trace = excluded.trace,
       prev_hash = excluded.prev_hash, hash = excluded.hash;

-- name: audit_walk
-- Every deed, lane by lane in order, after a key.
SELECT lane, seq, at, account_id, role, address, act, object, object_id, reason,
       before_hash, after_hash, trace, prev_hash, hash, on_behalf_of
  FROM audit_entry
 WHERE (lane, seq) > (:lane, :seq)
 ORDER BY lane, seq
 LIMIT 500;

-- name: audit_head_alone
-- The lanes that have a head and not one row.
SELECT h.lane
  FROM audit_head h
 WHERE NOT EXISTS (SELECT 1 FROM audit_entry e WHERE e.lane = h.lane)
 ORDER BY h.lane;
