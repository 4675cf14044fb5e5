-- Lists of shots as operators changed them; only added to. The newest of a category is what holds, and those
-- that nobody changed are as they were set up.

CREATE TABLE shot_rule_revision (
    id         @ID@,
    category   TEXT NOT NULL,             -- code of any level; empty: all
    content    TEXT NOT NULL,             -- as it is since, for people; empty: the list above counts
    reason     TEXT NOT NULL,
    account_id @I64@ REFERENCES account (id),
    made_at    @I64@ NOT NULL
) @STRICT@;
CREATE INDEX shot_rule_revision_of ON shot_rule_revision (category, id);
