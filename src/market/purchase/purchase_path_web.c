#include "market/purchase/purchase_path_web.h"

#include <assert.h>

#include "base/limits.h"
#include "market/law/law_check.h"
#include "market/law/law_show.h"
#include "market/law/law_text.h"
#include "market/law/law_words.h"
#include "market/party/right.h"
#include "market/purchase/path_page.html.h"
#include "platform/form/form.h"
#include "platform/web/site.h"

// --- The view of an answer -----------------------------------------------------------------------

static str words_of_limit(struct arena *a, struct law_limit limit)
{
    switch (limit.kind) {
    case LAW_LIMIT_WON:
        return str_format(a, "%.*s원 이하", STR_ARG(money_format(a, limit.won)));
    case LAW_LIMIT_UNLIMITED:
        return S("제한 없음");
    case LAW_LIMIT_NONE:
        break;
    }
    return S("해당 없음");
}

// A certificate among the needs is there, since the answer rests on it.
path_need_list path_needs_of(struct arena *a, const struct law_answer *answer,
                             const struct purchase_proofs *proofs)
{
    path_need_list list = {.items = NEW_ARRAY(a, LAW_NEEDS_MAX, struct path_need)};
    for (size_t i = 0; i < answer->need_count; i++) {
        str need = answer->needs[i];
        struct path_need *shown = &list.items[list.count++];
        *shown = (struct path_need){
            .text = law_need_label(a, need),
            .holds = !purchase_proof_is_asked(need),
            .is_asked = purchase_proof_is_asked(need),
            .is_given = purchase_proof_admit(need, proofs) == NULL,
            .key = purchase_proof_key(need),
            .hint = purchase_proof_hint(need),
            .wants_document = purchase_proof_wants_document(need),
        };
        for (size_t k = 0; k < proofs->count; k++) {
            if (str_equals(proofs->items[k].need, need)) {
                shown->ground = proofs->items[k].ground;
                shown->document = proofs->items[k].document;
            }
        }
    }
    return list;
}

path_proof_list path_proofs_of(struct arena *a, str text)
{
    struct purchase_proofs proofs;
    purchase_proofs_read(a, text, &proofs);
    path_proof_list list = {.items = NEW_ARRAY(a, LAW_NEEDS_MAX, struct path_proof)};
    for (size_t i = 0; i < proofs.count; i++) {
        list.items[list.count++] = (struct path_proof){
            .label = law_need_label(a, proofs.items[i].need),
            .ground = proofs.items[i].ground,
            .document = proofs.items[i].document,
        };
    }
    return list;
}

// "중증장애인생산품 생산시설, …" of the tags that do not count for what is resold.
static str words_of_left_out(struct arena *a, uint32_t left_out)
{
    str all = S("");
    for (int tag = 0; tag < LAW_TAG_COUNT; tag++) {
        if ((left_out & LAW_TAG_BIT(tag)) != 0) {
            all = str_format(a, "%.*s%s%s", STR_ARG(all), all.n == 0 ? "" : ", ",
                             law_tag_label((enum law_tag)tag));
        }
    }
    return all.n == 0 ? all
                      : str_format(a,
                                   "공급기업이 직접 생산하거나 직접 수행하지 않는 품목이 있어 이 "
                                   "기업의 확인서(%.*s)는 근거로 삼지 않았습니다.",
                                   STR_ARG(all));
}

// Below what no quote is asked; an institution's own limit of one quote may lie lower.
static str words_of_waiver(const struct unit *u, const struct purchase_judgement *j)
{
    const struct law_question *q = &j->question;
    const struct law_quote_waiver *waiver =
        law_grounds_on(u->law, q->regime, q->object, q->on).waiver;
    if (waiver == NULL) {
        return S("해당 없음");
    }
    if (!money_is_zero(q->one_quote_cap) && money_less(q->one_quote_cap, waiver->below)) {
        return words_of_limit(u->arena, j->answer.one_quote_max);
    }
    return str_format(u->arena, "%.*s원 미만", STR_ARG(money_format(u->arena, waiver->below)));
}

static str words_above(struct arena *a, struct law_limit ceiling)
{
    return ceiling.kind == LAW_LIMIT_WON
               ? str_format(a, "%.*s원 초과", STR_ARG(money_format(a, ceiling.won)))
               : S("");
}

#define SCALE 600     // units of the drawing
#define HALF_TEXT 110 // half of the longest words over the marker, in these

