#include "market/record/record_web.h"

#include "base/csv.h"
#include "base/limits.h"
#include "market/party/right.h"
#include "market/record/record_list_page.html.h"
#include "market/record/record_page.html.h"
#include "platform/page/put.h"
#include "platform/web/site.h"

#define PROOF_MAX 400 // bytes of a certificate in words

static const char *const FILTER_OBJECTS[][2] = {
    {"",              "전체"                       },
    {"goods",         "물품"                       },
    {"service",       "용역"                       },
    {"works",         "공사"                       },
    {"goods_service", "물품·용역(공사 제외)"},
};

static href home(struct arena *a, const char *page, int64_t year)
{
    return href_with(a, href_to(a, "/buyer/records%s", page), "year",
                     str_format(a, "%lld", (long long)year));
}

// --- The year at a glance ------------------------------------------------------------------------

struct year_read {
    struct record_institution institution;
    struct record_years years;
    record_sums sums;
    record_targets targets;
    record_districts districts;
};

static err read_year(struct unit *u, int64_t year, struct year_read *r)
{
    institution_id id = u->actor->institution;
    record_store_foresee_year(u->db, id, year);
    TRY(record_store_find_institution(u->db, id, &r->institution));
    TRY(record_store_list_years(u->db, id, &r->years));
    TRY(record_store_list_sums(u->db, u->arena, id, year, &r->sums));
    TRY(record_store_list_targets(u->db, u->arena, id, year, &r->targets));
    return record_store_list_districts(u->db, u->arena, id, year, &r->districts);
}

static void fill_paths(const struct unit *u, int64_t year, struct record_page *p)
{
    struct arena *a = u->arena;
    p->list_path = home(a, "/list", year);
    p->local_path = href_with(a, p->list_path, "tag", S("local"));
    p->sme_path = href_with(a, p->list_path, "tag", S("sme"));
    p->csv_path = home(a, ".csv", year);
    if ((u->actor->rights & RIGHT_ADMIN) != 0) {
        p->target_path = home(a, "/targets", year);
    }
}

// GET /buyer/records?year=
static err get_records(struct unit *u, const struct request *rq, struct response *rs)
{
    struct arena *a = u->arena;
    int64_t year = record_year_asked(rq, u->today);
    date on = record_judging_day(year, u->today);
    struct year_read r = {0};
    TRY(read_year(u, year, &r));
    struct record_page p = {
        .institution = r.institution.name,
        .year = year,
        .on = on,
        .empty = {.title = S("이 해의 구매실적이 없습니다"),
                  .text = S("계약에 양쪽이 모두 서명하면 그날로 실적이 쌓입니다."),
                  .button = S("제품·서비스 찾기"),
                  .path = href_to(a, "/search")},
    };
    if (year < date_fiscal_year(u->today)) {
        p.empty.button = S(""); // nothing can be bought for a year that is over
    }
    TRY(record_store_sum_paid(u->db, u->actor->institution, year, &p.paid));
    fill_paths(u, year, &p);
    record_fill_years(a, &r.years, year, u->today, href_to(a, "/buyer/records"), &p.years);
    record_goals goals = record_goals_of(u->law, r.institution.regime, on, r.sums, r.targets, a);
    record_fill_figures(a, r.sums, goals, year, u->today, p.list_path, &p.figures);
    record_fill_map(a, r.districts, p.list_path, &p.map);
    p.paid_share.bp = money_basis_points(p.paid, p.figures.price);
    p.any = p.figures.count > 0;
    frame_fill(u, rq, &p.frame, S("구매실적"));
    record_page_render(&rs->body, &p);
    return NULL;
}

// --- The contracts behind a figure ---------------------------------------------------------------

static bool parse_month(str text, int64_t *out)
{
    int64_t month = 0;
    if (!str_parse_i64(text, &month) || month < 1 || month > 12) {
        return false;
    }
    *out = month;
    return true;
}

