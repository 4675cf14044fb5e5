-- Seals of the audit chains, hour by hour.

-- name: audit_seal_last
-- The newest.
SELECT id, hour, at, root FROM audit_seal ORDER BY id DESC LIMIT 1;

-- name: audit_seal_moved
-- The heads that no seal knows, after a key.
SELECT h.lane, h.seq, h.hash
  FROM audit_head h
 WHERE h.lane > :after
   AND NOT EXISTS (SELECT 1 FROM audit_seal_head s WHERE s.lane = h.lane AND s.seq = h.seq)
 ORDER BY h.lane
 LIMIT 500;

-- name: audit_seal_add
-- One more.
INSERT INTO audit_seal (hour, at, is_daily, root, key, signature)
VALUES (:hour, :at, :is_daily, :root, :key, :signature)
RETURNING id;

-- name: audit_seal_add_heads
-- Its heads: those that audit_seal_moved lists.
INSERT INTO audit_seal_head (seal_id, lane, seq, hash)
SELECT CAST(:seal AS BIGINT), h.lane, h.seq, h.hash
  FROM audit_head h
 WHERE NOT EXISTS (SELECT 1 FROM audit_seal_head s WHERE s.lane = h.lane AND s.seq = h.seq);

-- name: audit_seal_next
-- The one after.
SELECT id, at, root, key, signature FROM audit_seal WHERE id > :after ORDER BY id LIMIT 1;

-- name: audit_seal_heads
-- Its heads after a key, each beside what the chain has there now.
SELECT s.lane, s.seq, s.hash, COALESCE(e.hash, '') AS now_hash
  FROM audit_seal_head s
  LEFT JOIN audit_entry e ON e.lane = s.lane AND e.seq = s.seq
 WHERE s.seal_id = :seal AND s.lane > :after
 ORDER BY s.lane
 LIMIT 500;

-- name: audit_seal_unsealed
-- The first line of the chains between two moments.
SELECT lane, seq, at FROM audit_entry
 WHERE at > :after AND at < :before
 ORDER BY at, lane, seq
 LIMIT 1;

-- name: audit_seal_list
-- The newest below a key.
SELECT id, at, is_daily, root, key, signature
  FROM audit_seal
 WHERE id < :below
 ORDER BY id DESC
 LIMIT :most;

-- name: audit_seal_list_daily
-- The newest of those that begin a day.
SELECT id, at, is_daily, root, key, signature
  FROM audit_seal
 WHERE id < :below AND is_daily = 1
 ORDER BY id DESC
 LIMIT :most;
