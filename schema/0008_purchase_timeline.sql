-- What a line of a case's timeline leads to, and who may read it.

-- Where the record it speaks of is shown to the institution; empty: nowhere of its own.
ALTER TABLE purchase_event ADD COLUMN path TEXT NOT NULL DEFAULT '';
-- 1: the institution's own business (approval, choice); the supplier does not read it.
ALTER TABLE purchase_event ADD COLUMN is_internal @I64@ NOT NULL DEFAULT 0 CHECK (is_internal IN (0, 1));
