-- How many contracts of each state a firm has, from an index alone as for an institution.

CREATE INDEX contract_state_of_firm ON contract (supplier_id, state, id);
