#include "market/contract/contract_clause.h"

#include <assert.h>

#include "base/out.h"
#include "market/law/law_amount.h"
#include "market/law/law_check.h"
#include "market/law/law_term.h"

struct drawing {
    const struct law *law;
    const struct contract *c;
    date on;
    struct arena *arena;
    struct contract_clauses *out;
};

static void add(struct drawing *d, str heading, str text, str article)
{
    assert(d->out->count < CONTRACT_CLAUSES_MAX);
    d->out->items[d->out->count++] =
        (struct contract_clause){.heading = heading, .text = text, .article = article};
}

static void rest_on(struct drawing *d, const struct law_head *row)
{
    assert(d->out->rule_count < CONTRACT_RULES_MAX);
    d->out->rules[d->out->rule_count++] = row->id;
}

static bool is_state(const struct drawing *d)
{
    return law_regime_base(d->law, d->c->regime, d->on) == LAW_STATE;
}

static str law_name(const struct drawing *d)
{
    return is_state(d) ? S("국가를 당사자로 하는 계약에 관한 법률")
                       : S("지방자치단체를 당사자로 하는 계약에 관한 법률");
}

// A share in hundredths of a percent without needless zeros: 1000 is 10%, 5 is 0.05%.
static str percent(struct arena *a, int64_t bp)
{
    if (bp % 100 == 0) {
        return str_format(a, "%lld%%", (long long)(bp / 100));
    }
    return bp % 10 == 0
               ? str_format(a, "%lld.%lld%%", (long long)(bp / 100), (long long)(bp % 100 / 10))
               : str_format(a, "%lld.%02lld%%", (long long)(bp / 100), (long long)(bp % 100));
}

str contract_delay_words(struct arena *arena, int64_t delay_ppm)
{
    int64_t whole = delay_ppm / 10000;
    int64_t rest = delay_ppm % 10000; // of a percent, in ten-thousandths
    int digits = 4;
    while (digits > 0 && rest % 10 == 0) {
        rest /= 10;
        digits--;
    }
    return digits == 0
               ? str_format(arena, "1일 %lld%%", (long long)whole)
               : str_format(arena, "1일 %lld.%0*lld%%", (long long)whole, digits, (long long)rest);
}

// "14일", "5일(공휴일과 토요일 제외)", "1년"
static str length_of(struct arena *a, const struct law_term *term)
{
    static const char *const UNITS[] = {"일", "일(공휴일과 토요일 제외)", "개월", "년"};
    static_assert(COUNT(UNITS) == LAW_DAY_UNIT_COUNT, "a unit came or went");
    return str_format(a, "%lld%s", (long long)term->length, UNITS[term->unit]);
}

static void add_purpose(struct drawing *d)
{
    if (d->c->scope.n > 0) {
        add(d, S("목적"),
            S("공급기업은 위 품목을 위 과업 내용에 적은 대로 이행하고, 기관은 그 대가를 "
              "지급합니다."),
            S(""));
        return;
    }
    str text = d->c->object == LAW_GOODS
                   ? S("공급기업은 위 품목을 정한 규격과 수량대로 납품하고, 기관은 그 대금을 "
                       "지급합니다.")
                   : S("공급기업은 위 내용을 정한 대로 이행하고, 기관은 그 대가를 지급합니다.");
    add(d, S("목적"), text, S(""));
}

static void add_days(struct drawing *d)
{
    int year = 0;
    int month = 0;
    int day = 0;
    date_to_ymd(d->c->ends_on, &year, &month, &day);
    add(d, S("이행기간과 장소"),
        str_format(d->arena,
                   "계약을 맺은 날부터 %d년 %d월 %d일까지 %.*s에서 이행합니다. 계약은 양쪽이 모두 "
                   "서명한 때 확정됩니다.",
                   year, month, day, STR_ARG(d->c->delivery_place)),
        is_state(d) ? S("국가계약법 제11조제2항") : S("지방계약법 제14조제3항"));
}

