-- The form of the document that a quote's hash is of: the second says what the firm was told of a service (과업
-- 내용). What was given before keeps the first.

ALTER TABLE quote ADD COLUMN form @I64@ NOT NULL DEFAULT 1 CHECK (form IN (1, 2));
