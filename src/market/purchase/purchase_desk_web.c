#include "market/purchase/purchase_desk_web.h"

#include "base/limits.h"
#include "market/party/right.h"
#include "market/purchase/desk_page.html.h"
#include "market/purchase/purchase_desk_store.sql.h"
#include "platform/web/site.h"

// "오늘", "D-2", "3일 지남"; the tone goes with it.
static void fill_term(const struct unit *u, instant due_at, struct todo_item *item)
{
    if (due_at.us == 0) {
        item->tone = S("far");
        item->left = S("기한 없음");
        return;
    }
    int32_t days = date_days_between(u->today, instant_date(due_at));
    item->tone = days <= 0 ? S("") : (days <= 3 ? S("soon") : S("far"));
    if (days == 0) {
        item->left = S("오늘");
    } else if (days > 0) {
        item->left = str_format(u->arena, "D-%d", days);
    } else {
        item->left = str_format(u->arena, "%d일 지남", -days);
    }
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
        *item = (struct todo_item){
            .text = str_format(u->arena, "%.*s – %.*s", STR_ARG(title), STR_ARG(text)),
            .more = read_str(q, "supplier_name"),
            .button = S("열기"),
            .path = href_local(read_str(q, "path")),
        };
        fill_term(u, read_instant(q, "due_at"), item);
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
