#include "market/purchase/purchase_part_web.h"

#include <assert.h>

#include "market/law/law_pack.h"
#include "market/party/right.h"
#include "market/purchase/purchase_action.h"

#define HASH_SHORT 12 // hex digits people compare by eye

#define AT(state) (UINT64_C(1) << (state)) // in a set of states

// The seven steps of a case: the states in which each is under way, and the events that end it.
static const struct way {
    const char *text;
    const char *who;
    uint64_t states;
    const char *done_by[3];
} WAY[] = {
    {"요청·방법",
     "계약담당",                   AT(PURCHASE_DRAFT),
     {"purchase.ask", "purchase.waive_quote", "purchase.hand_over"}                                                                },
    {"견적·선정",
     "공급기업",                   AT(PURCHASE_ASKED) | AT(PURCHASE_QUOTED) | AT(PURCHASE_DECLINED),
     {"purchase.choose", "purchase.waive_quote"}                                                                                   },
    {"결재",
     "결재자",                      AT(PURCHASE_CHOSEN) | AT(PURCHASE_SUBMITTED) | AT(PURCHASE_RETURNED),
     {"purchase.approve", NULL}                                                                                                    },
    {"계약",
     "양쪽 서명",                  AT(PURCHASE_APPROVED) | AT(PURCHASE_CONTRACTING),
     {"purchase.sign", NULL}                                                                                                       },
    {"납품·검사",
     "기업·검사자",              AT(PURCHASE_CONTRACTED) | AT(PURCHASE_DELIVERING),
     {"purchase.accept", NULL}                                                                                                     },
    {"대금 지급",  "지출담당", AT(PURCHASE_ACCEPTED) | AT(PURCHASE_CLAIMED),                         {"purchase.pay", NULL}},
    {"실적·공개", "자동",       AT(PURCHASE_PAID),                                                    {"purchase.pay", NULL}},
};

static const struct {
    uint64_t right;
    const char *label;
} HOLDERS[] = {
    {RIGHT_REQUEST, "계약담당"},
    {RIGHT_APPROVE, "결재자"   },
    {RIGHT_INSPECT, "검사자"   },
    {RIGHT_PAY,     "지출담당"},
};

void purchase_rules_fill(const struct unit *u, str ids, struct purchase_rules *out)
{
    static const char *const CONFIDENCES[] = {
        [LAW_HIGH] = "높음",
        [LAW_MEDIUM] = "보통",
        [LAW_LOW] = "낮음",
        [LAW_UNCERTAIN] = "미확인",
    };
    *out = (struct purchase_rules){.lowest = LAW_HIGH};
    out->items.items = NEW_ARRAY(u->arena, ids.n / 2 + 1, struct purchase_rule);
    while (ids.n > 0) {
        str id = str_cut(&ids, ' ');
        if (id.n == 0) {
            continue;
        }
        const struct law_head *row = law_row_find(u->law, id);
        struct purchase_rule *shown = &out->items.items[out->items.count++];
        *shown = (struct purchase_rule){.id = id};
        if (row != NULL) {
            shown->article = row->article;
            shown->confidence = str_view(CONFIDENCES[row->confidence]);
            out->lowest = row->confidence > out->lowest ? row->confidence : out->lowest;
        }
    }
}

str purchase_hash_short(str hash)
{
    return str_slice(hash, 0, HASH_SHORT);
}

str purchase_left(struct arena *a, date today, instant due_at)
{
    if (due_at.us == 0) {
        return S("기한 없음");
    }
    int32_t days = date_days_between(today, instant_date(due_at));
    if (days == 0) {
        return S("오늘");
    }
    return days > 0 ? str_format(a, "D-%d", days) : str_format(a, "%d일 지남", -days);
}

str purchase_state_tone(enum purchase_state state)
{
    switch (state) {
    case PURCHASE_PAID:
    case PURCHASE_ACCEPTED:
    case PURCHASE_APPROVED:
    case PURCHASE_CONTRACTED:
        return S("ok");
    case PURCHASE_DECLINED:
    case PURCHASE_RETURNED:
        return S("bad");
    case PURCHASE_CANCELLED:
    case PURCHASE_HANDED_OVER:
    case PURCHASE_DRAFT:
        return S("off");
    case PURCHASE_QUOTED:
    case PURCHASE_CHOSEN:
        return S("warn");
    case PURCHASE_ASKED:
    case PURCHASE_SUBMITTED:
    case PURCHASE_CONTRACTING:
    case PURCHASE_DELIVERING:
    case PURCHASE_CLAIMED:
        return S("now");
    case PURCHASE_STATE_COUNT:
        break;
    }
    assert(!"a state has a tone");
    return S("");
}

