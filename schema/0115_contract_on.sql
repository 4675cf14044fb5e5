-- What was contracted this year is read from the sums of the records, so no statement looks contracts of all parties up by
-- their day any more, and a contract that moves on files one key fewer.

DROP INDEX contract_on;
