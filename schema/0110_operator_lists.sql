-- Lists of the operator that grow with the city, looked at in the order they are shown in.

-- Certificates: those that wait from the oldest on, then the others from the newest.
CREATE INDEX certificate_turn ON certificate
    ((CASE WHEN state = 'unchecked' THEN 0 ELSE 1 END),
     (CASE WHEN state = 'unchecked' THEN created_at ELSE -created_at END),
     (CASE WHEN state = 'unchecked' THEN id ELSE -id END));

-- PostgreSQL takes a third of all offers for unseen, for it knows nothing of two columns compared, and reads them all; of this
-- it counts how many there are.
-- @postgres
CREATE STATISTICS offer_unseen_share ON (CASE WHEN reviewed < revision THEN 1 ELSE 0 END) FROM offer;
ANALYZE offer;
-- @both
