-- Suppliers that sell, by name, in one index for their public list, with the district that it is asked by: by name alone
-- SQLite sorted all of them for each page.

CREATE INDEX supplier_shown ON supplier (state, name, id, district_code);
DROP INDEX supplier_name;
