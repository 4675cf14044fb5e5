#include "market/catalog/photo_zip_web.h"

#include "base/limits.h"
#include "market/catalog/photo_zip_action.h"
#include "market/catalog/photo_zip_page.html.h"
#include "market/catalog/photo_zips_page.html.h"
#include "market/party/right.h"
#include "platform/form/form.h"
#include "platform/web/site.h"

static const char HEAD[] = "/supplier/photos";

static const struct field_label LABELS[] = {
    {"zip", "ZIP 파일"},
};

static struct crumb crumb_to(struct arena *a, bool is_below, str here)
{
    struct crumb crumb = crumb_below(a, S("상품"), href_to(a, "/supplier/products"), here);
    if (is_below) {
        crumb_add(a, &crumb, S("사진 ZIP"), href_to(a, "%s", HEAD));
    }
    return crumb;
}

static href photos_of(struct arena *a, public_no offer)
{
    return href_to(a, "/supplier/products/%lld/pictures", (long long)offer.value);
}

// --- Handing in ----------------------------------------------------------------------------------

// The listing that all are of, where one is named. Fails with PHOTO_ZIP_UNKNOWN.
static err find_offer(struct unit *u, str no, offer_id *out, struct pictured *of)
{
    int64_t number = 0;
    *out = NO_ID(offer_id);
    *of = (struct pictured){.title = S("")};
    if (no.n == 0) {
        return NULL;
    }
    if (!str_parse_i64(no, &number)) {
        return &PHOTO_ZIP_UNKNOWN;
    }
    TRY(photo_zip_store_listing(u->db, u->actor->supplier, S(""), (public_no){number}, out, of));
    return out->value == 0 ? &PHOTO_ZIP_UNKNOWN : NULL;
}

static err render_start(struct unit *u, const struct request *rq, struct response *rs, str offer,
                        const struct issues *issues)
{
    struct photo_zips_page p = {.crumb = crumb_to(u->arena, false, S("사진 ZIP")), .offer = offer};
    photo_zip_list list;
    offer_id id;
    struct pictured of;
    TRY(find_offer(u, offer, &id, &of));
    p.offer_title = of.title;
    TRY(photo_zip_store_list(u->db, u->arena, u->actor->supplier, &list));
    p.lines.items = NEW_ARRAY(u->arena, list.count, struct photo_zip_line);
    p.lines.count = list.count;
    for (size_t i = 0; i < list.count; i++) {
        const struct photo_zip *z = &list.items[i];
        p.lines.items[i] = (struct photo_zip_line){
            .path = href_to(u->arena, "%s/%lld", HEAD, (long long)z->no.value),
            .name = z->name,
            .state = z->is_done ? S("마침") : S("푸는 중"),
            .tone = z->is_done ? S("ok") : S("now"),
            .created_at = z->created_at,
            .who = z->account_name,
        };
    }
    frame_fill(u, rq, &p.frame, S("사진 ZIP으로 올리기"));
    p.frame.issues = issues;
    photo_zips_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /supplier/photos?offer=
static err get_start(struct unit *u, const struct request *rq, struct response *rs)
{
    return render_start(u, rq, rs, request_query(rq, "offer"), NULL);
}

// What came of the file before the unit that notes it.
struct kept_zip {
    err fault;
    str spool;
};

static err keep_upload(struct unit *u, struct request *rq)
{
    struct kept_zip *k = NEW(u->arena, struct kept_zip);
    offer_id offer;
    struct pictured of;
    TRY(find_offer(u, request_field(rq, "offer"), &offer, &of));
    k->fault = photo_zip_action_keep(u, request_upload(rq, "zip"), &k->spool);
    rq->prepared = k;
    bool is_said =
        k->fault == NULL || k->fault->kind == FAULT_INVALID || k->fault->kind == FAULT_REFUSED;
    return is_said ? NULL : k->fault;
}

// POST /upload/large/supplier/photos
static err post_upload(struct unit *u, const struct request *rq, struct response *rs)
{
    const struct kept_zip *k = rq->prepared;
    const struct upload *up = request_upload(rq, "zip");
    str offer = request_field(rq, "offer");
    struct pictured of;
    struct photo_zip z = {.spool = k->spool};
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    err e = k->fault;
    if (e == NULL) {
        TRY(find_offer(u, offer, &z.offer, &of));
        z.name = photo_zip_short_name(up->name);
        z.size = (int64_t)up->bytes.n;
        e = photo_zip_action_add(u, &z);
    }
    TRY(issues_catch_at(&issues, "zip", e));
    if (issues.count > 0) {
        return render_start(u, rq, rs, offer, &issues);
    }
    return see_other(rs, "%s/%lld", HEAD, (long long)z.no.value);
}

// --- One of them ---------------------------------------------------------------------------------

static err find_own(struct unit *u, const struct request *rq, struct photo_zip *out)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    return photo_zip_store_find(u->db, u->actor->supplier, no, out);
}

