#include "market/delivery/delivery_web.h"

#include <assert.h>

#include "base/limits.h"
#include "market/delivery/delivery_action.h"
#include "market/delivery/delivery_list_page.html.h"
#include "market/delivery/delivery_page.html.h"
#include "market/delivery/delivery_print_page.html.h"
#include "market/party/party_facts.h"
#include "market/party/right.h"
#include "platform/unit/access.h"
#include "platform/web/site.h"

// The reader's own address of deliveries.
static const char *desk_of(const struct unit *u)
{
    return u->actor->institution.value != 0 ? "/buyer" : "/supplier";
}

// --- Lists ---------------------------------------------------------------------------------------

static struct delivery_list_line list_line(struct unit *u, const struct delivery_row *row)
{
    struct arena *a = u->arena;
    bool waits = row->state == DELIVERY_WAITING;
    instant due_at = instant_end_of(row->inspect_by);
    struct delivery_list_line l = {
        .path = href_to(a, "%s/deliveries/%lld", desk_of(u), (long long)row->no.value),
        .title = row->title,
        .name = str_format(a, "%lld차 · 계약번호 %.*s", (long long)row->seq,
                           STR_ARG(row->contract_number)),
        .other_name = row->other_name,
        .delivered_on = row->delivered_on,
        .inspect_by = row->inspect_by,
        .inspected_on = row->inspected_on,
        .left = waits ? purchase_left(a, u->today, due_at) : S(""),
        .is_late = waits && instant_before(due_at, u->now),
        .state = delivery_state_label(row->state),
        .tone = delivery_state_tone(row->state),
    };
    if (waits && (u->actor->rights & RIGHT_INSPECT) != 0) {
        l.inspect = href_to(a, "/buyer/deliveries/%lld/inspect", (long long)row->no.value);
    }
    return l;
}

// The rows of a list, one of which was read to know whether there are more.
static void fill_rows(struct unit *u, const delivery_row_list *rows, const char *path,
                      public_no below, struct delivery_list_page *p)
{
    size_t shown = rows->count > LIMIT_DESK_ROWS ? LIMIT_DESK_ROWS : rows->count;
    p->rows.items = NEW_ARRAY(u->arena, shown + 1, struct delivery_list_line);
    for (size_t i = 0; i < shown; i++) {
        p->rows.items[p->rows.count++] = list_line(u, &rows->items[i]);
    }
    if (below.value != 0) {
        p->pager.previous = href_to(u->arena, "%s", path);
    }
    if (rows->count > shown) {
        p->pager.next =
            href_to(u->arena, "%s?before=%lld", path, (long long)rows->items[shown - 1].no.value);
    }
}

static public_no read_below(const struct request *rq)
{
    public_no below = NO_ID(public_no);
    (void)public_no_parse(request_query(rq, "before"), &below); // unreadable: from the top
    return below;
}

// GET /buyer/deliveries, /supplier/deliveries
static err get_deliveries(struct unit *u, const struct request *rq, struct response *rs)
{
    struct purchase_side side = purchase_side_of(u);
    bool inside = side.institution.value != 0;
    public_no below = read_below(rq);
    delivery_row_list rows;
    int64_t waiting = 0;
    struct delivery_list_page p = {
        .heading = S("납품"),
        .other = inside ? S("공급기업") : S("수요기관"),
        .rows_title = S("모든 납품"),
        .empty = {.title = S("아직 납품이 없습니다"),
                  .text = inside ? S("공급기업이 납품을 알리면 여기에 나옵니다.")
                                 : S("계약 화면에서 납품서를 내면 여기에 나옵니다.")},
    };
    TRY(delivery_list(u->db, u->arena, side, below, LIMIT_DESK_ROWS + 1, &rows));
    TRY(delivery_count(u->db, side, &p.pager.total, &waiting));
    fill_rows(u, &rows, inside ? "/buyer/deliveries" : "/supplier/deliveries", below, &p);
    frame_fill(u, rq, &p.frame, p.heading);
    delivery_list_page_render(&rs->body, &p);
    return NULL;
}

