-- Of a number that changed twice the later row counts; and numbers are found by their whole name, as one that
-- took an ended one's place is.

ALTER TABLE number_staged ADD COLUMN changed_on TEXT NOT NULL DEFAULT ''; -- 2026-11-20, or empty: not said
CREATE INDEX product_number_name ON product_number (name_key);

INSERT INTO vetting_reason (code, position, label, meaning, points, limit_value, needs_two) VALUES
    ('number', 9, '조달청 번호', '적은 세부품명번호가 조달청 물품목록에 없거나 더 쓰지 않습니다.', 20, 0, 0);
