#include "market/purchase/purchase_path_testing.h"

#include "market/purchase/purchase_handover_web.h"
#include "market/purchase/purchase_path_web.h"

err path_work_take(struct unit *u, void *data)
{
    struct path_taking *t = data;
    struct purchase p = *t->p; // a unit that runs again begins with what was read
    TRY(purchase_path_action_take(u, &p, &t->word));
    *t->p = p;
    return NULL;
}

enum law_path path_testing_judge(struct purchase_scene *s, const struct purchase *p,
                                 struct purchase_judgement *out)
{
    struct unit u;
    purchase_testing_read(s, &s->officer, &u);
    purchase_testing_must(purchase_path_judge(&u, p, p->estimated, p->list, out), u.db);
    purchase_testing_read_end(&u);
    return out->answer.path;
}

err path_testing_take(struct purchase_scene *s, struct purchase *p, str split_reason)
{
    struct path_taking t = {.p = p, .word = {.split_reason = split_reason}};
    return purchase_testing_run(s, &s->officer, path_work_take, &t);
}

void path_testing_web(struct purchase_scene *s, struct web_test *w)
{
    static struct web_routes both;
    both.count = 0;
    web_routes_add(&both, PATH_ROUTES, PATH_ROUTE_COUNT);
    web_routes_add(&both, HANDOVER_ROUTES, HANDOVER_ROUTE_COUNT);
    purchase_testing_web(s, w, both.items, both.count);
}
