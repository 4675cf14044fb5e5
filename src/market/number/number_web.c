#include "market/number/number_web.h"

#include <assert.h>

#include "base/limits.h"
#include "market/number/number_action.h"
#include "market/number/number_page.html.h"
#include "market/party/right.h"
#include "platform/web/site.h"

#define FOUND_SHOWN 50
#define ENDED_SHOWN 30
#define RUNS_SHOWN 20
#define CHANGES_SHOWN 100

// --- Numbers -------------------------------------------------------------------------------------

static struct number_line line_of(struct arena *a, const struct number_item *n)
{
    struct number_line line = {
        .no = n->no,
        .kind = n->no.n == 10 ? S("세부품명번호") : S("물품분류번호"),
        .name = n->name,
        .name_en = n->name_en,
        .ended_at = n->ended_at,
        .category = n->category_name,
        .is_named = n->category_count > 0 || n->product_count > 0,
    };
    if (n->category_count > 0) {
        line.category_path =
            href_with(a, href_to(a, "/admin/templates/edit"), "kind", S("category"));
        line.category_path = href_with(a, line.category_path, "key", n->category_code);
    }
    if (n->category_count > 1) {
        line.more = str_format(a, "외 %lld개", (long long)n->category_count - 1);
    }
    if (n->product_count > 0) {
        line.products = str_format(a, "이 번호를 적은 상품 %lld건", (long long)n->product_count);
    }
    return line;
}

static err fill_numbers(struct unit *u, struct number_page *p)
{
    number_item_list list;
    if (p->q.n > 0) {
        TRY(number_store_search(u->db, u->arena, p->q, FOUND_SHOWN, &list));
        p->found.items = NEW_ARRAY(u->arena, list.count, struct number_line);
        for (size_t i = 0; i < list.count; i++) {
            p->found.items[p->found.count++] = line_of(u->arena, &list.items[i]);
        }
    }
    TRY(number_store_ended_in_use(u->db, u->arena, ENDED_SHOWN, &list));
    p->ended.items = NEW_ARRAY(u->arena, list.count, struct number_line);
    for (size_t i = 0; i < list.count; i++) {
        p->ended.items[p->ended.count++] = line_of(u->arena, &list.items[i]);
    }
    return NULL;
}

// --- Runs ----------------------------------------------------------------------------------------

static struct number_run_line run_line(struct arena *a, const struct number_run *r)
{
    static const char *const STATES[] = {"읽는 중", "다 읽음", "못 읽음"};
    static const char *const TONES[] = {"now", "ok", "bad"};
    static_assert(COUNT(STATES) == NUMBER_STATE_COUNT, "a word for each");
    static_assert(COUNT(TONES) == NUMBER_STATE_COUNT, "a tone for each");
    bool waits = r->state == NUMBER_READING && r->sentence.n > 0;
    struct number_run_line line = {
        .at = r->started_at,
        .moved_at = r->moved_at,
        .what = r->kind == NUMBER_WHOLE ? S("전부") : S("바뀐 것"),
        .who = r->account_name.n > 0 ? r->account_name : S("밤마다 읽기"),
        .pages = r->pages,
        .added = r->added,
        .changed = r->changed,
        .ended = r->ended,
        .state = waits ? S("이어서 읽을 예정") : str_view(STATES[r->state]),
        .tone = str_view(TONES[r->state]),
        .sentence = r->sentence,
    };
    if (r->kind == NUMBER_CHANGES) {
        line.days = str_format(a, "%.*s ~ %.*s", STR_ARG(date_format(a, r->from)),
                               STR_ARG(date_format(a, r->until)));
    }
    if (r->added + r->changed + r->ended > 0) {
        line.path =
            href_with(a, href_to(a, NUMBER_PATH), "run", str_format(a, "%lld", (long long)r->id));
    }
    return line;
}

// What the newest run says is wrong.
static void fill_trouble(const struct number_run *newest, struct number_page *p)
{
    p->is_reading = newest->state == NUMBER_READING;
    p->trouble = newest->sentence;
    p->trouble_title =
        p->is_reading ? S("읽다가 멈추어 있습니다.") : S("마지막으로 읽지 못했습니다.");
}

