#include "market/purchase/purchase_desk_web.h"

#include "base/limits.h"
#include "market/party/right.h"
#include "market/purchase/desk_page.html.h"
#include "market/purchase/purchase_desk_store.sql.h"
#include "market/purchase/purchase_part_web.h"
#include "platform/web/site.h"

// The nearer the term, the louder.
static str tone_of_term(const struct unit *u, instant due_at)
{
    if (due_at.us == 0) {
        return S("far");
    }
    int32_t days = date_days_between(u->today, instant_date(due_at));
    return days <= 0 ? S("") : (days <= 3 ? S("soon") : S("far"));
}

static err list_todos(struct unit *u, struct todo *todo)
{
    struct query *q = db_query(u->db, &SQL_DESK_TODOS);
    bind_i64(q, "account", u->actor->account.value);
    bind_i64(q, "rights", (int64_t)u->actor->rights);
    bind_id(q, "institution", u->actor->institution.value);
    bind_id(q, "supplier", u->actor->supplier.value);
    todo->items.items = NEW_ARRAY(u->arena, LIMIT_DESK_ROWS, struct todo_item);
    while (query_next(q) && todo->items.count < LIMIT_DESK_ROWS) {
        struct todo_item *item = &todo->items.items[todo->items.count++];
        str title = read_str(q, "title");
        str text = read_str(q, "text");
        instant due_at = read_instant(q, "due_at");
        *item = (struct todo_item){
            .tone = tone_of_term(u, due_at),
            .left = purchase_left(u->arena, u->today, due_at),
            .text = str_format(u->arena, "%.*s – %.*s", STR_ARG(title), STR_ARG(text)),
            .more = read_str(q, "supplier_name"),
            .button = S("열기"),
            .path = href_local(read_str(q, "path")),
        };
    }
    todo->none = S("지금 기다리는 일이 없습니다.");
    return query_end(q);
}

// GET /buyer, /supplier, /admin
static err get_desk(struct unit *u, const struct request *rq, struct response *rs)
{
    struct desk_page p = {0};
    TRY(list_todos(u, &p.todo));
    p.greeting = str_format(u->arena, "%.*s %.*s · %.*s", STR_ARG(u->actor->organisation),
                            STR_ARG(u->actor->name), STR_ARG(u->actor->role_label));
    p.greeting = str_trim(p.greeting);
    frame_fill(u, rq, &p.frame, S("오늘 할 일"));
    desk_page_render(&rs->body, &p);
    return NULL;
}

const struct route DESK_ROUTES[] = {
    ROUTE(GET, "/buyer", get_desk, RIGHT_BUYER),
    ROUTE(GET, "/supplier", get_desk, RIGHT_SUPPLIER),
    ROUTE(GET, "/admin", get_desk, RIGHT_OPERATOR),
};
const size_t DESK_ROUTE_COUNT = COUNT(DESK_ROUTES);
