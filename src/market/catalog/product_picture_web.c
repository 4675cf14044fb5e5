#include "market/catalog/product_picture_web.h"

#include "base/limits.h"
#include "market/catalog/picture_hiding.h"
#include "market/catalog/product_picture_action.h"
#include "market/catalog/product_pictures_page.html.h"
#include "market/party/right.h"
#include "platform/form/form.h"
#include "platform/picture/picture_unpack.h"
#include "platform/web/site.h"

static const char HEAD[] = "/supplier/products";

static const struct field_label LABELS[] = {
    {"photo", "사진"},
};

// --- The page ------------------------------------------------------------------------------------

static str alt_of(struct arena *a, const struct product_picture *x, str title)
{
    str label = picture_role_label(x->role);
    return x->alt.n > 0 ? x->alt : str_format(a, "%.*s, %.*s", STR_ARG(title), STR_ARG(label));
}

static void fill_roles(struct arena *a, const struct product_picture *x, struct own_picture *out)
{
    out->roles.items = NEW_ARRAY(a, PICTURE_ROLE_COUNT, struct picture_choice);
    for (int r = 0; r < PICTURE_ROLE_COUNT; r++) {
        out->roles.items[out->roles.count++] = (struct picture_choice){
            .value = str_view(picture_role_word((enum picture_role)r)),
            .text = picture_role_label((enum picture_role)r),
            .selected = x->role == (enum picture_role)r,
        };
    }
}

static void fill_advice(struct arena *a, const struct product_picture *x, struct own_picture *out)
{
    out->advice.items = NEW_ARRAY(a, PICTURE_WORD_COUNT, str);
    for (int w = 0; w < PICTURE_WORD_COUNT; w++) {
        enum picture_word word = (enum picture_word)w;
        bool asks = word != PICTURE_NOT_WHITE || picture_role_wants_white(x->role);
        if ((x->picture.words >> w & 1) != 0 && asks) {
            str text = picture_word_text(word);
            str advice = picture_word_advice(word);
            out->advice.items[out->advice.count++] =
                str_format(a, "%.*s: %.*s", STR_ARG(text), STR_ARG(advice));
        }
    }
}

static struct own_picture show(struct arena *a, const struct product_picture *x, public_no offer,
                               str title)
{
    long long no = (long long)x->picture.no.value;
    struct own_picture o = {
        .action = href_to(a, "%s/%lld/pictures/%lld", HEAD, (long long)offer.value, no),
        .version = str_format(a, "%lld", (long long)x->version),
        .is_waiting = x->picture.state == PICTURE_WAITING,
        .is_ready = x->picture.state == PICTURE_READY,
        .small = picture_path(a, x->picture.no, PICTURE_240),
        .large = picture_path(a, x->picture.no, PICTURE_1200),
        .label = picture_role_label(x->role),
        .alt = x->alt,
        .shown_alt = alt_of(a, x, title),
        .alt_field = str_format(a, "alt-%lld", no),
        .role_field = str_format(a, "role-%lld", no),
        .is_removed = x->is_removed,
        .hidden_why = hiding_ground_label(x->hidden_ground),
        .hidden_on = instant_date(x->hidden_at),
    };
    if (x->picture.state == PICTURE_REFUSED) {
        o.refusal = picture_verdict_sentence(x->picture.verdict);
    }
    fill_roles(a, x, &o);
    fill_advice(a, x, &o);
    return o;
}

static void fill_pictures(struct arena *a, const product_picture_list *own, public_no offer,
                          struct product_pictures_page *p)
{
    p->pictures.items = NEW_ARRAY(a, own->count, struct own_picture);
    p->removed.items = NEW_ARRAY(a, own->count, struct own_picture);
    for (size_t i = 0; i < own->count; i++) {
        const struct product_picture *x = &own->items[i];
        struct own_picture shown = show(a, x, offer, p->title);
        shown.number = (int64_t)i + 1;
        if (x->is_removed) {
            p->removed.items[p->removed.count++] = shown;
            continue;
        }
        shown.may_up = i > 0;
        shown.may_down = i + 1 < own->count && !own->items[i + 1].is_removed;
        p->any_waiting = p->any_waiting || shown.is_waiting;
        p->pictures.items[p->pictures.count++] = shown;
    }
}

static struct crumb crumb_to(struct arena *a, public_no offer, str title)
{
    struct crumb crumb = crumb_below(a, S("상품"), href_to(a, "%s", HEAD), S("사진"));
    crumb_add(a, &crumb, title, href_to(a, "%s/%lld", HEAD, (long long)offer.value));
    return crumb;
}

