#include "market/rule/rule_replay_web.h"

#include "market/party/party_support_action.h"
#include "market/party/right.h"
#include "market/purchase/purchase.h"
#include "market/rule/replay_list_page.html.h"
#include "market/rule/replay_page.html.h"
#include "market/rule/rule_replay_store.h"
#include "platform/unit/access.h"
#include "platform/web/site.h"

static struct replay_line line_of(struct arena *a, const struct stored_answer *s,
                                  enum replay_result result)
{
    return (struct replay_line){
        .path = href_to(a, REPLAY_PATH "/%lld", (long long)s->case_no.value),
        .case_no = s->case_no,
        .way = str_view(law_path_label(s->path)),
        .judged_on = s->judged_on,
        .decided_at = s->decided_at,
        .law_version = s->law_version,
        .result = replay_label(result),
        .tone = replay_tone(result),
    };
}

// --- All of them ---------------------------------------------------------------------------------

// GET /admin/rule-replays?before=
static err get_list(struct unit *u, const struct request *rq, struct response *rs)
{
    int64_t below = REPLAY_NEWEST;
    bool more = false;
    stored_answers list;
    struct replay_law law = {.now = u->law, .arena = u->arena};
    struct replay_list_page p = {
        .empty = {.title = S("아직 판단한 건이 없습니다"),
                  .text = S("구매 건의 계약방법을 확인하면 여기에 보입니다.")},
    };
    (void)str_parse_i64(request_query(rq, "before"), &below); // unreadable: the newest
    TRY(replay_store_list(u->db, u->arena, below, &list, &more));
    p.rows.items = NEW_ARRAY(u->arena, list.count, struct replay_line);
    for (size_t i = 0; i < list.count; i++) {
        const struct stored_answer *s = &list.items[i];
        struct replay r = replay_ask(&law, s->question, s->answer, s->law_version, u->arena);
        p.rows.items[p.rows.count++] = line_of(u->arena, s, r.result);
        p.different += r.result != REPLAY_SAME;
    }
    if (more) {
        str last = str_format(u->arena, "%lld", (long long)list.items[list.count - 1].id);
        p.next = href_with(u->arena, href_to(u->arena, REPLAY_PATH), "before", last);
    }
    frame_fill(u, rq, &p.frame, S("판단 다시 해 보기"));
    replay_list_page_render(&rs->body, &p);
    return NULL;
}

// --- One case ------------------------------------------------------------------------------------

static void add_fact(struct kv *facts, const char *name, str value)
{
    facts->items.items[facts->items.count++] =
        (struct fact){.name = str_view(name), .value = value, .more = S("")};
}

static str won_of(struct arena *a, money m)
{
    return str_format(a, "%.*s원", STR_ARG(money_format(a, m)));
}

static str tags_of(struct arena *a, uint32_t tags)
{
    str all = S("");
    for (int tag = 0; tag < LAW_TAG_COUNT; tag++) {
        if ((tags & LAW_TAG_BIT(tag)) != 0) {
            all = str_format(a, "%.*s%s%s", STR_ARG(all), all.n > 0 ? ", " : "",
                             law_tag_label((enum law_tag)tag));
        }
    }
    return all.n > 0 ? all : S("없음");
}

static void fill_facts(struct arena *a, const struct law_question *q, struct kv *facts)
{
    facts->items.items = NEW_ARRAY(a, 8, struct fact);
    add_fact(facts, "적용 기관", str_view(law_regime_label(q->regime)));
    add_fact(facts, "목적물", str_view(law_object_label(q->object)));
    add_fact(facts, "추정가격", won_of(a, q->estimated_price));
    add_fact(facts, "비슷한 구매", won_of(a, q->similar_price));
    add_fact(facts, "판단한 금액(부가세 포함)", won_of(a, q->contract_price));
    add_fact(facts, "업체의 확인서", tags_of(a, q->tags));
    if (q->delay_variant != LAW_DELAY_USUAL) {
        add_fact(facts, "지연배상금률", str_view(law_delay_variant_label(q->delay_variant)));
    }
}

