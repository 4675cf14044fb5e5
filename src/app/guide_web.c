#include "app/guide_web.h"

#include <assert.h>

#include "app/guide_page.html.h"
#include "app/policy_accessibility_page.html.h"
#include "app/policy_privacy_page.html.h"
#include "app/policy_terms_page.html.h"
#include "market/law/law_term.h"
#include "market/party/right.h"
#include "platform/web/site.h"

static date terms_first_day;
static date privacy_first_day;

void guide_set_policy_days(date terms_from, date privacy_from)
{
    terms_first_day = terms_from;
    privacy_first_day = privacy_from;
}

#define UNKNOWN S("–") // no row is in force

static void fill_waiver(struct unit *u, struct guide_page *p)
{
    struct law_list rows = law_rows_on(u->law, LAW_QUOTE_WAIVERS, LAW_LOCAL, u->today, u->arena);
    p->waiver = UNKNOWN;
    for (size_t i = 0; i < rows.count; i++) {
        const struct law_quote_waiver *w = (const struct law_quote_waiver *)rows.rows[i];
        if (w->object == LAW_GOODS) {
            p->waiver = way_amount(u->arena, w->below);
            p->waiver_article = w->head.article;
        }
    }
}

static void fill_paper(struct unit *u, enum law_document document, str *amount, str *article)
{
    const struct law_document_row *row =
        law_document_find(u->law, document, LAW_LOCAL, LAW_GOODS, u->today);
    *amount = row != NULL ? way_amount(u->arena, row->limit) : UNKNOWN;
    *article = row != NULL ? row->head.article : S("");
}

static void fill_term(struct unit *u, const char *kind, str *text, str *article)
{
    const struct law_term *t = law_term_find(u->law, LAW_LOCAL, str_view(kind), u->today);
    *text = UNKNOWN;
    if (t != NULL) {
        bool working = t->unit == LAW_WORKING_DAYS;
        *text = str_format(u->arena, "%.*s부터 %lld일 안%s", STR_ARG(t->from), (long long)t->length,
                           working ? "(토요일·공휴일 제외)" : "");
        *article = t->head.article;
    }
}

// A share of a price a day: parts of a thousand, as the law writes them.
static str delay_text(struct unit *u, enum law_object object, enum law_delay_variant variant,
                      str *article)
{
    str word = str_view(law_delay_variant_word(variant));
    const struct law_delay_rate *row = law_delay_find(u->law, LAW_LOCAL, object, word, u->today);
    if (row == NULL) {
        return UNKNOWN;
    }
    *article = row->head.article;
    return str_format(u->arena, "1,000분의 %lld.%lld", (long long)(row->ppm / 1000),
                      (long long)(row->ppm % 1000 / 100));
}

// GET /guide
static err get_guide(struct unit *u, const struct request *rq, struct response *rs)
{
    struct guide_page p = {.today = u->today};
    p.local.items = NEW_ARRAY(u->arena, WAY_LIMITS, struct way_limit);
    p.state.items = NEW_ARRAY(u->arena, WAY_LIMITS, struct way_limit);
    p.local.count = p.state.count = WAY_LIMITS;
    way_list_limits(u->law, LAW_LOCAL, u->today, u->arena, p.local.items);
    way_list_limits(u->law, LAW_STATE, u->today, u->arena, p.state.items);
    fill_waiver(u, &p);
    fill_paper(u, LAW_CONTRACT_DOCUMENT, &p.document, &p.document_article);
    fill_paper(u, LAW_PERFORMANCE_SECURITY, &p.security, &p.security_article);
    fill_paper(u, LAW_INSPECTION_REPORT, &p.report, &p.report_article);
    fill_term(u, "inspection", &p.inspection, &p.inspection_article);
    fill_term(u, "payment", &p.payment, &p.payment_article);
    p.delay_goods = delay_text(u, LAW_GOODS, LAW_DELAY_USUAL, &p.delay_article);
    p.delay_service = delay_text(u, LAW_SERVICE, LAW_DELAY_USUAL, &p.delay_article);
    p.delay_transport = delay_text(u, LAW_SERVICE, LAW_DELAY_TRANSPORT, &p.delay_article);
    frame_fill(u, rq, &p.frame, S("이용 안내"));
    guide_page_render(&rs->body, &p);
    return NULL;
}

static void fill_policy(struct unit *u, const struct request *rq, struct policy_page *p, str title)
{
    frame_fill(u, rq, &p->frame, title);
    p->is_dated = !date_is_none(p->first_day);
    p->call_line = p->frame.call_line;
    p->operator_line = p->frame.operator_line;
}

// GET /policy/terms
static err get_terms(struct unit *u, const struct request *rq, struct response *rs)
{
    struct policy_page p = {.first_day = terms_first_day};
    fill_policy(u, rq, &p, S("이용약관"));
    policy_terms_page_render(&rs->body, &p);
    return NULL;
}

// GET /policy/privacy
static err get_privacy(struct unit *u, const struct request *rq, struct response *rs)
{
    struct policy_page p = {.first_day = privacy_first_day};
    fill_policy(u, rq, &p, S("개인정보처리방침"));
    policy_privacy_page_render(&rs->body, &p);
    return NULL;
}

// GET /policy/accessibility
static err get_accessibility(struct unit *u, const struct request *rq, struct response *rs)
{
    struct policy_page p = {0};
    fill_policy(u, rq, &p, S("웹 접근성 안내"));
    policy_accessibility_page_render(&rs->body, &p);
    return NULL;
}

const struct route GUIDE_ROUTES[] = {
    ROUTE(GET, "/guide", get_guide, RIGHT_PUBLIC),
    ROUTE(GET, "/policy/terms", get_terms, RIGHT_PUBLIC),
    ROUTE(GET, "/policy/privacy", get_privacy, RIGHT_PUBLIC),
    ROUTE(GET, "/policy/accessibility", get_accessibility, RIGHT_PUBLIC),
};
const size_t GUIDE_ROUTE_COUNT = COUNT(GUIDE_ROUTES);