// GET /buyer/inspections – what waits, nearest term first, then what was done.
static err get_inspections(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no below = read_below(rq);
    struct purchase_side side = {.institution = u->actor->institution};
    delivery_row_list waiting;
    delivery_row_list done;
    int64_t all = 0;
    int64_t waiting_count = 0;
    TRY(delivery_list_waiting(u->db, u->arena, side.institution, LIMIT_DESK_ROWS, &waiting));
    TRY(delivery_list_inspected(u->db, u->arena, side.institution, below, LIMIT_DESK_ROWS + 1,
                                &done));
    TRY(delivery_count(u->db, side, &all, &waiting_count));
    struct delivery_list_page p = {
        .heading = S("검사"),
        .other = S("공급기업"),
        .asks_waiting = true,
        .waiting_title = str_format(u->arena, "검사할 납품 %lld건", (long long)waiting_count),
        .rows_title = S("검사를 마친 납품"),
        .empty = {.title = S("검사를 마친 납품이 없습니다"),
                  .text = S("검사를 마치면 여기에서 결과와 검사조서를 봅니다.")},
        .pager = {.total = all - waiting_count                                                    },
    };
    p.waiting.items = NEW_ARRAY(u->arena, waiting.count + 1, struct delivery_list_line);
    for (size_t i = 0; i < waiting.count; i++) {
        p.waiting.items[p.waiting.count++] = list_line(u, &waiting.items[i]);
    }
    fill_rows(u, &done, "/buyer/inspections", below, &p);
    frame_fill(u, rq, &p.frame, p.heading);
    delivery_list_page_render(&rs->body, &p);
    return NULL;
}

// --- One delivery --------------------------------------------------------------------------------

// A delivery with all that its pages show.
struct shown {
    struct delivery delivery;
    struct contract contract;
    delivery_line_list lines;
    delivery_came_list came;
};

static err load(struct unit *u, const struct request *rq, struct shown *s)
{
    public_no no;
    struct purchase_side side = purchase_side_of(u);
    TRY(path_no(rq, "no", &no));
    TRY(delivery_find(u->db, side, no, &s->delivery));
    TRY(contract_find_id(u->db, side, s->delivery.contract, &s->contract));
    return delivery_list_all(u->db, u->arena, s->delivery.contract, s->delivery.id, &s->lines,
                             &s->came);
}

// Whose names the answer shows goes on record (접속기록).
static void note_access(struct unit *u, const struct delivery *d, const char *act)
{
    struct access *access = access_begin(u, str_view(act), S(""));
    access_add_account(access, d->account);
    access_add_account(access, d->inspection.inspector);
}

static err fill_files(struct unit *u, const struct delivery *d, struct delivery_page *p)
{
    delivery_file_list files;
    TRY(delivery_list_files(u->db, u->arena, d->id, &files));
    p->files.items = NEW_ARRAY(u->arena, files.count + 1, struct delivery_file_view);
    for (size_t i = 0; i < files.count; i++) {
        const struct delivery_file *f = &files.items[i];
        p->files.items[p->files.count++] = (struct delivery_file_view){
            .name = pdf_named(u->arena, f->name, f->looked),
            .size_kib = (f->size + KIB - 1) / KIB,
            .path = href_to(u->arena, "%s/deliveries/%lld/files/%lld", desk_of(u),
                            (long long)d->no.value, (long long)f->no.value),
            .from = f->is_of_inspection ? S("검사") : S("납품"),
        };
    }
    return NULL;
}

static void fill_inspection(struct unit *u, const struct shown *s, struct delivery_page *p)
{
    const struct delivery *d = &s->delivery;
    const struct inspection *i = &d->inspection;
    p->is_inspected = i->id.value != 0;
    if (!p->is_inspected) {
        return;
    }
    p->inspection_no = i->no;
    p->arrived_on = i->arrived_on;
    p->is_corrected = !date_equals(i->arrived_on, d->delivered_on);
    p->inspected_on = i->inspected_on;
    p->inspector_name = i->inspector_name;
    p->method = inspection_method_label(i->method);
    p->opinion = i->opinion;
    p->content_hash = i->content_hash;
    p->hash_short = purchase_hash_short(i->content_hash);
    p->report = href_with(u->arena, p->print, "paper", S("report"));
    p->report_name = delivery_report_name(u->law, &s->contract, i->inspected_on);
    p->any_failed = i->result != DELIVERY_ACCEPTED;
}

// Who may do what from here: the inspector who did not ask for it, the supplier while it may bring
// more.
static void fill_deeds(struct unit *u, const struct shown *s, const struct purchase *purchase,
                       struct delivery_page *p)
{
    const struct delivery *d = &s->delivery;
    bool waits = d->state == DELIVERY_WAITING;
    bool inspects = waits && (u->actor->rights & RIGHT_INSPECT) != 0;
    bool own = purchase_admit_other(purchase, u->actor->account) != NULL;
    p->is_own_hands = inspects && own;
    if (inspects && !own) {
        p->inspect = href_to(u->arena, "/buyer/deliveries/%lld/inspect", (long long)d->no.value);
    }
    if (!p->is_buyer && contract_may(s->contract.state, CONTRACT_DELIVER) &&
        delivery_is_open(&s->lines)) {
        p->again =
            href_to(u->arena, "/supplier/contracts/%lld/delivery", (long long)s->contract.no.value);
    }
    if (p->is_own_hands && p->part.is_mine) { // the right alone is not enough
        purchase_part_pass(&p->part, S("다른 검사자 차례"));
    }
    // What the duty leads to already needs no second button.
    if (p->part.is_mine && str_equals(p->part.duty.path.path, p->inspect.path)) {
        p->inspect = href_local(S(""));
    }
    if (p->part.is_mine && str_equals(p->part.duty.path.path, p->again.path)) {
        p->again = href_local(S(""));
    }
}

