#include "app/demo_life.h"

#include <assert.h>

#include "app/demo_deed.h"
#include "app/demo_life.sql.h"
#include "app/jobs.h"
#include "base/limits.h"
#include "gateway/gateways.h"
#include "market/calendar/calendar.h"
#include "platform/job/job.h"

// --- Time and chance -----------------------------------------------------------------------------

static instant now_of_demo; // the clock that is turned from deed to deed

static instant turned_clock(void)
{
    return now_of_demo;
}

// --- Who and what --------------------------------------------------------------------------------

typedef LIST(struct life_offer) life_offer_list;

#define OFFERS_MAX 40
#define STREET 30 // institutions that are played in full; of the others a few running cases each

struct life {
    uint64_t state; // of the chance
    const struct demo_size *size;
    demo_progress progress;
    LIST(struct life_party) institutions;
    LIST(struct life_party) suppliers;
    struct actor acting; // who does the deed at hand
};

// SplitMix64, as the city itself.
static int64_t below(struct life *life, int64_t n)
{
    life->state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = life->state;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (int64_t)((z ^ (z >> 31)) % (uint64_t)n);
}

static err list_people(struct unit *u, struct life_party *party)
{
    struct query *q = db_query(u->db, &SQL_DEMO_LIFE_PEOPLE);
    bind_id(q, "institution", party->institution.value);
    bind_id(q, "supplier", party->supplier.value);
    while (query_next(q)) {
        int role = party_role_from(read_str(q, "role"));
        assert(role >= 0);
        struct actor *a = &party->by_role[role];
        if (a->account.value != 0) {
            continue; // the first of each role plays it
        }
        *a = (struct actor){
            .account = {read_i64(q, "account_id")},
            .institution = party->institution,
            .supplier = party->supplier,
            .department = {read_i64(q, "department_id")},
            .rights = party_role_rights((enum party_role)role),
            .name = read_str(q, "name"),
            .role_label = party_role_label((enum party_role)role),
            .organisation = read_str(q, "organisation"),
            .address = S("127.0.0.1"),
            .demo = true,
        };
    }
    return query_end(q);
}

static err list_parties(struct unit *u, void *data)
{
    struct life *life = data;
    size_t buyers_max = (size_t)life->size->institutions;
    size_t sellers_max = (size_t)life->size->suppliers;
    life->institutions.items = NEW_ARRAY(u->arena, buyers_max, struct life_party);
    life->suppliers.items = NEW_ARRAY(u->arena, sellers_max, struct life_party);
    life->institutions.count = life->suppliers.count = 0;
    struct query *q = db_query(u->db, &SQL_DEMO_LIFE_INSTITUTIONS);
    bind_i64(q, "count", (int64_t)buyers_max);
    while (query_next(q) && life->institutions.count < buyers_max) {
        life->institutions.items[life->institutions.count++].institution.value = read_i64(q, "id");
    }
    TRY(query_end(q));
    q = db_query(u->db, &SQL_DEMO_LIFE_SUPPLIERS);
    bind_i64(q, "count", (int64_t)sellers_max);
    while (query_next(q) && life->suppliers.count < sellers_max) {
        life->suppliers.items[life->suppliers.count++].supplier.value = read_i64(q, "id");
    }
    TRY(query_end(q));
    for (size_t i = 0; i < life->institutions.count; i++) {
        TRY(list_people(u, &life->institutions.items[i]));
    }
    for (size_t i = 0; i < life->suppliers.count; i++) {
        TRY(list_people(u, &life->suppliers.items[i]));
    }
    return NULL;
}

static err list_offers(struct unit *u, supplier_id supplier, life_offer_list *out)
{
    struct query *q = db_query(u->db, &SQL_DEMO_LIFE_OFFERS);
    bind_i64(q, "supplier", supplier.value);
    out->items = NEW_ARRAY(u->arena, OFFERS_MAX, struct life_offer);
    out->count = 0;
    while (query_next(q) && out->count < OFFERS_MAX) {
        struct life_offer *o = &out->items[out->count++];
        *o = (struct life_offer){
            .no = {read_i64(q, "no")},
            .price = read_money(q, "price_won"),
            .quantity_min = read_i64(q, "quantity_min"),
            .supplier = {read_i64(q, "supplier_no")},
        };
        bool known = law_object_from(read_str(q, "object"), &o->object);
        assert(known); // the statement asks for goods and services
        (void)known;
    }
    return query_end(q);
}