// The day a step ended: of the newest of its events.
static date ended_on(const struct way *way, const purchase_happening_list *events)
{
    for (size_t i = 0; i < events->count; i++) {
        for (size_t k = 0; k < COUNT(way->done_by) && way->done_by[k] != NULL; k++) {
            if (str_equals(events->items[i].kind, str_view(way->done_by[k]))) {
                return instant_date(events->items[i].at);
            }
        }
    }
    return DATE_NONE;
}

static str short_day(struct arena *a, date d)
{
    int year = 0;
    int month = 0;
    int day = 0;
    date_to_ymd(d, &year, &month, &day);
    return str_format(a, "%d. %d.", month, day);
}

#define STEP_ELSEWHERE 1 // what was handed over goes on from the second step, at another system

// Where the case stands; of a case that stopped, the step it stopped in: the first not ended.
static size_t step_now(const struct purchase *p, const purchase_happening_list *events)
{
    if (p->state == PURCHASE_HANDED_OVER) {
        return STEP_ELSEWHERE;
    }
    for (size_t i = 0; i < COUNT(WAY); i++) {
        if ((WAY[i].states & AT(p->state)) != 0) {
            return i;
        }
    }
    size_t i = 0;
    while (i + 1 < COUNT(WAY) && !date_is_none(ended_on(&WAY[i], events))) {
        i++;
    }
    return i;
}

// Who has the turn within the step under way, where it is not the one who mostly has it.
static str who_now(const struct way *way, enum purchase_state state)
{
    const uint64_t officers = AT(PURCHASE_QUOTED) | AT(PURCHASE_DECLINED) | AT(PURCHASE_CHOSEN) |
                              AT(PURCHASE_RETURNED) | AT(PURCHASE_APPROVED);
    const uint64_t suppliers = AT(PURCHASE_CONTRACTED) | AT(PURCHASE_ACCEPTED);
    if ((officers & AT(state)) != 0) {
        return S("계약담당");
    }
    return (suppliers & AT(state)) != 0 ? S("공급기업") : str_view(way->who);
}

// Was the price settled without a quote? As the newest settling of it tells.
static bool is_waived(const purchase_happening_list *events)
{
    for (size_t i = 0; i < events->count; i++) {
        str kind = events->items[i].kind;
        if (str_equals(kind, S("purchase.waive_quote")) || str_equals(kind, S("purchase.choose"))) {
            return str_equals(kind, S("purchase.waive_quote"));
        }
    }
    return false;
}

#define STEP_QUOTE 1 // in WAY

static void fill_steps(struct arena *a, const struct purchase *p,
                       const purchase_happening_list *events, struct steps *out)
{
    size_t now = step_now(p, events);
    bool elsewhere = p->state == PURCHASE_HANDED_OVER;
    bool stopped = p->state == PURCHASE_CANCELLED;
    out->items.items = NEW_ARRAY(a, COUNT(WAY), struct step);
    out->items.count = COUNT(WAY);
    for (size_t i = 0; i < COUNT(WAY); i++) {
        struct step *s = &out->items.items[i];
        date ended = i < now ? ended_on(&WAY[i], events) : DATE_NONE;
        bool done = i < now || p->state == PURCHASE_PAID;
        *s = (struct step){
            .number = (int64_t)i + 1,
            .text = str_view(WAY[i].text),
            .when = date_is_none(ended) ? S("") : short_day(a, ended),
            .who = done       ? S("")
                   : i == now ? who_now(&WAY[i], p->state)
                              : str_view(WAY[i].who),
            .done = done,
            .current = i == now && !done && !stopped && !elsewhere,
            .stopped = i == now && stopped,
        };
        if (done && i == STEP_QUOTE && is_waived(events)) {
            s->when = S("생략");
        }
        if (elsewhere && !done) {
            s->who = i == now ? S("지정정보처리장치에서") : S("");
        }
        if (s->stopped) {
            s->when = purchase_state_label(p->state);
            s->who = S("");
        }
    }
}

