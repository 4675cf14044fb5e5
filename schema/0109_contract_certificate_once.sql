-- A contract, and each of its lines, keeps one certificate of a kind (0104): rows are only added, so a second one could
-- never be taken out again.

CREATE UNIQUE INDEX contract_certificate_of_firm ON contract_certificate (contract_id, kind)
 WHERE contract_line_id IS NULL;
CREATE UNIQUE INDEX contract_certificate_of_line ON contract_certificate (contract_line_id, kind)
 WHERE contract_line_id IS NOT NULL;