// The ways side by side, all of one width: amounts span four powers of ten, so
// that true lengths would show one way only. The marker stands within its own way.
static void fill_bands(struct unit *u, const struct purchase_judgement *j, struct path_view *out)
{
    struct arena *a = u->arena;
    const struct law_answer *answer = &j->answer;
    static const char *const NAMES[] = {
        [LAW_QUOTE_WAIVED] = "견적 생략",
        [LAW_ONE_QUOTE] = "1인 견적",
        [LAW_DESIGNATED_QUOTES] = "2인 이상 견적",
        [LAW_OPEN_BIDDING] = "입찰",
    };
    out->bands.items = NEW_ARRAY(a, LAW_PATH_COUNT, struct path_band);
    out->bands.count = LAW_PATH_COUNT;
    int64_t width = SCALE / LAW_PATH_COUNT;
    for (int i = 0; i < LAW_PATH_COUNT; i++) {
        out->bands.items[i] = (struct path_band){
            .name = str_view(NAMES[i]),
            .x = i * width,
            .width = width,
            .is_here = answer->path == (enum law_path)i,
        };
    }
    out->bands.items[LAW_QUOTE_WAIVED].text = words_of_waiver(u, j);
    out->bands.items[LAW_OPEN_BIDDING].text = words_above(a, answer->ceiling);
    out->bands.items[LAW_ONE_QUOTE].text = words_of_limit(a, answer->one_quote_max);
    out->bands.items[LAW_DESIGNATED_QUOTES].text = words_of_limit(a, answer->ceiling);
    out->marker = (int64_t)answer->path * width + width / 2;
    out->marker_text = out->marker < HALF_TEXT           ? HALF_TEXT
                       : out->marker > SCALE - HALF_TEXT ? SCALE - HALF_TEXT
                                                         : out->marker;
}

static str ids_of_rows(struct arena *a, const struct law_answer *answer)
{
    str all = S("");
    for (size_t i = 0; i < answer->row_count; i++) {
        all =
            str_format(a, "%.*s%s%.*s", STR_ARG(all), i == 0 ? "" : " ", STR_ARG(answer->rows[i]));
    }
    return all;
}

// Fill the view of an answer, with what was confirmed of its needs.
static void fill_view(struct unit *u, const struct purchase_judgement *j,
                      const struct purchase_proofs *proofs, struct path_view *out)
{
    static const char *const CONFIDENCES[] = {
        [LAW_HIGH] = "법령 본문으로 확인함",
        [LAW_MEDIUM] = "2차 자료로 확인함",
        [LAW_LOW] = "확인이 덜 됨",
        [LAW_UNCERTAIN] = "확인하지 못함",
    };
    const struct law_answer *answer = &j->answer;
    bool free = answer->path == LAW_QUOTE_WAIVED || answer->path == LAW_ONE_QUOTE;
    *out = (struct path_view){
        .tone = free ? S("ok") : S("warn"),
        .is_ok = free,
        .title = str_view(law_path_label(answer->path)),
        .why = answer->why,
        .ground = answer->ground,
        .article = answer->article,
        .confidence = str_view(CONFIDENCES[answer->confidence]),
        .one_quote_max = words_of_limit(u->arena, answer->one_quote_max),
        .ceiling = words_of_limit(u->arena, answer->ceiling),
        .contract_document = str_view(law_duty_label(answer->contract_document)),
        .security = str_view(law_duty_label(answer->performance_security)),
        .inspection = str_view(law_duty_label(answer->inspection_report)),
        .tested = money_add(j->question.estimated_price, j->question.similar_price),
        .similar = j->question.similar_price,
        .left_out = words_of_left_out(u->arena, j->left_out),
        .left_out_article = j->left_out_article,
        .is_undesignated = j->supplier.is_undesignated,
    };
    purchase_rules_fill(u, ids_of_rows(u->arena, answer), &out->rules);
    const struct law_certificate *designation =
        law_certificate_find(u->law, S("severe_disability_facility"), j->question.on);
    out->designation_article = designation == NULL ? S("") : designation->head.article;
    out->needs = path_needs_of(u->arena, answer, proofs);
    fill_bands(u, j, out);
}

// --- The path page -------------------------------------------------------------------------------

#define SIMILAR_SHOWN 3 // the rest is folded

