// Stored answers of the law as rows.
#pragma once

#include "market/law/law.h"
#include "platform/db/db.h"

struct stored_answer {
    int64_t id;
    str question;
    str answer;
    int64_t law_version;
    date judged_on;
    instant decided_at;
    enum law_path path;
    public_no case_no;
    str institution;
    purchase_id purchase;
    institution_id institution_id;
    public_no institution_no;
    account_id officer;
};
typedef LIST(struct stored_answer) stored_answers;

#define REPLAY_NEWEST INT64_MAX
// LIMIT_DESK_ROWS of them before an id, the newest first. *out_more: there are others behind.
err replay_store_list(struct db *db, struct arena *a, int64_t before, stored_answers *out,
                      bool *out_more);
// The newest LIMIT_DESK_ROWS of one case. `institution` NO_ID: of whichever, for operators; else
// none where the case is another's.
err replay_store_case(struct db *db, struct arena *a, institution_id institution, public_no case_no,
                      stored_answers *out);
// A hundred of them after an id, in order.
err replay_store_walk(struct db *db, struct arena *a, int64_t after, stored_answers *out);
