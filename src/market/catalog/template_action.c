#include "market/catalog/template_action.h"

#include <string.h>

#include "base/limits.h"
#include "base/out.h"
#include "market/catalog/listing_store.h"
#include "market/catalog/title.h"
#include "market/party/party_account_action.h"
#include "platform/secret/secret.h"

#define SEARCH_DAYS 90 // days of searches a preview looks at
#define DUE_MAX 200    // changes of one day

// --- What is wrong -------------------------------------------------------------------------------

static bool is_sign(char c)
{
    return c == '.' || c == '/';
}

// A key that is new: letters, figures and points of a code, of an attribute behind its category. No
// part of it is empty.
static bool is_code(str key)
{
    bool was_sign = true;
    for (size_t i = 0; i < key.n; i++) {
        char c = key.p[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        if (!is_letter && (!is_sign(c) || was_sign)) {
            return false;
        }
        was_sign = !is_letter;
    }
    return !was_sign;
}

static bool key_reads(const struct template_wish *w)
{
    str rest = w->key;
    bool has_stroke = str_cut(&rest, '/').n < w->key.n;
    if (w->kind == TEMPLATE_ATTRIBUTE) {
        return is_code(w->key) && rest.n > 0 && !str_contains(rest, S("/"));
    }
    if (w->kind == TEMPLATE_UNIT) {
        return template_unit_reads(w->key);
    }
    return w->kind == TEMPLATE_CATEGORY ? is_code(w->key) && !has_stroke
                                        : w->key.n > 0 && str_length(w->key) <= LIMIT_NAME;
}

static str wrong_with_key(const struct template_wish *w)
{
    if (w->kind == TEMPLATE_UNIT) {
        return S("단위의 이름은 수와 빈칸, 기호 없이 10자 안으로 적어 주세요.");
    }
    if (w->kind == TEMPLATE_CATEGORY || w->kind == TEMPLATE_ATTRIBUTE) {
        return S("코드는 영문 소문자와 숫자, 점으로 적고, 속성은 분류 코드/속성 코드로 적어 "
                 "주세요.");
    }
    return w->key.n == 0 ? S("이 칸을 적어 주세요.") : S("100자 안으로 적어 주세요."); // a word
}

// A category stands below one of the level above, and its own code says so.
static err check_parent(struct unit *u, const struct template_wish *w, struct template_outlook *out)
{
    str values[TEMPLATE_COLUMNS_MAX];
    bool there = false;
    str parent = w->values[CATEGORY_PARENT];
    bool moved = out->is_there && !str_equals(parent, out->was[CATEGORY_PARENT]);
    if (parent.n == 0 && !moved) {
        return NULL;
    }
    TRY(template_store_read(u->db, u->arena, TEMPLATE_CATEGORY, parent, values, &there));
    bool below = str_starts(w->key, str_join(u->arena, parent, S(".")));
    // A category of the lowest level moves to another of the second; whole branches stay.
    size_t steps = 0;
    for (size_t i = 0; i < parent.n; i++) {
        steps += parent.p[i] == '.';
    }
    size_t own = 0;
    for (size_t i = 0; i < w->key.n; i++) {
        own += w->key.p[i] == '.';
    }
    if (!there || steps + 1 != own || own > 2 || (!out->is_there && !below)) {
        template_wrong_column(
            &out->wrongs, CATEGORY_PARENT,
            S("바로 위 단계의 분류 코드를 적어 주세요. 새 분류의 코드는 상위 분류의 코드로 "
              "시작합니다."));
    }
    return NULL;
}

static err check_title(struct unit *u, const struct template_wish *w, struct template_outlook *out)
{
    str pattern = w->values[CATEGORY_TITLE];
    if (pattern.n == 0) {
        return NULL;
    }
    err e = listing_store_template(u->db, u->arena, w->key, &out->template);
    if (e != NULL && e != &LISTING_NO_CATEGORY) {
        return e;
    }
    str sentence = S("");
    if (title_check(u->arena, pattern, &out->template.attributes, &sentence) != NULL) {
        template_wrong_column(&out->wrongs, CATEGORY_TITLE, sentence);
    }
    return NULL;
}

// What a text that is to mean this unit means already; empty: nothing.
static str meaning_of(struct unit *u, const struct normal_units *others, str text)
{
    str unit = S("");
    (void)normal_unit_find(u->arena, others, text, &unit);
    return unit;
}

static str wrong_base(struct unit *u, str name, str base)
{
    int64_t times = 0;
    int64_t by = 0;
    if (base.n == 0) {
        return S("");
    }
    if (!str_equals(meaning_of(u, NULL, base), base)) {
        return S("프로그램에 있는 단위의 이름으로 적어 주세요. 예: L, kg, m, 개.");
    }
    return normal_unit_ratio(NULL, name, base, &times, &by)
               ? S("두 단위의 환산은 프로그램에 이미 있습니다. 비워 주세요.")
               : S("");
}

// What one of it comes to stays as it was: a value that was written by it was counted then, and
// what was typed is not kept. Another unit is added by another name.
static void check_past(struct arena *a, const struct unit_clash *c, struct template_outlook *out)
{
    if (c->word.n == 0) {
        return;
    }
    bool whole = str_equals(c->past[UNIT_PARTS], S("1"));
    str parts = whole ? S("") : c->past[UNIT_PARTS];
    template_wrong_column(
        &out->wrongs, UNIT_TIMES,
        str_format(a,
                   "‘%.*s’은(는) 하나를 %.*s%s%.*s %.*s(으)로 세던 말입니다. 그렇게 세어 적은 값은 "
                   "다시 읽지 않으므로 환산을 바꿀 수 없습니다. 다른 이름의 단위를 더해 주세요.",
                   STR_ARG(c->word), STR_ARG(c->past[UNIT_TIMES]), whole ? "" : "/", STR_ARG(parts),
                   STR_ARG(c->past[UNIT_BASE])));
}

static void check_unit_name(struct unit *u, const struct template_wish *w,
                            const struct normal_units *others, struct template_outlook *out)
{
    str means = meaning_of(u, others, w->key);
    if (means.n > 0 && !str_equals(means, w->key)) {
        template_wrong_key(&out->wrongs,
                           str_format(u->arena, "‘%.*s’은(는) 이미 ‘%.*s’ 단위를 적는 말입니다.",
                                      STR_ARG(w->key), STR_ARG(means)));
    } else if (!out->is_there && others->units.count == LIMIT_UNITS) {
        template_wrong_key(&out->wrongs,
                           S("더한 단위가 100개입니다. 쓰지 않는 단위를 먼저 없애 주세요."));
    }
}

// A spelling means one unit, and what the program knows stays what it is.
static err check_unit(struct unit *u, const struct template_wish *w, struct template_outlook *out)
{
    struct normal_units *others = NULL;
    struct unit_clash clash;
    bool is_counted = !template_is_wrong(&out->wrongs, UNIT_TIMES) &&
                      !template_is_wrong(&out->wrongs, UNIT_PARTS);
    struct template_wish known = *w;
    known.values[UNIT_BASE] = is_counted ? w->values[UNIT_BASE] : S(""); // it comes to nothing yet
    TRY(template_store_units(u->db, u->arena, w->key, known.values, &others, &clash));
    check_unit_name(u, w, others, out);
    str rest = w->values[UNIT_SPELLINGS];
    for (int i = 0; i < LIMIT_UNIT_SPELLINGS && rest.n > 0; i++) {
        str spelling = str_cut(&rest, '|');
        str means = meaning_of(u, others, spelling);
        if (means.n > 0) {
            template_wrong_column(&out->wrongs, UNIT_SPELLINGS,
                                  str_format(u->arena, "‘%.*s’은(는) 이미 ‘%.*s’ 단위로 읽습니다.",
                                             STR_ARG(spelling), STR_ARG(means)));
        }
    }
    template_wrong_column(&out->wrongs, UNIT_BASE, wrong_base(u, w->key, w->values[UNIT_BASE]));
    if (!template_is_wrong(&out->wrongs, UNIT_BASE)) {
        check_past(u->arena, &clash, out);
    }
    return NULL;
}

static err check(struct unit *u, const struct template_wish *w, struct template_outlook *out)
{
    if (w->removes) {
        return NULL;
    }
    bool has_key = out->wrongs.count == 0; // it is looked at first
    template_check(w->kind, w->values, &out->wrongs);
    if (w->kind == TEMPLATE_CATEGORY) {
        TRY(has_key ? check_parent(u, w, out) : NULL);
        return check_title(u, w, out);
    }
    return w->kind == TEMPLATE_UNIT ? check_unit(u, w, out) : NULL;
}

// --- What it touches -----------------------------------------------------------------------------

static void put_part(struct out *o, int64_t count, const char *before, const char *after)
{
    if (count > 0) {
        out_format(o, "%s%s %lld%s", o->n == 0 ? "" : " · ", before, (long long)count, after);
    }
}

// What the products that are named would be called from then on, where it is something else than by
// the row as it is. A category of its own products alone has a pattern.
static err name_anew(struct unit *u, const struct template_wish *w, struct template_outlook *out)
{
    bool stays = str_equals(w->values[CATEGORY_TITLE], out->was[CATEGORY_TITLE]) &&
                 str_equals(w->values[CATEGORY_NAME], out->was[CATEGORY_NAME]);
    if (w->kind != TEMPLATE_CATEGORY || w->removes || stays || out->named.count == 0) {
        return NULL;
    }
    struct listing_template *t = &out->template;
    err e = t->code.n > 0 ? NULL : listing_store_template(u->db, u->arena, w->key, t);
    if (e != NULL) {
        return e == &LISTING_NO_CATEGORY ? NULL : e;
    }
    struct listing_template after = *t;
    after.name = w->values[CATEGORY_NAME];
    after.title_pattern = w->values[CATEGORY_TITLE];
    for (size_t i = 0; i < out->named.count; i++) {
        struct template_product *x = &out->named.items[i];
        str before = title_of(u->arena, t, &x->values, x->maker, x->model);
        str becomes = title_of(u->arena, &after, &x->values, x->maker, x->model);
        x->becomes = str_equals(before, becomes) ? S("") : becomes;
    }
    return NULL;
}

static err say_touched(struct unit *u, const struct template_wish *w, struct template_outlook *out)
{
    struct template_touch t;
    struct out o;
    out_init(&o, u->arena, LIMIT_TEXT);
    TRY(template_store_touch(u->db, u->arena, w->kind, w->key, out->was,
                             w->removes ? NULL : w->values, date_add_days(u->today, -SEARCH_DAYS),
                             &t));
    out->named = t.named;
    out->has_more = t.products > (int64_t)t.named.count;
    TRY(name_anew(u, w, out));
    put_part(&o, t.products, "상품", "건");
    put_part(&o, t.values, "속성 값을 달리 읽는 상품", "건");
    put_part(&o, t.offers, w->kind == TEMPLATE_UNIT ? "단위를 달리 읽는 판매" : "그 가운데 판매 중",
             "건");
    put_part(&o, t.unfit, "값이 맞지 않게 되는 상품", "건");
    put_part(&o, t.missing, "새로 적어야 하는 상품", "건");
    put_part(&o, t.searches, "90일 동안 찾지 못한 검색", "번");
    put_part(&o, t.waiting, "다시 살필 검토 대기", "건");
    out->touched = o.n == 0 ? S("지금 달라지는 상품이나 검색이 없습니다.") : out_view(&o);
    if (w->kind == TEMPLATE_UNIT && !w->removes && w->values[UNIT_BASE].n > 0) {
        out->touched =
            str_join(u->arena, out->touched, S(" 시행한 뒤에는 하나가 얼마인지 바꿀 수 없습니다."));
    }
    return NULL;
}

err template_action_look(struct unit *u, const struct template_wish *w,
                         struct template_outlook *out)
{
    *out = (struct template_outlook){.wrongs = template_wrongs(u->arena)};
    TRY(template_store_read(u->db, u->arena, w->kind, w->key, out->was, &out->is_there));
    if (!w->is_new && !out->is_there) {
        return &TEMPLATE_UNKNOWN;
    }
    if ((w->removes && !template_may_remove(w->kind)) ||
        (w->is_new && !template_may_add(w->kind))) {
        return &TEMPLATE_STAYS;
    }
    str is = out->is_there ? template_format(u->arena, w->kind, out->was) : S("");
    if (!w->is_new && w->was.n > 0 && !str_equals(str_trim(w->was), str_trim(is))) {
        return &TEMPLATE_CHANGED;
    }
    if (w->is_new) {
        template_wrong_key(&out->wrongs, out->is_there  ? str_view(TEMPLATE_KNOWN.text)
                                         : key_reads(w) ? S("")
                                                        : wrong_with_key(w));
    }
    TRY(check(u, w, out));
    if (out->wrongs.count > 0) {
        return NULL;
    }
    if (!w->removes && str_equals(template_format(u->arena, w->kind, w->values), is)) {
        return &TEMPLATE_SAME;
    }
    return say_touched(u, w, out);
}

// --- Doing it ------------------------------------------------------------------------------------

static err put_in_force(struct unit *u, const struct template_change *c)
{
    str values[TEMPLATE_COLUMNS_MAX];
    if (c->removes) {
        TRY(template_store_remove(u->db, c->kind, c->key));
    } else {
        template_parse(u->arena, c->kind, c->becomes, values);
        TRY(template_store_write(u->db, c->kind, c->key, values));
    }
    TRY(template_store_tell(u->db, c->kind, c->key));
    return template_store_set_state(u->db, c->id, S("done"), u->now);
}

// Everybody else who could be the second one.
static err ask_second(struct unit *u, const struct template_change *c)
{
    str label = template_kind_label(c->kind);
    str day = date_format_iso(u->arena, c->from_day);
    return account_tell_operators(
        u, u->actor->account, S("template.second"), S("분류·속성·말의 변경 하나에 동의해 주세요"),
        str_format(u->arena, "%.*s %.*s, 시행일 %.*s. 까닭: %.*s", STR_ARG(label), STR_ARG(c->key),
                   STR_ARG(day), STR_ARG(c->reason)),
        S("/admin/templates#h-changes"));
}

err template_admit_reason(const struct template_wish *w)
{
    return str_is_empty(str_trim(w->reason)) ? &TEMPLATE_NEEDS_REASON : NULL;
}

err template_admit_day(const struct unit *u, const struct template_wish *w)
{
    if (date_before(w->from_day, u->today)) {
        return &TEMPLATE_PAST;
    }
    return template_needs_two(w->kind) && !date_before(u->today, w->from_day) ? &TEMPLATE_TOMORROW
                                                                              : NULL;
}

err template_action_change(struct unit *u, const struct template_wish *w,
                           struct template_outlook *out)
{
    bool waits = false;
    TRY(template_action_look(u, w, out));
    if (out->wrongs.count > 0) {
        return NULL;
    }
    TRY(template_admit_reason(w));
    TRY(template_admit_day(u, w));
    TRY(template_store_has_waiting(u->db, w->kind, w->key, &waits));
    if (waits) {
        return &TEMPLATE_WAITS;
    }
    struct template_change c = {
        .no = secret_public_no(),
        .kind = w->kind,
        .key = w->key,
        .removes = w->removes,
        .was = out->is_there ? template_format(u->arena, w->kind, out->was) : S(""),
        .becomes = w->removes ? S("") : template_format(u->arena, w->kind, w->values),
        .reason = w->reason,
        .touched = out->touched,
        .from_day = w->from_day,
    };
    TRY(template_store_add(u->db, &c, u->actor->account, u->now, &c.id));
    audit_write(u, S("template.change"), S("template"), c.id, w->reason);
    if (template_needs_two(c.kind)) {
        return ask_second(u, &c);
    }
    return date_equals(w->from_day, u->today) ? put_in_force(u, &c) : NULL;
}

err template_action_agree(struct unit *u, public_no no)
{
    struct template_change c;
    TRY(template_store_find(u->db, u->arena, no, &c));
    if (!template_needs_two(c.kind)) {
        return &TEMPLATE_NOT_WAITING;
    }
    if (c.account.value == u->actor->account.value) {
        return &TEMPLATE_OWN_HANDS;
    }
    TRY(template_store_agree(u->db, c.id, u->actor->account));
    audit_write(u, S("template.agree"), S("template"), c.id, S(""));
    return NULL;
}

err template_action_take_back(struct unit *u, public_no no)
{
    struct template_change c;
    TRY(template_store_find(u->db, u->arena, no, &c));
    TRY(template_store_set_state(u->db, c.id, S("taken_back"), u->now));
    audit_write(u, S("template.take_back"), S("template"), c.id, S(""));
    return NULL;
}

// What it was made of must still be there as it was, and what it says still be right.
static err do_due(struct unit *u, const struct template_change *c)
{
    str values[TEMPLATE_COLUMNS_MAX];
    bool there = false;
    TRY(template_store_read(u->db, u->arena, c->kind, c->key, values, &there));
    str is = there ? template_format(u->arena, c->kind, values) : S("");
    struct template_wish w = {.kind = c->kind, .key = c->key, .removes = c->removes};
    struct template_outlook look = {.is_there = there, .wrongs = template_wrongs(u->arena)};
    memcpy(look.was, values, sizeof(look.was));
    template_parse(u->arena, c->kind, c->becomes, w.values);
    TRY(check(u, &w, &look)); // others may have begun since it was proposed
    if (!str_equals(is, c->was) || look.wrongs.count > 0) {
        audit_write(u, S("template.fail"), S("template"), c->id, S(""));
        return template_store_set_state(u->db, c->id, S("failed"), u->now);
    }
    audit_write(u, S("template.begin"), S("template"), c->id, c->reason);
    return put_in_force(u, c);
}

err template_action_day(struct unit *u)
{
    template_change_list due;
    TRY(template_store_due(u->db, u->arena, u->today, DUE_MAX, &due));
    for (size_t i = due.count; i > 0; i--) { // the oldest first
        TRY(do_due(u, &due.items[i - 1]));
    }
    return NULL;
}