// A declined case is carried as far as the answer.
static bool is_done_for(const struct life_deed *deed, enum purchase_state until)
{
    enum purchase_state as = until == PURCHASE_DECLINED ? PURCHASE_QUOTED : until;
    return (deed->until >> as & 1) != 0;
}

static err run_deed(struct unit *u, void *data)
{
    struct life_case *c = data;
    return LIFE_DEEDS[c->next].work(u, c);
}

static const struct actor *actor_of(const struct life_case *c, enum party_role role)
{
    const struct life_party *party = role == PARTY_OWNER ? c->seller : c->buyer;
    return &party->by_role[role];
}

// On to the next deed that this case needs; past the last: it rests.
static void move_on(struct life *life, struct life_case *c, const struct calendar *calendar)
{
    do {
        c->next++;
    } while (c->next < LIFE_DEED_COUNT && !is_done_for(&LIFE_DEEDS[c->next], c->until));
    if (c->next == LIFE_DEED_COUNT) {
        return;
    }
    int32_t days = LIFE_DEEDS[c->next].days;
    if (LIFE_DEEDS[c->next].is_coming) {
        days += (int32_t)c->late_days;
    }
    date on = instant_date(c->at);
    if (days == 0) {
        c->at = instant_add_s(c->at, 20 * 60);
    } else {
        on = calendar_add_working_days(calendar, on, days);
        c->at = instant_at(on, 9 + (int)below(life, 8), (int)below(life, 60));
    }
}

// --- What happens in the city --------------------------------------------------------------------

#define CASES_MAX 400 // of the street
#define RUNNING 2     // cases of every other institution
#define LATE 2        // contracts of the first one whose goods do not come

static const char *const NEEDS[][2] = {
    {"사무용품 보충",     "부서에서 쓰던 것이 떨어져 다시 갖춥니다."},
    {"행사 준비",           "주민 행사에 쓸 것을 준비합니다."             },
    {"노후 물품 교체",    "오래되어 고장이 잦은 것을 바꿉니다."       },
    {"민원실 환경 개선", "민원인이 쓰는 자리를 고쳐 갖춥니다."       },
    {"시설 관리",           "건물과 시설을 정해진 때에 손봅니다."       },
};

// How many to buy so that the whole comes near an amount.
static int64_t quantity_for(const struct life_offer *o, int64_t won)
{
    int64_t quantity = won / o->price.won;
    quantity = quantity < o->quantity_min ? o->quantity_min : quantity;
    return quantity > 0 ? quantity : 1;
}

// What can be brought in parts: the goods of which the same money buys most.
static const struct life_offer *cheapest_goods(const life_offer_list *offers)
{
    const struct life_offer *best = &offers->items[0];
    for (size_t i = 1; i < offers->count; i++) {
        const struct life_offer *o = &offers->items[i];
        bool is_cheaper = money_less(o->price, best->price) || best->object != LAW_GOODS;
        best = o->object == LAW_GOODS && is_cheaper ? o : best;
    }
    return best;
}

static void say_need(struct life *life, struct life_case *c)
{
    size_t need = (size_t)below(life, (int64_t)COUNT(NEEDS));
    c->need.title = str_view(c->is_late ? "작은도서관 비품 보충" : NEEDS[need][0]);
    c->need.need =
        str_view(c->is_late ? "새로 여는 작은도서관에 쓸 것을 갖춥니다." : NEEDS[need][1]);
}

static err begin_case(struct unit *u, struct life *life, struct life_case *c)
{
    life_offer_list offers;
    TRY(list_offers(u, c->seller->supplier, &offers));
    if (offers.count == 0) {
        c->next = LIFE_DEED_COUNT;
        return NULL;
    }
    c->offer = offers.items[below(life, (int64_t)offers.count)];
    c->offer = c->is_late ? *cheapest_goods(&offers) : c->offer;
    int64_t won =
        c->until == PURCHASE_HANDED_OVER ? INT64_C(130000000) : 300000 + below(life, 90) * 150000;
    c->quantity = quantity_for(&c->offer, won);
    c->discount = below(life, 8);
    c->waives = below(life, 3) == 0;
    const struct actor *officer = &c->buyer->by_role[PARTY_OFFICER];
    c->need = (struct purchase_need){
        .department = officer->department,
        .budget_line = S("사무관리비(201-01)"),
        .object = c->offer.object,
        .delivery_place = officer->organisation,
        .deliver_by = date_add_days(instant_date(c->at), 21),
    };
    say_need(life, c);
    return NULL;
}

