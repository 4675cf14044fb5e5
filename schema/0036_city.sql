-- Lists and figures over the whole city, read from an index alone.

-- What was contracted this year, for the operator's desk.
CREATE INDEX contract_on ON contract (contracted_on, state, is_training, price_won);

-- How many lines of the public list there are, and what they come to.
CREATE INDEX disclosure_total ON disclosure (contracted_on, institution_id, district_code, voided_on, contract_won);
