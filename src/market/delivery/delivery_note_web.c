#include "market/delivery/delivery_note_web.h"

#include "base/limits.h"
#include "market/delivery/delivery_action.h"
#include "market/delivery/delivery_note_check_page.html.h"
#include "market/delivery/delivery_note_page.html.h"
#include "market/party/right.h"
#include "platform/web/site.h"

static const struct field_label LABELS[] = {
    {"qty",          "이번 수량"   },
    {"delivered_on", "날짜"          },
    {"place",        "장소"          },
    {"remark",       "남길 말"      },
    {"files",        "사진과 파일"},
};

// The contract and its lines, with what the form says of them.
struct noting {
    struct contract contract;
    delivery_line_list lines;
    delivery_came_list came;
    struct delivery_note note;
};

static err load(struct unit *u, const struct request *rq, struct noting *n)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    TRY(contract_find(u->db, purchase_side_of(u), no, &n->contract));
    TRY(delivery_list_all(u->db, u->arena, n->contract.id, NO_ID(delivery_id), &n->lines,
                          &n->came));
    return delivery_admit(&n->contract, &n->lines);
}

static void read_quantities(struct unit *u, const struct request *form, struct issues *is,
                            delivery_line_list *lines)
{
    size_t issues_before = is->count;
    bool any = false;
    int64_t first_open = 0;
    for (size_t i = 0; i < lines->count; i++) {
        struct delivery_line *l = &lines->items[i];
        if (delivery_open(l) == 0) {
            continue; // the form has no input for it
        }
        first_open = first_open == 0 ? l->seq : first_open;
        l->brought = form_i64_at(form, is, u->arena, "qty", l->seq, OPTIONAL, 0, LIMIT_QUANTITY);
        any = any || l->brought > 0;
        err fault = delivery_check_quantity(l, l->brought);
        if (fault != NULL) {
            issues_add_at(is, u->arena, "qty", l->seq, fault->text);
        }
    }
    if (!any && is->count == issues_before) {
        issues_add_at(is, u->arena, "qty", first_open, DELIVERY_NOTHING.text);
    }
}

// What the first page asks: how much, when, where.
static err read_form(struct unit *u, const struct request *form, struct issues *is,
                     struct noting *n)
{
    read_quantities(u, form, is, &n->lines);
    n->note.delivered_on = form_date(form, is, "delivered_on", REQUIRED);
    if (!date_is_none(n->note.delivered_on)) {
        TRY(issues_catch_at(is, "delivered_on",
                            delivery_check_day(&n->contract, n->note.delivered_on, u->today)));
    }
    n->note.place = form_line(form, is, "place", REQUIRED, LIMIT_LINE);
    return NULL;
}

// --- Pages ---------------------------------------------------------------------------------------

static void fill_page(struct unit *u, const struct noting *n, struct delivery_note_page *p)
{
    const struct contract *c = &n->contract;
    struct arena *a = u->arena;
    str paper = delivery_paper_label(c->object);
    *p = (struct delivery_note_page){
        .heading = str_format(a, "%.*s 내기", STR_ARG(paper)),
        .paper = paper,
        .verb = c->object == LAW_GOODS || c->object == LAW_LEASE ? S("납품한") : S("마친"),
        .contract_number = c->number,
        .title = c->title,
        .institution_name = c->institution_name,
        .ends_on = c->ends_on,
        .moved = delivery_moved_text(u->calendar, a, c),
        .action = href_to(a, "/supplier/contracts/%lld/delivery", (long long)c->no.value),
        .earliest = date_format_iso(a, c->contracted_on),
        .latest = date_format_iso(a, u->today),
        .lines = {.items = NEW_ARRAY(a, n->lines.count + 1, struct delivery_line_view)},
    };
    delivery_part_notes(u, c, &n->came, &p->notes);
    delivery_part_crumb(a, &p->crumb, c->title,
                        href_to(a, "/supplier/contracts/%lld", (long long)c->no.value), p->heading);
}

// `form` is what was typed; empty: nothing yet, all that is open is suggested.
static err render_form(struct unit *u, const struct request *rq, const struct request *form,
                       struct response *rs, const struct issues *issues, const struct noting *n)
{
    struct delivery_note_page p;
    struct arena *a = u->arena;
    fill_page(u, n, &p);
    bool typed = form->fields.count > 0;
    for (size_t i = 0; i < n->lines.count; i++) {
        struct delivery_line_view *l = &p.lines.items[p.lines.count++];
        *l = delivery_part_line(&n->lines.items[i]);
        l->brought_text = typed ? request_field_key(a, form, "qty", l->seq)
                                : str_format(a, "%lld", (long long)l->open);
    }
    p.delivered_on = typed ? request_field(form, "delivered_on") : p.latest;
    p.place = typed ? request_field(form, "place") : n->contract.delivery_place;
    frame_fill(u, rq, &p.frame, p.heading);
    p.frame.issues = issues;
    if (issues != NULL) {
        rs->status = 422;
    }
    delivery_note_page_render(&rs->body, &p);
    return NULL;
}

