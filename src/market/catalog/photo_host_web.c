#include "market/catalog/photo_host_web.h"

#include "base/limits.h"
#include "market/catalog/photo_fetch_action.h"
#include "market/catalog/photo_hosts_page.html.h"
#include "market/party/right.h"
#include "platform/form/form.h"
#include "platform/web/site.h"

static const char HEAD[] = "/admin/photo-hosts";

static const struct field_label LABELS[] = {
    {"host",   "이름"},
    {"reason", "까닭"},
};

static err render(struct unit *u, const struct request *rq, struct response *rs,
                  struct photo_hosts_page *p, const struct issues *issues)
{
    photo_host_list list;
    TRY(photo_host_store_list(u->db, u->arena, &list));
    p->hosts.items = NEW_ARRAY(u->arena, list.count, struct photo_host_line);
    for (size_t i = 0; i < list.count; i++) {
        const struct photo_host *h = &list.items[i];
        p->hosts.items[p->hosts.count++] = (struct photo_host_line){
            .host = h->host,
            .state = h->is_on ? S("허용") : S("거둠"),
            .tone = h->is_on ? S("ok") : S("off"),
            .reason = h->reason,
            .who = h->account_name,
            .changed_at = h->changed_at,
            .is_on = h->is_on,
        };
    }
    frame_fill(u, rq, &p->frame, S("사진을 가져올 곳"));
    p->frame.issues = issues;
    photo_hosts_page_render(&rs->body, p);
    rs->status = issues != NULL && issues->count > 0 ? 422 : 200;
    rs->asks_back = p->asks;
    return NULL;
}

// GET /admin/photo-hosts?host=
static err get_hosts(struct unit *u, const struct request *rq, struct response *rs)
{
    struct photo_hosts_page p = {.host = request_query(rq, "host"), .reason = S("")};
    return render(u, rq, rs, &p, NULL);
}

// POST /admin/photo-hosts: first shown with what it will do, then done.
static err post_host(struct unit *u, const struct request *rq, struct response *rs)
{
    struct photo_host h = {.id = 0};
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    bool withdraws = form_flag(rq, "withdraw");
    str typed = form_line(rq, &issues, "host", REQUIRED, LIMIT_LINE);
    str reason = form_line(rq, &issues, "reason", REQUIRED, LIMIT_LINE);
    str host = photo_host_read(u->arena, typed);
    struct photo_hosts_page p = {.host = request_field(rq, "host"),
                                 .reason = request_field(rq, "reason"),
                                 .asks_withdraw = withdraws};
    if (issues.count == 0 && host.n == 0) {
        issues_add(&issues, "host", PHOTO_HOST_BAD.text);
    }
    if (issues.count > 0) {
        return render(u, rq, rs, &p, &issues);
    }
    TRY(photo_host_store_find(u->db, host, &h));
    if (h.is_on != withdraws) {
        issues_add(&issues, "host", h.is_on ? "이미 허용한 곳입니다." : "허용하지 않은 곳입니다.");
        return render(u, rq, rs, &p, &issues);
    }
    str version = str_format(u->arena, "%lld", (long long)h.version);
    if (!form_flag(rq, "sure")) {
        p.host = host;
        p.asks = true;
        p.version = version;
        return render(u, rq, rs, &p, NULL);
    }
    if (!str_equals(request_field(rq, "version"), version)) {
        return &PHOTO_HOST_CHANGED;
    }
    h.is_on = !withdraws;
    h.reason = reason;
    TRY(issues_catch_at(&issues, "host", photo_host_action_set(u, &h)));
    if (issues.count > 0) {
        return render(u, rq, rs, &p, &issues);
    }
    return see_other(rs, "%s", HEAD);
}

const struct route PHOTO_HOST_ROUTES[] = {
    ROUTE(GET, "/admin/photo-hosts", get_hosts, RIGHT_OPERATOR),
    ROUTE(POST, "/admin/photo-hosts", post_host, RIGHT_OPERATOR),
};
const size_t PHOTO_HOST_ROUTE_COUNT = COUNT(PHOTO_HOST_ROUTES);
