-- A list that was read, for tests.

-- name: number_testing_run
-- A reading that finished.
INSERT INTO number_run (kind, state, digits, page, started_at, moved_at)
VALUES ('whole', 'done', 10, 1, 1, 1);

-- name: number_testing_number
-- A number of it.
INSERT INTO product_number (no, name, name_en, name_key, ended_at)
VALUES (:no, :name, '', :name_key, :ended_at);
