#include "market/delivery/delivery_part_web.h"

#include "market/law/law_pack.h"

static bool came_whole(const struct contract *c, const delivery_came_list *came)
{
    money open = c->price;
    for (size_t i = 0; i < came->count; i++) {
        if (came->items[i].part.seq != 0) {
            open = money_subtract(open, came->items[i].part.amount);
        }
    }
    return money_is_zero(open);
}

static void note_delay(struct unit *u, const struct contract *c, const delivery_came_list *came,
                       struct delivery_notes *out)
{
    struct law_delay_sum delay;
    delivery_judge_delay(u->law, u->calendar, u->arena, c, came, u->today, &delay);
    out->late_days = delay.days;
    out->to_acceptance = delay.count_row != NULL;
    out->count_article = delay.count_row == NULL ? S("") : delay.count_row->head.article;
    out->stand_still = !out->to_acceptance && came_whole(c, came);
    out->is_claimed = c->state == CONTRACT_CLAIMED || c->state == CONTRACT_PAID;
    out->ends_on = delivery_due_on(u->calendar, c);
    out->moved_from = date_equals(out->ends_on, c->ends_on) ? DATE_NONE : c->ends_on;
    out->damages = delay.damages;
    out->is_capped = delay.is_capped;
    out->may_terminate = delay.may_terminate;
    out->delay_article = delay.rate == NULL ? S("") : delay.rate->head.article;
}

// "3,000만원 미만", as the row compares.
static str limit_text(struct arena *a, const struct law_document_row *row, bool above)
{
    str amount = money_format(a, row->limit);
    const char *word =
        row->comparison == LAW_BELOW ? (above ? "이상" : "미만") : (above ? "초과" : "이하");
    return str_format(a, "%.*s원 %s", STR_ARG(amount), word);
}

str delivery_report_name(const struct law *law, const struct contract *c, date on)
{
    const struct law_document_row *row =
        law_document_find(law, LAW_INSPECTION_REPORT, c->regime, c->object, on);
    bool is_waived = row != NULL && law_document_duty(row, c->price) == LAW_WAIVABLE;
    return is_waived ? S("검사 결과서") : S("검사조서");
}

static void note_report(struct unit *u, const struct contract *c, struct delivery_notes *out)
{
    const struct law_document_row *row =
        law_document_find(u->law, LAW_INSPECTION_REPORT, c->regime, c->object, u->today);
    if (row == NULL) {
        out->report = S("검사조서를 작성합니다.");
        return;
    }
    out->report_article = row->head.article;
    str limit;
    switch (law_document_duty(row, c->price)) {
    case LAW_REQUIRED:
        limit = limit_text(u->arena, row, true);
        out->report = str_format(u->arena, "계약금액이 %.*s이어서 검사조서를 작성해야 합니다.",
                                 STR_ARG(limit));
        return;
    case LAW_WAIVABLE:
        limit = limit_text(u->arena, row, false);
        out->report = str_format(u->arena,
                                 "계약금액이 %.*s이어서 검사조서를 생략할 수 있습니다. 생략해도 "
                                 "검사 결과는 두레에 남습니다.",
                                 STR_ARG(limit));
        return;
    case LAW_OWN_RULE:
        out->report = S("검사조서를 작성할지는 기관의 자체 규정을 따릅니다.");
        return;
    case LAW_DUTY_COUNT:
        break;
    }
}

// The house lets nobody inspect what they asked for; where the law itself asks for two persons, its
// article stands beside.
static void note_inspector(struct unit *u, const struct contract *c, struct delivery_notes *out)
{
    const struct law_document_row *row =
        law_document_find(u->law, LAW_SAME_INSPECTOR, c->regime, c->object, u->today);
    if (row == NULL) {
        out->inspector = S("구매를 요청한 담당자가 아닌 사람이 검사합니다(두레 운영 기준).");
        return;
    }
    out->inspector_article = row->head.article;
    bool law_asks = law_document_duty(row, c->price) == LAW_REQUIRED;
    str limit = limit_text(u->arena, row, law_asks);
    out->inspector =
        law_asks ? str_format(u->arena,
                              "계약금액이 %.*s이어서 법에 따라 감독한 사람과 검사하는 사람이 "
                              "달라야 합니다.",
                              STR_ARG(limit))
                 : str_format(u->arena,
                              "계약금액이 %.*s이어서 법에서는 한 사람이 감독하고 검사할 수 "
                              "있지만, 구매를 요청한 담당자는 검사하지 않습니다(두레 운영 기준).",
                              STR_ARG(limit));
}

void delivery_part_notes(struct unit *u, const struct contract *c, const delivery_came_list *came,
                         struct delivery_notes *out)
{
    *out = (struct delivery_notes){0};
    note_delay(u, c, came, out);
    note_report(u, c, out);
    note_inspector(u, c, out);
}

struct delivery_line_view delivery_part_line(const struct delivery_line *line)
{
    return (struct delivery_line_view){
        .seq = line->seq,
        .title = line->title,
        .unit = line->unit,
        .ordered = line->ordered,
        .waiting = line->waiting,
        .accepted = line->accepted,
        .open = delivery_open(line),
        .brought = line->brought,
        .passed = line->passed,
        .failed = line->failed,
        .elsewhere = line->accepted - line->passed,
        .reason = line->reason,
    };
}

void delivery_part_crumb(struct arena *a, struct crumb *crumb, str text, href path, str here)
{
    crumb_add(a, crumb, text, path);
    crumb->here = here;
}

struct request delivery_part_form(const struct request *rq)
{
    struct request form = *rq;
    if (rq->method == GET) {
        form.fields.items = rq->query.items;
        form.fields.count = rq->query.count;
    }
    return form;
}

void delivery_part_uploads(const struct request *rq, const struct upload **out_files,
                           size_t *out_count)
{
    struct upload *files = NEW_ARRAY(rq->arena, rq->uploads.count + 1, struct upload);
    size_t count = 0;
    for (size_t i = 0; i < rq->uploads.count; i++) {
        if (str_equals(rq->uploads.items[i].field, S("files"))) {
            files[count++] = rq->uploads.items[i];
        }
    }
    *out_files = files;
    *out_count = count;
}

err delivery_part_catch(struct issues *is, err fault)
{
    if (fault != NULL && fault->kind == FAULT_CONFLICT) {
        return fault;
    }
    return issues_catch_at(is, "files", fault);
}
