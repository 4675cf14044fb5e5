#include "market/delivery/delivery_testing.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/date_testing.h"
#include "base/digest.h"
#include "market/contract/contract_content.h"
#include "market/contract/contract_paper_store.h"
#include "market/delivery/delivery_testing.sql.h"
#include "market/law/law_testing.h"
#include "market/notice/notice_store.h"
#include "platform/secret/secret.h"

static void must(err e, struct db *db)
{
    if (e != NULL) {
        (void)fprintf(stderr, "the fulfilment: %s: %.*s\n", e->code, STR_ARG(db_error(db)));
        exit(1);
    }
}

struct signing {
    const struct purchase_scene *scene;
    const struct purchase *purchase;
    date contracted_on;
    date ends_on;
    struct contract *out;
};

// The text that both sign, of the rows alone, and both under its hash.
static err seal(struct unit *u, const struct purchase_scene *scene, struct contract *c)
{
    contract_line_list lines;
    struct contract_parts parts = {.sign_by = c->contracted_on};
    TRY(contract_list_lines(u->db, u->arena, c->id, &lines));
    c->content = contract_write_content(u->arena, c, &lines, &parts);
    c->content_hash = digest_sha256(u->arena, c->content);
    struct query *q = db_query(u->db, &SQL_DELIVERY_TESTING_TEXT);
    bind_i64(q, "contract", c->id.value);
    bind_str(q, "content", c->content);
    bind_str(q, "hash", c->content_hash);
    TRY(query_run(q, NULL));
    const struct actor *people[CONTRACT_SIGNER_COUNT] = {
        [CONTRACT_BY_INSTITUTION] = &scene->officer, [CONTRACT_BY_SUPPLIER] = &scene->owner};
    for (int side = 0; side < CONTRACT_SIGNER_COUNT; side++) {
        struct contract_signature signature = {
            .account = people[side]->account,
            .name = people[side]->name,
            .method = S("password"),
            .content_hash = c->content_hash,
            .signed_at = instant_at(c->contracted_on, 10, 0),
        };
        TRY(contract_add_signature(u->db, c->id, (enum contract_signer)side, &signature));
    }
    return NULL;
}

// The row by which its delay is counted, where one was in force.
static str rules_of(date contracted_on)
{
    const struct law_fact *count =
        law_delay_counts_inspection(testing_law(), LAW_LOCAL, contracted_on);
    return count == NULL ? S("") : count->head.id;
}

static err sign(struct unit *u, void *data)
{
    const struct signing *s = data;
    contract_id id;
    struct query *q = db_query(u->db, &SQL_DELIVERY_TESTING_CONTRACT);
    bind_i64(q, "no", secret_public_no().value);
    bind_str(q, "number", str_format(u->arena, "2026-%lld", (long long)s->purchase->id.value));
    bind_date(q, "contracted_on", s->contracted_on);
    bind_date(q, "ends_on", s->ends_on);
    bind_i64(q, "purchase", s->purchase->id.value);
    bind_str(q, "rules", rules_of(s->contracted_on));
    TRY(query_run_id(q, &id.value));
    q = db_query(u->db, &SQL_DELIVERY_TESTING_CONTRACT_LINES);
    bind_i64(q, "contract", id.value);
    bind_i64(q, "purchase", s->purchase->id.value);
    TRY(query_run(q, NULL));
    struct purchase_side side = {.institution = s->purchase->institution};
    TRY(contract_find_id(u->db, side, id, s->out));
    return seal(u, s->scene, s->out);
}

void delivery_testing_sign(struct purchase_scene *s, struct purchase *p, date contracted_on,
                           date ends_on, struct contract *out)
{
    purchase_testing_move(s, p, PURCHASE_CHOSEN);
    p->deliver_by = ends_on; // as it is approved
    purchase_testing_move(s, p, PURCHASE_CONTRACTED);
    struct signing signing = {s, p, contracted_on, ends_on, out};
    must(purchase_testing_run(s, &s->officer, sign, &signing), s->database->db);
}

void delivery_testing_find(struct purchase_scene *s, struct contract *c)
{
    struct unit u;
    purchase_testing_read(s, &s->officer, &u);
    struct purchase_side side = {.institution = c->institution};
    must(contract_find_id(u.db, side, c->id, c), u.db);
    purchase_testing_read_end(&u);
}

// --- Deeds ---------------------------------------------------------------------------------------

static int64_t quantity_at(const struct quantities *q, size_t i)
{
    return i < q->count ? q->items[i] : 0;
}

struct noting {
    public_no contract;
    struct quantities brought;
    date delivered_on;
    public_no *out_no;
};

static err note(struct unit *u, void *data)
{
    const struct noting *n = data;
    struct contract c;
    delivery_line_list lines;
    TRY(contract_find(u->db, purchase_side_of(u), n->contract, &c));
    TRY(delivery_list_lines(u->db, u->arena, c.id, NO_ID(delivery_id), &lines));
    for (size_t i = 0; i < lines.count; i++) {
        lines.items[i].brought = quantity_at(&n->brought, i);
    }
    struct delivery_note as_written = {.delivered_on = n->delivered_on, .place = c.delivery_place};
    return delivery_action_note(u, &c, &lines, &as_written, n->out_no);
}

err delivery_testing_note(struct purchase_scene *s, const struct actor *actor, public_no contract,
                          struct quantities brought, date delivered_on, public_no *out_no)
{
    struct noting n = {contract, brought, delivered_on, out_no};
    return purchase_testing_run(s, actor, note, &n);
}

