// A case that is over, thought out: who buys what from whom, what the law says of it, and when each
// step was taken.
#include <assert.h>

#include "app/demo_deed.h"
#include "app/demo_past.h"
#include "market/contract/contract_terms.h"
#include "market/law/law_amount.h"
#include "market/law/law_term.h"
#include "market/law/law_text.h"
#include "market/purchase/purchase_approval.h"
#include "market/purchase/purchase_proof.h"

#define SMALLER_TRIES 5 // a need that the law would put to tender is bought in part

// --- Who and what --------------------------------------------------------------------------------

static size_t heavy(struct past *p, size_t count)
{
    // The lesser of two: the first are dealt with more than the last.
    int64_t a = demo_below(&p->d, (int64_t)count);
    int64_t b = demo_below(&p->d, (int64_t)count);
    return (size_t)(a < b ? a : b);
}

static struct past_office *choose_office(struct past *p)
{
    int64_t wanted = demo_below(&p->d, p->weights[p->offices.count - 1]);
    size_t low = 0;
    size_t high = p->offices.count - 1;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (p->weights[middle] <= wanted) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return &p->offices.items[low];
}

static bool object_of(str category_object, enum law_object *out)
{
    if (str_equals(category_object, S("works"))) {
        *out = LAW_WORKS_SPECIAL;
        return true;
    }
    return law_object_from(category_object, out);
}

// Most purchases are small, and a few are large: won, VAT included.
static int64_t choose_won(struct past *p)
{
    static const struct {
        int64_t of_hundred;
        int64_t least;
        int64_t most;
    } BANDS[] = {
        {22, 60000,    300000  },
        {33, 300000,   1000000 },
        {27, 1000000,  4000000 },
        {13, 4000000,  12000000},
        {4,  12000000, 21000000},
        {1,  21000000, 48000000},
    };
    int64_t left = demo_below(&p->d, 100);
    size_t i = 0;
    while (i + 1 < COUNT(BANDS) && left >= BANDS[i].of_hundred) {
        left -= BANDS[i].of_hundred;
        i++;
    }
    return BANDS[i].least + demo_below(&p->d, BANDS[i].most - BANDS[i].least);
}

static int64_t quantity_for(const struct past_offer *o, int64_t won)
{
    int64_t quantity = won / o->price.won;
    if (quantity > 20) {
        quantity = quantity / 5 * 5; // as people order
    }
    return quantity < o->quantity_min ? o->quantity_min : quantity;
}

static void set_line(struct past_case *c, const struct past_offer *o, int64_t won)
{
    c->offers[c->line_count] = o;
    c->lines[c->line_count] = (struct purchase_line){
        .seq = (int64_t)c->line_count + 1,
        .offer = o->id,
        .offer_revision = o->revision,
        .product = o->product,
        .category_code = o->category->code,
        .object = o->category->object,
        .title = o->title,
        .unit = o->unit,
        .quantity = quantity_for(o, won),
        .list_price = o->price,
        .price = o->price,
        .is_exempt = o->is_exempt,
    };
    c->line_count++;
}

// One thing, and now and then others of the same family that the firm has beside it.
static void choose_lines(struct past *p, struct past_case *c)
{
    struct demo *d = &p->d;
    const struct past_firm *f = c->firm;
    size_t first = heavy(p, f->offer_count);
    size_t wanted = 1;
    while (wanted < PAST_LINES_MAX && demo_one_in(d, 3)) {
        wanted++;
    }
    int64_t won = choose_won(p) / (int64_t)wanted;
    const struct past_offer *offers = &p->offers.items[f->first_offer];
    for (size_t i = 0; i < f->offer_count && c->line_count < wanted; i++) {
        const struct past_offer *o = &offers[(first + i) % f->offer_count];
        if (i == 0 || o->category->family == offers[first].category->family) {
            set_line(c, o, won);
        }
    }
}

// --- What the law says ---------------------------------------------------------------------------

static void tags_on(const struct past_case *c, date on, uint32_t *out_tags, int64_t *out_vulnerable)
{
    *out_tags = 0;
    *out_vulnerable = LAW_VULNERABLE_UNKNOWN;
    for (size_t i = 0; i < c->firm->certificate_count; i++) {
        const struct record_certificate *k = &c->firm->certificates[i];
        enum law_tag tag;
        if (!party_term_holds(k->valid_from, k->valid_until, on) || !law_tag_from(k->kind, &tag)) {
            continue;
        }
        *out_tags |= LAW_TAG_BIT(tag);
        if (c->firm->vulnerable_bp[i] > *out_vulnerable) {
            *out_vulnerable = c->firm->vulnerable_bp[i];
        }
    }
}

static bool resells(const struct past_case *c)
{
    bool some = false;
    for (size_t i = 0; i < c->line_count; i++) {
        some = some || !c->offers[i]->own_production;
    }
    return some;
}

