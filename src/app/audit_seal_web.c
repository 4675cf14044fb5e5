#include "app/audit_seal_web.h"

#include "app/audit_seal_page.html.h"
#include "base/limits.h"
#include "market/party/right.h"
#include "platform/unit/audit_seal.h"
#include "platform/web/site.h"

#define PATH "/open/heads"

static void fill_lines(struct arena *a, const audit_seals *seals, size_t most, seal_lines *out)
{
    *out = (seal_lines){.items = NEW_ARRAY(a, most, struct seal_line)};
    while (out->count < seals->count && out->count < most) {
        const struct audit_seal *s = &seals->items[out->count];
        out->items[out->count++] = (struct seal_line){.at = s->at, .root = s->root};
    }
}

// One more than is shown tells whether others follow.
static err fill_days(struct unit *u, int64_t below, struct audit_seal_page *p)
{
    audit_seals days;
    TRY(audit_seal_list(u->db, u->arena, AUDIT_SEAL_DAILY, below, LIMIT_SEAL_DAYS + 1, &days));
    fill_lines(u->arena, &days, LIMIT_SEAL_DAYS, &p->days);
    if (days.count > LIMIT_SEAL_DAYS) {
        int64_t last = days.items[LIMIT_SEAL_DAYS - 1].id;
        p->next = href_with(u->arena, href_to(u->arena, PATH), "before",
                            str_format(u->arena, "%lld", (long long)last));
    }
    return NULL;
}

// GET /open/heads?before=
static err get_heads(struct unit *u, const struct request *rq, struct response *rs)
{
    struct audit_seal_page p = {.key = S("")};
    audit_seals hours;
    int64_t below = INT64_MAX;
    (void)str_parse_i64(request_query(rq, "before"), &below); // unreadable: the newest
    TRY(audit_seal_list(u->db, u->arena, AUDIT_SEAL_HOURLY, INT64_MAX, LIMIT_SEAL_HOURS, &hours));
    fill_lines(u->arena, &hours, LIMIT_SEAL_HOURS, &p.hours);
    if (hours.count > 0) {
        p.key = hours.items[0].key;
    }
    TRY(fill_days(u, below, &p));
    crumb_add(u->arena, &p.crumb, S("공개 자료"), href_to(u->arena, "/open"));
    p.crumb.here = S("감사 기록의 서명");
    frame_fill(u, rq, &p.frame, S("감사 기록의 서명"));
    audit_seal_page_render(&rs->body, &p);
    rs->is_public = true;
    return NULL;
}

// GET /open/heads.txt: "2026-11-26T01:01:00Z hour ROOT KEY SIGNATURE" a line, newest first.
static err get_text(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)rq;
    audit_seals seals;
    TRY(audit_seal_list(u->db, u->arena, AUDIT_SEAL_HOURLY, INT64_MAX, LIMIT_SEALS_TOLD, &seals));
    for (size_t i = 0; i < seals.count; i++) {
        const struct audit_seal *s = &seals.items[i];
        str at = instant_format_iso(u->arena, s->at);
        out_format(&rs->body, "%.*s %s %.*s %.*s %.*s\n", STR_ARG(at), s->is_daily ? "day" : "hour",
                   STR_ARG(s->root), STR_ARG(s->key), STR_ARG(s->signature));
    }
    response_attachment(rs, S("text/plain; charset=utf-8"), S("heads.txt"));
    rs->is_public = true;
    return NULL;
}

const struct route AUDIT_SEAL_ROUTES[] = {
    ROUTE(GET, PATH, get_heads, RIGHT_PUBLIC),
    ROUTE(GET, PATH ".txt", get_text, RIGHT_PUBLIC),
};
const size_t AUDIT_SEAL_ROUTE_COUNT = COUNT(AUDIT_SEAL_ROUTES);