static void add_term(struct drawing *d, const char *kind, str heading, str before, str after)
{
    const struct law_term *term = law_term_find(d->law, d->c->regime, str_view(kind), d->on);
    if (term == NULL) {
        return; // nothing is promised that no row says
    }
    rest_on(d, &term->head);
    str length = length_of(d->arena, term);
    add(d, heading,
        str_format(d->arena, "%.*s %.*s %.*s", STR_ARG(before), STR_ARG(length), STR_ARG(after)),
        term->head.article);
}

static void add_delay(struct drawing *d)
{
    str variant = str_view(law_delay_variant_word(d->c->delay_variant));
    const struct law_delay_rate *rate =
        law_delay_find(d->law, d->c->regime, d->c->object, variant, d->on);
    const struct law_share *cap =
        law_share_find(d->law, d->c->regime, S("delay_cap"), d->c->object, d->on);
    str words = contract_delay_words(d->arena, d->c->delay_ppm);
    str most = S("");
    if (cap != NULL) {
        rest_on(d, &cap->head);
        str share = percent(d->arena, cap->bp);
        most = str_format(d->arena, " 모두 더해 그 금액의 %.*s를 넘지 않습니다.", STR_ARG(share));
    }
    if (rate != NULL) {
        rest_on(d, &rate->head);
    }
    str counted = S("");
    const struct law_fact *count = law_delay_counts_inspection(d->law, d->c->regime, d->on);
    if (count != NULL) {
        rest_on(d, &count->head);
        counted = str_format(d->arena, " %.*s", STR_ARG(count->text));
    }
    add(d, is_state(d) ? S("지체상금") : S("지연배상금"),
        str_format(
            d->arena,
            "이행이 늦으면 계약금액에서 이미 인수한 부분을 뺀 금액의 %.*s를 내며, 대금에서 뺄 "
            "수 있습니다. 공급기업의 책임이 아닌 날은 세지 않습니다.%.*s%.*s",
            STR_ARG(words), STR_ARG(counted), STR_ARG(most)),
        rate == NULL ? S("") : rate->head.article);
}

static str both(struct arena *a, str first, str second)
{
    if (first.n == 0 || second.n == 0) {
        return first.n == 0 ? second : first;
    }
    return str_format(a, "%.*s; %.*s", STR_ARG(first), STR_ARG(second));
}

// How much it is says one article, that a promise may stand for it another.
static void add_security(struct drawing *d)
{
    const struct law_share *share =
        law_share_find(d->law, d->c->regime, S("performance_security"), d->c->object, d->on);
    const struct law_document_row *row =
        law_document_find(d->law, LAW_PERFORMANCE_SECURITY, d->c->regime, d->c->object, d->on);
    str amount = money_format(d->arena, d->c->security_amount);
    str words = money_words(d->arena, d->c->security_amount);
    str label = contract_security_label(d->c->security);
    str part = S("");
    if (share != NULL) {
        rest_on(d, &share->head);
        str rate = percent(d->arena, share->bp);
        part = str_format(d->arena, "계약금액의 %.*s인 ", STR_ARG(rate));
    }
    if (row != NULL) {
        rest_on(d, &row->head);
    }
    str how =
        d->c->security == CONTRACT_PROMISE
            ? S("은 지급을 확약하는 각서로 갈음합니다. 낼 사유가 생기면 공급기업이 바로 현금으로 "
                "냅니다.")
            : S("을 계약을 맺기 전에 냅니다.");
    bool is_promised = d->c->security == CONTRACT_PROMISE && row != NULL;
    add(d, S("계약보증금"),
        str_format(d->arena, "%.*s%.*s원(금 %.*s원정)%.*s 방법: %.*s.", STR_ARG(part),
                   STR_ARG(amount), STR_ARG(words), STR_ARG(how), STR_ARG(label)),
        both(d->arena, share == NULL ? S("") : share->head.article,
             is_promised ? row->head.article : S("")));
}

static void add_risk(struct drawing *d)
{
    add(d, S("위험부담"),
        S("기관이 인수하기 전에 생긴 손해는 공급기업이 부담합니다. 기관의 책임 있는 사유로 생긴 "
          "손해는 "
          "기관이 부담합니다."),
        is_state(d) ? S("국가계약법 제11조제1항") : S("지방계약법 제14조제1항"));
}