void path_similar_fill(struct arena *a, const struct purchase_similars *cases,
                       struct path_similar_part *out)
{
    const purchase_similar_list *all = &cases->shown;
    out->shown.items = NEW_ARRAY(a, SIMILAR_SHOWN, struct path_similar);
    out->rest.items = NEW_ARRAY(a, all->count + 1, struct path_similar);
    for (size_t i = 0; i < all->count; i++) {
        const struct purchase_similar *s = &all->items[i];
        struct path_similar *row = i < SIMILAR_SHOWN ? &out->shown.items[out->shown.count++]
                                                     : &out->rest.items[out->rest.count++];
        *row = (struct path_similar){
            .path = href_to(a, "/buyer/purchases/%lld", (long long)s->no.value),
            .title = s->title,
            .supplier_name = s->supplier_name,
            .requested_on = s->requested_on,
            .estimated = s->estimated,
            .state = out->with_state ? purchase_state_label(s->state) : S(""),
        };
    }
    out->more = (int64_t)cases->more;
    out->count = (int64_t)all->count + out->more;
    out->folded = (int64_t)out->rest.count + out->more;
}

static void fill_similar(struct arena *a, const struct purchase_judgement *j, struct path_page *out)
{
    out->similar.caption = S("같은 부서가 같은 품목을 구매한 건");
    out->similar.article = j->similar.article;
    out->similar.with_state = true;
    path_similar_fill(a, &j->similar_cases, &out->similar);
    out->split_path = str_view(law_path_label(j->similar.together));
    out->similar_advice = j->similar.advice;
    out->ban = j->similar.ban;
    out->looks_split = j->similar.looks_split;
}

// What was typed of each need that the answer asks for.
static void typed_proofs(struct arena *a, const struct request *rq, const struct law_answer *answer,
                         struct purchase_proofs *out)
{
    *out = (struct purchase_proofs){.count = 0};
    for (size_t i = 0; i < answer->need_count; i++) {
        str need = answer->needs[i];
        if (purchase_proof_is_asked(need)) {
            int64_t key = purchase_proof_key(need);
            out->items[out->count++] = (struct purchase_proof){
                .need = need,
                .ground = request_field_key(a, rq, "ground", key),
                .document = request_field_key(a, rq, "document", key),
            };
        }
    }
}

// What the page is about: the answer as the case stands, and what was said beside it, typed or
// stored.
struct path_look {
    struct purchase_judgement j;
    struct purchase_word word;
    bool is_taken; // the stored answer is today's
};

static err look_at(struct unit *u, const struct request *rq, const struct purchase *p,
                   bool was_typed, struct path_look *out)
{
    bool found = false;
    struct purchase_decision stored = {0};
    *out = (struct path_look){0};
    TRY(purchase_path_find(u->db, p->id, &found, &stored));
    if (found && p->has_path) {
        TRY(purchase_path_judge_again(u, p, p->estimated, p->list, &stored, &out->j));
    } else {
        TRY(purchase_path_judge(u, p, p->estimated, p->list, &out->j));
    }
    out->is_taken = found && p->has_path && purchase_path_compare(u, p, &stored, &out->j) == NULL;
    if (was_typed) {
        out->word.split_reason = request_field(rq, "split_reason");
        out->word.confirm_reason = request_field(rq, "confirm_reason");
        purchase_path_hear(u, out->word.split_reason, &out->j);
        typed_proofs(u->arena, rq, &out->j.answer, &out->word.proofs);
    } else if (found) {
        out->word.split_reason = stored.split_reason;
        out->word.confirm_reason = stored.confirm_reason;
        purchase_proofs_read(u->arena, stored.proofs, &out->word.proofs);
    }
    return NULL;
}

static err render_path(struct unit *u, const struct request *rq, struct response *rs,
                       const struct purchase *p, const struct issues *issues)
{
    struct path_look look;
    TRY(look_at(u, rq, p, issues != NULL, &look));
    long long no = (long long)p->no.value;
    struct path_page page = {
        .title = p->title,
        .action = href_to(u->arena, "/buyer/purchases/%lld/path", no),
        .case_path = href_to(u->arena, "/buyer/purchases/%lld", no),
        .edit = href_to(u->arena, "/buyer/purchases/%lld/edit", no),
        .ask = href_to(u->arena, "/buyer/purchases/%lld/quote", no),
        .waive = href_to(u->arena, "/buyer/purchases/%lld/waive-quote", no),
        .hand_over = href_to(u->arena, "/buyer/purchases/%lld/hand-over", no),
        .supplier_name = p->supplier_name,
        .list = p->list,
        .estimated = p->estimated,
        .must_confirm = look.j.answer.officer_must_confirm,
        .split_reason = look.word.split_reason,
        .confirm_reason = look.word.confirm_reason,
        .is_draft = p->state == PURCHASE_DRAFT,
    };
    page.may_take = page.is_draft && p->officer.value == u->actor->account.value;
    page.is_taken = look.is_taken;
    page.is_open = !page.is_taken || issues != NULL;
    page.split_kept = page.is_taken && issues == NULL && page.split_reason.n > 0;
    err barred = purchase_supplier_admit(&look.j.supplier, look.j.answer.path, u->today);
    if (barred != NULL) {
        page.barred = str_view(barred->text);
        page.barred_article = barred->source == NULL ? S("") : str_view(barred->source);
    }
    bool goes_on = page.may_take && page.is_taken && issues == NULL;
    page.may_ask = goes_on && (p->path == LAW_ONE_QUOTE || p->path == LAW_QUOTE_WAIVED);
    page.may_waive = goes_on && p->path == LAW_QUOTE_WAIVED;
    page.must_hand_over = goes_on && !page.may_ask;
    fill_view(u, &look.j, &look.word.proofs, &page.view);
    fill_similar(u->arena, &look.j, &page);
    purchase_crumb_fill(u->arena, p, S("계약방법"), &page.crumb);
    TRY(purchase_part_fill(u, p, &page.part));
    frame_fill(u, rq, &page.frame, S("계약방법 확인"));
    page.frame.issues = issues;
    rs->status = issues == NULL ? 200 : 422;
    path_page_render(&rs->body, &page);
    return NULL;
}

