-- The nouns of a category, a kilobyte of text of most, lie beside it: they are read when the guide and the words of the
-- search are made, the category by every page that shows a product.
CREATE TABLE category_things (
    category_code TEXT PRIMARY KEY REFERENCES category (code),
    things        TEXT NOT NULL           -- nouns that name a thing of it, as keys, parted by |
) @STRICT@;
INSERT INTO category_things (category_code, things) SELECT code, things FROM category WHERE things <> '';
ALTER TABLE category DROP COLUMN things;
