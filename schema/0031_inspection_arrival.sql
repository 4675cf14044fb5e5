-- The day the goods came, as the inspector confirms it: delay damages are counted to it.

-- The supplier's own word stays in delivery.delivered_on.
ALTER TABLE inspection ADD COLUMN arrived_on TEXT;
UPDATE inspection
   SET arrived_on = (SELECT d.delivered_on FROM delivery d WHERE d.id = inspection.delivery_id);
