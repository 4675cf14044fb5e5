-- Where a purchase is delivered to, as the offers name it; none: not said.
ALTER TABLE purchase ADD COLUMN district_code TEXT NOT NULL DEFAULT ''; -- 법정동 code of the district
UPDATE purchase
   SET district_code = COALESCE((SELECT i.district_code FROM institution i
                                  WHERE i.id = purchase.institution_id), '');
