// From the approved case to the contract that binds, and every way that does not lead there.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/canon.h"
#include "base/digest.h"
#include "market/contract/contract_action_test.sql.h"
#include "market/contract/contract_store.h"
#include "market/contract/contract_testing.h"
#include "market/party/right.h"

#define TODAY instant_date(web_test_now)

// --- Hands
// -----------------------------------------------------------------------------------------

struct hand {
    public_no no; // of the purchase, or of the contract
    struct contract_draw draw;
    struct contract_answers answers;
    struct contract_lodged lodged;
    bool is_checked;
    str reason;
    str altered; // what was named
    public_no made;
};

static err draw(struct unit *u, void *data)
{
    struct hand *h = data;
    struct contract_outlook look;
    TRY(contract_draw_look(u, h->no, &look));
    h->altered = look.altered;
    return contract_draw(u, &look, &h->draw, &h->made);
}

static err sign_supplier(struct unit *u, void *data)
{
    struct hand *h = data;
    struct contract_signing signing = {
        .method = "password", .answers = h->answers, .lodged = h->lodged};
    return contract_sign_supplier(u, h->no, &signing);
}

static err sign_institution(struct unit *u, void *data)
{
    struct hand *h = data;
    return contract_sign_institution(u, h->no, "code", h->is_checked);
}

static err cancel(struct unit *u, void *data)
{
    struct hand *h = data;
    return contract_cancel(u, h->no, h->reason);
}

static err decline(struct unit *u, void *data)
{
    struct hand *h = data;
    return contract_decline(u, h->no, h->reason);
}

static struct hand hand_for(struct purchase_scene *s, const struct purchase *p)
{
    return (struct hand){.no = p->no, .draw = contract_testing_choice(s, p)};
}

static struct hand hand_on(const struct contract *c)
{
    return (struct hand){.no = c->no,
                         .answers = contract_testing_answers(),
                         .is_checked = true,
                         .reason = S("다른 방법으로 구매합니다.")};
}

// A statement of the test on one row.
struct touch {
    const struct sql *sql;
    int64_t id;
    str state;
    date day;
    supplier_id supplier;
    str content;
};

static err touch(struct unit *u, void *data)
{
    const struct touch *t = data;
    struct query *q = db_query(u->db, t->sql);
    bind_i64(q, "id", t->id);
    if (t->sql == &SQL_CONTRACT_TEST_SUPPLIER) {
        bind_str(q, "state", t->state);
        bind_date(q, "until", t->day);
    } else if (t->sql == &SQL_CONTRACT_TEST_CERTIFICATE) {
        bind_date(q, "until", t->day);
    } else if (t->sql == &SQL_CONTRACT_TEST_PURCHASE_ENDS) {
        bind_date(q, "day", t->day);
    } else if (t->sql == &SQL_CONTRACT_TEST_PURCHASE_SUPPLIER) {
        bind_i64(q, "supplier", t->supplier.value);
    } else if (t->sql == &SQL_CONTRACT_TEST_CONTENT_WHOLE) {
        bind_str(q, "content", t->content);
        bind_str(q, "hash", digest_sha256(u->arena, t->content));
    }
    return query_run(q, NULL);
}

static void do_touch(struct purchase_scene *s, struct touch t)
{
    assert_null(purchase_testing_run(s, &s->operator_, touch, &t));
}

// A touch and a deed after it in one unit, which takes both back when the deed is refused.
struct touched {
    struct touch touch;
    err (*deed)(struct unit *u, void *data);
    struct hand *hand;
};

static err do_touched(struct unit *u, void *data)
{
    struct touched *t = data;
    TRY(touch(u, &t->touch));
    return t->deed(u, t->hand);
}

struct counts {
    int64_t refreshes, changes, buyers, contract_count, contracts, signatures, pledges;
    int64_t decisions, notices;
};

static struct counts count(struct purchase_scene *s, const struct actor *whose)
{
    struct unit u;
    purchase_testing_read(s, whose, &u);
    struct query *q = db_query(u.db, &SQL_CONTRACT_TEST_COUNTS);
    bind_i64(q, "account", whose->account.value);
    assert_true(query_next(q));
    struct counts c = {
        .refreshes = read_i64(q, "refreshes"),
        .changes = read_i64(q, "changes"),
        .buyers = read_i64(q, "buyers"),
        .contract_count = read_i64(q, "contract_count"),
        .contracts = read_i64(q, "contracts"),
        .signatures = read_i64(q, "signatures"),
        .pledges = read_i64(q, "pledges"),
        .decisions = read_i64(q, "decisions"),
        .notices = read_i64(q, "notices"),
    };
    assert_null(query_end(q));
    purchase_testing_read_end(&u);
    return c;
}

