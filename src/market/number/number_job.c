#include "market/number/number_job.h"

#include "base/limits.h"
#include "gateway/gateways.h"
#include "market/number/number_action.h"

// From step to step.
struct carriage {
    struct number_run run;
    bool may_call;
    struct registry_answer answer;
};

err number_job_night(struct unit *u, struct job *j)
{
    (void)j;
    return number_action_night(u);
}

err number_job_prepare(struct unit *u, struct job *j)
{
    struct carriage *c = NEW(u->arena, struct carriage);
    TRY(number_action_ask(u, j->object, &c->run, &c->may_call));
    j->carried = c;
    return NULL;
}

err number_job_call(struct arena *arena, struct job *j, const struct gateways *g)
{
    struct carriage *c = j->carried;
    if (c->may_call) {
        struct registry_call call = {.digits = c->run.digits,
                                     .page = c->run.page,
                                     .rows = LIMIT_REGISTRY_ROWS,
                                     .from = c->run.from,
                                     .until = c->run.until};
        c->answer = g->registry->read(g->registry->self, arena, &call);
    }
    return NULL;
}

err number_job_finish(struct unit *u, struct job *j)
{
    const struct carriage *c = j->carried;
    return c->may_call ? number_action_take(u, &c->run, &c->answer) : NULL;
}

// --- One 물품식별번호 ----------------------------------------------------------------------------

#define ITEM_ROWS 10 // asked for: a number has one

struct item_carriage {
    struct item_number item;
    bool may_call;
    struct registry_answer answer;
};

err number_job_prepare_item(struct unit *u, struct job *j)
{
    struct item_carriage *c = NEW(u->arena, struct item_carriage);
    TRY(number_action_ask_item(u, &c->item, &c->may_call));
    j->carried = c;
    return NULL;
}

err number_job_call_item(struct arena *arena, struct job *j, const struct gateways *g)
{
    struct item_carriage *c = j->carried;
    if (c->may_call) {
        struct registry_call call = {.item_no = c->item.no,
                                     .page = 1,
                                     .rows = ITEM_ROWS,
                                     .from = DATE_NONE,
                                     .until = DATE_NONE};
        c->answer = g->registry->read(g->registry->self, arena, &call);
    }
    return NULL;
}

err number_job_finish_item(struct unit *u, struct job *j)
{
    const struct item_carriage *c = j->carried;
    return c->may_call ? number_action_take_item(u, &c->item, &c->answer) : NULL;
}
