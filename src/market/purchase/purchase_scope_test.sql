-- Questions about pens, for tests.

-- name: scope_test_ask
-- A question.
INSERT INTO service_question (category_code, key, position, label, kind, unit, words, is_required)
VALUES ('paper.pen', :key, :id, :label, :kind, :unit, :words, :is_required);

-- name: scope_test_department
-- The number people see.
SELECT no FROM department WHERE id = :department;

-- name: scope_test_offer
-- Likewise.
SELECT o.no, s.no AS supplier_no FROM offer o JOIN supplier s ON s.id = o.supplier_id WHERE o.id = :offer;

-- name: scope_test_ids
-- The rows of the questions, in their order.
SELECT id FROM service_question ORDER BY position;
