-- What becomes of goods somebody looked at.

-- name: test_recent_merged
-- A product became part of another.
UPDATE product SET merged_into = (SELECT x.id FROM product x WHERE x.no = :into) WHERE no = :from;
