-- A ZIP of photos ends when a few of its entries took too long; and what lies in data.dir/spool is looked up by
-- its name.

ALTER TABLE photo_zip ADD COLUMN given_up @I64@ NOT NULL DEFAULT 0; -- entries that took too long
CREATE UNIQUE INDEX photo_zip_spool ON photo_zip (spool);