static void add_defects(struct drawing *d)
{
    const struct law_term *term = law_term_find(d->law, d->c->regime, S("goods_warranty"), d->on);
    if (d->c->object == LAW_GOODS && term != NULL) {
        rest_on(d, &term->head);
        str length = length_of(d->arena, term);
        add(d, S("하자보수"),
            str_format(d->arena,
                       "납품한 날부터 %.*s 안에 하자가 드러나면 공급기업이 바꾸어 주거나 대금을 "
                       "돌려줍니다.",
                       STR_ARG(length)),
            term->head.article);
        return;
    }
    add(d, S("하자보수"),
        S("하자가 드러나면 계약의 성질에 따라 관계 법령이 정한 기간 안에 공급기업이 고칩니다."),
        is_state(d) ? S("국가계약법 제17조") : S("지방계약법 제20조; 시행령 제69조"));
}

static void add_integrity(struct drawing *d)
{
    struct law_pledges rows = law_pledges_on(d->law, d->c->regime, S("integrity"), d->on, d->arena);
    struct out o;
    out_init(&o, d->arena, 4096);
    for (size_t i = 0; i < rows.count; i++) {
        rest_on(d, &rows.items[i]->head);
        out_str(&o, i == 0 ? S("") : S(" "));
        out_str(&o, rows.items[i]->text);
    }
    add(d, S("청렴계약"), out_view(&o),
        rows.count == 0 ? S("")
                        : law_article_for(d->arena, rows.items[0]->head.article, rows.base));
}

static void add_ending(struct drawing *d)
{
    add(d, S("변경과 해제·해지"),
        S("수량이나 내용이 바뀌면 위 단가로 금액을 조정합니다. 서약이 거짓이거나 계약을 이행할 "
          "수 "
          "없음이 분명하면 계약을 해제하거나 해지할 수 있습니다."),
        is_state(d) ? S("국가계약법 제19조; 시행령 제75조") : S("지방계약법 제22조·제30조의2"));
    str name = law_name(d);
    add(d, S("그 밖의 사항"),
        str_format(d->arena,
                   "정하지 않은 것은 「%.*s」과 그 시행령·시행규칙, 계약 일반조건에 따릅니다.",
                   STR_ARG(name)),
        S(""));
}

void contract_write_clauses(const struct law *law, const struct contract *c, date on,
                            struct arena *arena, struct contract_clauses *out)
{
    *out = (struct contract_clauses){0};
    struct drawing d = {.law = law, .c = c, .on = on, .arena = arena, .out = out};
    const struct law_document_row *paper =
        law_document_find(law, LAW_CONTRACT_DOCUMENT, c->regime, c->object, on);
    if (paper != NULL) {
        rest_on(&d, &paper->head);
    }
    add_purpose(&d);
    add_days(&d);
    add_term(&d, "inspection", S("검사"),
             S("공급기업은 이행을 마치면 알리고, 기관은 통지를 받은 날부터"),
             S("안에 검사합니다. 맞지 않는 것은 공급기업이 바꾸거나 고쳐 다시 검사받습니다."));
    add_term(&d, "payment", S("대금 지급"),
             S("검사에 합격한 뒤 청구하며, 기관은 청구를 받은 날부터"), S("안에 지급합니다."));
    add_delay(&d);
    add_security(&d);
    add_risk(&d);
    add_defects(&d);
    add_integrity(&d);
    add_ending(&d);
}

str contract_join_rules(struct arena *arena, str rules, const struct contract_clauses *more)
{
    str all = rules;
    for (size_t i = 0; i < more->rule_count; i++) {
        str padded = str_format(arena, " %.*s ", STR_ARG(all));
        str wanted = str_format(arena, " %.*s ", STR_ARG(more->rules[i]));
        if (!str_contains(padded, wanted)) {
            all = str_format(arena, "%.*s%s%.*s", STR_ARG(all), all.n == 0 ? "" : " ",
                             STR_ARG(more->rules[i]));
        }
    }
    return all;
}