static void fill_tabs(struct arena *a, href here, int state, const int64_t *counts,
                      struct photo_zip_page *p)
{
    p->tabs.label = S("결과");
    p->tabs.items.items = NEW_ARRAY(a, PHOTO_ENTRY_STATE_COUNT + 1, struct tab);
    p->tabs.items.items[p->tabs.items.count++] =
        (struct tab){.text = S("전체"), .path = here, .current = state < 0};
    for (int i = 0; i < PHOTO_ENTRY_STATE_COUNT; i++) {
        enum photo_entry_state s = (enum photo_entry_state)i;
        if (counts[i] > 0) {
            p->tabs.items.items[p->tabs.items.count++] = (struct tab){
                .text = photo_entry_label(s),
                .path = href_with(a, here, "state", str_view(photo_entry_word(s))),
                .count = counts[i],
                .current = state == i,
            };
        }
    }
}

static err fill_entries(struct unit *u, const struct request *rq, const struct photo_zip *z,
                        struct photo_zip_page *p)
{
    struct arena *a = u->arena;
    photo_entry_list list;
    int64_t counts[PHOTO_ENTRY_STATE_COUNT];
    int state = photo_entry_from(request_query(rq, "state"));
    int64_t after = 0;
    if (!str_parse_i64(request_query(rq, "after"), &after) || after < 0) {
        after = 0;
    }
    TRY(photo_zip_store_counts(u->db, z->id, counts));
    TRY(photo_zip_store_entries(u->db, a, z->id, state, after, &list));
    p->refused_count = counts[PHOTO_REFUSED];
    fill_tabs(a, p->self, state, counts, p);
    size_t count = list.count > LIMIT_DESK_ROWS ? LIMIT_DESK_ROWS : list.count;
    p->entries.items = NEW_ARRAY(a, count, struct photo_entry_line);
    for (size_t i = 0; i < count; i++) {
        const struct photo_entry *e = &list.items[i];
        struct photo_entry_line line = {
            .number = e->number,
            .name = e->name,
            .state = photo_entry_label(e->state),
            .tone = photo_entry_tone(e->state),
            .words = e->words,
            .title = e->title,
        };
        if (e->offer_no.value != 0) {
            line.path = photos_of(a, e->offer_no);
        }
        p->entries.items[p->entries.count++] = line;
    }
    str word = state < 0 ? S("") : str_view(photo_entry_word((enum photo_entry_state)state));
    href first = href_with(a, p->self, "state", word);
    p->pager.counter = S("개");
    p->pager.previous = after > 0 ? first : (href){0};
    if (list.count > count) {
        str last = str_format(a, "%lld", (long long)list.items[count - 1].number);
        p->pager.next = href_with(a, first, "after", last);
    }
    return NULL;
}

// GET /supplier/photos/:no
static err get_one(struct unit *u, const struct request *rq, struct response *rs)
{
    struct photo_zip z;
    TRY(find_own(u, rq, &z));
    struct photo_zip_page p = {
        .crumb = crumb_to(u->arena, true, z.name),
        .name = z.name,
        .state = z.is_done ? S("마침") : S("푸는 중"),
        .created_at = z.created_at,
        .who = z.account_name,
        .offer_title = z.offer_title,
        .offer_path = photos_of(u->arena, z.offer_no),
        .is_at_work = !z.is_done,
        .may_resume = photo_zip_stands_still(&z, u->now),
        .position = z.position,
        .entry_count = z.entry_count,
        .words = z.words,
        .self = href_to(u->arena, "%s/%lld", HEAD, (long long)z.no.value),
        .resume = href_to(u->arena, "%s/%lld/resume", HEAD, (long long)z.no.value),
    };
    TRY(fill_entries(u, rq, &z, &p));
    frame_fill(u, rq, &p.frame, z.name);
    photo_zip_page_render(&rs->body, &p);
    return NULL;
}

// POST /supplier/photos/:no/resume
static err post_resume(struct unit *u, const struct request *rq, struct response *rs)
{
    struct photo_zip z;
    TRY(find_own(u, rq, &z));
    TRY(photo_zip_action_resume(u, &z));
    return see_other(rs, "%s/%lld", HEAD, (long long)z.no.value);
}

const struct route PHOTO_ZIP_ROUTES[] = {
    ROUTE(GET, "/supplier/photos", get_start, RIGHT_SUPPLIER),
    ROUTE_BEFORE(POST, "/upload/large/supplier/photos", keep_upload, post_upload, RIGHT_SUPPLIER),
    ROUTE(GET, "/supplier/photos/:no", get_one, RIGHT_SUPPLIER),
    ROUTE(POST, "/supplier/photos/:no/resume", post_resume, RIGHT_SUPPLIER),
};
const size_t PHOTO_ZIP_ROUTE_COUNT = COUNT(PHOTO_ZIP_ROUTES);