// Where a case of this state must begin so that its last deed was done about now.
static instant begin_of(const struct unit *u, enum purchase_state until, int64_t days_more)
{
    int32_t days = 1 + (int32_t)days_more;
    for (size_t i = 0; i < LIFE_DEED_COUNT; i++) {
        days += is_done_for(&LIFE_DEEDS[i], until) ? LIFE_DEEDS[i].days : 0;
    }
    // Two days a week are no working days, and a holiday may come between.
    date on = calendar_working_day_from(u->calendar, date_add_days(u->today, -(days * 7 / 5 + 3)));
    return instant_at(on, 10, 0);
}

// Bound with the first firm, and the last day went by a week ago.
static size_t plan_late(struct unit *u, struct life *life, struct life_case *cases)
{
    for (size_t i = 0; i < LATE; i++) {
        struct life_case *c = &cases[i];
        *c = (struct life_case){.until = PURCHASE_CONTRACTED, .is_late = true};
        c->buyer = &life->institutions.items[0];
        c->seller = &life->suppliers.items[0];
        c->at = begin_of(u, c->until, 12);
    }
    return LATE;
}

static size_t plan_cases(struct unit *u, struct life *life, struct life_case *cases)
{
    size_t count = 0;
    size_t sellers = life->suppliers.count;
    // One of every state at the first institution, most of them with the first firm.
    for (int state = 0; state < PURCHASE_STATE_COUNT; state++) {
        struct life_case *c = &cases[count++];
        *c = (struct life_case){.until = (enum purchase_state)state};
        c->buyer = &life->institutions.items[0];
        c->seller = &life->suppliers.items[state % 3 == 2 ? (size_t)state % sellers : 0];
        c->at = begin_of(u, c->until, 0);
    }
    // Finished ones of the year, and a few that run, all over the city.
    for (size_t i = 0; i < life->institutions.count && i < STREET; i++) {
        int64_t finished = i == 0 ? 12 : 2 + below(life, 3);
        finished = life->size->years > 0 ? 0 : finished; // they have a past
        for (int64_t k = 0; k < finished + 1; k++) {
            struct life_case *c = &cases[count++];
            assert(count < CASES_MAX);
            *c = (struct life_case){.until = PURCHASE_PAID};
            c->buyer = &life->institutions.items[i];
            c->seller = &life->suppliers.items[below(life, (int64_t)sellers)];
            c->late_days = below(life, 8) == 0 ? 15 : 0;
            if (k == finished) {
                c->until = (enum purchase_state)(PURCHASE_ASKED + below(life, 12));
            }
            c->at = begin_of(u, c->until, k == finished ? 0 : 5 + below(life, 200));
        }
    }
    assert(count + LATE <= CASES_MAX);
    return count + plan_late(u, life, &cases[count]);
}

// Where years have passed the whole city trades: the last weeks' cases, in every state.
static size_t plan_running(struct unit *u, struct life *life, struct life_case *cases, size_t count)
{
    for (size_t i = STREET; i < life->institutions.count; i++) {
        for (int k = 0; k < RUNNING; k++) {
            struct life_case *c = &cases[count++];
            *c = (struct life_case){
                .until = (enum purchase_state)below(life, PURCHASE_STATE_COUNT),
                .buyer = &life->institutions.items[i],
                .seller = &life->suppliers.items[below(life, (int64_t)life->suppliers.count)],
            };
            c->at = begin_of(u, c->until, below(life, 4));
        }
    }
    return count;
}

// The case whose next deed comes first, not after `now`; NULL: none.
static struct life_case *next_case(struct life_case *cases, size_t count, instant now)
{
    struct life_case *first = NULL;
    for (size_t i = 0; i < count; i++) {
        struct life_case *c = &cases[i];
        if (c->next < LIFE_DEED_COUNT && instant_before(c->at, now) &&
            (first == NULL || instant_before(c->at, first->at))) {
            first = c;
        }
    }
    return first;
}

static int64_t count_deeds(const struct life_case *cases, size_t count)
{
    int64_t deeds = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < LIFE_DEED_COUNT; k++) {
            deeds += is_done_for(&LIFE_DEEDS[k], cases[i].until);
        }
    }
    return deeds;
}