// --- Drawing
// ---------------------------------------------------------------------------------------

static void an_approved_case_becomes_an_offered_contract(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        struct purchase_task task;
        purchase_testing_open(&s, &t);
        struct counts earlier = count(&s, &s.owner);
        contract_testing_draw(&s, &s.draft, &c);
        assert_int_equal(c.state, CONTRACT_OFFERED);
        assert_true(str_equals(c.number, S("2026-1")));
        assert_int_equal(c.kind, CONTRACT_ACCEPTANCE);
        assert_int_equal(c.price.won, 2900000);
        assert_int_equal(c.supply.won + c.vat.won, 2900000);
        assert_int_equal(c.security_amount.won, 290000);
        assert_int_equal(c.delay_ppm, 800);
        assert_true(date_equals(c.ends_on, date_from_ymd(2026, 12, 18)));
        assert_true(date_is_none(c.contracted_on) && date_is_none(c.starts_on));
        assert_true(str_contains(c.ground, S("여성기업")));
        assert_true(str_contains(c.rule_ids, S("C-01.2")));
        assert_true(str_equals(digest_sha256(t.arena, c.content), c.content_hash));
        assert_int_equal(s.draft.state, PURCHASE_CONTRACTING);
        assert_true(purchase_testing_task(&s, &s.draft, "contract.sign_supplier", &task));
        assert_int_equal(task.supplier.value, s.supplier.value);
        assert_int_equal(task.rights, RIGHT_OWNER);
        assert_int_equal(task.due_at.us, instant_end_of(date_add_days(TODAY, 3)).us);
        assert_int_equal(count(&s, &s.owner).notices, earlier.notices + 1);
    }
}

static void who_is_not_the_officer_of_an_approved_case_draws_nothing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        purchase_testing_move(&s, &s.draft, PURCHASE_SUBMITTED);
        struct hand h = hand_for(&s, &s.draft);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, draw, &h), &PURCHASE_WRONG_STATE);
        purchase_testing_move(&s, &s.draft, PURCHASE_APPROVED);
        assert_ptr_equal(purchase_testing_run(&s, &s.colleague, draw, &h), &PURCHASE_NOT_OFFICER);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer_there, draw, &h), &PURCHASE_UNKNOWN);
        assert_ptr_equal(purchase_testing_run(&s, &s.rival_owner, draw, &h), &PURCHASE_UNKNOWN);
        assert_null(purchase_testing_run(&s, &s.officer, draw, &h));
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, draw, &h), &PURCHASE_WRONG_STATE);
        assert_int_equal(count(&s, &s.officer).contracts, 1);
    }
}

// Scene of the other institution: its officer's cases instead of those of `here`.
static void move_there(struct purchase_scene *s)
{
    s->here = s->there;
    s->department = s->department_there;
    s->officer = s->officer_there;
}

static void the_document_is_asked_a_won_above_the_limit_of_each_law(void **state)
{
    (void)state;
    static const struct {
        bool there; // 국가계약법
        int64_t price;
        err refusal;
    } CASES[] = {
        {false, 50000000, NULL                    },
        {false, 50000001, &CONTRACT_NEEDS_DOCUMENT},
        {true,  30000000, NULL                    },
        {true,  30000001, &CONTRACT_NEEDS_DOCUMENT},
    };
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        struct purchase_scene there = s;
        move_there(&there);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            struct purchase_scene *here = CASES[i].there ? &there : &s;
            struct purchase p;
            purchase_testing_add(here, WON(CASES[i].price), 1, &p);
            purchase_testing_move(here, &p, PURCHASE_APPROVED);
            struct hand h = hand_for(here, &p);
            h.draw.kind = CONTRACT_ACCEPTANCE;
            assert_ptr_equal(purchase_testing_run(here, &here->officer, draw, &h),
                             CASES[i].refusal);
            h.draw.kind = CONTRACT_DOCUMENT;
            err again = purchase_testing_run(here, &here->officer, draw, &h);
            assert_ptr_equal(again, CASES[i].refusal == NULL ? &PURCHASE_WRONG_STATE : NULL);
        }
    }
}

