#include "market/delivery/delivery_desk_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/date_testing.h"
#include "market/delivery/delivery_inspect_web.h"
#include "market/delivery/delivery_note_web.h"
#include "market/delivery/delivery_web.h"
#include "market/party/party_testing.h"

static struct web_routes routes;

int delivery_desk_begin(void **state)
{
    (void)party_testing_group_begin(state);
    web_routes_add(&routes, DELIVERY_ROUTES, DELIVERY_ROUTE_COUNT);
    web_routes_add(&routes, DELIVERY_NOTE_ROUTES, DELIVERY_NOTE_ROUTE_COUNT);
    web_routes_add(&routes, INSPECTION_ROUTES, INSPECTION_ROUTE_COUNT);
    return 0;
}

void delivery_desk_open_until(struct delivery_desk *s, struct testing_db *t, date ends_on)
{
    web_test_now = DELIVERY_TESTING_NOW;
    purchase_testing_open(&s->people, t);
    delivery_testing_sign(&s->people, &s->people.draft, day("2026-11-02"), ends_on, &s->contract);
    purchase_testing_web(&s->people, &s->web, routes.items, routes.count);
}

void delivery_desk_open(struct delivery_desk *s, struct testing_db *t)
{
    delivery_desk_open_until(s, t, day("2026-12-18"));
}

const char *delivery_desk_at(struct delivery_desk *s, const char *format, public_no no)
{
    struct out o;
    out_init(&o, s->people.database->arena, 1024);
    const char *hole = strstr(format, "NO");
    assert_non_null(hole);
    out_raw(&o, format, (size_t)(hole - format));
    out_i64(&o, no.value);
    out_str(&o, str_view(hole + 2));
    out_char(&o, '\0');
    return out_view(&o).p;
}

public_no delivery_desk_bring_all(struct delivery_desk *s)
{
    public_no no;
    assert_null(delivery_testing_note(&s->people, &s->people.owner, s->contract.no,
                                      QUANTITIES(100, 50, 10), day("2026-11-24"), &no));
    return no;
}

struct web_answer delivery_desk_get(struct delivery_desk *s, const struct actor *who,
                                    const char *address)
{
    web_as(&s->web, who);
    return web_get(&s->web, address);
}

int64_t delivery_desk_count(struct delivery_desk *s)
{
    struct unit u;
    int64_t all = 0;
    int64_t waiting = 0;
    purchase_testing_read(&s->people, &s->people.inspector, &u);
    assert_null(delivery_count(u.db, purchase_side_of(&u), &all, &waiting));
    purchase_testing_read_end(&u);
    return all;
}