static err fill_changes(struct unit *u, const number_run_list *runs, int64_t run,
                        struct number_page *p)
{
    number_change_list list;
    static const struct {
        const char *kind;
        const char *what;
        const char *tone;
    } WORDS[] = {
        {"added",   "더함", "ok" },
        {"changed", "바뀜", "now"},
        {"ended",   "끝남", "bad"},
    };
    for (size_t i = 0; i < runs->count; i++) {
        if (runs->items[i].id == run) {
            p->changes_of = runs->items[i].started_at;
        }
    }
    if (p->changes_of.us == 0) {
        return NULL;
    }
    TRY(number_store_changes(u->db, u->arena, run, CHANGES_SHOWN + 1, &list));
    size_t shown = list.count > CHANGES_SHOWN ? CHANGES_SHOWN : list.count;
    p->changes_note =
        list.count > shown ? S("처음 100건만 보입니다. 끝난 것, 바뀐 것이 먼저 나옵니다.") : S("");
    p->changes.items = NEW_ARRAY(u->arena, shown, struct number_change_line);
    for (size_t i = 0; i < shown; i++) {
        const struct number_change *c = &list.items[i];
        struct number_change_line *line = &p->changes.items[p->changes.count++];
        *line = (struct number_change_line){.no = c->no, .was = c->was, .now = c->now};
        for (size_t k = 0; k < COUNT(WORDS); k++) {
            if (str_equals(c->kind, str_view(WORDS[k].kind))) {
                line->what = str_view(WORDS[k].what);
                line->tone = str_view(WORDS[k].tone);
            }
        }
    }
    return NULL;
}

static err fill_runs(struct unit *u, const struct request *rq, struct number_page *p)
{
    number_run_list runs;
    int64_t run = 0;
    TRY(number_store_runs(u->db, u->arena, RUNS_SHOWN, &runs));
    p->runs.items = NEW_ARRAY(u->arena, runs.count, struct number_run_line);
    for (size_t i = 0; i < runs.count; i++) {
        p->runs.items[p->runs.count++] = run_line(u->arena, &runs.items[i]);
    }
    if (runs.count > 0) {
        fill_trouble(&runs.items[0], p);
    }
    return str_parse_i64(request_query(rq, "run"), &run) ? fill_changes(u, &runs, run, p) : NULL;
}

// --- The page ------------------------------------------------------------------------------------

static err render(struct unit *u, const struct request *rq, struct response *rs,
                  const struct issues *issues)
{
    str q = str_trim(request_query(rq, "q"));
    struct number_page p = {
        .said = str_equals(request_query(rq, "was"), S("asked"))
                    ? S("읽기 시작했습니다. 몇 분 뒤 다시 열면 결과가 보입니다.")
                    : S(""),
        .is_on = number_is_on(),
        .calls_most = number_calls_a_day(),
        .q = str_length(q) > LIMIT_QUERY ? S("") : q,
        .nothing = {.title = S("그런 번호나 이름이 없습니다"),
                    .text = S("번호는 앞자리부터, 이름은 일부만 적어도 찾습니다.")},
    };
    TRY(fill_numbers(u, &p));
    TRY(fill_runs(u, rq, &p));
    TRY(number_store_count(u->db, u->today, &p.numbers, &p.calls));
    frame_fill(u, rq, &p.frame, S("물품 번호"));
    p.frame.issues = issues;
    number_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /admin/numbers?q=&run=&was=
static err get_numbers(struct unit *u, const struct request *rq, struct response *rs)
{
    return render(u, rq, rs, NULL);
}

// POST /admin/numbers: do=whole reads the whole list, anything else what changed.
static err post_numbers(struct unit *u, const struct request *rq, struct response *rs)
{
    struct issues issues = {0};
    bool whole = str_equals(request_field(rq, "do"), S("whole"));
    TRY(issues_catch(&issues, number_action_read(u, whole)));
    return issues.count > 0 ? render(u, rq, rs, &issues) : see_other(rs, NUMBER_PATH "?was=asked");
}

const struct route NUMBER_ROUTES[] = {
    ROUTE(GET, NUMBER_PATH, get_numbers, RIGHT_OPERATOR),
    ROUTE(POST, NUMBER_PATH, post_numbers, RIGHT_OPERATOR),
};
const size_t NUMBER_ROUTE_COUNT = COUNT(NUMBER_ROUTES);