static struct record_filter read_filter(const struct request *rq, date today)
{
    struct record_filter f = {
        .year = record_year_asked(rq, today),
        .tag = str_trim(request_query(rq, "tag")),
        .district = str_trim(request_query(rq, "district")),
        .words = str_trim(request_query(rq, "words")),
    };
    (void)parse_month(request_query(rq, "month"), &f.month); // unreadable: the whole year
    for (size_t i = 1; i < COUNT(FILTER_OBJECTS); i++) {
        if (str_equals(request_query(rq, "object"), str_view(FILTER_OBJECTS[i][0]))) {
            f.object = str_view(FILTER_OBJECTS[i][0]);
        }
    }
    if (str_length(f.words) > LIMIT_QUERY) {
        f.words = S(""); // nobody types that: show everything rather than an error
    }
    return f;
}

static href address_of(struct arena *a, const char *page, const struct record_filter *f)
{
    href h = home(a, page, f->year);
    if (f->month > 0) {
        h = href_with(a, h, "month", str_format(a, "%lld", (long long)f->month));
    }
    h = href_with(a, h, "object", f->object);
    h = href_with(a, h, "tag", f->tag);
    h = href_with(a, h, "district", f->district);
    return href_with(a, h, "words", f->words);
}

static void fill_crumb(struct arena *a, int64_t year, struct crumb *out)
{
    crumb_add(a, out, S("구매실적"), home(a, "", year));
    out->here = S("계약 목록");
}

static const struct law_ratio *find_row(struct law_ratios rows, str category)
{
    for (size_t i = 0; i < rows.count; i++) {
        if (str_equals(rows.items[i]->category, category)) {
            return rows.items[i];
        }
    }
    return NULL;
}

// What a tag is called: the law's category, or the certificate.
static str tag_label(struct law_ratios rows, str tag)
{
    const struct law_ratio *row = find_row(rows, tag);
    int kind = certificate_any_kind_from(tag);
    if (row != NULL) {
        return row->label;
    }
    return kind < 0 ? tag : certificate_kind_label((enum certificate_kind)kind);
}

static void add_option(record_options *list, str value, str text, str asked)
{
    list->items[list->count++] = (struct record_option){value, text, str_equals(value, asked)};
}

static void fill_options(struct arena *a, const struct record_filter *f, struct law_ratios rows,
                         record_districts districts, struct record_list_page *p)
{
    p->months.items = NEW_ARRAY(a, 13, struct record_option);
    str asked = f->month > 0 ? str_format(a, "%lld", (long long)f->month) : S("");
    add_option(&p->months, S(""), S("전체"), asked);
    for (int m = 1; m <= 12; m++) {
        add_option(&p->months, str_format(a, "%d", m), str_format(a, "%d월", m), asked);
    }
    p->objects.items = NEW_ARRAY(a, COUNT(FILTER_OBJECTS), struct record_option);
    for (size_t i = 0; i < COUNT(FILTER_OBJECTS); i++) {
        add_option(&p->objects, str_view(FILTER_OBJECTS[i][0]), str_view(FILTER_OBJECTS[i][1]),
                   f->object);
    }
    p->tags.items = NEW_ARRAY(a, rows.count + 1, struct record_option);
    add_option(&p->tags, S(""), S("전체"), f->tag);
    for (size_t i = 0; i < rows.count; i++) { // a category split by object stands here once
        if (find_row((struct law_ratios){rows.items, i}, rows.items[i]->category) == NULL) {
            add_option(&p->tags, rows.items[i]->category, rows.items[i]->label, f->tag);
        }
    }
    p->districts.items = NEW_ARRAY(a, districts.count + 1, struct record_option);
    add_option(&p->districts, S(""), S("전체"), f->district);
    for (size_t i = 0; i < districts.count; i++) {
        add_option(&p->districts, districts.items[i].code, districts.items[i].name, f->district);
    }
}

