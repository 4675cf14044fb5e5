-- A listing from before makers and models of a sheet were read.

-- name: test_make_typed
-- As it was written.
UPDATE product SET maker = :maker, model = :model WHERE title = :title;
