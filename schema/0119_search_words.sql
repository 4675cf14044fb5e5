-- The changes of words, which every page asks for, beside a million of offers: without it a server that knows
-- of none reads all changes for them.

CREATE INDEX search_change_words ON search_change (id) WHERE offer_id = 0;
