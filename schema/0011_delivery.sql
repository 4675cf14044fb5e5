-- What a delivery was judged by, what an inspector confirmed, and the pictures of both.

-- The article that inspect_by follows, as it stood that day.
ALTER TABLE delivery ADD COLUMN inspect_article TEXT NOT NULL DEFAULT '';
-- The canonical text of the inspection; content_hash is its SHA-256.
ALTER TABLE inspection ADD COLUMN content TEXT NOT NULL DEFAULT '';
-- How the inspector was asked again before the deed.
ALTER TABLE inspection ADD COLUMN confirmed_with TEXT NOT NULL DEFAULT 'password' CHECK (confirmed_with IN ('password', 'code'));

-- Photos and papers: of the supplier's note, or of the inspection.
CREATE TABLE delivery_file (
    delivery_id @I64@ NOT NULL REFERENCES delivery (id),
    file_id     @I64@ NOT NULL REFERENCES file (id),
    origin      TEXT NOT NULL CHECK (origin IN ('note', 'inspection')),
    PRIMARY KEY (delivery_id, file_id)
) @STRICT@;

-- What waits for an inspector, nearest term first.
CREATE INDEX delivery_waiting ON delivery (inspect_by) WHERE state = 'delivered';