static void a_case_that_is_not_what_was_approved_is_refused_by_name(void **state)
{
    (void)state;
    static const struct {
        const struct sql *sql;
        const char *named;
    } CASES[] = {
        {&SQL_CONTRACT_TEST_PURCHASE_PRICE,      "계약금액"         },
        {&SQL_CONTRACT_TEST_PURCHASE_SUPPLIER,   "공급기업"         },
        {&SQL_CONTRACT_TEST_PURCHASE_PLACE,      "이행 장소"        },
        {&SQL_CONTRACT_TEST_PURCHASE_QUANTITY,   "2번 품목의 수량"},
        {&SQL_CONTRACT_TEST_PURCHASE_UNIT_PRICE, "1번 품목의 단가"},
        {&SQL_CONTRACT_TEST_PURCHASE_ENDS,       "이행기한"         },
    };
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        purchase_testing_move(&s, &s.draft, PURCHASE_APPROVED);
        struct hand h = hand_for(&s, &s.draft);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            struct touched deed = {
                .touch = {.sql = CASES[i].sql,
                          .id = s.draft.id.value,
                          .supplier = s.rival,
                          .day = date_from_ymd(2026, 12, 19)},
                .deed = draw,
                .hand = &h,
            };
            assert_ptr_equal(purchase_testing_run(&s, &s.officer, do_touched, &deed),
                             &CONTRACT_ALTERED);
            assert_true(str_equals(h.altered, str_view(CASES[i].named)));
        }
        assert_null(purchase_testing_run(&s, &s.officer, draw, &h)); // as it was approved
    }
}

static void no_contract_is_drawn_with_a_firm_that_is_barred_or_too_late(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        purchase_testing_move(&s, &s.draft, PURCHASE_APPROVED);
        struct hand h = hand_for(&s, &s.draft);
        struct touch firm = {.sql = &SQL_CONTRACT_TEST_SUPPLIER,
                             .id = s.supplier.value,
                             .state = S("active"),
                             .day = TODAY};
        do_touch(&s, firm);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, draw, &h), &CONTRACT_SANCTIONED);
        firm.day = DATE_NONE;
        firm.state = S("suspended");
        do_touch(&s, firm);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, draw, &h), &CONTRACT_SUPPLIER_AWAY);
        firm.state = S("active");
        do_touch(&s, firm);

        h.draw.sign_by = date_add_days(TODAY, -1);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, draw, &h), &CONTRACT_SIGN_BY);
        h.draw.sign_by = TODAY;
        instant now = web_test_now;
        web_test_now = instant_at(date_from_ymd(2026, 12, 19), 9, 0);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, draw, &h), &CONTRACT_TERM_OVER);
        web_test_now = now;
        assert_null(purchase_testing_run(&s, &s.officer, draw, &h));
    }
}

// 30,000,000 without VAT may go by one quote only because of the women's certificate; 2,650,000 may
// go anyway, on the general ground.
static void a_lapsed_certificate_takes_the_path_or_gives_way_to_another_ground(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase large;
        purchase_testing_open(&s, &t);
        purchase_testing_move(&s, &s.draft, PURCHASE_APPROVED);
        purchase_testing_add(&s, WON(33000000), 1, &large);
        purchase_testing_move(&s, &large, PURCHASE_APPROVED);
        do_touch(&s, (struct touch){.sql = &SQL_CONTRACT_TEST_CERTIFICATE,
                                    .id = s.supplier.value,
                                    .day = date_add_days(TODAY, -1)});
        struct hand h = hand_for(&s, &large);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, draw, &h), &CONTRACT_CERTIFICATE);

        int64_t decisions = count(&s, &s.officer).decisions;
        struct contract c;
        contract_testing_draw(&s, &s.draft, &c);
        assert_false(str_contains(c.ground, S("여성기업")));
        assert_false(str_contains(c.content, S("여성기업 확인서")));
        assert_int_equal(count(&s, &s.officer).decisions, decisions + 1);
        contract_testing_sign(&s, &c, CONTRACT_SIGNED); // it rests on what is left
        assert_int_equal(c.state, CONTRACT_SIGNED);
    }
}

// --- Numbers
// ---------------------------------------------------------------------------------------

#define DRAWERS 3
#define DRAWN_EACH 4

// A process of its own that draws its share; exits with the number of those it could not.
static void draw_in_child(struct purchase_scene *s, struct purchase *cases)
{
    int failed = 0;
    struct testing_db own = *s->database;
    if (db_open(str_view(own.url), &own.db) != NULL) {
        _exit(100);
    }
    db_set_arena(own.db, own.arena);
    s->database = &own;
    for (int i = 0; i < DRAWN_EACH; i++) {
        struct hand h = hand_for(s, &cases[i]);
        err e = purchase_testing_run(s, &s->officer, draw, &h);
        for (int more = 0; more < 20 && e == &DB_COLLISION; more++) { // beyond the unit's own tries
            e = purchase_testing_run(s, &s->officer, draw, &h);
        }
        failed += e != NULL;
    }
    _exit(failed);
}

