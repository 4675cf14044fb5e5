#include "market/disclosure/disclosure.h"

#include <assert.h>

#include "base/out.h"
#include "market/law/law_term.h"

#define SHEET                                                                                                            \
    "지방자치단체 입찰 및 계약 집행기준 제5장 제8절(지방자치단체); 공기업·준정부기관 " \
    "계약사무규칙 제8조의2"

const struct fault DISCLOSURE_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "disclosure.unknown",
    .text = "찾는 공개내역이 없습니다. 수의계약 공개 목록에서 다시 골라 주세요.",
};

const struct fault DISCLOSURE_TIME_UNREAD = {
    .kind = FAULT_INVALID,
    .code = "disclosure.time_unread",
    .text = "어느 해, 어느 달인지 읽을 수 없어 파일을 만들지 않았습니다. 해는 2000부터 2100까지의 "
            "수로, 달은 해와 함께 1부터 12까지의 수로 적어 주세요. 예: year=2026, month=11.",
};

const struct fault DISCLOSURE_INSTITUTION_UNREAD = {
    .kind = FAULT_INVALID,
    .code = "disclosure.institution_unread",
    .text = "어느 기관인지 읽을 수 없어 파일을 만들지 않았습니다. institution에는 기관 번호 "
            "13자리를 적어 주세요. 번호는 공개내역서에서 기관 이름을 누르면 주소에 보입니다.",
};

const struct fault DISCLOSURE_WORDS_LONG = {
    .kind = FAULT_INVALID,
    .code = "disclosure.words_long",
    .text = "찾는 말이 너무 길어 파일을 만들지 않았습니다. 짧게 줄여 다시 받아 주세요.",
};

const struct fault DISCLOSURE_MONTH_UNREAD = {
    .kind = FAULT_INVALID,
    .code = "disclosure.month_unread",
    .text = "어느 달인지 읽을 수 없어 자료를 만들지 않았습니다. 달을 연-월로 적어 주세요. 예: "
            "month=2026-11. 적지 않으면 이번 달 자료를 드립니다.",
};

const struct fault DISCLOSURE_NO_CONTRACT = {
    .kind = FAULT_BROKEN,
    .code = "disclosure.no_contract",
    .text = "공개할 계약이 없습니다. 운영자가 작업 기록을 확인해야 합니다.",
};

const struct fault DISCLOSURE_NO_AMOUNT = {
    .kind = FAULT_REFUSED,
    .code = "disclosure.no_amount",
    .text = "추정금액이나 계약금액이 0원입니다. 운영자에게 알려 주세요.",
    .source = SHEET,
};

const struct fault DISCLOSURE_NO_TITLE = {
    .kind = FAULT_REFUSED,
    .code = "disclosure.no_title",
    .text = "사업명을 적어 주세요.",
    .source = SHEET,
};

const struct fault DISCLOSURE_NO_FIRM = {
    .kind = FAULT_REFUSED,
    .code = "disclosure.no_firm",
    .text = "계약상대자의 상호가 비어 있습니다. 운영자에게 알려 주세요.",
    .source = SHEET,
};

const struct fault DISCLOSURE_NO_GROUND = {
    .kind = FAULT_REFUSED,
    .code = "disclosure.no_ground",
    .text = "수의계약 근거 조문을 적어 주세요.",
    .source = SHEET,
};

const struct fault DISCLOSURE_NO_REASON = {
    .kind = FAULT_REFUSED,
    .code = "disclosure.no_reason",
    .text = "수의계약 사유를 구체적으로 적어 주세요.",
    .source = SHEET,
};

const struct fault DISCLOSURE_NO_SITE = {
    .kind = FAULT_REFUSED,
    .code = "disclosure.no_site",
    .text = "사업장소를 적어 주세요.",
    .source = SHEET,
};

static err const FAULTS[] = {
    &DISCLOSURE_NO_AMOUNT,       &DISCLOSURE_NO_TITLE,  &DISCLOSURE_NO_FIRM,
    &DISCLOSURE_NO_GROUND,       &DISCLOSURE_NO_REASON, &DISCLOSURE_NO_SITE,
    &DISCLOSURE_HAS_RESIDENT_NO, &DISCLOSURE_HAS_PHONE, &DISCLOSURE_HAS_ACCOUNT,
    &DISCLOSURE_HAS_EMAIL,
};
static_assert(COUNT(FAULTS) <= DISCLOSURE_FAULTS_MAX, "room for each of them at once");

