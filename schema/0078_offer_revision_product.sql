-- The product an offer was one of at a revision: a merge makes it one of another, and what it said before
-- is read from the product it was. None: of a revision before this column; it is the offer's own.
ALTER TABLE offer_revision ADD COLUMN product_id @I64@ REFERENCES product (id);
