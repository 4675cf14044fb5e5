-- What somebody with the file can do to seals and chains.

-- name: seal_test_root
-- The newest seal says something else.
UPDATE audit_seal
   SET root = '0000000000000000000000000000000000000000000000000000000000000000'
 WHERE id = (SELECT MAX(s.id) FROM audit_seal s);

-- name: seal_test_signature
-- It bears the signature of the one before.
UPDATE audit_seal
   SET signature = (SELECT s.signature FROM audit_seal s ORDER BY s.id LIMIT 1)
 WHERE id = (SELECT MAX(s.id) FROM audit_seal s);

-- name: seal_test_moment
-- It was written an hour later.
UPDATE audit_seal SET at = at + 3600000000 WHERE id = (SELECT MAX(s.id) FROM audit_seal s);

-- name: seal_test_head
-- A head it knew is forgotten.
DELETE FROM audit_seal_head WHERE lane = 's:5';

-- name: seal_test_first
-- The first seal is gone with its heads.
DELETE FROM audit_seal_head WHERE seal_id = (SELECT MIN(s.id) FROM audit_seal s);

-- name: seal_test_first_itself
-- The same.
DELETE FROM audit_seal WHERE id = (SELECT MIN(s.id) FROM audit_seal s);

-- name: seal_test_newest
-- The newest seal is gone with its heads.
DELETE FROM audit_seal_head WHERE seal_id = (SELECT MAX(s.id) FROM audit_seal s);

-- name: seal_test_newest_itself
-- The same.
DELETE FROM audit_seal WHERE id = (SELECT MAX(s.id) FROM audit_seal s);

-- name: seal_test_cut
-- The last line of a chain is gone …
DELETE FROM audit_entry WHERE lane = 'i:3' AND seq = 2;

-- name: seal_test_turn_back
-- … and its head names the one before.
UPDATE audit_head
   SET seq = 1,
       hash = (SELECT e.hash FROM audit_entry e WHERE e.lane = 'i:3' AND e.seq = 1)
 WHERE lane = 'i:3';
