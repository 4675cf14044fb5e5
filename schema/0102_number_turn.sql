-- 물품식별번호 are looked up by firm in turn, and one that got no answer keeps no other waiting.

ALTER TABLE number_item ADD COLUMN supplier_id @I64@ REFERENCES supplier (id); -- whose it is to ask for; NULL: of before this column
ALTER TABLE number_item ADD COLUMN turn @I64@ NOT NULL DEFAULT 0;     -- a firm's one behind the other; the lowest is asked for first
ALTER TABLE number_item ADD COLUMN retry_at @I64@ NOT NULL DEFAULT 0; -- not before, after an attempt in vain
DROP INDEX number_item_waits;
CREATE INDEX number_item_waits ON number_item (tries, turn, asked_at) WHERE waits = 1;
CREATE INDEX number_item_turn ON number_item (supplier_id, turn) WHERE waits = 1;

ALTER TABLE number_day ADD COLUMN in_vain @I64@ NOT NULL DEFAULT 0;     -- look-ups in succession that got no answer
ALTER TABLE number_day ADD COLUMN waits_until @I64@ NOT NULL DEFAULT 0; -- none before, for the owner asked to wait or does not answer at all
