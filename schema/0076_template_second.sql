-- Changes of what is looked at before a sale (kinds word and reason) begin only when a second operator agreed.

ALTER TABLE template_change ADD COLUMN agreed_id @I64@ REFERENCES account (id); -- never who proposed it
