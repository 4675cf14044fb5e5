#include "market/certificate/certificate_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/certificate/certificate_store.h"
#include "market/certificate/certificate_supplier_web.h"
#include "market/certificate/certificate_web.h"
#include "market/law/law_testing.h"

static struct web_routes routes;

void certificate_testing_open(struct certificate_scene *s, struct testing_db *d)
{
    if (routes.count == 0) {
        web_routes_add(&routes, CERTIFICATE_ROUTES, CERTIFICATE_ROUTE_COUNT);
        web_routes_add(&routes, CERTIFICATE_REVIEW_ROUTES, CERTIFICATE_REVIEW_ROUTE_COUNT);
        web_routes_add(&routes, CERTIFICATE_SUPPLIER_ROUTES, CERTIFICATE_SUPPLIER_ROUTE_COUNT);
    }
    *s = (struct certificate_scene){.d = d};
    web_test_open(&s->t, d, routes.items, routes.count);
    s->t.site.law = testing_law();
    s->firm = party_testing_supplier(d, "늘푸른나눔", "1208147521", PARTY_ACTIVE);
    s->other_firm = party_testing_supplier(d, "남의 회사", "9990000016", PARTY_ACTIVE);
    party_testing_offer(d, s->firm);
    s->owner_row = party_testing_person(d, "owner@x.kr", "박나래", NULL, NULL);
    struct testing_row other = party_testing_person(d, "other@x.kr", "최남", NULL, NULL);
    struct testing_row keeper = party_testing_person(d, "op@x.kr", "최운영", NULL, NULL);
    party_testing_role(d, s->owner_row, NULL, &s->firm, PARTY_OWNER);
    s->owner = party_testing_actor(d, s->owner_row, NULL, &s->firm, PARTY_OWNER, web_test_now);
    s->other = party_testing_actor(d, other, NULL, &s->other_firm, PARTY_OWNER, web_test_now);
    s->keeper = party_testing_actor(d, keeper, NULL, NULL, PARTY_OPERATOR, web_test_now);
}

struct certificate_form certificate_testing_women(void)
{
    return (struct certificate_form){
        {{"kind", "women"},
         {"number", "제0110-2026-00123호"},
         {"issuer", "중소벤처기업부"},
         {"valid_from", "2026-01-02"},
         {"valid_until", "2029-01-01"},
         {"vulnerable", ""}}
    };
}

const struct web_file CERTIFICATE_TESTING_PAPER = {
    "evidence", "여성기업 확인서.pdf", {PARTY_TESTING_PDF, sizeof(PARTY_TESTING_PDF) - 1}
};

struct web_answer certificate_testing_hand_in(struct certificate_scene *s,
                                              const struct certificate_form *form)
{
    web_as(&s->t, &s->owner);
    return web_post_file(&s->t, "/upload/supplier/certificates", &CERTIFICATE_TESTING_PAPER,
                         form->items, COUNT(form->items));
}

struct certificate certificate_testing_newest(struct certificate_scene *s)
{
    certificate_list list;
    struct certificate_filter all = {.state = -1};
    assert_null(db_begin(s->d->db, DB_READ));
    assert_null(certificate_store_list(s->d->db, s->d->arena, &all, 10, &list));
    db_rollback(s->d->db);
    assert_true(list.count > 0);
    return list.items[0];
}

const char *certificate_testing_path(struct certificate_scene *s, const char *format, public_no no)
{
    str head = str_view(format);
    size_t at = str_index(head, S("NO"));
    str start = str_slice(head, 0, at);
    str rest = str_slice(head, at + 2, head.n);
    return str_format(s->d->arena, "%.*s%lld%.*s", STR_ARG(start), (long long)no.value,
                      STR_ARG(rest))
        .p;
}

struct web_answer certificate_testing_decide(struct certificate_scene *s,
                                             const struct certificate *c, const char *what,
                                             const char *reason)
{
    const char *version = str_format(s->d->arena, "%lld", (long long)c->version).p;
    web_as(&s->t, &s->keeper);
    return web_post(&s->t, certificate_testing_path(s, "/admin/certificates/NO", c->no),
                    WEB_FIELDS({"do", what}, {"reason", reason}, {"version", version}));
}
