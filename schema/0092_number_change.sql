-- Of a number that changed twice the later row counts; and numbers are found by their whole name, as one that
-- took an ended one's place is.

ALTER TABLE number_staged ADD COLUMN changed_on TEXT NOT NULL DEFAULT ''; -- 2026-11-20, or empty: not said
CREATE INDEX product_number_name ON product_number (name_key);
