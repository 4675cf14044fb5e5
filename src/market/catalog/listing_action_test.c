// test-timeout: 120
// A firm lists, changes and takes back; every change stays as a revision, and nobody reaches
// another's.
#include "market/catalog/listing_action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/catalog/catalog_testing.h"
#include "market/catalog/listing_store.h"
#include "market/certificate/certificate_store.h"
#include "market/party/party_testing.h"

#define PAPER "paper.copy.a4"

static instant clock_of_tests(void)
{
    return web_test_now;
}

static err do_add(struct unit *u, void *data)
{
    return listing_action_add(u, data, S("처음 등록"));
}

static err run(struct catalog_scene *s, const struct actor *who,
               err (*work)(struct unit *u, void *data), void *data)
{
    struct unit u = {
        .arena = s->database->arena, .db = s->database->db, .actor = who, .trace = S("t")};
    return unit_run(&u, clock_of_tests, work, data);
}

static struct listing found(struct catalog_scene *s, supplier_id supplier, public_no no)
{
    struct listing l;
    assert_null(db_begin(s->database->db, DB_READ));
    assert_null(listing_store_find(s->database->db, s->database->arena, supplier, no, &l));
    db_rollback(s->database->db);
    return l;
}

static err do_join(struct unit *u, void *data)
{
    return listing_action_join(u, data, S("함께 팔기"));
}

// Every required value of the category, by its template.
static void fill(struct catalog_scene *s, struct listing *l)
{
    struct listing_template t;
    struct arena *a = s->database->arena;
    assert_null(db_begin(s->database->db, DB_READ));
    assert_null(listing_store_template(s->database->db, a, l->text.category, &t));
    db_rollback(s->database->db);
    l->text.values.items = NEW_ARRAY(a, t.attributes.count, struct listing_value);
    for (size_t i = 0; i < t.attributes.count; i++) {
        const struct attribute *x = &t.attributes.items[i];
        str rest = x->words;
        str value = x->kind == ATTRIBUTE_NUMBER ? S("80")
                    : x->kind == ATTRIBUTE_ENUM ? str_cut(&rest, '|')
                    : x->kind == ATTRIBUTE_BOOL ? S("예")
                                                : S("흰색");
        l->text.values.items[l->text.values.count++] = (struct listing_value){x->key, value};
    }
}

static struct listing typed(struct catalog_scene *s)
{
    static struct offer_tier tiers[] = {
        {10, {20000}}
    };
    struct listing l = {
        .text = {.category = S(PAPER),
                 .title = S("두레 복사용지 A4"),
                 .maker = S("두레제지"),
                 .description = S("첫 줄\n둘째 줄")},
        .terms = { .price = WON(21000),
                 .unit = S("상자"),
                 .quantity_min = 2,
                 .lead_days = 3,
                 .stock = LISTING_MADE_TO_ORDER,
                 .valid_until = DATE_NONE,
                 .own_code = S("D-1"),
                 .tiers = {.items = tiers, .count = 1}},
    };
    fill(s, &l);
    return l;
}

struct change {
    struct listing was;
    struct product_text text;
    struct offer_terms terms;
    str reason;
};

static err do_revise(struct unit *u, void *data)
{
    struct change *c = data;
    return listing_action_revise(u, &c->was, &c->text, &c->terms, c->reason);
}

struct move {
    struct listing was;
    enum listing_event event;
    str reason;
};

static err do_move(struct unit *u, void *data)
{
    struct move *m = data;
    return listing_action_move(u, &m->was, m->event, m->reason);
}

static err move(struct catalog_scene *s, const struct actor *who, public_no no,
                enum listing_event event, str reason)
{
    struct move m = {found(s, NO_ID(supplier_id), no), event, reason};
    return run(s, who, do_move, &m);
}

static struct actor keeper;

// The scene, with people who are there: the owner of the woman's firm, and an keeper.
static struct testing_row open_scene(struct catalog_scene *s, struct testing_db *t)
{
    catalog_testing_open(s, t, NULL, 0);
    struct testing_row owner = party_testing_person(t, "owner@x.kr", "김가온", NULL, NULL);
    struct testing_row person = party_testing_person(t, "op@x.kr", "최운영", NULL, NULL);
    struct testing_row firm = {s->woman.value, s->woman_no};
    party_testing_role(t, owner, NULL, &firm, PARTY_OWNER);
    s->owner.account.value = owner.id;
    keeper = (struct actor){.account = {person.id}, .name = S("최운영")};
    return owner;
}

