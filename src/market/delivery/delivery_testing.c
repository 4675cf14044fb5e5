#include "market/delivery/delivery_testing.h"

#include <stdio.h>
#include <stdlib.h>

#include "market/delivery/delivery_testing.sql.h"
#include "platform/secret/secret.h"

static void must(err e, struct db *db)
{
    if (e != NULL) {
        (void)fprintf(stderr, "the fulfilment: %s: %.*s\n", e->code, STR_ARG(db_error(db)));
        exit(1);
    }
}

struct signing {
    const struct purchase *purchase;
    date contracted_on;
    date ends_on;
    struct contract *out;
};

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
    TRY(query_run_id(q, &id.value));
    q = db_query(u->db, &SQL_DELIVERY_TESTING_CONTRACT_LINES);
    bind_i64(q, "contract", id.value);
    bind_i64(q, "purchase", s->purchase->id.value);
    TRY(query_run(q, NULL));
    struct purchase_side side = {.institution = s->purchase->institution};
    return contract_find_id(u->db, side, id, s->out);
}

void delivery_testing_sign(struct purchase_scene *s, struct purchase *p, date contracted_on,
                           date ends_on, struct contract *out)
{
    purchase_testing_move(s, p, PURCHASE_CONTRACTED);
    struct signing signing = {p, contracted_on, ends_on, out};
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

// --- Deeds
// ----------------------------------------------------------------------------------------

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
