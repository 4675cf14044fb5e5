#include "market/record/performance_web.h"

#include "base/limits.h"
#include "market/party/right.h"
#include "market/record/performance_one_page.html.h"
#include "market/record/performance_page.html.h"
#include "platform/web/site.h"

#define BAR_LENGTH 1000

static void fill_crumb(struct arena *a, bool below, str here, struct crumb *out)
{
    crumb_add(a, out, S("첫 화면"), href_to(a, "/"));
    if (below) {
        crumb_add(a, out, S("구매실적"), href_to(a, "/performance"));
    }
    out->here = here;
}

static href disclosures_of(struct arena *a, int64_t year, public_no institution)
{
    href h =
        href_with(a, href_to(a, "/disclosure"), "year", str_format(a, "%lld", (long long)year));
    return institution.value == 0 ? h
                                  : href_with(a, h, "institution",
                                              str_format(a, "%lld", (long long)institution.value));
}

// --- All institutions ----------------------------------------------------------------------------

// The city has no target of its own: each category once, as a share of everything bought.
static void fill_kinds(struct arena *a, record_goals goals, record_sums sums, money whole,
                       struct performance_page *p)
{
    p->kinds.items = NEW_ARRAY(a, goals.count, struct performance_kind);
    for (size_t i = 0; i < goals.count; i++) {
        const struct law_ratio *row = goals.items[i].row;
        bool split = i > 0 && str_equals(goals.items[i - 1].row->category, row->category);
        if (split || !goals.items[i].is_counted) {
            continue;
        }
        struct performance_kind kind = {.name = row->label};
        for (size_t k = 0; k < sums.count; k++) {
            if (str_equals(sums.items[k].tag, row->category)) {
                kind.price = money_add(kind.price, sums.items[k].price);
                kind.count += sums.items[k].count;
            }
        }
        kind.share.bp = money_basis_points(kind.price, whole);
        kind.bar = kind.share.bp * BAR_LENGTH / 10000;
        p->kinds.items[p->kinds.count++] = kind;
    }
}

// ?after=PRICE-NO: where the page before ended.
static struct performance_key read_key(const struct request *rq)
{
    str rest = request_query(rq, "after");
    str price = str_cut(&rest, '-');
    struct performance_key key = {0};
    public_no no = {0};
    if (money_parse(price, &key.price) && public_no_parse(rest, &no)) {
        key.no = no;
    }
    return key; // unreadable: from the top
}

static void fill_lines(struct arena *a, const struct request *rq, performance_rows rows,
                       struct performance_page *p)
{
    size_t shown = rows.count > LIMIT_PAGE_ROWS ? LIMIT_PAGE_ROWS : rows.count;
    str year = str_format(a, "%lld", (long long)p->year);
    href here =
        href_with(a, href_with(a, href_to(a, "/performance"), "year", year), "words", p->words);
    p->lines.items = NEW_ARRAY(a, shown, struct performance_line);
    for (size_t i = 0; i < shown; i++) {
        const struct performance_row *r = &rows.items[i];
        p->lines.items[p->lines.count++] = (struct performance_line){
            .name = r->name,
            .path =
                href_with(a, href_to(a, "/performance/%lld", (long long)r->no.value), "year", year),
            .count = r->count,
            .price = r->price,
            .sme = {money_basis_points(r->sme, r->price)},
            .local = {money_basis_points(r->local, r->price)},
            .women = {money_basis_points(r->women, r->price)},
        };
    }
    if (request_query(rq, "after").n > 0) {
        p->pager.previous = here;
    }
    if (rows.count > shown) {
        const struct performance_row *last = &rows.items[shown - 1];
        p->pager.next = href_with(
            a, here, "after",
            str_format(a, "%lld-%lld", (long long)last->price.won, (long long)last->no.value));
    }
}

static str read_words(const struct request *rq)
{
    str words = str_trim(request_query(rq, "words"));
    return str_length(words) > LIMIT_QUERY ? S("") : words;
}