struct disclosure_sheet disclosure_sheet_of(const struct law *law, enum law_regime regime, date on,
                                            struct arena *arena)
{
    static const char *const SHEETS[] = {"negotiated", "monthly"};
    for (size_t i = 0; i < COUNT(SHEETS); i++) {
        struct disclosure_sheet own = {
            .fields = law_disclosure_fields_on(law, regime, str_view(SHEETS[i]), on, arena),
            .is_ordered = true,
        };
        if (own.fields.count > 0) {
            return own;
        }
    }
    return (struct disclosure_sheet){
        .fields = law_disclosure_fields_on(law, LAW_LOCAL, S("negotiated"), on, arena),
    };
}

bool disclosure_sheet_has(const struct disclosure_sheet *sheet, str field)
{
    for (size_t i = 0; i < sheet->fields.count; i++) {
        if (str_equals(sheet->fields.items[i]->field, field)) {
            return true;
        }
    }
    return false;
}

bool disclosure_is_due(str path)
{
    enum law_path way = LAW_PATH_COUNT;
    return law_path_from(path, &way) && way != LAW_OPEN_BIDDING;
}

void disclosure_prepare(struct disclosure *d, const struct disclosure_sheet *sheet,
                        bool is_corporation)
{
    d->rate_bp = money_basis_points(d->price, d->estimated);
    bool hides = !is_corporation && !sheet->is_ordered;
    if (hides || !disclosure_sheet_has(sheet, S("representative"))) {
        d->representative = S("");
    }
    if (hides || !disclosure_sheet_has(sheet, S("address"))) {
        d->address = S("");
    }
}

static void add_fault(struct disclosure_faults *list, err fault)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i] == fault) {
            return;
        }
    }
    assert(list->count < DISCLOSURE_FAULTS_MAX);
    list->items[list->count++] = fault;
}

void disclosure_check(const struct disclosure *d, struct arena *arena,
                      struct disclosure_faults *out)
{
    const struct {
        str text;
        err missing; // when it is empty; NULL: it may be
    } TEXTS[] = {
        {d->title,         &DISCLOSURE_NO_TITLE },
        {d->supplier_name, &DISCLOSURE_NO_FIRM  },
        {d->ground,        &DISCLOSURE_NO_GROUND},
        {d->reason,        &DISCLOSURE_NO_REASON},
        {d->site,          &DISCLOSURE_NO_SITE  },
        {d->remarks,       NULL                 },
    };
    *out = (struct disclosure_faults){.count = 0};
    if (d->estimated.won <= 0 || d->price.won <= 0) {
        add_fault(out, &DISCLOSURE_NO_AMOUNT);
    }
    for (size_t i = 0; i < COUNT(TEXTS); i++) {
        if (str_trim(TEXTS[i].text).n == 0 && TEXTS[i].missing != NULL) {
            add_fault(out, TEXTS[i].missing);
        }
        err personal = disclosure_check_text(arena, TEXTS[i].text);
        if (personal != NULL) {
            add_fault(out, personal);
        }
    }
}

err disclosure_fault_from(str code)
{
    for (size_t i = 0; i < COUNT(FAULTS); i++) {
        if (str_equals(code, str_view(FAULTS[i]->code))) {
            return FAULTS[i];
        }
    }
    return NULL;
}

date disclosure_keep_until(const struct law *law, const struct calendar *calendar,
                           enum law_regime regime, date completed_on)
{
    const struct law_term *term = law_term_find(law, regime, S("disclosure_keep"), completed_on);
    return term == NULL ? DATE_NONE : law_term_ends(term, calendar, completed_on);
}

str disclosure_search_text(struct arena *arena, str text)
{
    str lower = str_lower_ascii(arena, text);
    char *p = arena_alloc(arena, lower.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < lower.n; i++) {
        if (lower.p[i] != ' ') {
            p[n++] = lower.p[i];
        }
    }
    return (str){.p = p, .n = n};
}

str disclosure_grams(struct arena *arena, str search_text)
{
    struct out o;
    // A byte is in two pairs, two digits in each, and a pair has a blank before it.
    out_init(&o, arena, 5 * search_text.n + 1);
    size_t before = 0;
    size_t from = 0;
    for (size_t at = 0; at < search_text.n; before = from) {
        from = at;
        (void)str_next(search_text, &at);
        if (from == 0) {
            continue;
        }
        if (o.n > 0) {
            out_char(&o, ' ');
        }
        for (size_t i = before; i < at; i++) {
            unsigned char byte = (unsigned char)search_text.p[i];
            out_char(&o, "0123456789abcdef"[byte >> 4]);
            out_char(&o, "0123456789abcdef"[byte & 15]);
        }
    }
    assert(!o.overflowed);
    return out_view(&o);
}
