#include "app/view_web.h"

#include "market/party/right.h"
#include "platform/page/href.h"

#define A_YEAR "; Path=/; Max-Age=31536000; Secure; SameSite=Lax"

static const struct choice {
    const char *query;
    const char *word;
    const char *cookie;
} CHOICES[] = {
    {"zoom", "100",           "ui_zoom=100" A_YEAR          },
    {"zoom", "115",           "ui_zoom=115" A_YEAR          },
    {"zoom", "130",           "ui_zoom=130" A_YEAR          },
    {"zoom", "150",           "ui_zoom=150" A_YEAR          },
    {"mode", "light",         "ui_mode=light" A_YEAR        },
    {"mode", "high-contrast", "ui_mode=high-contrast" A_YEAR},
};

// The page one came from; the first page when that is not ours.
static err go_back(str from, struct response *rs)
{
    href back = href_local(from);
    return back.path.n > 0 ? see_other(rs, "%.*s", STR_ARG(back.path)) : see_other(rs, "/");
}

// GET /view?zoom=&mode=&back=: harmless, so that it needs no token and public pages stay cacheable.
static err get_view(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)u;
    for (size_t i = 0; i < COUNT(CHOICES); i++) {
        if (str_equals(request_query(rq, CHOICES[i].query), str_view(CHOICES[i].word))) {
            response_header(rs, S("Set-Cookie"), str_view(CHOICES[i].cookie));
        }
    }
    return go_back(request_query(rq, "back"), rs);
}

// POST /session/extend: any request prolongs the session; this one does nothing else. The page's
// script asks for JSON and stays where it is.
static err post_extend(struct unit *u, const struct request *rq, struct response *rs)
{
    if (!str_contains(rq->accept, S("application/json"))) {
        return go_back(request_field(rq, "back"), rs);
    }
    rs->media_type = S("application/json");
    out_format(&rs->body, "{\"left_s\":%lld}\n",
               (long long)((u->actor->ends_at.us - u->now.us) / 1000000));
    return NULL;
}

const struct route VIEW_ROUTES[] = {
    ROUTE(GET, "/view", get_view, RIGHT_PUBLIC),
    ROUTE(POST, "/session/extend", post_extend, RIGHT_SIGNED_IN),
};
const size_t VIEW_ROUTE_COUNT = COUNT(VIEW_ROUTES);