// What the department bought alike before, up to the day itself.
static void sum_similar(const struct past *p, const struct past_case *c, date on,
                        struct law_similar_sum *year, struct law_similar_sum *twelve)
{
    date year_from;
    date twelve_from;
    law_similar_days(on, &year_from, &twelve_from);
    *year = *twelve = (struct law_similar_sum){0};
    int32_t at = c->department->last_seen[c->offers[0]->category->family];
    while (at >= 0) {
        const struct past_seen *s = &p->seen.items[at];
        if (date_before(s->on, year_from) && date_before(s->on, twelve_from)) {
            break;
        }
        if (!date_before(s->on, year_from)) {
            year->sum = money_add(year->sum, s->estimated);
            year->count++;
        }
        if (!date_before(s->on, twelve_from)) {
            twelve->sum = money_add(twelve->sum, s->estimated);
            twelve->count++;
        }
        at = s->before;
    }
}

static str join_rules(struct arena *a, const struct law_answer *answer)
{
    struct contract_clauses rows = {0};
    for (size_t i = 0; i < answer->row_count; i++) {
        rows.rules[rows.rule_count++] = answer->rows[i];
    }
    return contract_join_rules(a, S(""), &rows);
}

// Of all its lines; where they differ it is the usual one.
static enum law_delay_variant delay_variant_of(const struct past_case *c)
{
    enum law_delay_variant first = c->offers[0]->category->delay_variant;
    for (size_t i = 1; i < c->line_count; i++) {
        if (c->offers[i]->category->delay_variant != first) {
            return LAW_DELAY_USUAL;
        }
    }
    return first;
}

// The law is asked as on the site; false: it would not be bought this way here.
static bool judge(struct past *p, struct past_case *c, date on)
{
    struct unit *u = p->d.u;
    struct purchase *k = &c->purchase;
    struct law_question *q = &c->question;
    struct law_similar_sum year;
    struct law_similar_sum twelve;
    struct law_similar similar;
    struct law_answer answer;
    *q = (struct law_question){.regime = c->office->regime,
                               .object = k->object,
                               .estimated_price = k->estimated,
                               .contract_price = k->list,
                               .on = on,
                               .delay_variant = delay_variant_of(c)};
    tags_on(c, on, &q->tags, &q->vulnerable_bp);
    if (resells(c)) {
        str article;
        q->tags &= ~law_tags_of_makers(u->law, q, &article);
    }
    sum_similar(p, c, on, &year, &twelve);
    law_similar_judge(u->law, q, year, twelve, u->arena, &similar);
    q->similar_price = similar.looks_split ? WON(0) : similar.sum; // the officer says why
    law_decide(u->law, q, u->arena, &answer);
    struct purchase_word word = demo_word_of_officer();
    if (answer.path > LAW_ONE_QUOTE || purchase_proofs_admit(&answer, &word.proofs) != NULL) {
        return false;
    }
    k->has_path = true;
    k->path = answer.path;
    c->decision = (struct purchase_decision){
        .judged_on = on,
        .question = law_question_text(u->arena, q),
        .answer = law_answer_text(u->arena, &answer),
        .path = answer.path,
        .rule_ids = join_rules(u->arena, &answer),
        .ground = answer.ground,
        .confidence = answer.confidence,
        .similar = similar.sum,
        .split_reason = similar.looks_split ? word.split_reason : S(""),
        .confirm_reason = answer.officer_must_confirm ? word.confirm_reason : S(""),
        .proofs = purchase_proofs_text(u->arena, &answer, &word.proofs),
    };
    return true;
}

static bool price_and_judge(struct past *p, struct past_case *c, date on)
{
    struct unit *u = p->d.u;
    for (int tries = 0; tries < SMALLER_TRIES; tries++) {
        struct purchase_totals totals;
        if (purchase_sum(c->lines, c->line_count, law_vat_rate(u->law, on), &totals) != NULL) {
            return false;
        }
        c->purchase.list = totals.price;
        c->purchase.estimated = totals.supply;
        if (judge(p, c, on)) {
            return true;
        }
        for (size_t i = 0; i < c->line_count; i++) {
            int64_t less = c->lines[i].quantity / 3;
            int64_t least = c->offers[i]->quantity_min;
            c->lines[i].quantity = less > least ? less : least;
        }
    }
    return false;
}

