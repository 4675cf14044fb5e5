-- What a service is specified by: what its firm says of its price, line by line, beside the attributes of the
-- template, and what an institution must say before it asks for a quote (과업내용서).

ALTER TABLE attribute ADD COLUMN part TEXT NOT NULL DEFAULT '' CHECK (part IN ('', 'price')); -- price: 단가 내역

CREATE TABLE service_question (
    id            @ID@,
    category_code TEXT NOT NULL REFERENCES category (code),
    key           TEXT NOT NULL,
    position      @I64@ NOT NULL,
    label         TEXT NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('text', 'number', 'enum', 'multi', 'bool', 'date', 'datetime', 'daterange', 'table')),
    unit          TEXT NOT NULL,
    words         TEXT NOT NULL,          -- of enum and multi, parted by |
    is_required   @I64@ NOT NULL CHECK (is_required IN (0, 1)),
    UNIQUE (category_code, key)
) @STRICT@;
