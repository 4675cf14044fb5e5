#include "market/search/saved_web.h"

#include "base/limits.h"
#include "market/party/right.h"
#include "market/search/saved_action.h"
#include "market/search/saved_edit_page.html.h"
#include "market/search/saved_list_page.html.h"
#include "market/search/saved_new_page.html.h"
#include "market/search/saved_store.h"
#include "market/search/search_chip_web.h"
#include "platform/form/form.h"
#include "platform/web/parse.h"
#include "platform/web/site.h"

static const struct field_label LABELS[] = {
    {"name", "이름"},
};

static const struct {
    const char *word;
    const char *text;
} SAID[] = {
    {"saved",    "저장했습니다."},
    {"changed",  "고쳤습니다."   },
    {"removed",  "지웠습니다."   },
    {"restored", "되돌렸습니다."},
};

static struct crumb crumb_of(struct unit *u, str here)
{
    return crumb_below(u->arena, S("저장한 검색"), href_to(u->arena, SAVED_PATH), here);
}

// --- The list ------------------------------------------------------------------------------------

// GET /me/searches?was=&no=
static err get_list(struct unit *u, const struct request *rq, struct response *rs)
{
    saved_list list;
    struct saved_list_page p = {
        .most = LIMIT_SAVED_SEARCHES,
        .empty = {.title = S("저장한 검색이 없습니다"),
                  .text = S("검색 결과 위의 ‘이 검색 저장’을 누르면 조건까지 그대로 저장됩니다."),
                  .button = S("상품 찾기"),
                  .path = href_to(u->arena, "/search")},
    };
    TRY(saved_store_list(u->db, u->arena, u->actor->account, &list));
    p.rows.items = NEW_ARRAY(u->arena, list.count, struct saved_row);
    for (size_t i = 0; i < list.count; i++) {
        const struct saved *s = &list.items[i];
        p.rows.items[p.rows.count++] = (struct saved_row){
            .no = s->no,
            .name = s->name,
            .said = s->said,
            .is_told = s->is_told,
            .new_count = s->new_count,
            .seen_at = s->seen,
            .edit = href_to(u->arena, SAVED_PATH "/%lld", (long long)s->no.value),
        };
    }
    str was = request_query(rq, "was");
    for (size_t i = 0; i < COUNT(SAID); i++) {
        p.done = str_equals(was, str_view(SAID[i].word)) ? str_view(SAID[i].text) : p.done;
    }
    if (str_equals(was, S("removed"))) {
        (void)public_no_parse(request_query(rq, "no"), &p.removed); // unreadable: no way back
    }
    frame_fill(u, rq, &p.frame, S("저장한 검색"));
    saved_list_page_render(&rs->body, &p);
    return NULL;
}

// --- One more ------------------------------------------------------------------------------------

// A question as it is kept, in its one form: what the page would write into its address.
struct question {
    str lines; // name=value, a line each; empty: nothing is asked
    str said;
    int64_t total;
    search_field_list fields;
    href back;
};

// A line holds no line end.
static str in_one_line(struct arena *a, str value)
{
    char *p = str_to_c(a, value);
    for (size_t i = 0; i < value.n; i++) {
        p[i] = p[i] == '\n' || p[i] == '\r' ? ' ' : p[i];
    }
    return (str){.p = p, .n = value.n};
}

static err keep_question(struct unit *u, href address, struct question *out)
{
    struct pair_list pairs;
    str rest = address.path;
    (void)str_cut(&rest, '?');
    TRY(parse_urlencoded(u->arena, rest, &pairs));
    struct out lines;
    out_init(&lines, u->arena, LIMIT_REQUEST_BODY);
    out->fields.items = NEW_ARRAY(u->arena, pairs.count + 1, struct search_field);
    for (size_t i = 0; i < pairs.count; i++) {
        struct search_field f = {pairs.items[i].name, in_one_line(u->arena, pairs.items[i].value)};
        out->fields.items[out->fields.count++] = f;
        out_format(&lines, "%s%.*s=%.*s", i == 0 ? "" : "\n", STR_ARG(f.name), STR_ARG(f.value));
    }
    out->lines = out->said.n > 0 ? out_view(&lines) : S("");
    return NULL;
}

static err read_question(struct unit *u, const struct pair *pairs, size_t count,
                         struct question *out)
{
    struct search *s = NULL;
    struct asked k;
    struct search_result r;
    search_field_list fields = {.items = NEW_ARRAY(u->arena, count + 1, struct search_field)};
    for (size_t i = 0; i < count; i++) {
        fields.items[fields.count++] = (struct search_field){pairs[i].name, pairs[i].value};
    }
    TRY(search_here(u, &s));
    TRY(search_ask(s, u->arena, &fields, &k));
    k.query.after = S("");
    k.query.before = S("");
    TRY(search_find(s, u->arena, &k.query, &r));
    *out = (struct question){
        .said = str_copy(u->arena, search_say(u->arena, s, &k)),
        .total = r.total,
        .back = search_address(u->arena, &k, &k.query),
    };
    return keep_question(u, out->back, out);
}

// What it is called until somebody says otherwise: what was understood, as long as a name may be.
static str name_of(str said)
{
    size_t at = 0;
    for (size_t length = 0; at < said.n && length < LIMIT_NAME; length++) {
        (void)str_next(said, &at);
    }
    return str_slice(said, 0, at);
}

