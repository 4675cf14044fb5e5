-- Makers of products. The key of a name is normal_maker_key's; schema/0120 has an index by it.

-- name: makers_known
-- Of each key the spelling of the first product that an operator approved, of the first 50: later ones are of no
-- account. A range of one key and not the key, or a server might walk along all products in their order.
SELECT x.key + 1 AS place,
       COALESCE((SELECT f.maker
                   FROM (SELECT p.id, p.maker
                           FROM product p
                          WHERE p.maker <> ''
                            AND replace(replace(replace(replace(replace(replace(p.maker, ' ', ''), '주식회사', ''), '(주)', ''), '㈜', ''),
                                                '유한회사', '㈲'), '(유)', '㈲') >= x.value
                            AND replace(replace(replace(replace(replace(replace(p.maker, ' ', ''), '주식회사', ''), '(주)', ''), '㈜', ''),
                                                '유한회사', '㈲'), '(유)', '㈲') <= x.value
                          ORDER BY replace(replace(replace(replace(replace(replace(p.maker, ' ', ''), '주식회사', ''), '(주)', ''), '㈜', ''),
                                                   '유한회사', '㈲'), '(유)', '㈲'), p.id
                          LIMIT 50) f
                  WHERE EXISTS (SELECT 1 FROM offer o WHERE o.product_id = f.id AND o.reviewed > 0)
                  ORDER BY f.id
                  LIMIT 1), '') AS maker
  FROM json_each(:keys) x
 ORDER BY x.key;

-- name: makers_known @postgres
-- The same.
SELECT x.place,
       COALESCE((SELECT f.maker
                   FROM (SELECT p.id, p.maker
                           FROM product p
                          WHERE p.maker <> ''
                            AND replace(replace(replace(replace(replace(replace(p.maker, ' ', ''), '주식회사', ''), '(주)', ''), '㈜', ''),
                                                '유한회사', '㈲'), '(유)', '㈲') >= x.value
                            AND replace(replace(replace(replace(replace(replace(p.maker, ' ', ''), '주식회사', ''), '(주)', ''), '㈜', ''),
                                                '유한회사', '㈲'), '(유)', '㈲') <= x.value
                          ORDER BY replace(replace(replace(replace(replace(replace(p.maker, ' ', ''), '주식회사', ''), '(주)', ''), '㈜', ''),
                                                   '유한회사', '㈲'), '(유)', '㈲'), p.id
                          LIMIT 50) f
                  WHERE EXISTS (SELECT 1 FROM offer o WHERE o.product_id = f.id AND o.reviewed > 0)
                  ORDER BY f.id
                  LIMIT 1), '') AS maker
  FROM jsonb_array_elements_text(CAST(:keys AS JSONB)) WITH ORDINALITY AS x(value, place)
 ORDER BY x.place;
