-- What a backup writes into its manifest of the database it copied.

-- name: backup_heads
-- Where each audit chain stands.
SELECT lane, seq, hash FROM audit_head WHERE lane > :after ORDER BY lane LIMIT 500;

-- name: backup_files
-- The kept files, in the order they came; the same bytes may have come twice.
SELECT id, size, sha256 FROM file WHERE id > :after ORDER BY id LIMIT 500;

-- name: backup_line
-- The hash of one line of a chain.
SELECT hash FROM audit_entry WHERE lane = :lane AND seq = :seq;
