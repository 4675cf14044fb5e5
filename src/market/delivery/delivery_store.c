#include "market/delivery/delivery_store.h"

#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "market/delivery/delivery_came.h"
#include "market/delivery/delivery_store.sql.h"

static enum delivery_state read_state(struct query *q, const char *column)
{
    int state = delivery_state_from(read_str(q, column));
    assert(state >= 0); // the schema's CHECK
    return (enum delivery_state)state;
}

static struct inspection read_inspection(struct query *q)
{
    struct inspection i = {.id = {read_i64(q, "inspection_id")}};
    if (i.id.value == 0) {
        return i;
    }
    int method = inspection_method_from(read_str(q, "method"));
    assert(method >= 0); // the schema's CHECK
    i.no.value = read_i64(q, "inspection_no");
    i.inspector.value = read_i64(q, "inspector_id");
    i.inspector_name = read_str(q, "inspector_name");
    i.arrived_on = read_date(q, "arrived_on");
    i.inspected_on = read_date(q, "inspected_on");
    i.method = (enum inspection_method)method;
    i.result = read_state(q, "result");
    i.opinion = read_str(q, "opinion");
    i.content = read_str(q, "content");
    i.content_hash = read_str(q, "content_hash");
    i.noted_at = read_instant(q, "inspection_noted_at");
    return i;
}

static struct delivery read_delivery(struct query *q)
{
    struct delivery d = {
        .id = {read_i64(q, "id")},
        .no = {read_i64(q, "no")},
        .contract = {read_i64(q, "contract_id")},
        .contract_no = {read_i64(q, "contract_no")},
        .contract_number = read_str(q, "contract_number"),
        .purchase = {read_i64(q, "purchase_id")},
        .officer = {read_i64(q, "officer_id")},
        .title = read_str(q, "title"),
        .institution = {read_i64(q, "institution_id")},
        .institution_name = read_str(q, "institution_name"),
        .supplier = {read_i64(q, "supplier_id")},
        .supplier_name = read_str(q, "supplier_name"),
        .seq = read_i64(q, "seq"),
        .delivered_on = read_date(q, "delivered_on"),
        .place = read_str(q, "place"),
        .remark = read_str(q, "remark"),
        .inspect_by = read_date(q, "inspect_by"),
        .inspect_article = read_str(q, "inspect_article"),
        .state = read_state(q, "state"),
        .account = {read_i64(q, "account_id")},
        .noted_by = read_str(q, "noted_by"),
        .noted_at = read_instant(q, "noted_at"),
        .version = read_i64(q, "version"),
        .inspection = read_inspection(q),
    };
    bool known = law_object_from(read_str(q, "object"), &d.object);
    int state = purchase_state_from(read_str(q, "purchase_state"));
    assert(state >= 0); // the schema's CHECK
    d.purchase_state = (enum purchase_state)state;
    assert(known && (d.state == DELIVERY_WAITING) == (d.inspection.id.value == 0));
    (void)known;
    return d;
}

err delivery_find(struct db *db, struct purchase_side side, public_no no, struct delivery *out)
{
    struct query *q = db_query(db, &SQL_DELIVERY_FIND);
    bind_i64(q, "no", no.value);
    bind_id(q, "institution", side.institution.value);
    bind_id(q, "supplier", side.supplier.value);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &DELIVERY_UNKNOWN;
    }
    struct delivery d = read_delivery(q);
    TRY(query_end(q));
    *out = d;
    return NULL;
}

static struct delivery_line read_line(struct query *q)
{
    return (struct delivery_line){
        .contract_line = read_i64(q, "id"),
        .seq = read_i64(q, "seq"),
        .title = read_str(q, "title"),
        .unit = read_str(q, "unit"),
        .price = read_money(q, "price_won"),
        .ordered = read_i64(q, "ordered"),
        .accepted_on = DATE_NONE,
        .passed_on = DATE_NONE,
        .waiting_on = DATE_NONE,
    };
}

