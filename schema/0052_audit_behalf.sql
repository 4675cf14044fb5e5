-- In whose place a deed was done (대결). Lines without it are hashed as they were before.
ALTER TABLE audit_entry ADD COLUMN on_behalf_of @I64@;