static err render(struct unit *u, const struct request *rq, struct response *rs, public_no offer,
                  const struct pictured *of, const struct issues *issues)
{
    product_picture_list own;
    long long no = (long long)offer.value;
    struct product_pictures_page p = {
        .crumb = crumb_to(u->arena, offer, of->title),
        .title = of->title,
        .upload = href_to(u->arena, "/upload%s/%lld/pictures", HEAD, no),
        .self = href_to(u->arena, "%s/%lld/pictures", HEAD, no),
        .zip = href_to(u->arena, "/supplier/photos?offer=%lld", no),
        .back = href_to(u->arena, "%s/%lld", HEAD, no),
        .most = LIMIT_PRODUCT_PICTURES,
    };
    TRY(product_picture_list_own(u->db, u->arena, u->actor->supplier, of->product, &own));
    fill_pictures(u->arena, &own, offer, &p);
    p.left = p.most > (int64_t)p.pictures.count ? p.most - (int64_t)p.pictures.count : 0;
    frame_fill(u, rq, &p.frame, S("상품 사진"));
    p.frame.issues = issues;
    product_pictures_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

static err find_product(struct unit *u, const struct request *rq, public_no *out_offer,
                        struct pictured *out)
{
    TRY(path_no(rq, "no", out_offer));
    return product_picture_find_product(u->db, u->actor->supplier, *out_offer, out);
}

// GET /supplier/products/:no/pictures
static err get_pictures(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no offer;
    struct pictured of;
    TRY(find_product(u, rq, &offer, &of));
    return render(u, rq, rs, offer, &of, NULL);
}

// --- Handing in ----------------------------------------------------------------------------------

// All or none: which one is wrong is said with its name.
static err hand_in_all(struct unit *u, const struct request *rq, const struct pictured *of,
                       str *out_name)
{
    for (size_t i = 0; i < rq->uploads.count; i++) {
        const struct upload *up = &rq->uploads.items[i];
        *out_name = up->name;
        TRY(picture_is_zip(up->bytes) ? &PRODUCT_PICTURE_IS_ZIP : NULL);
        TRY(product_picture_action_add(u, of, up, S("사진을 올림")));
    }
    return NULL;
}

// POST /upload/supplier/products/:no/pictures
static err post_upload(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no offer;
    struct pictured of;
    str name = S("");
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(find_product(u, rq, &offer, &of));
    err e = hand_in_all(u, rq, &of, &name);
    if (e != NULL && (e->kind == FAULT_INVALID || e->kind == FAULT_REFUSED)) {
        str said = str_format(u->arena, "%.*s: %s 이번에 고른 사진은 올리지 않았습니다.",
                              STR_ARG(name), e->text);
        issues_add(&issues, "photo", str_to_c(u->arena, said));
    } else {
        TRY(e);
    }
    if (e == NULL && rq->uploads.count == 0) {
        issues_add(&issues, "photo", "올릴 사진을 골라 주세요.");
    }
    if (issues.count > 0) {
        return render(u, rq, rs, offer, &of, &issues);
    }
    return see_other(rs, "%s/%lld/pictures", HEAD, (long long)offer.value);
}

// --- One of them ---------------------------------------------------------------------------------

static err find_picture(const product_picture_list *own, public_no no, size_t *out)
{
    for (size_t i = 0; i < own->count; i++) {
        if (own->items[i].picture.no.value == no.value) {
            *out = i;
            return NULL;
        }
    }
    return &PRODUCT_PICTURE_UNKNOWN;
}

// POST /supplier/products/:no/pictures/:picture
static err post_picture(struct unit *u, const struct request *rq, struct response *rs)
{
    static const char *const MOVES[] = {
        [PICTURE_SAVE] = "save",     [PICTURE_UP] = "up",           [PICTURE_DOWN] = "down",
        [PICTURE_REMOVE] = "remove", [PICTURE_RESTORE] = "restore",
    };
    public_no offer;
    public_no no;
    struct pictured of;
    product_picture_list own;
    size_t at = 0;
    struct issues issues = {0};
    TRY(find_product(u, rq, &offer, &of));
    TRY(path_no(rq, "picture", &no));
    TRY(product_picture_list_own(u->db, u->arena, u->actor->supplier, of.product, &own));
    TRY(find_picture(&own, no, &at));
    int move = form_choice(rq, &issues, "do", REQUIRED, MOVES, COUNT(MOVES));
    int64_t version = form_i64(rq, &issues, "version", REQUIRED, 1, INT64_MAX);
    str alt = form_line(rq, &issues, "alt", OPTIONAL, LIMIT_NAME);
    int role = picture_role_from(request_field(rq, "role"));
    bool is_same = move == PICTURE_SAVE && str_equals(alt, own.items[at].alt) &&
                   role == (int)own.items[at].role;
    if (issues.count == 0 && !is_same) {
        struct product_picture *x = &own.items[at];
        x->version = version;
        x->alt = alt;
        x->role = role < 0 ? x->role : (enum picture_role)role;
        TRY(issues_catch(&issues,
                         product_picture_action_move(u, &own, at, (enum picture_move)move)));
    }
    if (issues.count > 0) {
        return render(u, rq, rs, offer, &of, &issues);
    }
    return see_other(rs, "%s/%lld/pictures", HEAD, (long long)offer.value);
}

const struct route PRODUCT_PICTURE_ROUTES[] = {
    ROUTE(GET, "/supplier/products/:no/pictures", get_pictures, RIGHT_SUPPLIER),
    ROUTE(POST, "/supplier/products/:no/pictures/:picture", post_picture, RIGHT_SUPPLIER),
    ROUTE_SLOW(POST, "/upload/supplier/products/:no/pictures", post_upload, RIGHT_SUPPLIER),
};
const size_t PRODUCT_PICTURE_ROUTE_COUNT = COUNT(PRODUCT_PICTURE_ROUTES);