static void fill_page(struct unit *u, const struct shown *s, struct delivery_page *p)
{
    const struct delivery *d = &s->delivery;
    struct arena *a = u->arena;
    p->heading = str_format(a, "%lld차 납품", (long long)d->seq);
    p->paper = delivery_paper_label(d->object);
    p->title = d->title;
    p->contract_number = d->contract_number;
    p->contract_path = href_to(a, "%s/contracts/%lld", desk_of(u), (long long)d->contract_no.value);
    p->is_buyer = u->actor->institution.value != 0;
    p->other_name = p->is_buyer ? d->supplier_name : d->institution_name;
    p->state = delivery_state_label(d->state);
    p->tone = delivery_state_tone(d->state);
    p->delivered_on = d->delivered_on;
    p->place = d->place;
    p->remark = d->remark;
    p->noted_by = d->noted_by;
    p->noted_at = d->noted_at;
    p->inspect_by = d->inspect_by;
    p->inspect_article = d->inspect_article;
    p->print = href_to(a, "%s/deliveries/%lld/print", desk_of(u), (long long)d->no.value);
    p->lines.items = NEW_ARRAY(a, s->lines.count + 1, struct delivery_line_view);
    for (size_t i = 0; i < s->lines.count; i++) {
        if (s->lines.items[i].row != 0) {
            struct delivery_line_view l = delivery_part_line(&s->lines.items[i]);
            p->any_elsewhere = p->any_elsewhere || l.elsewhere > 0;
            p->lines.items[p->lines.count++] = l;
        }
    }
    fill_inspection(u, s, p);
    delivery_part_notes(u, &s->contract, &s->came, &p->notes);
    delivery_part_crumb(a, &p->crumb, S("납품"), href_to(a, "%s/deliveries", desk_of(u)),
                        p->heading);
}

// GET /buyer/deliveries/:no, /supplier/deliveries/:no
static err get_delivery(struct unit *u, const struct request *rq, struct response *rs)
{
    struct shown s;
    struct delivery_page p = {0};
    TRY(load(u, rq, &s));
    struct purchase purchase = {
        .id = s.delivery.purchase,
        .institution = s.delivery.institution,
        .supplier = s.delivery.supplier,
        .officer = s.delivery.officer,
        .title = s.delivery.title,
        .state = s.delivery.purchase_state,
    };
    TRY(purchase_part_fill(u, &purchase, &p.part));
    TRY(fill_files(u, &s.delivery, &p));
    fill_page(u, &s, &p);
    fill_deeds(u, &s, &purchase, &p);
    note_access(u, &s.delivery, "delivery.read");
    frame_fill(u, rq, &p.frame, p.heading);
    delivery_page_render(&rs->body, &p);
    return NULL;
}

// GET …/deliveries/:no/files/:file
static err get_file(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    public_no wanted;
    struct delivery d;
    delivery_file_list files;
    TRY(path_no(rq, "no", &no));
    TRY(path_no(rq, "file", &wanted));
    TRY(delivery_find(u->db, purchase_side_of(u), no, &d));
    TRY(delivery_list_files(u->db, u->arena, d.id, &files));
    for (size_t i = 0; i < files.count; i++) {
        if (files.items[i].no.value == wanted.value) {
            struct kept_file kept;
            TRY(file_find(u->db, files.items[i].id, &kept));
            return file_send(rs, &kept);
        }
    }
    return &FILE_UNKNOWN;
}

// --- Papers --------------------------------------------------------------------------------------

static void print_lines(struct unit *u, const delivery_line_list *lines,
                        struct delivery_print_page *p)
{
    p->lines.items = NEW_ARRAY(u->arena, lines->count + 1, struct delivery_print_line);
    for (size_t i = 0; i < lines->count; i++) {
        const struct delivery_line *l = &lines->items[i];
        if (l->row == 0) {
            continue;
        }
        money amount = WON(0);
        bool within = money_times(l->price, l->brought, &amount);
        assert(within); // part of a contract's line
        (void)within;
        p->total = money_add(p->total, amount);
        p->lines.items[p->lines.count++] = (struct delivery_print_line){
            .seq = l->seq,
            .title = l->title,
            .unit = l->unit,
            .ordered = l->ordered,
            .brought = l->brought,
            .passed = l->passed,
            .failed = l->failed,
            .reason = l->reason,
            .price = l->price,
            .amount = amount,
        };
    }
}