static str who_acts(struct unit *u, const struct purchase_task *t)
{
    struct arena *a = u->arena;
    if (t->person.value != 0) {
        bool is_colleague = t->institution.value == u->actor->institution.value;
        return is_colleague
                   ? t->person_name
                   : str_format(a, "%.*s %.*s", STR_ARG(t->organisation), STR_ARG(t->person_name));
    }
    if ((t->rights & RIGHT_SUPPLIER) != 0) {
        return str_format(a, "공급기업 %.*s", STR_ARG(t->organisation));
    }
    for (size_t i = 0; i < COUNT(HOLDERS); i++) {
        if ((t->rights & HOLDERS[i].right) != 0) {
            return str_format(a, "%.*s %s", STR_ARG(t->organisation), HOLDERS[i].label);
        }
    }
    return t->organisation;
}

static bool is_deputy(const struct actor *actor, const struct purchase_task *t)
{
    return t->deputy.value == actor->account.value && (t->rights & actor->rights) != 0;
}

static bool may_act(const struct actor *actor, const struct purchase_task *t)
{
    if (t->person.value != 0) {
        return t->person.value == actor->account.value || is_deputy(actor, t);
    }
    bool same_party = t->institution.value != 0 ? t->institution.value == actor->institution.value
                                                : t->supplier.value == actor->supplier.value;
    return same_party && (t->rights & actor->rights) != 0;
}

// What is asked of somebody: what the case lacks until then, told to both sides; what goes on
// meanwhile, told to who does not have the turn; the deed as its button names it; and what its last
// day is called where it is not simply the day to do it by.
static const struct task_words {
    const char *kind;
    const char *missing;
    const char *meanwhile;
    const char *button;
    const char *due_name;
} TASKS[] = {
    {"purchase.judge",            "계약방법, 견적",                            "계약방법을 정하고 있습니다",                          "계약방법 정하기",   ""},
    {"purchase.revise",           "고친 구매 내용, 계약방법",              "구매 내용을 고치고 있습니다",
     "구매 내용 고치기",                                                                                                                                                     ""},
    {"purchase.go_on",            "견적",                                          "견적을 받을지 정하고 있습니다",                      "이어서 진행하기",   ""},
    {"quote.answer",              "기업의 견적",                                "견적을 준비하고 있습니다",                             "견적 내기",            ""},
    {"quote.again",               "견적",                                          "견적을 다시 요청할지 정하고 있습니다",            "견적요청 보기",      ""},
    {"quote.choose",              "견적 선정과 그 까닭",                     "견적을 살펴보고 있습니다",                             "견적 확인하기",      ""},
    {"purchase.submit",           "결재",                                          "결재 올릴 준비를 하고 있습니다",                     "결재 올리기",         ""},
    {"approval.decide",           "결재자의 결재",                             "결재하고 있습니다",                                       "결재하기",             ""},
    {"contract.draw",             "계약 서류, 양쪽 서명",                    "계약 서류를 만들고 있습니다",                         "계약 서류 만들기",
     ""                                                                                                                                                                               },
    {"contract.sign_supplier",    "공급기업의 서약과 서명, 기관 서명", "계약 내용을 확인하고 있습니다",
     "확인하고 서명하기",                                                                                                                                                   ""},
    {"contract.sign_institution", "기관 서명",                                   "공급기업의 서명을 확인하고 있습니다",
     "확인하고 서명하기",                                                                                                                                                   ""},
    {"delivery.note",             "납품과 납품서",                             "계약을 이행하고 있습니다",                             "납품·완료 알리기", ""},
    {"delivery.inspect",          "검사 결과",                                   "납품을 검사하고 있습니다",                             "검사하기",             ""},
    {"claim.make",                "대금 청구와 세금계산서",                "대금 청구를 준비하고 있습니다",                      "대금 청구하기",
     "세금계산서 발급 기한"                                                                                                                                                  },
    {"claim.again",               "고친 청구",                                   "돌려받은 청구를 고치고 있습니다",                   "고쳐서 다시 청구",
     "다시 청구할 날"                                                                                                                                                           },
    {"payment.pay",               "증빙 확인과 지급",                         "청구를 확인하고 있습니다",                             "청구 확인하기",      ""},
    {"handover.result",           "지정정보처리장치의 결과",              "지정정보처리장치의 결과를 기다리고 있습니다",
     "결과 적기",                                                                                                                                                               ""},
};

