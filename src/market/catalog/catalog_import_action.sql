-- Set-up data of the catalogue.

-- name: region_set
-- A region, new or brought up to date.
INSERT INTO region (code, level, name, full_name, parent_code, in_city)
VALUES (:code, :level, :name, :full_name, :parent, :in_city)
ON CONFLICT (code) DO UPDATE SET level = excluded.level, name = excluded.name,
    full_name = excluded.full_name, parent_code = excluded.parent_code,
    in_city = excluded.in_city;

-- name: category_set
-- A category, new or brought up to date.
INSERT INTO category (code, parent_code, level, position, name, object, class_no, detail_no,
                      detail_name, vat, unit, is_green, direct_production, delay_variant)
VALUES (:code, :parent, :level, :position, :name, :object, :class_no, :detail_no, :detail_name,
        :vat, :unit, :is_green, :direct_production, :delay_variant)
ON CONFLICT (code) DO UPDATE SET parent_code = excluded.parent_code, level = excluded.level,
    position = excluded.position, name = excluded.name, object = excluded.object,
    class_no = excluded.class_no, detail_no = excluded.detail_no,
    detail_name = excluded.detail_name, vat = excluded.vat, unit = excluded.unit,
    is_green = excluded.is_green, direct_production = excluded.direct_production,
    delay_variant = excluded.delay_variant;

-- name: attribute_set
-- An attribute of a category's template, new or brought up to date.
INSERT INTO attribute (category_code, key, position, name, kind, unit, words, is_required,
                       is_comparable)
VALUES (:category, :key, :position, :name, :kind, :unit, :words, :is_required, :is_comparable)
ON CONFLICT (category_code, key) DO UPDATE SET position = excluded.position,
    name = excluded.name, kind = excluded.kind, unit = excluded.unit, words = excluded.words,
    is_required = excluded.is_required, is_comparable = excluded.is_comparable;

-- name: service_price_set
-- A line of a service's price, beside the attributes of its category, new or brought up to date.
INSERT INTO attribute (category_code, key, position, name, kind, unit, words, is_required,
                       is_comparable, part)
VALUES (:category, :key, :position, :name, 'number', :unit, '', 0, 1, 'price')
ON CONFLICT (category_code, key) DO UPDATE SET position = excluded.position,
    name = excluded.name, unit = excluded.unit;

-- name: service_question_set
-- What an institution is asked about a service, new or brought up to date.
INSERT INTO service_question (category_code, key, position, label, kind, unit, words, is_required)
VALUES (:category, :key, :position, :label, :kind, :unit, :words, :is_required)
ON CONFLICT (category_code, key) DO UPDATE SET position = excluded.position,
    label = excluded.label, kind = excluded.kind, unit = excluded.unit, words = excluded.words,
    is_required = excluded.is_required;

-- name: synonym_set
-- A synonym, new or brought up to date.
INSERT INTO synonym (term, canonical, relation) VALUES (:term, :canonical, :relation)
ON CONFLICT (term) DO UPDATE SET canonical = excluded.canonical, relation = excluded.relation;

-- name: category_title_set
-- What a category's titles are built by.
UPDATE category SET title_pattern = :pattern WHERE code = :category;

-- name: vetting_word_set
-- A word, new or brought up to date.
INSERT INTO vetting_word (word, kind, reason) VALUES (:word, :kind, :reason)
ON CONFLICT (word) DO UPDATE SET kind = excluded.kind, reason = excluded.reason;