static bool has_number(struct purchase_scene *s, int number)
{
    struct unit u;
    purchase_testing_read(s, &s->officer, &u);
    struct query *q = db_query(u.db, &SQL_CONTRACT_TEST_NUMBERS);
    bind_i64(q, "institution", s->here.value);
    int found = 0;
    while (query_next(q)) {
        found += str_equals(read_str(q, "number"), str_format(u.arena, "2026-%d", number));
    }
    assert_null(query_end(q));
    purchase_testing_read_end(&u);
    return found == 1;
}

static void numbers_run_without_gap_or_double_when_many_draw_at_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        struct purchase cases[DRAWERS * DRAWN_EACH];
        for (int i = 0; i < DRAWERS * DRAWN_EACH; i++) {
            purchase_testing_add(&s, WON(11000 + i), 10, &cases[i]);
            purchase_testing_move(&s, &cases[i], PURCHASE_APPROVED);
        }
        pid_t children[DRAWERS];
        for (int i = 0; i < DRAWERS; i++) {
            children[i] = fork();
            assert_true(children[i] >= 0);
            if (children[i] == 0) {
                draw_in_child(&s, &cases[i * DRAWN_EACH]);
            }
        }
        for (int i = 0; i < DRAWERS; i++) {
            int status = -1;
            assert_int_equal(waitpid(children[i], &status, 0), children[i]);
            assert_int_equal(status, 0);
        }
        assert_int_equal(count(&s, &s.officer).contracts, DRAWERS * DRAWN_EACH);
        for (int i = 1; i <= DRAWERS * DRAWN_EACH; i++) {
            assert_true(has_number(&s, i));
        }
    }
}

static err draw_and_fail(struct unit *u, void *data)
{
    TRY(draw(u, data));
    return &CONTRACT_CHANGED; // somebody was first
}

static void a_refused_drawing_gives_its_number_back_and_a_year_begins_anew(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        struct purchase later;
        purchase_testing_open(&s, &t);
        purchase_testing_move(&s, &s.draft, PURCHASE_APPROVED);
        struct hand h = hand_for(&s, &s.draft);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, draw_and_fail, &h),
                         &CONTRACT_CHANGED);
        contract_testing_draw(&s, &s.draft, &c);
        assert_true(str_equals(c.number, S("2026-1")));

        struct purchase_scene there = s;
        struct purchase theirs;
        move_there(&there);
        purchase_testing_add(&there, WON(11000), 10, &theirs);
        contract_testing_draw(&there, &theirs, &c);
        assert_true(str_equals(c.number, S("2026-1"))); // each institution its own

        instant now = web_test_now;
        web_test_now = instant_at(date_from_ymd(2027, 1, 4), 9, 0);
        purchase_testing_add(&s, WON(11000), 10, &later);
        do_touch(&s, (struct touch){.sql = &SQL_CONTRACT_TEST_PURCHASE_ENDS,
                                    .id = later.id.value,
                                    .day = date_from_ymd(2027, 2, 1)});
        purchase_testing_find(&s, &later);
        contract_testing_draw(&s, &later, &c);
        assert_true(str_equals(c.number, S("2027-1")));
        web_test_now = now;
    }
}

// --- The supplier signs
// ----------------------------------------------------------------------------

static void the_owner_pledges_signs_and_the_officer_is_asked(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        struct purchase_task task;
        purchase_testing_open(&s, &t);
        contract_testing_draw(&s, &s.draft, &c);
        struct hand h = hand_on(&c);
        assert_ptr_equal(purchase_testing_run(&s, &s.rival_owner, sign_supplier, &h),
                         &CONTRACT_UNKNOWN);
        assert_null(purchase_testing_run(&s, &s.owner, sign_supplier, &h));
        contract_testing_find(&s, &c);
        assert_int_equal(c.state, CONTRACT_SIGNED_SUPPLIER);
        assert_true(date_is_none(c.contracted_on));
        struct counts n = count(&s, &s.officer);
        assert_int_equal(n.signatures, 1);
        assert_int_equal(n.pledges, CONTRACT_PLEDGE_COUNT);
        purchase_testing_find(&s, &s.draft);
        assert_int_equal(s.draft.state, PURCHASE_CONTRACTING);
        assert_false(purchase_testing_task(&s, &s.draft, "contract.sign_supplier", &task));
        assert_true(purchase_testing_task(&s, &s.draft, "contract.sign_institution", &task));
        assert_int_equal(task.person.value, s.officer.account.value);

        struct unit u;
        struct contract_papers papers;
        purchase_testing_read(&s, &s.officer, &u);
        assert_null(contract_find_papers(u.db, c.id, &papers));
        purchase_testing_read_end(&u);
        const struct contract_signature *theirs = &papers.signatures[CONTRACT_BY_SUPPLIER];
        assert_true(str_equals(theirs->name, S("서파란")));
        assert_true(str_equals(theirs->method, S("password")));
        assert_true(str_equals(theirs->content_hash, c.content_hash));
        assert_int_equal(papers.signatures[CONTRACT_BY_INSTITUTION].signed_at.us, 0);
        assert_ptr_equal(purchase_testing_run(&s, &s.owner, sign_supplier, &h),
                         &CONTRACT_WRONG_STATE);
    }
}

