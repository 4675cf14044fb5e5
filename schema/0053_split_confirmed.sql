-- Whether who approved looked at the similar purchases themselves.

-- 1: the officer had explained why they are no split, and the approver confirmed it (지방계약법
-- 시행령 제77조).
ALTER TABLE approval_step ADD COLUMN split_confirmed @I64@ NOT NULL DEFAULT 0
      CHECK (split_confirmed IN (0, 1));
