-- What products of a category are called, and which words their titles use.

-- The pattern a title is built by: 복사용지 {size} {weight:g} {sheets}; empty: by the template.
ALTER TABLE category ADD COLUMN title_pattern TEXT NOT NULL DEFAULT '';

-- The words of the titles listed in a category, counted anew each night: what a category is guessed by.
CREATE TABLE category_word (
    category_code TEXT PRIMARY KEY REFERENCES category (code),
    words         TEXT NOT NULL,          -- word:count, parted by |, the commonest first
    title_count   @I64@ NOT NULL CHECK (title_count >= 0), -- titles looked at
    counted_at    @I64@ NOT NULL
) @STRICT@;