// One delivery's share of a line.
static void add_part(struct query *q, delivery_id delivery, struct delivery_line *l)
{
    int64_t brought = read_i64(q, "brought");
    int64_t accepted = read_i64(q, "accepted");
    int64_t refused = read_i64(q, "refused");
    bool waits = str_equals(read_str(q, "state"), S("delivered"));
    date arrived_on = read_date(q, "arrived_on");
    l->delivered += brought;
    l->accepted += accepted;
    l->refused += refused;
    if (waits) {
        l->waiting += brought;
        l->waiting_on = delivery_later(l->waiting_on, arrived_on);
    }
    if (accepted > 0) {
        l->accepted_on = delivery_later(l->accepted_on, arrived_on);
        l->passed_on = delivery_later(l->passed_on, read_date(q, "inspected_on"));
    }
    if (delivery.value != 0 && read_i64(q, "delivery_id") == delivery.value) {
        l->row = read_i64(q, "line_row");
        l->brought = brought;
        l->passed = accepted;
        l->failed = refused;
        l->reason = read_str(q, "reason");
    }
}

// … as what came of it; a line that nothing came of has a row all the same.
static void add_piece(struct query *q, struct delivery_came_reader *came)
{
    if (read_i64(q, "delivery_id") == 0) {
        return;
    }
    struct delivery_piece piece = {
        .seq = read_i64(q, "part"),
        .delivery = {read_i64(q, "delivery_no")},
        .inspection = {read_i64(q, "inspection_no")},
        .on = read_date(q, "arrived_on"),
        .inspected_on = read_is_null(q, "inspected_on") ? DATE_NONE : read_date(q, "inspected_on"),
        .inspect_by = read_date(q, "inspect_by"),
        .brought = read_i64(q, "brought"),
        .accepted = read_i64(q, "accepted"),
        .refused = read_i64(q, "refused"),
    };
    delivery_came_add(came, &piece);
}

err delivery_list_all(struct db *db, struct arena *a, contract_id contract, delivery_id delivery,
                      delivery_line_list *out_lines, delivery_came_list *out_came)
{
    struct query *q = db_query(db, &SQL_DELIVERY_LINE_LIST);
    bind_i64(q, "contract", contract.value);
    delivery_line_list lines = {.items = NEW_ARRAY(a, LIMIT_PURCHASE_LINES, struct delivery_line)};
    struct delivery_came_reader came;
    delivery_came_begin(&came, a);
    while (query_next(q)) {
        int64_t row = read_i64(q, "id");
        if (lines.count == 0 || lines.items[lines.count - 1].contract_line != row) {
            assert(lines.count < LIMIT_PURCHASE_LINES); // that many a contract has at most
            struct delivery_line line = read_line(q);
            delivery_came_line(&came, line.price, line.ordered);
            lines.items[lines.count++] = line;
        }
        add_part(q, delivery, &lines.items[lines.count - 1]);
        add_piece(q, &came);
    }
    TRY(query_end(q));
    delivery_came_end(&came);
    for (size_t i = 0; i < lines.count; i++) {
        const struct delivery_line *l = &lines.items[i];
        assert(l->delivered == l->waiting + l->accepted + l->refused);
        assert(delivery_open(l) >= 0);
    }
    *out_lines = lines;
    *out_came = came.list;
    return NULL;
}

err delivery_list_lines(struct db *db, struct arena *a, contract_id contract, delivery_id delivery,
                        delivery_line_list *out)
{
    delivery_came_list came;
    return delivery_list_all(db, a, contract, delivery, out, &came);
}

err delivery_sum(struct db *db, struct arena *a, contract_id contract, struct delivery_sum *out)
{
    delivery_line_list lines;
    TRY(delivery_list_lines(db, a, contract, NO_ID(delivery_id), &lines));
    delivery_add_up(&lines, out);
    return NULL;
}

// --- Lists ---------------------------------------------------------------------------------------

