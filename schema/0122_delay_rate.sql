-- Which rate of 지연배상금 binds work, where what it is of (goods, service …) does not say it.

-- Of a category; empty: the usual one. The two of a new site that carry goods for an institution.
ALTER TABLE category ADD COLUMN delay_variant TEXT NOT NULL DEFAULT '' CHECK (delay_variant IN ('', 'transport'));
UPDATE category SET delay_variant = 'transport'
 WHERE code IN ('smove.move.office', 'smove.move.freight') AND object = 'service';

-- Of a contract, as its lines were when it was drawn; those of before were drawn with the usual one.
ALTER TABLE contract ADD COLUMN delay_variant TEXT NOT NULL DEFAULT '' CHECK (delay_variant IN ('', 'transport'));