// A quote is some percent below the list, to the ten won; without one the list price is agreed.
static bool agree(struct past *p, struct past_case *c, date on)
{
    struct demo *d = &p->d;
    struct purchase *k = &c->purchase;
    c->asks = k->path != LAW_QUOTE_WAIVED || demo_one_in(d, 3);
    int64_t discount = c->asks ? demo_below(d, 8) : 0;
    for (size_t i = 0; i < c->line_count; i++) {
        ratio asked = {.part = 100 - discount, .whole = 100};
        int64_t won = money_share(c->lines[i].list_price, asked, ROUND_DOWN).won;
        c->lines[i].price = WON(c->asks && won > 10 ? won / 10 * 10 : won);
    }
    struct purchase_totals totals;
    ratio rate = law_vat_rate(d->u->law, on);
    if (purchase_sum(c->lines, c->line_count, rate, &totals) != NULL || totals.price.won <= 0) {
        return false;
    }
    k->price = totals.price;
    k->supply = totals.supply;
    k->vat = totals.vat;
    return true;
}

// --- When ----------------------------------------------------------------------------------------

static instant at_work(struct past *p, date on)
{
    return instant_at(on, 9 + (int)demo_below(&p->d, 8), (int)demo_below(&p->d, 60));
}

static date some_days(struct past *p, date from, int32_t least, int64_t more)
{
    int32_t days = least + (int32_t)demo_below(&p->d, more + 1);
    return calendar_add_working_days(p->d.u->calendar, from, days);
}

// One deed after another. False: it would not be over in time.
static bool set_days(struct past *p, struct past_case *c, date on, date end)
{
    const struct calendar *calendar = p->d.u->calendar;
    instant *at = c->at;
    at[PAST_DRAFT] = instant_at(on, 9 + (int)demo_below(&p->d, 7), (int)demo_below(&p->d, 60));
    at[PAST_JUDGE] = instant_add_s(at[PAST_DRAFT], INT64_C(60) * (4 + demo_below(&p->d, 20)));
    at[PAST_ASK] = instant_add_s(at[PAST_JUDGE], INT64_C(60) * (3 + demo_below(&p->d, 20)));
    date day = on;
    at[PAST_ANSWER] = at[PAST_CHOOSE] = at[PAST_ASK];
    if (c->asks) {
        day = some_days(p, day, 1, 2);
        at[PAST_ANSWER] = at_work(p, day);
        day = some_days(p, day, 1, 1);
        at[PAST_CHOOSE] = at_work(p, day);
    }
    at[PAST_SUBMIT] = instant_add_s(at[PAST_CHOOSE], INT64_C(60) * (5 + demo_below(&p->d, 20)));
    at[PAST_APPROVE] = at_work(p, day = some_days(p, day, 1, 1));
    at[PAST_DRAW] = at_work(p, day = some_days(p, day, 1, 1));
    c->sign_by = calendar_add_working_days(calendar, day, 3);
    day = some_days(p, day, 1, 1);
    at[PAST_SIGN_SUPPLIER] = at_work(p, day);
    at[PAST_SIGN_INSTITUTION] = instant_add_s(at[PAST_SIGN_SUPPLIER], INT64_C(60) * 25);
    int64_t lead = 0;
    for (size_t i = 0; i < c->line_count; i++) {
        lead = c->offers[i]->lead_days > lead ? c->offers[i]->lead_days : lead;
    }
    date last = calendar_working_day_from(calendar, date_add_days(on, 14 + (int32_t)lead));
    c->purchase.deliver_by = last;
    int32_t room = calendar_working_days_between(calendar, day, last);
    if (room < 1 || date_before(last, c->sign_by)) {
        return false;
    }
    date came = some_days(p, day, 1, room - 1);
    if (demo_one_in(&p->d, 16)) {
        came = some_days(p, last, 1, 5); // late
    }
    at[PAST_DELIVER] = at_work(p, came);
    at[PAST_INSPECT] = at_work(p, day = some_days(p, came, 1, 3));
    at[PAST_CLAIM] = at_work(p, day = some_days(p, day, 1, 2));
    at[PAST_PAY] = at_work(p, day = some_days(p, day, 1, 2));
    return date_before(day, end);
}

// --- The contract --------------------------------------------------------------------------------

static bool stands_on(struct past *p, const struct past_case *c, date on,
                      struct contract_standing *out)
{
    uint32_t tags;
    int64_t vulnerable_bp;
    tags_on(c, on, &tags, &vulnerable_bp);
    contract_judge_standing(p->d.u->law, &c->question, tags, vulnerable_bp, on, p->d.u->arena, out);
    return out->stands;
}

