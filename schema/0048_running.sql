-- The cases of an institution that run, the last moved first: what has ended long outnumbers them.
CREATE INDEX purchase_running ON purchase (institution_id, moved_at, id)
    WHERE state NOT IN ('paid', 'cancelled', 'handed_over');
