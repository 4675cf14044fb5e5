-- Makers that are known, by their names without blanks and 주식회사: what a firm types is proposed as it stands already.

CREATE INDEX product_maker
    ON product (replace(replace(replace(replace(replace(replace(maker, ' ', ''), '주식회사', ''), '(주)', ''), '㈜', ''),
                        '유한회사', '㈲'), '(유)', '㈲'), id)
 WHERE maker <> '';