static err read_rows(struct query *q, struct arena *a, size_t count, delivery_row_list *out)
{
    delivery_row_list list = {.items = NEW_ARRAY(a, count, struct delivery_row)};
    while (query_next(q)) {
        assert(list.count < count);
        list.items[list.count++] = (struct delivery_row){
            .no = {read_i64(q, "no")},
            .seq = read_i64(q, "seq"),
            .contract_number = read_str(q, "contract_number"),
            .title = read_str(q, "title"),
            .other_name = read_str(q, "other_name"),
            .delivered_on = read_date(q, "delivered_on"),
            .inspect_by = read_date(q, "inspect_by"),
            .inspected_on = read_date(q, "inspected_on"),
            .state = read_state(q, "state"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err delivery_list(struct db *db, struct arena *a, struct purchase_side side, public_no before,
                  size_t count, delivery_row_list *out)
{
    struct query *q = db_query(db, &SQL_DELIVERY_LIST);
    bind_id(q, "institution", side.institution.value);
    bind_id(q, "supplier", side.supplier.value);
    bind_id(q, "before", before.value);
    bind_i64(q, "count", (int64_t)count);
    return read_rows(q, a, count, out);
}

err delivery_list_waiting(struct db *db, struct arena *a, institution_id institution, size_t count,
                          delivery_row_list *out)
{
    struct query *q = db_query(db, &SQL_DELIVERY_LIST_WAITING);
    bind_id(q, "institution", institution.value);
    bind_i64(q, "count", (int64_t)count);
    return read_rows(q, a, count, out);
}

err delivery_list_inspected(struct db *db, struct arena *a, institution_id institution,
                            public_no before, size_t count, delivery_row_list *out)
{
    struct query *q = db_query(db, &SQL_DELIVERY_LIST_INSPECTED);
    bind_id(q, "institution", institution.value);
    bind_id(q, "before", before.value);
    bind_i64(q, "count", (int64_t)count);
    return read_rows(q, a, count, out);
}

err delivery_count(struct db *db, struct purchase_side side, int64_t *out_all, int64_t *out_waiting)
{
    struct query *q = db_query(db, &SQL_DELIVERY_COUNT);
    bind_id(q, "institution", side.institution.value);
    bind_id(q, "supplier", side.supplier.value);
    bool any = query_next(q);
    int64_t all = any ? read_i64(q, "all_count") : 0;
    int64_t waiting = any ? read_i64(q, "waiting_count") : 0;
    TRY(query_end(q));
    *out_all = all;
    *out_waiting = waiting;
    return NULL;
}

#define DELIVERY_WAITS_MAX 200 // the statement's LIMIT

err delivery_list_waits(struct db *db, struct arena *a, contract_id contract,
                        delivery_wait_list *out)
{
    struct query *q = db_query(db, &SQL_DELIVERY_LIST_WAITS);
    bind_i64(q, "contract", contract.value);
    delivery_wait_list list = {.items = NEW_ARRAY(a, DELIVERY_WAITS_MAX, struct delivery_wait)};
    while (query_next(q) && list.count < DELIVERY_WAITS_MAX) {
        list.items[list.count++] = (struct delivery_wait){
            .no = {read_i64(q, "no")},
            .seq = read_i64(q, "seq"),
            .inspect_by = read_date(q, "inspect_by"),
            .article = read_str(q, "inspect_article"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

// --- Writing -------------------------------------------------------------------------------------

static err next_seq(struct db *db, contract_id contract, int64_t *out)
{
    struct query *q = db_query(db, &SQL_DELIVERY_NEXT_SEQ);
    bind_i64(q, "contract", contract.value);
    int64_t seq = query_next(q) ? read_i64(q, "seq") : 1;
    TRY(query_end(q));
    *out = seq;
    return NULL;
}

err delivery_add(struct db *db, struct delivery *d, const delivery_line_list *lines)
{
    assert(d->state == DELIVERY_WAITING && !date_before(d->inspect_by, d->delivered_on));
    TRY(next_seq(db, d->contract, &d->seq));
    struct query *q = db_query(db, &SQL_DELIVERY_ADD);
    bind_i64(q, "no", d->no.value);
    bind_i64(q, "contract", d->contract.value);
    bind_i64(q, "seq", d->seq);
    bind_date(q, "delivered_on", d->delivered_on);
    bind_str(q, "place", d->place);
    bind_str(q, "remark", d->remark);
    bind_date(q, "inspect_by", d->inspect_by);
    bind_str(q, "inspect_article", d->inspect_article);
    bind_i64(q, "account", d->account.value);
    bind_instant(q, "now", d->noted_at);
    TRY(query_run_id(q, &d->id.value));
    for (size_t i = 0; i < lines->count; i++) {
        const struct delivery_line *l = &lines->items[i];
        if (l->brought == 0) {
            continue;
        }
        assert(l->brought > 0 && l->brought <= delivery_open(l));
        q = db_query(db, &SQL_DELIVERY_LINE_ADD);
        bind_i64(q, "delivery", d->id.value);
        bind_i64(q, "contract_line", l->contract_line);
        bind_i64(q, "quantity", l->brought);
        TRY(query_run(q, NULL));
    }
    return NULL;
}

static err settle(struct db *db, struct delivery *d)
{
    struct query *q = db_query(db, &SQL_DELIVERY_SETTLE);
    bind_i64(q, "id", d->id.value);
    bind_i64(q, "version", d->version);
    bind_str(q, "state", str_view(delivery_state_word(d->inspection.result)));
    TRY(query_run_one(q, &DELIVERY_CHANGED));
    d->version++;
    d->state = d->inspection.result;
    return NULL;
}

static err add_inspection(struct db *db, struct delivery *d, str confirmed_with)
{
    const struct inspection *i = &d->inspection;
    struct query *q = db_query(db, &SQL_INSPECTION_ADD);
    bind_i64(q, "no", i->no.value);
    bind_i64(q, "delivery", d->id.value);
    bind_i64(q, "inspector", i->inspector.value);
    bind_date(q, "arrived_on", i->arrived_on);
    bind_date(q, "inspected_on", i->inspected_on);
    bind_str(q, "method", str_view(inspection_method_word(i->method)));
    bind_str(q, "result", str_view(delivery_state_word(i->result)));
    bind_str(q, "opinion", i->opinion);
    bind_str(q, "content", i->content);
    bind_str(q, "content_hash", i->content_hash);
    bind_str(q, "confirmed_with", confirmed_with);
    bind_instant(q, "now", i->noted_at);
    return query_run_id(q, &d->inspection.id.value);
}

err delivery_save_inspection(struct db *db, struct delivery *d, const delivery_line_list *lines,
                             str confirmed_with)
{
    assert(d->inspection.result != DELIVERY_WAITING && d->inspection.content_hash.n == 64);
    TRY(settle(db, d));
    TRY(add_inspection(db, d, confirmed_with));
    for (size_t i = 0; i < lines->count; i++) {
        const struct delivery_line *l = &lines->items[i];
        if (l->row == 0) {
            continue;
        }
        assert(inspection_check_line(l) == NULL);
        struct query *q = db_query(db, &SQL_INSPECTION_LINE_ADD);
        bind_i64(q, "inspection", d->inspection.id.value);
        bind_i64(q, "line", l->row);
        bind_i64(q, "accepted", l->passed);
        bind_i64(q, "refused", l->failed);
        bind_str(q, "reason", l->reason);
        TRY(query_run(q, NULL));
    }
    return NULL;
}

// --- Files and papers ----------------------------------------------------------------------------

err delivery_add_file(struct db *db, delivery_id id, file_id file, bool of_inspection)
{
    struct query *q = db_query(db, &SQL_DELIVERY_FILE_ADD);
    bind_i64(q, "delivery", id.value);
    bind_i64(q, "file", file.value);
    bind_str(q, "origin", of_inspection ? S("inspection") : S("note"));
    return query_run(q, NULL);
}

err delivery_list_files(struct db *db, struct arena *a, delivery_id id, delivery_file_list *out)
{
    const size_t most = 2 * LIMIT_DELIVERY_FILES;
    struct query *q = db_query(db, &SQL_DELIVERY_FILE_LIST);
    bind_i64(q, "delivery", id.value);
    delivery_file_list list = {.items = NEW_ARRAY(a, most, struct delivery_file)};
    while (query_next(q) && list.count < most) {
        list.items[list.count++] = (struct delivery_file){
            .id = {read_i64(q, "id")},
            .no = {read_i64(q, "no")},
            .name = read_str(q, "name"),
            .size = read_i64(q, "size"),
            .looked = pdf_verdict_from(read_str(q, "looked")),
            .is_of_inspection = str_equals(read_str(q, "origin"), S("inspection")),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err delivery_find_parties(struct db *db, const struct delivery *d, struct delivery_parties *out)
{
    struct query *q = db_query(db, &SQL_DELIVERY_PARTIES);
    bind_i64(q, "delivery", d->id.value);
    bind_i64(q, "institution", d->institution.value);
    bind_i64(q, "supplier", d->supplier.value);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &DELIVERY_UNKNOWN;
    }
    struct delivery_parties p = {
        .supplier_business_no = read_str(q, "business_no"),
        .supplier_representative = read_str(q, "representative"),
        .supplier_address = read_str(q, "address"),
        .supplier_phone = read_str(q, "phone"),
        .institution_head = read_str(q, "head_title"),
    };
    TRY(query_end(q));
    *out = p;
    return NULL;
}