// Both sides may sign: the ground holds on the day it is drawn and on the day it binds.
static bool draw(struct past *p, struct past_case *c)
{
    struct unit *u = p->d.u;
    const struct purchase *k = &c->purchase;
    date on = instant_date(c->at[PAST_DRAW]);
    date bound = instant_date(c->at[PAST_SIGN_INSTITUTION]);
    struct contract_standing standing;
    struct law_answer duties;
    if (!stands_on(p, c, on, &standing) || !stands_on(p, c, bound, &standing)) {
        return false;
    }
    struct law_question q = standing.left;
    q.contract_price = k->price;
    q.on = on;
    law_decide(u->law, &q, u->arena, &duties);
    c->contract = (struct contract){
        .institution = c->office->id,
        .institution_name = c->office->name,
        .regime = c->office->regime,
        .supplier = c->firm->id,
        .supplier_name = c->firm->party.name,
        .kind = duties.contract_document != LAW_REQUIRED ? CONTRACT_ACCEPTANCE : CONTRACT_DOCUMENT,
        .title = k->title,
        .object = k->object,
        .price = k->price,
        .supply = k->supply,
        .vat = k->vat,
        .estimated = k->estimated,
        .security = duties.performance_security != LAW_REQUIRED ? CONTRACT_PROMISE : CONTRACT_BOND,
        .delay_ppm = duties.delay_ppm,
        .delay_variant = q.delay_variant,
        .delivery_place = k->delivery_place,
        .contracted_on = bound,
        .starts_on = bound,
        .ends_on = k->deliver_by,
        .ground = c->decision.ground,
        .reason = S("지역의 작은 기업이 만드는 물품으로 값과 납기가 알맞습니다."),
        .state = CONTRACT_PAID,
        .is_demo = true,
    };
    struct contract *x = &c->contract;
    if (!law_security_amount(u->law, x->regime, x->object, x->price, on, &x->security_amount)) {
        x->security_amount = WON(0);
    }
    contract_write_clauses(u->law, x, on, u->arena, &c->clauses);
    x->rule_ids = contract_join_rules(u->arena, c->decision.rule_ids, &c->clauses);
    return true;
}

// --- The whole -----------------------------------------------------------------------------------

static void write_need(struct past *p, struct past_case *c)
{
    static const char *const NEEDS[][2] = {
        {"구입",        "부서에서 쓰던 것이 떨어져 다시 갖춥니다."},
        {"행사 준비", "주민 행사에 쓸 것을 준비합니다."             },
        {"교체",        "오래되어 고장이 잦은 것을 바꿉니다."       },
        {"환경 개선", "민원인이 쓰는 자리를 고쳐 갖춥니다."       },
        {"정기 구매", "정해진 때마다 쓰는 것을 갖춥니다."          },
        {"사업 운영", "올해 사업 계획에 따라 필요합니다."          },
    };
    static const char BUDGETS[] =
        "사무관리비(201-01)|공공운영비(201-02)|행사운영비(201-03)|자산취득비(405-01)";
    size_t need = (size_t)demo_below(&p->d, (int64_t)COUNT(NEEDS));
    str title = c->lines[0].title;
    str rest = title;
    title = str_cut(&rest, '('); // without its specification
    while (title.n > 0 && title.p[title.n - 1] == ' ') {
        title.n--;
    }
    const char *more = c->line_count > 1 ? " 등" : "";
    struct purchase *k = &c->purchase;
    k->title = str_format(p->d.u->arena, "%.*s%s %s", STR_ARG(title), more, NEEDS[need][0]);
    k->need = str_view(NEEDS[need][1]);
    k->budget_line = demo_pick(&p->d, str_view(BUDGETS));
}

static void choose(struct past *p, struct past_case *c)
{
    c->office = choose_office(p);
    c->department =
        &c->office->departments[demo_below(&p->d, (int64_t)c->office->department_count)];
    c->firm = &p->firms.items[heavy(p, p->firms.count)];
}

static void remember(struct past *p, const struct past_case *c, date on)
{
    int32_t *last = &c->department->last_seen[c->offers[0]->category->family];
    if (p->seen.count < p->seen_max) {
        p->seen.items[p->seen.count] = (struct past_seen){on, c->purchase.estimated, *last};
        *last = (int32_t)p->seen.count++;
    }
}

bool past_plan(struct past *p, date on, date end, struct past_case *out)
{
    struct past_case *c = out;
    *c = (struct past_case){0};
    choose(p, c);
    if (c->firm->offer_count == 0) {
        return false;
    }
    choose_lines(p, c);
    c->purchase = (struct purchase){
        .institution = c->office->id,
        .institution_name = c->office->name,
        .regime = c->office->regime,
        .department = c->department->id,
        .department_name = c->department->name,
        .supplier = c->firm->id,
        .supplier_name = c->firm->party.name,
        .officer = c->department->officer.account,
        .delivery_place = c->office->name,
        .requested_on = on,
        .is_demo = true,
    };
    if (!object_of(c->offers[0]->category->object, &c->purchase.object)) {
        return false;
    }
    write_need(p, c);
    if (!price_and_judge(p, c, on) || !agree(p, c, on) || !set_days(p, c, on, end) || !draw(p, c)) {
        return false;
    }
    remember(p, c, on);
    return true;
}
