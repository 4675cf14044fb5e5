-- What the rows of a sheet change, or say otherwise than they were written, is shown by itself before they are listed.

CREATE INDEX product_import_row_otherwise ON product_import_row (import_id, number)
 WHERE state IN ('new', 'change') AND words <> '';
