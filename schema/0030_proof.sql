-- What the officer confirms of a ground beyond certificates (직접생산, 수의계약 요청 사유서 …).

ALTER TABLE law_decision ADD COLUMN proofs TEXT NOT NULL DEFAULT ''; -- canonical text: need, ground, document of each