// "11월 · 물품 · 여성기업제품 · 중구"
static str say_filter(struct arena *a, const struct record_filter *f, struct law_ratios rows,
                      const struct record_list_page *p)
{
    const record_options *asked[] = {&p->months, &p->objects, &p->tags, &p->districts};
    struct out o;
    out_init(&o, a, LIMIT_PAGE);
    for (size_t i = 0; i < COUNT(asked); i++) {
        for (size_t k = 1; k < asked[i]->count; k++) { // the first is all of them
            if (asked[i]->items[k].chosen) {
                out_format(&o, "%s%.*s", o.n > 0 ? " · " : "", STR_ARG(asked[i]->items[k].text));
            }
        }
    }
    if (f->words.n > 0) {
        out_format(&o, "%s‘%.*s’", o.n > 0 ? " · " : "", STR_ARG(f->words));
    }
    if (o.n == 0 && f->tag.n > 0) { // a tag without a row of its own
        out_str(&o, tag_label(rows, f->tag));
    }
    return out_view(&o);
}

// "여성기업 제2024-1호 (2024. 3. 1. ~ 2027. 2. 28.)"
static str say_certificate(struct arena *a, struct law_ratios rows, const struct record_tag *t)
{
    struct out o;
    out_init(&o, a, PROOF_MAX);
    int kind = certificate_any_kind_from(t->tag);
    out_str(&o, kind < 0 ? tag_label(rows, t->tag)
                         : certificate_kind_label((enum certificate_kind)kind));
    out_format(&o, " %.*s (", STR_ARG(t->number));
    put_date(&o, t->valid_from);
    out_str(&o, S(" ~ "));
    if (!date_is_none(t->valid_until)) {
        put_date(&o, t->valid_until);
    }
    out_char(&o, ')');
    return out_view(&o);
}

// Certificates that give preference, then size, then place.
static void fill_tags(struct arena *a, const struct record_row *row, struct record_line *line)
{
    bool is_sme = false;
    bool is_local = false;
    line->tags.items = NEW_ARRAY(a, row->tags.count + 2, str);
    for (size_t i = 0; i < row->tags.count; i++) {
        str tag = row->tags.items[i].tag;
        int kind = certificate_any_kind_from(tag);
        if (kind >= 0 && certificate_is_preference((enum certificate_kind)kind)) {
            line->tags.items[line->tags.count++] =
                certificate_kind_label((enum certificate_kind)kind);
        }
        is_sme = is_sme || str_equals(tag, S("sme"));
        is_local = is_local || str_equals(tag, S("local"));
    }
    if (is_sme) {
        line->tags.items[line->tags.count++] = S("중소기업");
    }
    if (is_local) {
        line->tags.items[line->tags.count++] = S("지역");
    }
}

// The certificate it counts by, which is that of the law of its day.
static struct record_line line_of(const struct unit *u, enum law_regime regime,
                                  const struct record_row *row, str tag)
{
    struct arena *a = u->arena;
    struct record_line line = {
        .title = row->title,
        .number = row->number,
        .path = href_to(a, "/buyer/contracts/%lld", (long long)row->contract_no.value),
        .supplier = row->supplier,
        .district = row->district,
        .contracted_on = row->contracted_on,
        .object = record_object_label(row->object),
        .category = row->category,
        .price = row->price,
        .counted = money_less(row->counted, row->price) ? row->counted : WON(0),
        .paid = row->paid,
        .voided_on = row->voided_on,
    };
    fill_tags(a, row, &line);
    struct law_ratios rows = law_ratios_on(u->law, regime, row->contracted_on, a);
    const struct law_ratio *asked = find_row(rows, tag);
    const struct record_tag *proof =
        asked == NULL ? NULL : record_find_proof(asked, row->tags.items, row->tags.count);
    if (proof != NULL) {
        line.proof = say_certificate(a, rows, proof);
    }
    return line;
}