static void what_bars_a_supplier_keeps_it_from_signing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        purchase_testing_open(&s, &t);
        contract_testing_draw(&s, &s.draft, &c);
        struct hand h = hand_on(&c);
        h.answers.of[CONTRACT_PLEDGE_CONFLICT][6] = CONTRACT_YES;
        assert_ptr_equal(purchase_testing_run(&s, &s.owner, sign_supplier, &h),
                         &CONTRACT_BARRED_CONFLICT);
        h = hand_on(&c);
        h.answers.of[CONTRACT_PLEDGE_EXCLUSION][6] = CONTRACT_NO;
        assert_ptr_equal(purchase_testing_run(&s, &s.owner, sign_supplier, &h),
                         &CONTRACT_BARRED_EXCLUSION);
        h = hand_on(&c);
        struct touch firm = {.sql = &SQL_CONTRACT_TEST_SUPPLIER,
                             .id = s.supplier.value,
                             .state = S("active"),
                             .day = TODAY};
        do_touch(&s, firm);
        assert_ptr_equal(purchase_testing_run(&s, &s.owner, sign_supplier, &h),
                         &CONTRACT_SANCTIONED);
        firm.day = date_add_days(TODAY, -1);
        do_touch(&s, firm);
        instant now = web_test_now;
        web_test_now = instant_at(date_from_ymd(2026, 12, 19), 9, 0);
        assert_ptr_equal(purchase_testing_run(&s, &s.owner, sign_supplier, &h),
                         &CONTRACT_TERM_OVER);
        web_test_now = now;
        assert_int_equal(count(&s, &s.officer).signatures, 0);
        assert_int_equal(count(&s, &s.officer).pledges, 0);
        assert_null(purchase_testing_run(&s, &s.owner, sign_supplier, &h));
    }
}

static void an_altered_contract_is_signed_by_nobody(void **state)
{
    (void)state;
    static const struct sql *const CHANGES[] = {
        &SQL_CONTRACT_TEST_PRICE, &SQL_CONTRACT_TEST_CONTENT, &SQL_CONTRACT_TEST_LINE};
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        purchase_testing_open(&s, &t);
        contract_testing_draw(&s, &s.draft, &c);
        struct hand h = hand_on(&c);
        for (size_t i = 0; i < COUNT(CHANGES) * 2; i++) {
            bool late = i >= COUNT(CHANGES); // between the two signatures
            if (i == COUNT(CHANGES)) {
                contract_testing_sign(&s, &c, CONTRACT_SIGNED_SUPPLIER);
            }
            struct touched deed = {
                .touch = {.sql = CHANGES[i % COUNT(CHANGES)], .id = c.id.value},
                .deed = late ? sign_institution : sign_supplier,
                .hand = &h,
            };
            assert_ptr_equal(
                purchase_testing_run(&s, late ? &s.officer : &s.owner, do_touched, &deed),
                &CONTRACT_ALTERED);
        }
        contract_testing_sign(&s, &c, CONTRACT_SIGNED); // as it was drawn
    }
}

// --- The institution signs
// -------------------------------------------------------------------------