static err render_new(struct unit *u, const struct request *rq, struct response *rs,
                      const struct question *x, const struct issues *issues)
{
    bool typed = rq->method == POST;
    struct saved_new_page p = {
        .crumb = crumb_of(u, S("검색 저장")),
        .name = typed ? request_field(rq, "name") : name_of(x->said),
        .said = x->said,
        .total = x->total,
        .is_told = !typed || form_flag(rq, "told"),
        .fields = x->fields,
        .back = x->back,
    };
    frame_fill(u, rq, &p.frame, S("검색 저장"));
    p.frame.issues = issues;
    saved_new_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /me/searches/new?q=&category=…
static err get_new(struct unit *u, const struct request *rq, struct response *rs)
{
    struct question x;
    TRY(read_question(u, rq->query.items, rq->query.count, &x));
    return x.lines.n == 0 ? see_other(rs, "/search") : render_new(u, rq, rs, &x, NULL);
}

// The copy may have to catch up: not while the unit of the form holds the write lock.
static err before_new(struct unit *u, struct request *rq)
{
    struct question *x = NEW(u->arena, struct question);
    TRY(read_question(u, rq->fields.items, rq->fields.count, x));
    rq->prepared = x;
    return NULL;
}

// POST /me/searches
static err post_new(struct unit *u, const struct request *rq, struct response *rs)
{
    const struct question *x = rq->prepared;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    struct saved s = {
        .name = form_line(rq, &issues, "name", REQUIRED, LIMIT_NAME),
        .question = x->lines,
        .said = x->said,
        .is_told = form_flag(rq, "told"),
    };
    if (issues.count == 0) {
        TRY(issues_catch(&issues, saved_action_add(u, &s)));
    }
    return issues.count > 0 ? render_new(u, rq, rs, x, &issues)
                            : see_other(rs, SAVED_PATH "?was=saved");
}

// --- One of them ---------------------------------------------------------------------------------

static err render_edit(struct unit *u, const struct request *rq, struct response *rs,
                       const struct saved *s, const struct issues *issues)
{
    struct saved_edit_page p = {
        .crumb = crumb_of(u, S("고치기")),
        .no = s->no,
        .name = s->name,
        .said = s->said,
        .is_told = s->is_told,
    };
    frame_fill(u, rq, &p.frame, S("저장한 검색 고치기"));
    p.frame.issues = issues;
    saved_edit_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

static err find(struct unit *u, const struct request *rq, struct saved *out)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    TRY(saved_store_find(u->db, u->actor->account, no, out));
    return out->is_removed ? &SAVED_UNKNOWN : NULL;
}

// GET /me/searches/:no
static err get_edit(struct unit *u, const struct request *rq, struct response *rs)
{
    struct saved s;
    TRY(find(u, rq, &s));
    return render_edit(u, rq, rs, &s, NULL);
}

// POST /me/searches/:no
static err post_edit(struct unit *u, const struct request *rq, struct response *rs)
{
    struct saved s;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(find(u, rq, &s));
    s.name = form_line(rq, &issues, "name", REQUIRED, LIMIT_NAME);
    s.is_told = form_flag(rq, "told");
    if (issues.count > 0) {
        s.name = request_field(rq, "name");
        return render_edit(u, rq, rs, &s, &issues);
    }
    TRY(saved_action_set(u, s.no, s.name, s.is_told));
    return see_other(rs, SAVED_PATH "?was=changed");
}

// The address of a kept question; what is new comes first when there is something.
static href address_of(struct arena *a, const struct saved *s)
{
    href to = href_to(a, "/search");
    for (str rest = s->question; rest.n > 0;) {
        str value = str_cut(&rest, '\n');
        str name = str_cut(&value, '=');
        if (s->new_count == 0 || !str_equals(name, S("sort"))) {
            to = href_with(a, to, str_to_c(a, name), value);
        }
    }
    return s->new_count == 0 ? to : href_with(a, to, "sort", S("newest"));
}

// POST /me/searches/:no/open
static err post_open(struct unit *u, const struct request *rq, struct response *rs)
{
    struct saved s;
    public_no no;
    TRY(path_no(rq, "no", &no));
    TRY(saved_action_open(u, no, &s));
    return see_other(rs, "%.*s", STR_ARG(address_of(u->arena, &s).path));
}

// POST /me/searches/:no/remove
static err post_remove(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    TRY(saved_action_remove(u, no));
    return see_other(rs, SAVED_PATH "?was=removed&no=%lld", (long long)no.value);
}

// POST /me/searches/:no/restore
static err post_restore(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    TRY(saved_action_restore(u, no));
    return see_other(rs, SAVED_PATH "?was=restored");
}

const struct route SAVED_ROUTES[] = {
    ROUTE(GET, "/me/searches", get_list, RIGHT_SIGNED_IN),
    ROUTE(GET, "/me/searches/new", get_new, RIGHT_SIGNED_IN),
    {POST, "/me/searches", post_new, RIGHT_SIGNED_IN, POOL_WEB, before_new, false},
    ROUTE(GET, "/me/searches/:no", get_edit, RIGHT_SIGNED_IN),
    ROUTE(POST, "/me/searches/:no", post_edit, RIGHT_SIGNED_IN),
    ROUTE(POST, "/me/searches/:no/open", post_open, RIGHT_SIGNED_IN),
    ROUTE(POST, "/me/searches/:no/remove", post_remove, RIGHT_SIGNED_IN),
    ROUTE(POST, "/me/searches/:no/restore", post_restore, RIGHT_SIGNED_IN),
};
const size_t SAVED_ROUTE_COUNT = COUNT(SAVED_ROUTES);