static err play(struct unit *u, struct life *life, struct life_case *cases, size_t count,
                instant now)
{
    int64_t done = 0;
    int64_t all = count_deeds(cases, count);
    for (struct life_case *c; (c = next_case(cases, count, now)) != NULL;) {
        if (life->progress != NULL) {
            life->progress("진행 중인 구매", done++, all);
        }
        const struct actor *actor = actor_of(c, LIFE_DEEDS[c->next].role);
        if (actor->account.value == 0) {
            c->next = LIFE_DEED_COUNT; // nobody here may do it
            continue;
        }
        now_of_demo = c->at;
        life->acting = *actor;
        life->acting.confirmed_at = c->at;
        u->actor = &life->acting;
        TRY(unit_run(u, turned_clock, run_deed, c));
        arena_reset(u->arena);
        move_on(life, c, u->calendar);
    }
    return NULL;
}

static err settle(struct unit *u, void *data)
{
    (void)data;
    struct query *q = db_query(u->db, &SQL_DEMO_LIFE_MESSAGE_JOBS);
    bind_instant(q, "now", u->now);
    TRY(query_run(q, NULL));
    q = db_query(u->db, &SQL_DEMO_LIFE_MESSAGES);
    bind_instant(q, "now", u->now);
    TRY(query_run(q, NULL));
    q = db_query(u->db, &SQL_DEMO_LIFE_NOTICES);
    bind_instant(q, "before", instant_add_s(u->now, -INT64_C(3) * 24 * 3600));
    return query_run(q, NULL);
}

// Records, public sheets and ledger follow by jobs of this machine; nothing goes to the outside.
static err run_jobs(struct unit *u)
{
    static const struct gateways NOTHING_OUTSIDE = {0};
    struct job_kind inside[32];
    size_t count = 0;
    for (size_t i = 0; i < JOB_KIND_COUNT; i++) {
        if (JOB_KINDS[i].call == NULL) {
            assert(count < COUNT(inside));
            inside[count++] = JOB_KINDS[i];
        }
    }
    int collisions = 0; // beside other users of the server; a worker would come again as well
    for (bool ran = true; ran;) {
        err e = job_run_one(u, unit_clock_system, inside, count, &NOTHING_OUTSIDE, &ran);
        arena_reset(u->arena);
        collisions = e == &DB_COLLISION ? collisions + 1 : 0;
        if (collisions > 0 && collisions < LIMIT_UNIT_TRIES) {
            ran = true;
            continue;
        }
        TRY(e);
    }
    return NULL;
}

// Everything that was planned is done; each deed in an arena that is emptied after it.
static err do_all(struct unit *u, struct life *life, struct life_case *cases, size_t count,
                  instant now)
{
    struct unit deed = *u;
    deed.arena = arena_open(LIMIT_ARENA_UNIT);
    db_set_arena(u->db, deed.arena);
    err e = play(&deed, life, cases, count, now);
    deed.actor = u->actor;
    e = e != NULL ? e : db_keys_wait(u->db); // what is published is filed by its words
    e = e != NULL ? e : run_jobs(&deed);
    now_of_demo = now;
    e = e != NULL ? e : unit_run(&deed, turned_clock, settle, NULL);
    db_set_arena(u->db, u->arena);
    arena_close(deed.arena);
    return e;
}

err demo_live(struct unit *u, const struct demo_size *size, uint64_t seed, demo_progress progress)
{
    instant now = unit_clock_system();
    struct life *life = NEW(u->arena, struct life);
    *life = (struct life){.state = seed, .size = size, .progress = progress};
    size_t most = CASES_MAX + (size_t)size->institutions * RUNNING;
    struct life_case *cases = NEW_ARRAY(u->arena, most, struct life_case);
    now_of_demo = now;
    TRY(unit_run(u, turned_clock, list_parties, life));
    if (life->institutions.count == 0 || life->suppliers.count == 0) {
        return NULL;
    }
    size_t count = plan_cases(u, life, cases);
    if (size->years > 0) {
        count = plan_running(u, life, cases, count);
    }
    for (size_t i = 0; i < count; i++) {
        TRY(unit_begin(u, DB_READ, turned_clock));
        err e = begin_case(u, life, &cases[i]);
        unit_rollback(u);
        TRY(e);
    }
    TRY(do_all(u, life, cases, count, now));
    if (progress != NULL) {
        progress("진행 중인 구매", 1, 1);
    }
    return NULL;
}