static void with_the_second_signature_it_binds(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        struct purchase_task task;
        purchase_testing_open(&s, &t);
        contract_testing_draw(&s, &s.draft, &c);
        struct hand h = hand_on(&c);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, sign_institution, &h),
                         &CONTRACT_WRONG_STATE); // the supplier first
        contract_testing_sign(&s, &c, CONTRACT_SIGNED_SUPPLIER);
        assert_ptr_equal(purchase_testing_run(&s, &s.colleague, sign_institution, &h),
                         &PURCHASE_NOT_OFFICER);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer_there, sign_institution, &h),
                         &CONTRACT_UNKNOWN);
        h.is_checked = false;
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, sign_institution, &h),
                         &CONTRACT_UNCHECKED);
        h.is_checked = true;
        struct counts earlier = count(&s, &s.owner);
        assert_null(purchase_testing_run(&s, &s.officer, sign_institution, &h));
        contract_testing_find(&s, &c);
        assert_int_equal(c.state, CONTRACT_SIGNED);
        assert_true(date_equals(c.contracted_on, TODAY));
        assert_true(date_equals(c.starts_on, TODAY));
        purchase_testing_find(&s, &s.draft);
        assert_int_equal(s.draft.state, PURCHASE_CONTRACTED);
        assert_true(purchase_testing_task(&s, &s.draft, "delivery.note", &task));
        assert_int_equal(task.due_at.us, instant_end_of(c.ends_on).us);
        assert_true(str_equals(task.path, str_format(t.arena, "/supplier/contracts/%lld/delivery",
                                                     (long long)c.no.value)));
        struct counts after = count(&s, &s.owner);
        assert_int_equal(after.signatures, 2);
        assert_int_equal(after.refreshes, 1);
        assert_int_equal(after.buyers, 3);
        assert_int_equal(after.contract_count, 1);
        assert_int_equal(after.changes,
                         earlier.changes + 4); // three of the supplier's, one rival's
        assert_int_equal(after.notices, earlier.notices + 1);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, sign_institution, &h),
                         &CONTRACT_WRONG_STATE);

        struct purchase again;
        purchase_testing_add(&s, WON(21500), 10, &again);
        contract_testing_draw(&s, &again, &c);
        contract_testing_sign(&s, &c, CONTRACT_SIGNED);
        assert_int_equal(count(&s, &s.owner).contract_count, 2);
        assert_int_equal(count(&s, &s.owner).buyers, 3);
    }
}

static void training_is_no_buyer(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        purchase_testing_open(&s, &t);
        contract_testing_draw(&s, &s.draft, &c);
        do_touch(&s, (struct touch){.sql = &SQL_CONTRACT_TEST_TRAINING, .id = c.id.value});
        contract_testing_sign(&s, &c, CONTRACT_SIGNED);
        assert_int_equal(count(&s, &s.owner).buyers, 0);
    }
}

static void a_certificate_holds_on_its_last_day_and_not_the_day_after(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        purchase_testing_open(&s, &t);
        contract_testing_draw(&s, &s.draft, &c);
        contract_testing_sign(&s, &c, CONTRACT_SIGNED_SUPPLIER);
        struct hand h = hand_on(&c);
        struct touch ends = {.sql = &SQL_CONTRACT_TEST_CERTIFICATE,
                             .id = s.supplier.value,
                             .day = date_add_days(TODAY, -1)};
        do_touch(&s, ends);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, sign_institution, &h),
                         &CONTRACT_CERTIFICATE);
        ends.day = TODAY;
        do_touch(&s, ends);
        assert_null(purchase_testing_run(&s, &s.officer, sign_institution, &h));
    }
}

static void what_the_supplier_signed_is_compared(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        purchase_testing_open(&s, &t);
        contract_testing_draw(&s, &s.draft, &c);
        contract_testing_sign(&s, &c, CONTRACT_SIGNED_SUPPLIER);
        struct hand h = hand_on(&c);
        // Another text with a hash that fits it, the rows unchanged.
        do_touch(&s, (struct touch){.sql = &SQL_CONTRACT_TEST_CONTENT_WHOLE,
                                    .id = c.id.value,
                                    .content = str_join(t.arena, c.content, S("clause=더\n"))});
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, sign_institution, &h),
                         &CONTRACT_NOT_SIGNED_SO);
        do_touch(&s, (struct touch){.sql = &SQL_CONTRACT_TEST_CONTENT_WHOLE,
                                    .id = c.id.value,
                                    .content = c.content});
        do_touch(&s, (struct touch){.sql = &SQL_CONTRACT_TEST_PLEDGE, .id = c.id.value});
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, sign_institution, &h),
                         &CONTRACT_NOT_SIGNED_SO);
        do_touch(&s, (struct touch){.sql = &SQL_CONTRACT_TEST_PLEDGE_CUT, .id = c.id.value});
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, sign_institution, &h),
                         &CONTRACT_NOT_SIGNED_SO);
        assert_int_equal(count(&s, &s.officer).signatures, 1);
    }
}