static void fill_lines(const struct unit *u, enum law_regime regime, const struct record_filter *f,
                       record_rows list, public_no older_than, struct record_list_page *p)
{
    struct arena *a = u->arena;
    size_t shown = list.count > LIMIT_DESK_ROWS ? LIMIT_DESK_ROWS : list.count;
    p->lines.items = NEW_ARRAY(a, shown, struct record_line);
    for (size_t i = 0; i < shown; i++) {
        p->lines.items[p->lines.count++] = line_of(u, regime, &list.items[i], f->tag);
    }
    href here = address_of(a, "/list", f);
    p->pager.total = p->total.rows;
    if (older_than.value != 0) {
        p->pager.previous = here;
    }
    if (list.count > shown) {
        p->pager.next =
            href_with(a, here, "before",
                      str_format(a, "%lld", (long long)list.items[shown - 1].contract_no.value));
    }
}

// GET /buyer/records/list?year=&month=&object=&tag=&district=&words=&before=
static err get_list(struct unit *u, const struct request *rq, struct response *rs)
{
    struct arena *a = u->arena;
    struct record_filter f = read_filter(rq, u->today);
    public_no older_than = NO_ID(public_no);
    (void)public_no_parse(request_query(rq, "before"), &older_than); // unreadable: from the top
    institution_id id = u->actor->institution;
    struct record_institution institution;
    record_rows list;
    record_districts districts;
    struct record_list_page p = {
        .year = f.year,
        .words = f.words,
        .empty = {.title = S("조건에 맞는 계약이 없습니다"),
                  .text = S("조건을 줄이거나 다른 해를 골라 보세요."),
                  .button = S("조건 모두 지우기"),
                  .path = home(a, "/list", f.year)},
        .all_path = home(a, "/list", f.year),
        .csv_path = address_of(a, ".csv", &f),
    };
    TRY(record_store_find_institution(u->db, id, &institution));
    TRY(record_store_list_districts(u->db, a, id, f.year, &districts));
    TRY(record_store_count(u->db, id, &f, &p.total));
    TRY(record_store_list(u->db, a, id, &f, older_than, LIMIT_DESK_ROWS + 1, &list));
    struct law_ratios rows =
        law_ratios_on(u->law, institution.regime, record_judging_day(f.year, u->today), a);
    fill_crumb(a, f.year, &p.crumb);
    fill_options(a, &f, rows, districts, &p);
    fill_lines(u, institution.regime, &f, list, older_than, &p);
    p.asked = say_filter(a, &f, rows, &p);
    p.any = list.count > 0;
    frame_fill(u, rq, &p.frame, S("구매실적 계약 목록"));
    record_list_page_render(&rs->body, &p);
    return NULL;
}

// --- As a file -----------------------------------------------------------------------------------

static void write_head(struct out *o)
{
    static const char *const COLUMNS[] = {
        "계약번호",  "계약명",         "계약일",    "목적물",       "분류",         "부서",
        "공급기업",  "사업자등록번호", "구·군",     "계약금액(원)", "공급가액(원)", "지급액(원)",
        "계약 경로", "무효일",         "인정 구분", "확인서",
    };
    csv_write_mark(o);
    for (size_t i = 0; i < COUNT(COLUMNS); i++) {
        csv_write_text(o, str_view(COLUMNS[i]));
    }
    csv_end_row(o);
}

// Categories in one cell, certificates with number and days in another.
static void write_tags(struct out *o, struct law_ratios rows, const struct record_row *row)
{
    struct out counted;
    struct out proofs;
    out_init(&counted, o->arena, RECORD_TAGS_MAX * PROOF_MAX);
    out_init(&proofs, o->arena, RECORD_TAGS_MAX * PROOF_MAX);
    for (size_t i = 0; i < row->tags.count; i++) {
        const struct record_tag *t = &row->tags.items[i];
        if (find_row(rows, t->tag) != NULL) {
            str label = tag_label(rows, t->tag);
            out_format(&counted, "%s%.*s", counted.n > 0 ? "; " : "", STR_ARG(label));
            if (t->is_of_lines) {
                str won = money_format(o->arena, t->amount);
                out_format(&counted, "(%.*s원)", STR_ARG(won));
            }
        }
        if (t->number.n > 0) {
            str proof = say_certificate(o->arena, rows, t);
            out_format(&proofs, "%s%.*s", proofs.n > 0 ? "; " : "", STR_ARG(proof));
        }
    }
    csv_write_text(o, out_view(&counted));
    csv_write_text(o, out_view(&proofs));
}