struct inspecting {
    public_no delivery;
    struct quantities refused;
    date arrived_on; // DATE_NONE: as the supplier said
    date inspected_on;
};

static err inspect(struct unit *u, void *data)
{
    const struct inspecting *n = data;
    struct delivery d;
    delivery_line_list lines;
    TRY(delivery_find(u->db, purchase_side_of(u), n->delivery, &d));
    TRY(delivery_list_lines(u->db, u->arena, d.contract, d.id, &lines));
    for (size_t i = 0; i < lines.count; i++) {
        struct delivery_line *l = &lines.items[i];
        l->failed = quantity_at(&n->refused, i);
        l->passed = l->brought - l->failed;
        l->reason = l->failed > 0 ? S("모서리가 젖었습니다.") : S("");
    }
    struct inspection_note as_written = {
        .arrived_on = date_is_none(n->arrived_on) ? d.delivered_on : n->arrived_on,
        .inspected_on = n->inspected_on,
        .method = INSPECTION_FULL,
        .opinion = S("계약한 규격과 같습니다."),
        .confirmed_with = S("password"),
    };
    return delivery_action_inspect(u, &d, &lines, &as_written);
}

err delivery_testing_inspect(struct purchase_scene *s, const struct actor *actor,
                             public_no delivery, struct quantities refused, date inspected_on)
{
    return delivery_testing_inspect_arrival(s, actor, delivery, refused, DATE_NONE, inspected_on);
}

err delivery_testing_inspect_arrival(struct purchase_scene *s, const struct actor *actor,
                                     public_no delivery, struct quantities refused, date arrived_on,
                                     date inspected_on)
{
    struct inspecting n = {delivery, refused, arrived_on, inspected_on};
    return purchase_testing_run(s, actor, inspect, &n);
}

struct more_files {
    public_no delivery;
    int count;
};

static err add_files(struct unit *u, void *data)
{
    const struct more_files *more = data;
    struct delivery d;
    TRY(delivery_find(u->db, purchase_side_of(u), more->delivery, &d));
    for (int i = 0; i < more->count; i++) {
        file_id id;
        struct query *q = db_query(u->db, &SQL_DELIVERY_TESTING_FILE);
        bind_i64(q, "no", secret_public_no().value);
        TRY(query_run_id(q, &id.value));
        TRY(delivery_add_file(u->db, d.id, id, false));
    }
    return NULL;
}

err delivery_testing_add_files(struct purchase_scene *s, public_no delivery, int count)
{
    struct more_files more = {.delivery = delivery, .count = count};
    return purchase_testing_run(s, &s->owner, add_files, &more);
}

// --- What is so now ------------------------------------------------------------------------------

void delivery_testing_scene(struct purchase_scene *s, struct testing_db *t, struct contract *c)
{
    web_test_now = DELIVERY_TESTING_NOW;
    purchase_testing_open(s, t);
    delivery_testing_sign(s, &s->draft, day("2026-11-02"), day("2026-12-18"), c);
}

struct delivery delivery_testing_delivery(struct purchase_scene *s, public_no no)
{
    struct unit u;
    struct delivery d;
    purchase_testing_read(s, &s->inspector, &u);
    must(delivery_find(u.db, purchase_side_of(&u), no, &d), u.db);
    purchase_testing_read_end(&u);
    return d;
}

delivery_line_list delivery_testing_lines(struct purchase_scene *s, contract_id contract,
                                          delivery_id of)
{
    struct unit u;
    delivery_line_list lines;
    purchase_testing_read(s, &s->inspector, &u);
    must(delivery_list_lines(u.db, u.arena, contract, of, &lines), u.db);
    purchase_testing_read_end(&u);
    return lines;
}

struct delivery_sum delivery_testing_sum(struct purchase_scene *s, contract_id contract)
{
    struct unit u;
    struct delivery_sum sum;
    purchase_testing_read(s, &s->inspector, &u);
    must(delivery_sum(u.db, u.arena, contract, &sum), u.db);
    purchase_testing_read_end(&u);
    return sum;
}

size_t delivery_testing_tasks(struct purchase_scene *s, const char *kind)
{
    struct unit u;
    purchase_task_list tasks;
    size_t count = 0;
    purchase_testing_read(s, &s->inspector, &u);
    must(purchase_list_tasks(u.db, u.arena, s->draft.id, u.today, &tasks), u.db);
    purchase_testing_read_end(&u);
    for (size_t i = 0; i < tasks.count; i++) {
        count += str_equals(tasks.items[i].kind, str_view(kind)) ? 1 : 0;
    }
    return count;
}

int64_t delivery_testing_notices(struct purchase_scene *s, const struct actor *of)
{
    struct unit u;
    int64_t count = 0;
    purchase_testing_read(s, of, &u);
    must(notice_store_count(u.db, of->account, &count), u.db);
    purchase_testing_read_end(&u);
    return count;
}

int64_t delivery_testing_jobs(struct purchase_scene *s, const char *kind, int64_t object)
{
    struct unit u;
    purchase_testing_read(s, &s->officer, &u);
    struct query *q = db_query(u.db, &SQL_DELIVERY_TESTING_JOBS);
    bind_str(q, "kind", str_view(kind));
    bind_i64(q, "object", object);
    must(query_next(q) ? NULL : &DB_BROKEN, u.db);
    int64_t count = read_i64(q, "count");
    must(query_end(q), u.db);
    purchase_testing_read_end(&u);
    return count;
}

enum contract_state delivery_testing_state(struct purchase_scene *s, struct contract *c)
{
    delivery_testing_find(s, c);
    return c->state;
}