static void a_large_contract_waits_for_a_bond(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        struct purchase p;
        purchase_testing_open(&s, &t);
        purchase_testing_add(&s, WON(50000001), 1, &p);
        contract_testing_draw(&s, &p, &c);
        assert_int_equal(c.kind, CONTRACT_DOCUMENT);
        assert_int_equal(c.security, CONTRACT_BOND);
        assert_int_equal(c.security_amount.won, 5000001); // at least 10 %, rounded up
        struct hand h = hand_on(&c);
        assert_ptr_equal(purchase_testing_run(&s, &s.owner, sign_supplier, &h),
                         &CONTRACT_LODGED_SHORT);
        h.lodged = (struct contract_lodged){.issuer = S("서울보증보험"),
                                            .number = S("1"),
                                            .amount = WON(5000001),
                                            .valid_from = TODAY,
                                            .valid_until = date_add_days(c.ends_on, -1)};
        assert_ptr_equal(purchase_testing_run(&s, &s.owner, sign_supplier, &h),
                         &CONTRACT_LODGED_TERM);
        h.lodged.valid_until = c.ends_on;
        assert_null(purchase_testing_run(&s, &s.owner, sign_supplier, &h));
        assert_int_equal(count(&s, &s.officer).pledges, CONTRACT_PLEDGE_COUNT - 1);
        contract_testing_find(&s, &c);
        contract_testing_sign(&s, &c, CONTRACT_SIGNED);
        assert_int_equal(c.state, CONTRACT_SIGNED);
    }
}

// --- Ending it
// -------------------------------------------------------------------------------------

static void it_is_ended_before_it_binds_and_not_after(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        purchase_testing_open(&s, &t);
        for (int at = CONTRACT_OFFERED; at <= CONTRACT_SIGNED; at++) {
            struct purchase p;
            struct contract c;
            purchase_testing_add(&s, WON(11000 + at), 10, &p);
            contract_testing_draw(&s, &p, &c);
            contract_testing_sign(&s, &c, (enum contract_state)at);
            struct hand h = hand_on(&c);
            assert_ptr_equal(purchase_testing_run(&s, &s.colleague, cancel, &h),
                             &PURCHASE_NOT_OFFICER);
            assert_ptr_equal(purchase_testing_run(&s, &s.officer_there, cancel, &h),
                             &CONTRACT_UNKNOWN);
            bool may = at != CONTRACT_SIGNED;
            struct counts earlier = count(&s, &s.owner);
            assert_ptr_equal(purchase_testing_run(&s, &s.officer, cancel, &h),
                             may ? NULL : &CONTRACT_WRONG_STATE);
            contract_testing_find(&s, &c);
            purchase_testing_find(&s, &p);
            assert_int_equal(c.state, may ? CONTRACT_VOID : CONTRACT_SIGNED);
            assert_int_equal(p.state, may ? PURCHASE_CANCELLED : PURCHASE_CONTRACTED);
            assert_int_equal(count(&s, &s.owner).notices, earlier.notices + may);
        }
    }
}

static void the_supplier_declines_only_before_it_signed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        struct purchase p;
        purchase_testing_open(&s, &t);
        contract_testing_draw(&s, &s.draft, &c);
        struct hand h = hand_on(&c);
        assert_ptr_equal(purchase_testing_run(&s, &s.rival_owner, decline, &h), &CONTRACT_UNKNOWN);
        struct counts earlier = count(&s, &s.officer);
        assert_null(purchase_testing_run(&s, &s.owner, decline, &h));
        contract_testing_find(&s, &c);
        purchase_testing_find(&s, &s.draft);
        assert_int_equal(c.state, CONTRACT_VOID);
        assert_int_equal(s.draft.state, PURCHASE_CANCELLED);
        assert_int_equal(count(&s, &s.officer).notices, earlier.notices + 1);

        purchase_testing_add(&s, WON(11000), 10, &p);
        contract_testing_draw(&s, &p, &c);
        contract_testing_sign(&s, &c, CONTRACT_SIGNED_SUPPLIER);
        h = hand_on(&c);
        assert_ptr_equal(purchase_testing_run(&s, &s.owner, decline, &h), &CONTRACT_WRONG_STATE);
    }
}

// --- Two at once
// -----------------------------------------------------------------------------------

static err step_stale(struct unit *u, void *data)
{
    struct contract c = *(const struct contract *)data; // as it was read before
    struct contract_step step = {.event = CONTRACT_CANCEL, .text = S("취소")};
    struct purchase p;
    return contract_step(u, &c, &step, &p);
}

