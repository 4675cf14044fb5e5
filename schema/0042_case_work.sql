-- What each deed on a case asks, at a city's size.

-- The certificates of a firm; by state alone all verified ones were looked through.
CREATE INDEX certificate_held ON certificate (supplier_id, state, valid_from);

-- The year's cases of a department, not all of its years.
CREATE INDEX purchase_department_on ON purchase (department_id, requested_on);
DROP INDEX purchase_department;

-- The due jobs of each kind by themselves: a pool does not walk through another's.
DROP INDEX job_due;
CREATE INDEX job_due ON job (kind, not_before, id) WHERE state IN ('waiting', 'running');
