-- Prices that are over are found without looking at every offer there is.
CREATE INDEX offer_until ON offer (valid_until, id) WHERE state = 'active' AND valid_until IS NOT NULL;
