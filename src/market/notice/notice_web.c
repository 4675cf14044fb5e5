#include "market/notice/notice_web.h"

#include "base/limits.h"
#include "market/notice/notice_action.h"
#include "market/notice/notice_page.html.h"
#include "market/notice/notice_store.h"
#include "market/party/right.h"
#include "platform/web/site.h"

// GET /inbox?before=NO
static err get_inbox(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no older_than = NO_ID(public_no);
    (void)public_no_parse(request_query(rq, "before"), &older_than); // unreadable: from the top
    notice_list list;
    int64_t total;
    TRY(notice_store_list(u->db, u->arena, u->actor->account, older_than, LIMIT_DESK_ROWS + 1,
                          &list));
    TRY(notice_store_count(u->db, u->actor->account, &total));

    size_t shown = list.count > LIMIT_DESK_ROWS ? LIMIT_DESK_ROWS : list.count;
    struct notice_page page = {
        .notices = {NEW_ARRAY(u->arena,   shown, struct notice_line), shown},
        .any = list.count > 0,
        .empty = {.title = S("받은 알림이 없습니다"),
                    .text = S("요청, 결재, 계약이 움직이면 여기에 알려 드립니다.")},
        .pager = {.total = total                   },
    };
    for (size_t i = 0; i < shown; i++) {
        page.notices.items[i] = (struct notice_line){
            .no = list.items[i].no,
            .title = list.items[i].title,
            .text = list.items[i].text,
            .created_at = list.items[i].created_at,
            .unread = list.items[i].read_at.us == 0,
        };
    }
    if (older_than.value != 0) {
        page.pager.previous = href_to(u->arena, "/inbox");
    }
    if (list.count > shown) {
        page.pager.next =
            href_to(u->arena, "/inbox?before=%lld", (long long)list.items[shown - 1].no.value);
    }
    frame_fill(u, rq, &page.frame, S("받은 알림"));
    page.any_unread = u->actor->notice_count > 0; // read with the frame
    notice_page_render(&rs->body, &page);
    return NULL;
}

// POST /inbox/:no – open one: read, and on to where it leads.
static err post_notice_open(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct notice n;
    TRY(path_no(rq, "no", &no));
    TRY(notice_action_open(u, no, &n));
    return see_other(rs, "%.*s", STR_ARG(n.path));
}

// POST /inbox
static err post_inbox_read(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)rq;
    TRY(notice_action_read_all(u));
    return see_other(rs, "/inbox");
}

const struct route NOTICE_ROUTES[] = {
    ROUTE(GET, "/inbox", get_inbox, RIGHT_SIGNED_IN),
    ROUTE(POST, "/inbox", post_inbox_read, RIGHT_SIGNED_IN),
    ROUTE(POST, "/inbox/:no", post_notice_open, RIGHT_SIGNED_IN),
};
const size_t NOTICE_ROUTE_COUNT = COUNT(NOTICE_ROUTES);
