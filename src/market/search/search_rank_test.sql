-- Firms that are new.

-- name: search_rank_test_admit
-- It was admitted then.
UPDATE supplier SET activated_at = :at WHERE id = :supplier;