// The form again, filled.
static href mend_path(struct arena *a, const struct delivery_note_page *p)
{
    href to = p->action;
    for (size_t i = 0; i < p->lines.count; i++) {
        const struct delivery_line_view *l = &p->lines.items[i];
        to = href_with(a, to, str_to_c(a, str_format(a, "qty_%lld", (long long)l->seq)),
                       l->brought_text);
    }
    to = href_with(a, to, "delivered_on", p->delivered_on);
    return href_with(a, to, "place", p->place);
}

static err render_check(struct unit *u, const struct request *rq, struct response *rs,
                        const struct issues *issues, const struct noting *n)
{
    const struct law_term *term =
        law_term_find(u->law, n->contract.regime, S("inspection"), u->today);
    if (term == NULL) {
        return &DELIVERY_NO_TERM;
    }
    struct delivery_note_page p;
    struct arena *a = u->arena;
    fill_page(u, n, &p);
    for (size_t i = 0; i < n->lines.count; i++) {
        const struct delivery_line *line = &n->lines.items[i];
        p.leaves_some = p.leaves_some || line->brought < delivery_open(line);
        if (line->brought > 0) {
            struct delivery_line_view *l = &p.lines.items[p.lines.count++];
            *l = delivery_part_line(line);
            l->left = l->open - l->brought;
            l->brought_text = str_format(a, "%lld", (long long)l->brought);
        }
    }
    p.on = n->note.delivered_on;
    p.delivered_on = date_format_iso(a, n->note.delivered_on);
    p.place = n->note.place;
    p.remark = request_field(rq, "remark");
    p.inspect_by = law_term_ends(term, u->calendar, u->today);
    p.inspect_article = term->head.article;
    p.mend = mend_path(a, &p);
    frame_fill(u, rq, &p.frame, str_format(a, "%.*s 확인", STR_ARG(p.paper)));
    p.frame.issues = issues;
    if (issues != NULL) {
        rs->status = 422;
    }
    delivery_note_check_page_render(&rs->body, &p);
    return NULL;
}

// GET /supplier/contracts/:no/delivery – the form; with ?check=1 what it would say.
static err get_note(struct unit *u, const struct request *rq, struct response *rs)
{
    struct issues issues = {
        .labels = {.items = LABELS, .count = COUNT(LABELS)}
    };
    struct request form = delivery_part_form(rq);
    struct noting n = {0};
    TRY(load(u, rq, &n));
    if (!form_flag(&form, "check")) {
        return render_form(u, rq, &form, rs, NULL, &n);
    }
    TRY(read_form(u, &form, &issues, &n));
    return issues.count > 0 ? render_form(u, rq, &form, rs, &issues, &n)
                            : render_check(u, rq, rs, NULL, &n);
}

// POST /supplier/contracts/:no/delivery
static err post_note(struct unit *u, const struct request *rq, struct response *rs)
{
    struct issues issues = {
        .labels = {.items = LABELS, .count = COUNT(LABELS)}
    };
    struct noting n = {0};
    TRY(load(u, rq, &n));
    TRY(read_form(u, rq, &issues, &n));
    if (issues.count > 0) {
        return render_form(u, rq, rq, rs, &issues, &n);
    }
    n.note.remark = form_text(rq, &issues, "remark", OPTIONAL, LIMIT_TEXT);
    delivery_part_uploads(rq, &n.note.files, &n.note.file_count);
    public_no no = NO_ID(public_no);
    if (issues.count == 0) {
        TRY(delivery_part_catch(&issues,
                                delivery_action_note(u, &n.contract, &n.lines, &n.note, &no)));
    }
    if (issues.count > 0) {
        return render_check(u, rq, rs, &issues, &n);
    }
    return see_other(rs, "/supplier/deliveries/%lld", (long long)no.value);
}

const struct route DELIVERY_NOTE_ROUTES[] = {
    ROUTE(GET, "/supplier/contracts/:no/delivery", get_note, RIGHT_SUPPLIER),
    ROUTE_SLOW(POST, "/supplier/contracts/:no/delivery", post_note, RIGHT_SUPPLIER),
};
const size_t DELIVERY_NOTE_ROUTE_COUNT = COUNT(DELIVERY_NOTE_ROUTES);
