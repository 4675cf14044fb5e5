-- Contracts on their way by the day they are due: what has ended long outnumbers them.
CREATE INDEX contract_due ON contract (institution_id, ends_on) WHERE state = 'signed';
CREATE INDEX contract_due_of_firm ON contract (supplier_id, ends_on) WHERE state = 'signed';