static const struct task_words *find_words(str kind)
{
    for (size_t k = 0; k < COUNT(TASKS); k++) {
        if (str_equals(kind, str_view(TASKS[k].kind))) {
            return &TASKS[k];
        }
    }
    return NULL;
}

// Of all that is asked at once, each once; of who has the turn, no more than is theirs.
static str what_is_missing(struct unit *u, const struct purchase *p,
                           const purchase_task_list *tasks, bool only_mine)
{
    struct arena *a = u->arena;
    str all = S("");
    for (size_t k = 0; k < COUNT(TASKS); k++) {
        bool asked = false;
        for (size_t i = 0; i < tasks->count; i++) {
            const struct purchase_task *t = &tasks->items[i];
            bool counts = str_equals(t->kind, str_view(TASKS[k].kind)) &&
                          (!only_mine || may_act(u->actor, t));
            asked = asked || counts;
        }
        if (asked) {
            all = str_format(a, "%.*s%s%s", STR_ARG(all), all.n == 0 ? "" : ", ", TASKS[k].missing);
        }
    }
    // On these paths no quote is asked here.
    bool goes_away = p->state == PURCHASE_DRAFT && p->has_path &&
                     (p->path == LAW_DESIGNATED_QUOTES || p->path == LAW_OPEN_BIDDING);
    return goes_away ? S("지정정보처리장치로 넘김") : all;
}

static str meanwhile(struct arena *a, const struct task_words *words)
{
    return words == NULL ? S("") : str_format(a, "%s. 지금 하실 일은 없습니다", words->meanwhile);
}

static struct duty duty_over(const struct purchase *p)
{
    bool is_paid = p->state == PURCHASE_PAID;
    return (struct duty){
        .tone = is_paid ? S("done") : S("wait"),
        .who = p->title,
        .what = purchase_state_label(p->state),
        .left = is_paid ? S("") : S("할 일 없음"),
    };
}

str purchase_task_words(struct arena *a, str acts_for, str text)
{
    return acts_for.n == 0
               ? text
               : str_format(a, "%.*s님을 대신해 %.*s", STR_ARG(acts_for), STR_ARG(text));
}

// What was sent back is put right or submitted as it is: both, with what the approver wrote.
static void fill_returned(struct unit *u, const struct purchase *p,
                          const purchase_happening_list *events, struct duty *duty)
{
    assert(events->count > 0); // the newest of them
    duty->said = events->items[0].text;
    if (duty->button.n > 0) {
        duty->other = S("그대로 다시 올리기");
        duty->other_path = duty->path;
        duty->button = S("작성 중으로 되돌려 고치기");
        duty->path = href_to(u->arena, "/buyer/purchases/%lld/revise", (long long)p->no.value);
    }
}

// Whose deputy the reader is in this; empty: nobody's.
static str acts_for(const struct unit *u, const struct purchase_part *part,
                    const struct purchase_task *t)
{
    return part->is_mine && is_deputy(u->actor, t) ? t->person_name : S("");
}

static void fill_duty(struct unit *u, const struct purchase *p, const purchase_task_list *tasks,
                      struct purchase_part *out)
{
    if (tasks->count == 0) {
        out->duty = duty_over(p);
        return;
    }
    const struct purchase_task *t = &tasks->items[0];
    for (size_t i = 0; i < tasks->count && !out->is_mine; i++) {
        if (may_act(u->actor, &tasks->items[i])) {
            t = &tasks->items[i];
            out->is_mine = true;
        }
    }
    const struct task_words *words = find_words(t->kind);
    out->meanwhile = meanwhile(u->arena, words);
    bool late = t->due_at.us != 0 && instant_before(t->due_at, u->now);
    out->duty = (struct duty){
        .tone = late ? S("late") : (out->is_mine ? S("") : S("wait")),
        .who = out->is_mine ? S("내가 할 일")
                            : str_format(u->arena, "%.*s 차례", STR_ARG(who_acts(u, t))),
        .what = out->is_mine || words == NULL
                    ? purchase_task_words(u->arena, acts_for(u, out, t), t->text)
                    : out->meanwhile,
        .due_name = words == NULL ? S("") : str_view(words->due_name),
        .due_at = t->due_at,
        .left = purchase_left(u->arena, u->today, t->due_at),
        .missing = what_is_missing(u, p, tasks, out->is_mine),
        .source = t->article,
    };
    if (out->is_mine) {
        out->duty.button = words == NULL ? S("처리하기") : str_view(words->button);
        out->duty.path = href_local(t->path);
    }
}