// GET /buyer/purchases/:no/path
static err get_path(struct unit *u, const struct request *rq, struct response *rs)
{
    struct purchase p;
    TRY(purchase_part_find(u, rq, &p));
    return render_path(u, rq, rs, &p, NULL);
}

static const struct field_label PATH_LABELS[] = {
    {"split_reason",   "나누어 구매한 것이 아닌 까닭"},
    {"confirm_reason", "담당자가 확인한 내용"           },
    {"ground",         "갖출 것을 확인한 내용"          },
    {"document",       "문서번호나 이름"                  },
};

err path_read_proofs(struct unit *u, const struct request *rq, const struct law_answer *answer,
                     struct issues *is, struct purchase_proofs *out)
{
    *out = (struct purchase_proofs){.count = 0};
    for (size_t i = 0; i < answer->need_count; i++) {
        str need = answer->needs[i];
        if (!purchase_proof_is_asked(need)) {
            continue;
        }
        long long key = (long long)purchase_proof_key(need);
        const char *ground = str_to_c(u->arena, str_format(u->arena, "ground_%lld", key));
        const char *document = str_to_c(u->arena, str_format(u->arena, "document_%lld", key));
        struct purchase_proof *proof = &out->items[out->count++];
        *proof = (struct purchase_proof){
            .need = need,
            .ground = form_text(rq, is, ground, OPTIONAL, LIMIT_TEXT),
            .document = form_line(rq, is, document, OPTIONAL, LIMIT_NAME),
        };
        TRY(issues_catch_at(is, proof->ground.n == 0 ? ground : document,
                            purchase_proof_admit(need, out)));
    }
    return NULL;
}

// What is asked follows the answer, and the answer the word on a split.
static err read_proofs(struct unit *u, const struct request *rq, const struct purchase *p,
                       struct issues *is, struct purchase_word *word)
{
    struct purchase_judgement j;
    TRY(purchase_path_judge(u, p, p->estimated, p->list, &j));
    purchase_path_hear(u, word->split_reason, &j);
    return path_read_proofs(u, rq, &j.answer, is, &word->proofs);
}

// POST /buyer/purchases/:no/path
static err post_path(struct unit *u, const struct request *rq, struct response *rs)
{
    struct purchase p;
    TRY(purchase_part_find(u, rq, &p));
    TRY(purchase_admit_officer(&p, u->actor->account));
    struct issues issues = {
        .labels = {.items = PATH_LABELS, .count = COUNT(PATH_LABELS)}
    };
    struct purchase_word word = {
        .split_reason = form_text(rq, &issues, "split_reason", OPTIONAL, LIMIT_TEXT),
        .confirm_reason = form_text(rq, &issues, "confirm_reason", OPTIONAL, LIMIT_TEXT),
    };
    TRY(read_proofs(u, rq, &p, &issues, &word));
    if (issues.count == 0) {
        TRY(issues_catch_at(&issues, "confirm_reason", purchase_path_action_take(u, &p, &word)));
    }
    return issues.count > 0 ? render_path(u, rq, rs, &p, &issues)
                            : see_other(rs, "/buyer/purchases/%lld/path", (long long)p.no.value);
}

const struct route PATH_ROUTES[] = {
    ROUTE(GET, "/buyer/purchases/:no/path", get_path, RIGHT_BUYER),
    ROUTE(POST, "/buyer/purchases/:no/path", post_path, RIGHT_REQUEST),
};
const size_t PATH_ROUTE_COUNT = COUNT(PATH_ROUTES);