static void of_two_who_act_on_one_reading_one_wins(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c;
        purchase_testing_open(&s, &t);
        contract_testing_draw(&s, &s.draft, &c);
        struct contract stale = c;
        contract_testing_sign(&s, &c, CONTRACT_SIGNED_SUPPLIER);
        assert_ptr_equal(purchase_testing_run(&s, &s.officer, step_stale, &stale),
                         &CONTRACT_CHANGED);
        contract_testing_find(&s, &c);
        assert_int_equal(c.state, CONTRACT_SIGNED_SUPPLIER);
    }
}

// --- Lists
// -----------------------------------------------------------------------------------------

static size_t list(struct purchase_scene *s, struct contract_filter filter, int64_t *out_all,
                   contract_row_list *out)
{
    struct unit u;
    int64_t counts[CONTRACT_STATE_COUNT];
    purchase_testing_read(s, &s->officer, &u);
    assert_null(contract_list(u.db, u.arena, &filter, 50, out));
    assert_null(contract_count(u.db, &filter, counts));
    purchase_testing_read_end(&u);
    *out_all = 0;
    for (int i = 0; i < CONTRACT_STATE_COUNT; i++) {
        *out_all += counts[i];
    }
    return out->count;
}

static void each_side_lists_its_own_by_state_word_and_key(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct contract c[3];
        contract_row_list rows;
        int64_t all = 0;
        purchase_testing_open(&s, &t);
        for (int i = 0; i < 3; i++) {
            struct purchase p;
            purchase_testing_add(&s, WON(11000 + i), 10, &p);
            contract_testing_draw(&s, &p, &c[i]);
        }
        contract_testing_sign(&s, &c[2], CONTRACT_SIGNED);
        struct contract_filter any = {.side = {.institution = s.here}, .state = -1};
        assert_int_equal(list(&s, any, &all, &rows), 3);
        assert_int_equal(all, 3);
        assert_true(str_equals(rows.items[0].number, S("2026-3")));
        assert_int_equal(rows.items[0].state, CONTRACT_SIGNED);
        any.before = c[1].no;
        assert_int_equal(list(&s, any, &all, &rows), 1);
        assert_int_equal(rows.items[0].no.value, c[0].no.value);
        any.before = NO_ID(public_no);
        any.state = CONTRACT_SIGNED;
        assert_int_equal(list(&s, any, &all, &rows), 1);
        any.state = -1;
        any.words = S("2026-2");
        assert_int_equal(list(&s, any, &all, &rows), 1);
        assert_int_equal(all, 1);
        any.words = S("늘푸른");
        assert_int_equal(list(&s, any, &all, &rows), 3);
        any.words = S("%");
        assert_int_equal(list(&s, any, &all, &rows), 0);
        any = (struct contract_filter){.side = {.supplier = s.supplier}, .state = -1};
        assert_int_equal(list(&s, any, &all, &rows), 3);
        any.side = (struct purchase_side){.supplier = s.rival};
        assert_int_equal(list(&s, any, &all, &rows), 0);
        any.side = (struct purchase_side){.institution = s.there};
        assert_int_equal(list(&s, any, &all, &rows), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_approved_case_becomes_an_offered_contract),
        cmocka_unit_test(who_is_not_the_officer_of_an_approved_case_draws_nothing),
        cmocka_unit_test(the_document_is_asked_a_won_above_the_limit_of_each_law),
        cmocka_unit_test(a_case_that_is_not_what_was_approved_is_refused_by_name),
        cmocka_unit_test(no_contract_is_drawn_with_a_firm_that_is_barred_or_too_late),
        cmocka_unit_test(a_lapsed_certificate_takes_the_path_or_gives_way_to_another_ground),
        cmocka_unit_test(numbers_run_without_gap_or_double_when_many_draw_at_once),
        cmocka_unit_test(a_refused_drawing_gives_its_number_back_and_a_year_begins_anew),
        cmocka_unit_test(the_owner_pledges_signs_and_the_officer_is_asked),
        cmocka_unit_test(what_bars_a_supplier_keeps_it_from_signing),
        cmocka_unit_test(an_altered_contract_is_signed_by_nobody),
        cmocka_unit_test(with_the_second_signature_it_binds),
        cmocka_unit_test(training_is_no_buyer),
        cmocka_unit_test(a_certificate_holds_on_its_last_day_and_not_the_day_after),
        cmocka_unit_test(what_the_supplier_signed_is_compared),
        cmocka_unit_test(a_large_contract_waits_for_a_bond),
        cmocka_unit_test(it_is_ended_before_it_binds_and_not_after),
        cmocka_unit_test(the_supplier_declines_only_before_it_signed),
        cmocka_unit_test(of_two_who_act_on_one_reading_one_wins),
        cmocka_unit_test(each_side_lists_its_own_by_state_word_and_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