static struct replay_block block_of(struct arena *a, struct replay_law *law,
                                    const struct stored_answer *s)
{
    struct replay r = replay_ask(law, s->question, s->answer, s->law_version, a);
    struct replay_block b = {
        .line = line_of(a, s, r.result),
        .is_readable = r.result != REPLAY_UNREADABLE,
        .is_same = r.result == REPLAY_SAME,
        .stored = s->answer,
        .again = r.answer,
    };
    if (b.is_readable) {
        fill_facts(a, &r.question, &b.facts);
    }
    if (r.result == REPLAY_DIFFERS) {
        b.differences = replay_compare(a, s->answer, r.answer);
    }
    return b;
}

// An operator sees the questions of a case in a support view of its institution alone.
static err look_at(struct unit *u, const struct stored_answer *s)
{
    struct support_view v;
    TRY(support_admit(u, s->institution_id, &v));
    access_add_account(access_begin(u, S("support.replay"), v.reason), s->officer);
    support_note_read(u, &v, SUPPORT_REPLAY, s->purchase);
    return NULL;
}

// From the operator's list, or from the case itself.
static void fill_crumb(struct arena *a, public_no no, bool own, struct crumb *out)
{
    if (own) {
        crumb_add(a, out, S("구매 건"), href_to(a, "/buyer/purchases"));
        crumb_add(a, out, str_format(a, "구매번호 %lld", (long long)no.value),
                  href_to(a, "/buyer/purchases/%lld", (long long)no.value));
        out->here = S("판단 다시 해 보기");
        return;
    }
    crumb_add(a, out, S("판단 다시 해 보기"), href_to(a, REPLAY_PATH));
    out->here = str_format(a, "구매번호 %lld", (long long)no.value);
}

static err render_case(struct unit *u, const struct request *rq, struct response *rs, bool own)
{
    public_no no;
    stored_answers list;
    struct replay_law law = {.now = u->law, .arena = u->arena};
    struct replay_page p = {.all_same = true};
    TRY(path_no(rq, "no", &no));
    TRY(replay_store_case(u->db, u->arena, u->actor->institution, no, &list));
    if (list.count == 0) {
        return &PURCHASE_UNKNOWN;
    }
    if (u->actor->institution.value == 0) {
        err e = look_at(u, &list.items[0]);
        if (e == &SUPPORT_NEEDED) { // where one begins
            return see_other(rs, "/admin/institutions/%lld/support",
                             (long long)list.items[0].institution_no.value);
        }
        TRY(e);
    }
    p.case_no = no;
    p.institution = list.items[0].institution;
    p.blocks.items = NEW_ARRAY(u->arena, list.count, struct replay_block);
    for (size_t i = 0; i < list.count; i++) {
        p.blocks.items[p.blocks.count++] = block_of(u->arena, &law, &list.items[i]);
        p.all_same = p.all_same && p.blocks.items[i].is_same;
    }
    fill_crumb(u->arena, no, own, &p.crumb);
    frame_fill(u, rq, &p.frame, S("판단 다시 해 보기"));
    replay_page_render(&rs->body, &p);
    return NULL;
}

// GET /admin/rule-replays/:no
static err get_case(struct unit *u, const struct request *rq, struct response *rs)
{
    return render_case(u, rq, rs, false);
}

// GET /buyer/purchases/:no/replay: its own cases alone; who acts for one has an institution.
static err get_own_case(struct unit *u, const struct request *rq, struct response *rs)
{
    if (u->actor->institution.value == 0) {
        return &PURCHASE_UNKNOWN; // nobody's are never everybody's
    }
    return render_case(u, rq, rs, true);
}

const struct route REPLAY_ROUTES[] = {
    ROUTE(GET, REPLAY_PATH, get_list, RIGHT_OPERATOR),
    ROUTE(GET, REPLAY_PATH "/:no", get_case, RIGHT_OPERATOR),
    ROUTE(GET, "/buyer/purchases/:no/replay", get_own_case, RIGHT_BUYER),
};
const size_t REPLAY_ROUTE_COUNT = COUNT(REPLAY_ROUTES);