static void a_listing_waits_is_approved_and_keeps_every_revision(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        struct testing_row owner = open_scene(&s, &t);
        struct listing l = typed(&s);
        assert_null(run(&s, &s.owner, do_add, &l));
        struct listing is = found(&s, s.woman, l.no);
        assert_int_equal(is.state, LISTING_WAITING);
        assert_int_equal(is.reviewed, 0);
        assert_true(str_equals(product_text_canon(t.arena, &is.text),
                               product_text_canon(t.arena, &l.text)));
        assert_true(str_equals(offer_terms_canon(t.arena, &is.terms),
                               offer_terms_canon(t.arena, &l.terms)));
        assert_null(move(&s, &keeper, l.no, LISTING_APPROVE, S("")));
        assert_int_equal(party_testing_count_notices(&t, owner, "listing.decided"), 1);
        struct change c = {.was = found(&s, s.woman, l.no), .reason = S("원지값이 올랐습니다.")};
        assert_int_equal(c.was.state, LISTING_ACTIVE);
        assert_int_equal(c.was.reviewed, c.was.revision);
        c.text = c.was.text;
        c.terms = c.was.terms;
        assert_ptr_equal(run(&s, &s.owner, do_revise, &c), &LISTING_SAME);
        c.text.title = S("두레 복사용지 A4 새 포장");
        c.terms.price = WON(22000);
        assert_null(run(&s, &s.owner, do_revise, &c));
        assert_ptr_equal(run(&s, &s.owner, do_revise, &c), &LISTING_CHANGED); // a second window
        is = found(&s, s.woman, l.no);
        assert_int_equal(is.terms.price.won, 22000);
        assert_true(is.reviewed < is.revision); // the keeper sees it in the queue
        listing_revision_list kept;
        assert_null(db_begin(t.db, DB_READ));
        assert_null(listing_store_history(t.db, t.arena, is.id, 0, 10, &kept));
        db_rollback(t.db);
        assert_int_equal(kept.count, 3);
        assert_int_equal(kept.items[0].terms.price.won, 22000);
        assert_true(str_equals(kept.items[0].reason, S("원지값이 올랐습니다.")));
        assert_true(str_contains(kept.items[0].product, S("새 포장")));
        assert_int_equal(kept.items[2].terms.price.won, 21000);
        assert_int_equal(kept.items[2].terms.tiers.items[0].price.won, 20000);
        assert_true(str_contains(kept.items[2].product, S("title=두레 복사용지 A4\n")));
        catalog_testing_close(&s);
    }
}

static void what_is_returned_waits_again_when_it_was_put_right(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        struct listing l = typed(&s);
        assert_null(run(&s, &s.owner, do_add, &l));
        assert_ptr_equal(move(&s, &keeper, l.no, LISTING_RETURN, S("")), &LISTING_NEEDS_REASON);
        assert_null(move(&s, &keeper, l.no, LISTING_RETURN, S("평량을 적어 주세요.")));
        struct change c = {.was = found(&s, s.woman, l.no), .reason = S("")};
        assert_int_equal(c.was.state, LISTING_RETURNED);
        assert_true(str_equals(c.was.state_reason, S("평량을 적어 주세요.")));
        c.text = c.was.text;
        c.terms = c.was.terms;
        c.text.model = S("DP-80");
        assert_null(run(&s, &s.owner, do_revise, &c));
        assert_int_equal(found(&s, s.woman, l.no).state, LISTING_WAITING);
        assert_null(move(&s, &s.owner, l.no, LISTING_END, S("")));
        c.was = found(&s, s.woman, l.no);
        assert_ptr_equal(run(&s, &s.owner, do_revise, &c), &LISTING_WRONG_STATE);
        catalog_testing_close(&s);
    }
}