static str tone_of(str kind)
{
    static const char *const BAD[] = {"purchase.decline", "purchase.return", "purchase.cancel",
                                      "purchase.refuse_claim", "inspection.refused"};
    for (size_t i = 0; i < COUNT(BAD); i++) {
        if (str_equals(kind, str_view(BAD[i]))) {
            return S("bad");
        }
    }
    return S("ok");
}

// The newest word of the firm, where that is a refusal.
static void fill_refusal(const purchase_happening_list *events, struct purchase_part *out)
{
    for (size_t i = 0; i < events->count; i++) {
        const struct purchase_happening *e = &events->items[i];
        if (str_equals(e->kind, S("purchase.answer"))) {
            return;
        }
        if (str_equals(e->kind, S("purchase.decline"))) {
            out->refusal = e->text;
            out->refused_at = e->at;
            return;
        }
    }
}

static void fill_timeline(struct unit *u, const purchase_happening_list *events,
                          struct timeline *out)
{
    bool inside = u->actor->institution.value != 0;
    out->items.items = NEW_ARRAY(u->arena, events->count + 1, struct happening);
    for (size_t i = 0; i < events->count; i++) {
        const struct purchase_happening *e = &events->items[i];
        out->items.items[out->items.count++] = (struct happening){
            .tone = i == 0 ? S("now") : tone_of(e->kind),
            .at = e->at,
            .text = e->text,
            .who = e->organisation.n == 0 ? e->actor
                                          : str_format(u->arena, "%.*s %.*s",
                                                       STR_ARG(e->organisation), STR_ARG(e->actor)),
            .path = inside ? href_local(e->path) : href_local(S("")),
        };
    }
}

err purchase_part_find(struct unit *u, const struct request *rq, struct purchase *out)
{
    public_no no = NO_ID(public_no);
    TRY(path_no(rq, "no", &no));
    return purchase_find(u->db, purchase_side_of(u), no, out);
}

void purchase_part_foresee(struct unit *u, const struct purchase *p)
{
    bool inside = u->actor->institution.value == p->institution.value;
    purchase_foresee_part(u->db, p->id, inside, u->today);
}

err purchase_part_fill(struct unit *u, const struct purchase *p, struct purchase_part *out)
{
    bool inside = u->actor->institution.value == p->institution.value;
    purchase_happening_list events;
    purchase_task_list tasks;
    purchase_part_foresee(u, p);
    TRY(purchase_list_events(u->db, u->arena, p->id, inside, &events));
    TRY(purchase_list_tasks(u->db, u->arena, p->id, u->today, &tasks));
    *out = (struct purchase_part){.is_waived = is_waived(&events)};
    fill_steps(u->arena, p, &events, &out->steps);
    fill_duty(u, p, &tasks, out);
    if (inside && p->state == PURCHASE_RETURNED) {
        fill_returned(u, p, &events, &out->duty);
    }
    fill_refusal(&events, out);
    fill_timeline(u, &events, &out->timeline);
    return NULL;
}

err purchase_part_fill_steps(struct unit *u, const struct purchase *p, struct purchase_part *out)
{
    bool inside = u->actor->institution.value == p->institution.value;
    purchase_happening_list events;
    TRY(purchase_list_events(u->db, u->arena, p->id, inside, &events));
    fill_steps(u->arena, p, &events, &out->steps);
    return NULL;
}

void purchase_part_stand_at(struct purchase_part *part, str path)
{
    if (str_equals(part->duty.path.path, path)) {
        part->duty.button = S("");
    }
    if (str_equals(part->duty.other_path.path, path)) {
        part->duty.other = S("");
    }
}

void purchase_part_pass(struct purchase_part *part, str who)
{
    part->is_mine = false;
    part->duty.tone = S("wait");
    part->duty.who = who;
    part->duty.what = part->meanwhile;
    part->duty.button = S("");
    part->duty.other = S("");
}

void purchase_crumb_fill(struct arena *a, const struct purchase *p, str here, struct crumb *out)
{
    crumb_add(a, out, S("구매 건"), href_to(a, "/buyer/purchases"));
    crumb_add(a, out, p->title, href_to(a, "/buyer/purchases/%lld", (long long)p->no.value));
    out->here = here;
}
