#include "market/purchase/purchase_approval_store.h"

#include <assert.h>

#include "market/purchase/purchase_approval_store.sql.h"

#define ROWS_MAX 100 // of a line; five steps at a few prices each

// --- The line ------------------------------------------------------------------------------------

err approval_list_rows(struct db *db, struct arena *a, institution_id institution,
                       department_id department, date today, approval_row_list *out)
{
    struct query *q = db_query(db, &SQL_APPROVAL_ROW_LIST);
    bind_i64(q, "institution", institution.value);
    bind_i64(q, "department", department.value);
    bind_date(q, "today", today);
    approval_row_list list = {.items = NEW_ARRAY(a, ROWS_MAX, struct approval_row)};
    while (query_next(q) && list.count < ROWS_MAX) {
        list.items[list.count++] = (struct approval_row){
            .step = read_i64(q, "step"),
            .is_department = read_bool(q, "is_department"),
            .from = read_money(q, "from_won"),
            .account = {read_i64(q, "account_id")},
            .name = read_str(q, "name"),
            .approves = read_bool(q, "approves"),
            .delegate = {read_i64(q, "delegate_id")},
            .delegate_name = read_str(q, "delegate_name"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

// --- Rounds --------------------------------------------------------------------------------------

err approval_add_round(struct db *db, const struct purchase *p, str content,
                       const struct approval_row *steps, size_t count, account_id by, instant now)
{
    struct query *q = db_query(db, &SQL_APPROVAL_ROUND_ADD);
    bind_i64(q, "purchase", p->id.value);
    bind_str(q, "content", content);
    bind_str(q, "hash", p->content_hash);
    bind_i64(q, "account", by.value);
    bind_instant(q, "now", now);
    int64_t round = 0;
    TRY(query_run_id(q, &round));
    for (size_t i = 0; i < count; i++) {
        q = db_query(db, &SQL_APPROVAL_STEP_ADD);
        bind_i64(q, "round", round);
        bind_i64(q, "step", steps[i].step);
        bind_i64(q, "account", steps[i].account.value);
        TRY(query_run(q, NULL));
    }
    return NULL;
}

static void read_round(struct query *q, struct approval_sheet *out)
{
    int state = approval_round_from(read_str(q, "round_state"));
    assert(state >= 0); // the schema's CHECK
    *out = (struct approval_sheet){
        .id = read_i64(q, "round_id"),
        .round = read_i64(q, "round"),
        .content = read_str(q, "content"),
        .content_hash = read_str(q, "content_hash"),
        .submitted_by = {read_i64(q, "submitted_by")},
        .submitter = read_str(q, "submitter"),
        .submitted_at = read_instant(q, "submitted_at"),
        .state = (enum approval_round_state)state,
        .back_round = read_i64(q, "back_round"),
        .back_content = read_str(q, "back_content"),
        .back_opinion = read_str(q, "back_opinion"),
        .has_decision = !read_is_null(q, "judged_on"),
    };
    if (out->has_decision) {
        purchase_path_read(q, &out->decision);
    }
}

static struct approval_step read_step(struct query *q)
{
    int state = approval_step_from(read_str(q, "state"));
    assert(state >= 0);
    return (struct approval_step){
        .id = read_i64(q, "step_id"),
        .step = read_i64(q, "step"),
        .account = {read_i64(q, "account_id")},
        .name = read_str(q, "name"),
        .delegate = {read_i64(q, "delegate_id")},
        .delegate_name = read_str(q, "delegate_name"),
        .state = (enum approval_step_state)state,
        .decided_by = {read_i64(q, "decided_by")},
        .decider = read_str(q, "decider"),
        .opinion = read_str(q, "opinion"),
        .split_confirmed = read_bool(q, "split_confirmed"),
        .decided_at = read_instant(q, "settled_at"),
    };
}

err approval_find_sheet(struct db *db, const struct purchase *p, date today,
                        struct approval_sheet *out)
{
    struct query *q = db_query(db, &SQL_APPROVAL_SHEET);
    bind_i64(q, "purchase", p->id.value);
    bind_i64(q, "institution", p->institution.value);
    bind_date(q, "today", today);
    struct approval_sheet sheet = {0};
    while (query_next(q) && sheet.count < APPROVAL_STEPS_MAX) {
        if (sheet.count == 0) {
            read_round(q, &sheet);
        }
        sheet.steps[sheet.count++] = read_step(q);
    }
    TRY(query_end(q));
    if (sheet.count == 0) {
        return &APPROVAL_NOT_OPEN;
    }
    *out = sheet;
    return NULL;
}

static struct query *query_of_kept(struct db *db, const struct purchase *p)
{
    struct query *q = db_query(db, &SQL_APPROVAL_KEPT);
    bind_i64(q, "purchase", p->id.value);
    bind_i64(q, "institution", p->institution.value);
    return q;
}

void approval_foresee_kept(struct db *db, const struct purchase *p)
{
    query_foresee(query_of_kept(db, p));
}

err approval_find_kept(struct db *db, const struct purchase *p, struct approval_kept *out)
{
    struct query *q = query_of_kept(db, p);
    struct approval_kept kept = {.state = APPROVAL_OPEN};
    if (query_next(q)) {
        int state = approval_round_from(read_str(q, "state"));
        assert(state >= 0); // the schema's CHECK
        kept = (struct approval_kept){
            .state = (enum approval_round_state)state,
            .open_steps = read_i64(q, "open_steps"),
            .content = read_str(q, "content"),
            .content_hash = read_str(q, "content_hash"),
            .case_hash = read_str(q, "case_hash"),
            .chain_hash = read_str(q, "chain_hash"),
            .chain_at = read_instant(q, "chain_at"),
            .chain_lines = read_i64(q, "chain_lines"),
            .rounds = read_i64(q, "rounds"),
            .submitted_at = read_instant(q, "submitted_at"),
            .decided_at = read_instant(q, "decided_at"),
        };
    }
    TRY(query_end(q));
    *out = kept;
    return NULL;
}

const struct approval_step *approval_turn(const struct approval_sheet *sheet)
{
    for (size_t i = 0; i < sheet->count && sheet->state == APPROVAL_OPEN; i++) {
        if (sheet->steps[i].state == APPROVAL_WAITS) {
            return &sheet->steps[i];
        }
    }
    return NULL;
}

err approval_admit_turn(const struct approval_sheet *sheet, account_id officer, account_id person)
{
    const struct approval_step *turn = approval_turn(sheet);
    assert(turn != NULL);
    TRY(approval_admit_person(officer, sheet->submitted_by, turn->account, turn->delegate, person));
    for (const struct approval_step *s = sheet->steps; s < turn; s++) {
        if (s->decided_by.value == person.value) {
            return &APPROVAL_TWICE;
        }
    }
    return NULL;
}

bool approval_asks_split(const struct approval_sheet *sheet)
{
    return sheet->has_decision && sheet->decision.split_reason.n > 0;
}

err approval_decide_step(struct db *db, const struct approval_step *step,
                         const struct approval_verdict *verdict)
{
    struct query *q = db_query(db, &SQL_APPROVAL_STEP_DECIDE);
    bind_i64(q, "id", step->id);
    bind_str(q, "state", str_view(approval_step_word(verdict->state)));
    bind_i64(q, "account", verdict->by.value);
    bind_str(q, "opinion", verdict->opinion);
    bind_i64(q, "split_confirmed", verdict->split_confirmed ? 1 : 0);
    bind_instant(q, "now", verdict->at);
    return query_run_one(q, &APPROVAL_DECIDED);
}

err approval_end_round(struct db *db, const struct approval_sheet *sheet,
                       enum approval_round_state state)
{
    struct query *q = db_query(db, &SQL_APPROVAL_ROUND_END);
    bind_i64(q, "id", sheet->id);
    bind_str(q, "state", str_view(approval_round_word(state)));
    return query_run_one(q, &APPROVAL_DECIDED);
}

// --- Lists ---------------------------------------------------------------------------------------

static const char *const BUCKETS[APPROVAL_BUCKET_COUNT] = {"mine", "for", "done"};

const char *approval_bucket_word(enum approval_bucket bucket)
{
    assert(bucket < APPROVAL_BUCKET_COUNT);
    return BUCKETS[bucket];
}

int approval_bucket_from(str word)
{
    for (int i = 0; i < APPROVAL_BUCKET_COUNT; i++) {
        if (str_equals(word, str_view(BUCKETS[i]))) {
            return i;
        }
    }
    return -1;
}

static struct approval_case read_case(struct query *q)
{
    int step = approval_step_from(read_str(q, "step_state"));
    int round = approval_round_from(read_str(q, "round_state"));
    assert(step >= 0 && round >= 0);
    return (struct approval_case){
        .no = {read_i64(q, "no")},
        .title = read_str(q, "title"),
        .price = read_money(q, "price_won"),
        .supplier_name = read_str(q, "supplier_name"),
        .department_name = read_str(q, "department_name"),
        .officer_name = read_str(q, "officer_name"),
        .named = read_str(q, "named"),
        .step_state = (enum approval_step_state)step,
        .round_state = (enum approval_round_state)round,
        .submitted_at = read_instant(q, "submitted_at"),
        .decided_at = read_instant(q, "settled_at"),
        .due_at = read_instant(q, "due_at"),
    };
}

err approval_list_cases(struct db *db, struct arena *a, institution_id institution,
                        account_id account, date today, enum approval_bucket bucket,
                        public_no after, size_t count, approval_case_list *out)
{
    struct query *q = db_query(db, &SQL_APPROVAL_CASE_LIST);
    bind_i64(q, "institution", institution.value);
    bind_i64(q, "account", account.value);
    bind_date(q, "today", today);
    bind_str(q, "bucket", str_view(approval_bucket_word(bucket)));
    bind_id(q, "after", after.value);
    bind_i64(q, "count", (int64_t)count);
    approval_case_list list = {.items = NEW_ARRAY(a, count, struct approval_case)};
    while (query_next(q) && list.count < count) {
        list.items[list.count++] = read_case(q);
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err approval_count(struct db *db, institution_id institution, account_id account, date today,
                   int64_t out_counts[APPROVAL_BUCKET_COUNT])
{
    struct query *q = db_query(db, &SQL_APPROVAL_CASE_COUNT);
    bind_i64(q, "institution", institution.value);
    bind_i64(q, "account", account.value);
    bind_date(q, "today", today);
    if (query_next(q)) {
        out_counts[APPROVAL_MINE] = read_i64(q, "mine");
        out_counts[APPROVAL_FOR_OTHERS] = read_i64(q, "for_others");
        out_counts[APPROVAL_DONE] = read_i64(q, "done");
    }
    return query_end(q);
}