static void write_row(struct out *o, struct law_ratios rows, const struct record_row *row)
{
    csv_write_text(o, row->number);
    csv_write_text(o, row->title);
    csv_write_date(o, row->contracted_on);
    csv_write_text(o, record_object_label(row->object));
    csv_write_text(o, row->category);
    csv_write_text(o, row->department);
    csv_write_text(o, row->supplier);
    csv_write_text(o, row->business_no);
    csv_write_text(o, row->district);
    csv_write_number(o, row->price.won);
    csv_write_number(o, row->supply.won);
    csv_write_number(o, row->paid.won);
    csv_write_text(o,
                   str_equals(row->channel, S("designated")) ? S("지정정보처리장치") : S("두레"));
    csv_write_date(o, row->voided_on);
    write_tags(o, rows, row);
    csv_end_row(o);
}

// Something was typed as a year or month, and is none.
static bool time_is_unread(const struct request *rq)
{
    str year = request_query(rq, "year");
    str month = request_query(rq, "month");
    int64_t number = 0;
    return (year.n > 0 && !record_year_parse(year, &number)) ||
           (month.n > 0 && !parse_month(month, &number));
}

// GET /buyer/records.csv: the list as a file, all pages of it. Fails with RECORD_TIME_UNREAD, since
// a file does not say of which days it is; RECORD_OBJECT_UNREAD, RECORD_WORDS_LONG,
// RECORD_TOO_MANY_ROWS.
static err get_csv(struct unit *u, const struct request *rq, struct response *rs)
{
    struct record_filter f = read_filter(rq, u->today);
    institution_id id = u->actor->institution;
    struct record_institution institution;
    struct record_total total;
    record_rows list;
    if (time_is_unread(rq)) {
        return &RECORD_TIME_UNREAD;
    }
    if (f.object.n == 0 && request_query(rq, "object").n > 0) {
        return &RECORD_OBJECT_UNREAD;
    }
    if (f.words.n == 0 && str_trim(request_query(rq, "words")).n > 0) {
        return &RECORD_WORDS_LONG;
    }
    TRY(record_store_find_institution(u->db, id, &institution));
    TRY(record_store_count(u->db, id, &f, &total));
    if (total.rows > LIMIT_ANSWER_ROWS) {
        return &RECORD_TOO_MANY_ROWS;
    }
    TRY(record_store_list(u->db, u->arena, id, &f, NO_ID(public_no), LIMIT_ANSWER_ROWS, &list));
    struct law_ratios rows =
        law_ratios_on(u->law, institution.regime, record_judging_day(f.year, u->today), u->arena);
    write_head(&rs->body);
    for (size_t i = 0; i < list.count; i++) {
        write_row(&rs->body, rows, &list.items[i]);
    }
    response_attachment(rs, S("text/csv; charset=utf-8"),
                        str_format(u->arena, "%.*s_구매실적_%lld.csv", STR_ARG(institution.name),
                                   (long long)f.year));
    return NULL;
}

const struct route RECORD_ROUTES[] = {
    ROUTE(GET, "/buyer/records", get_records, RIGHT_BUYER),
    ROUTE(GET, "/buyer/records/list", get_list, RIGHT_BUYER),
    ROUTE_SLOW(GET, "/buyer/records.csv", get_csv, RIGHT_BUYER),
};
const size_t RECORD_ROUTE_COUNT = COUNT(RECORD_ROUTES);