// GET /performance?year=&words=&after=
static err get_performance(struct unit *u, const struct request *rq, struct response *rs)
{
    struct arena *a = u->arena;
    struct performance_page p = {
        .year = record_year_asked(rq, u->today),
        .words = read_words(rq),
        .empty = {.title = S("이 해에 공개할 구매실적이 없습니다"),
                  .text = S("다른 해를 골라 보세요. 올해 것은 기관이 계약한 날 더해집니다.")},
    };
    struct record_years years;
    record_sums sums;
    record_districts districts;
    performance_rows rows;
    TRY(performance_store_list_years(u->db, &years));
    TRY(performance_store_list_sums(u->db, a, p.year, &sums));
    TRY(performance_store_list_districts(u->db, a, p.year, &districts));
    p.pager.counter = S("곳");
    TRY(performance_store_count(u->db, p.year, p.words, &p.pager.total));
    p.institutions = p.pager.total;
    if (p.words.n > 0) { // the figure above the list is of all of them
        TRY(performance_store_count(u->db, p.year, S(""), &p.institutions));
    }
    TRY(performance_store_list(u->db, a, p.year, p.words, read_key(rq), LIMIT_PAGE_ROWS + 1,
                               &rows));
    record_targets own = {NULL, 0};
    record_goals goals =
        record_goals_of(u->law, LAW_LOCAL, record_judging_day(p.year, u->today), sums, own, a);
    record_fill_figures(a, sums, goals, p.year, u->today, (href){0}, &p.figures);
    record_fill_map(a, districts, (href){0}, &p.map);
    record_fill_years(a, &years, p.year, u->today, href_to(a, "/performance"), &p.years);
    fill_kinds(a, goals, sums, p.figures.price, &p);
    fill_lines(a, rq, rows, &p);
    fill_crumb(a, false, S("구매실적"), &p.crumb);
    p.any = p.figures.count > 0;
    p.any_line = p.lines.count > 0;
    p.disclosure_path = disclosures_of(a, p.year, NO_ID(public_no));
    frame_fill(u, rq, &p.frame, S("구매실적 공개"));
    performance_page_render(&rs->body, &p);
    rs->is_public = true;
    return NULL;
}

// --- One institution -----------------------------------------------------------------------------

// GET /performance/:no?year=
static err get_performance_one(struct unit *u, const struct request *rq, struct response *rs)
{
    struct arena *a = u->arena;
    public_no no;
    struct record_institution i;
    struct record_years years;
    record_sums sums;
    record_targets own;
    record_districts districts;
    TRY(path_no(rq, "no", &no));
    TRY(performance_store_find(u->db, no, &i));
    struct performance_one_page p = {
        .name = i.name,
        .year = record_year_asked(rq, u->today),
        .empty = {.title = S("이 해에 공개할 구매실적이 없습니다"),
                  .text = S("다른 해를 골라 보세요.")},
    };
    p.on = record_judging_day(p.year, u->today);
    TRY(record_store_list_years(u->db, i.id, &years));
    TRY(record_store_list_sums(u->db, a, i.id, p.year, &sums));
    TRY(record_store_list_targets(u->db, a, i.id, p.year, &own));
    TRY(record_store_list_districts(u->db, a, i.id, p.year, &districts));
    record_goals goals = record_goals_of(u->law, i.regime, p.on, sums, own, a);
    record_fill_figures(a, sums, goals, p.year, u->today, (href){0}, &p.figures);
    record_fill_map(a, districts, (href){0}, &p.map);
    record_fill_years(a, &years, p.year, u->today,
                      href_to(a, "/performance/%lld", (long long)no.value), &p.years);
    fill_crumb(a, true, p.name, &p.crumb);
    p.any = p.figures.count > 0;
    p.disclosure_path = disclosures_of(a, p.year, no);
    frame_fill(u, rq, &p.frame, str_join(a, p.name, S(" 구매실적")));
    performance_one_page_render(&rs->body, &p);
    rs->is_public = true;
    return NULL;
}

const struct route PERFORMANCE_ROUTES[] = {
    ROUTE(GET, "/performance", get_performance, RIGHT_PUBLIC),
    ROUTE(GET, "/performance/:no", get_performance_one, RIGHT_PUBLIC),
};
const size_t PERFORMANCE_ROUTE_COUNT = COUNT(PERFORMANCE_ROUTES);
