-- What goods of a category are called.

-- Nouns that name a thing of it, as keys, parted by |: 볼펜|네임펜|보드마카. A title is led by them to the
-- category; they are looked for nowhere else.
ALTER TABLE category ADD COLUMN things TEXT NOT NULL DEFAULT '';