static void a_shared_product_keeps_its_text_and_codes_are_one_firms(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        struct change c = {.was = found(&s, s.woman, s.paper.offer_no), .reason = S("")};
        c.text = c.was.text;
        c.terms = c.was.terms;
        c.text.title = S("다른 이름");
        assert_ptr_equal(run(&s, &s.owner, do_revise, &c), &LISTING_SHARED);
        struct listing l = typed(&s);
        assert_null(run(&s, &s.owner, do_add, &l));
        struct actor rival = s.owner;
        rival.supplier = s.rival;
        struct listing beside = typed(&s);
        beside.product = l.product;
        beside.terms.own_code = S("D-9");
        assert_null(run(&s, &rival, do_join, &beside)); // which nobody let in yet
        c.was = found(&s, s.woman, l.no);
        c.text = c.was.text;
        c.terms = c.was.terms;
        c.text.title = S("두레 복사용지 A4 새 이름");
        assert_null(run(&s, &s.owner, do_revise, &c));
        assert_null(move(&s, &keeper, beside.no, LISTING_APPROVE, S("")));
        c.was = found(&s, s.woman, l.no);
        c.text.title = S("두레 복사용지 A4 또 다른 이름");
        assert_ptr_equal(run(&s, &s.owner, do_revise, &c), &LISTING_SHARED);
        struct listing again = typed(&s);
        assert_ptr_equal(run(&s, &s.owner, do_add, &again), &LISTING_CODE_KNOWN);
        assert_null(run(&s, &rival, do_add, &again)); // another firm's own code
        struct listing joined = typed(&s);
        joined.product = s.paper.product; // which both sell
        joined.terms.own_code = S("D-3");
        assert_ptr_equal(run(&s, &rival, do_join, &joined), &LISTING_KNOWN);
        joined.product = s.pens.product;
        joined.text = found(&s, s.woman, s.pens.offer_no).text;
        fill(&s, &joined);
        assert_null(run(&s, &rival, do_join, &joined));
        assert_int_equal(found(&s, s.rival, joined.no).offer_count, 2);
        assert_null(db_begin(t.db, DB_READ));
        struct listing none;
        assert_ptr_equal(listing_store_find(t.db, t.arena, s.rival, l.no, &none), &LISTING_UNKNOWN);
        db_rollback(t.db);
        l.text.title = S("");
        l.terms.own_code = S("D-2");
        assert_ptr_equal(run(&s, &s.owner, do_add, &l), &LISTING_INVALID);
        l.text.category = S("paper.copy");
        assert_ptr_equal(run(&s, &s.owner, do_add, &l), &LISTING_NO_CATEGORY);
        catalog_testing_close(&s);
    }
}

static struct certificate certificate_of(struct catalog_scene *s, enum certificate_kind kind)
{
    certificate_list list;
    struct certificate found = {0};
    struct testing_db *t = s->database;
    assert_null(db_begin(t->db, DB_READ));
    assert_null(certificate_store_list_own(t->db, t->arena, s->woman, date_from_ymd(2026, 11, 24),
                                           NO_ID(public_no), 50, &list));
    db_rollback(t->db);
    for (size_t i = 0; i < list.count; i++) {
        found = list.items[i].kind == kind ? list.items[i] : found;
    }
    return found;
}

static void another_thing_needs_its_certificates_looked_at_anew(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        catalog_testing_certify_product(&s, s.woman, CERTIFICATE_GREEN, s.pens.product, "",
                                        DATE_NONE);
        catalog_testing_certify_product(&s, s.woman, CERTIFICATE_PERFORMANCE, s.gone.product, "",
                                        DATE_NONE);
        catalog_testing_merge(&s, s.gone.product, s.pens.product);
        struct change c = {.was = found(&s, s.woman, s.pens.offer_no), .reason = S("")};
        fill(&s, &c.was);
        c.text = c.was.text;
        c.terms = c.was.terms;
        c.text.description = S("더 튼튼합니다.");
        assert_null(run(&s, &s.owner, do_revise, &c));
        assert_int_equal(certificate_of(&s, CERTIFICATE_GREEN).state,
                         CERTIFICATE_VERIFIED); // the same thing in other words
        c.was = found(&s, s.woman, s.pens.offer_no);
        c.text.model = S("B-2");
        assert_null(run(&s, &s.owner, do_revise, &c));
        struct certificate green = certificate_of(&s, CERTIFICATE_GREEN);
        assert_int_equal(green.state, CERTIFICATE_UNCHECKED);
        assert_true(str_contains(green.reason, S("다시 확인합니다")));
        // Of what it took the place of as well.
        assert_int_equal(certificate_of(&s, CERTIFICATE_PERFORMANCE).state, CERTIFICATE_UNCHECKED);
        catalog_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_listing_waits_is_approved_and_keeps_every_revision),
        cmocka_unit_test(what_is_returned_waits_again_when_it_was_put_right),
        cmocka_unit_test(another_thing_needs_its_certificates_looked_at_anew),
        cmocka_unit_test(a_shared_product_keeps_its_text_and_codes_are_one_firms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