static struct delivery_print_page print_of(struct unit *u, const struct shown *s,
                                           const struct delivery_parties *parties)
{
    const struct delivery *d = &s->delivery;
    const struct inspection *i = &d->inspection;
    bool inspected = i->id.value != 0;
    date arrived_on = inspected ? i->arrived_on : d->delivered_on;
    return (struct delivery_print_page){
        .paper = delivery_paper_label(d->object),
        .no = d->no,
        .seq = d->seq,
        .title = d->title,
        .contract_number = d->contract_number,
        .price = s->contract.price,
        .contracted_on = s->contract.contracted_on,
        .ends_on = s->contract.ends_on,
        .moved = delivery_moved_text(u->calendar, u->arena, &s->contract),
        .delivered_on = d->delivered_on,
        .place = d->place,
        .remark = d->remark,
        .noted_at = d->noted_at,
        .noted_by = d->noted_by,
        .supplier_name = d->supplier_name,
        .supplier_business_no = parties->supplier_business_no,
        .supplier_representative = parties->supplier_representative,
        .supplier_address = parties->supplier_address,
        .supplier_phone = parties->supplier_phone,
        .institution_name = d->institution_name,
        .addressee = party_head_style(u->arena, d->institution_name, parties->institution_head),
        .is_goods = d->object == LAW_GOODS || d->object == LAW_LEASE,
        .inspection_no = i->no,
        .inspection_noted_at = i->noted_at,
        .inspect_by = d->inspect_by,
        .arrived_on = arrived_on,
        .inspected_on = i->inspected_on,
        .inspector_name = i->inspector_name,
        .method = inspection_method_label(i->method),
        .result = delivery_state_label(d->state),
        .opinion = i->opinion,
        .late_days = delivery_late_days(u->calendar, &s->contract, arrived_on),
        .content_hash = i->content_hash,
    };
}

// GET …/deliveries/:no/print – 납품서; with ?paper=report the inspection's, once it was inspected.
static err get_print(struct unit *u, const struct request *rq, struct response *rs)
{
    struct shown s;
    struct delivery_parties parties;
    TRY(load(u, rq, &s));
    TRY(delivery_find_parties(u->db, &s.delivery, &parties));
    bool is_report = str_equals(request_query(rq, "paper"), S("report"));
    if (is_report && s.delivery.state == DELIVERY_WAITING) {
        return &REQUEST_NO_SUCH_PAGE;
    }
    struct delivery_print_page p = print_of(u, &s, &parties);
    p.is_report = is_report;
    p.report_name = delivery_report_name(u->law, &s.contract, s.delivery.inspection.inspected_on);
    print_lines(u, &s.lines, &p);
    delivery_part_crumb(u->arena, &p.crumb, str_format(u->arena, "%lld차 납품", (long long)p.seq),
                        href_to(u->arena, "%s/deliveries/%lld", desk_of(u), (long long)p.no.value),
                        S("인쇄"));
    note_access(u, &s.delivery, "delivery.print");
    str paper = is_report ? p.report_name : p.paper;
    frame_fill(u, rq, &p.frame, str_format(u->arena, "%.*s 인쇄", STR_ARG(paper)));
    delivery_print_page_render(&rs->body, &p);
    return NULL;
}

const struct route DELIVERY_ROUTES[] = {
    ROUTE(GET, "/supplier/deliveries", get_deliveries, RIGHT_SUPPLIER),
    ROUTE(GET, "/supplier/deliveries/:no", get_delivery, RIGHT_SUPPLIER),
    ROUTE(GET, "/supplier/deliveries/:no/print", get_print, RIGHT_SUPPLIER),
    ROUTE(GET, "/supplier/deliveries/:no/files/:file", get_file, RIGHT_SUPPLIER),
    ROUTE(GET, "/buyer/deliveries", get_deliveries, RIGHT_BUYER),
    ROUTE(GET, "/buyer/deliveries/:no", get_delivery, RIGHT_BUYER),
    ROUTE(GET, "/buyer/deliveries/:no/print", get_print, RIGHT_BUYER),
    ROUTE(GET, "/buyer/deliveries/:no/files/:file", get_file, RIGHT_BUYER),
    ROUTE(GET, "/buyer/inspections", get_inspections, RIGHT_INSPECT),
};
const size_t DELIVERY_ROUTE_COUNT = COUNT(DELIVERY_ROUTES);
