#include "platform/page/put.h"

#include "platform/form/form.h"

#define NONE "–"        // what an open value shows
#define NBSP "\xC2\xA0" // a date is never torn at the end of a line

// --- Text ----------------------------------------------------------------------------------------

static str entity_of(char c)
{
    switch (c) {
    case '&':
        return S("&amp;");
    case '<':
        return S("&lt;");
    case '>':
        return S("&gt;");
    case '"':
        return S("&quot;");
    case '\'':
        return S("&#39;");
    default:
        return (str){0};
    }
}

// Right for text and for a quoted attribute; the page compiler allows no other place.
void put_str(struct out *o, str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] > '>') {
            continue; // letters and Hangul, most of a text
        }
        str entity = entity_of(s.p[i]);
        if (entity.n > 0) {
            out_raw(o, s.p + from, i - from);
            out_str(o, entity);
            from = i + 1;
        }
    }
    if (from < s.n) {
        out_raw(o, s.p + from, s.n - from);
    }
}

void put_c(struct out *o, const char *s)
{
    put_str(o, str_view(s));
}

void put_html(struct out *o, html h)
{
    out_str(o, h.markup);
}

void put_lines(struct out *o, str s)
{
    while (s.n > 0) {
        str line = str_cut(&s, '\n');
        if (line.n > 0 && line.p[line.n - 1] == '\r') {
            line.n--;
        }
        put_str(o, line);
        if (s.p != NULL) { // a line end stood there, also when nothing follows it
            out_str(o, S("<br>"));
        }
    }
}

// --- Numbers -------------------------------------------------------------------------------------

static void put_grouped(struct out *o, uint64_t n)
{
    char digits[32];
    size_t at = sizeof(digits);
    int count = 0;
    do {
        if (count > 0 && count % 3 == 0) {
            digits[--at] = ',';
        }
        digits[--at] = (char)('0' + n % 10);
        n /= 10;
        count++;
    } while (n > 0);
    out_raw(o, digits + at, sizeof(digits) - at);
}

void put_i64(struct out *o, int64_t n)
{
    if (n < 0) {
        out_char(o, '-');
    }
    put_grouped(o, n < 0 ? 0 - (uint64_t)n : (uint64_t)n);
}

void put_int(struct out *o, int n)
{
    put_i64(o, n);
}

void put_size(struct out *o, size_t n)
{
    put_grouped(o, n);
}

void put_money(struct out *o, money m)
{
    put_i64(o, m.won);
}

void put_plain_i64(struct out *o, int64_t n)
{
    out_i64(o, n);
}

void put_plain_money(struct out *o, money m)
{
    out_i64(o, m.won);
}

void put_no(struct out *o, public_no no)
{
    out_i64(o, no.value);
}

void put_basis_points(struct out *o, basis_points share)
{
    int64_t magnitude = share.bp < 0 ? -share.bp : share.bp;
    int64_t tenths = (magnitude + 5) / 10;
    if (share.bp < 0 && tenths > 0) {
        out_char(o, '-');
    }
    out_i64(o, tenths / 10);
    out_char(o, '.');
    out_i64(o, tenths % 10);
    out_char(o, '%');
}

void put_words(struct out *o, money m)
{
    out_str(o, S("금 "));
    out_str(o, money_words(o->arena, m));
    out_str(o, S("원정"));
}

// The two largest of 조, 억, 만, rounded half up to the smaller; below 10,000 the amount itself.
void put_short_money(struct out *o, money m)
{
    static const struct scale {
        int64_t size;
        const char *name;
    } SCALES[] = {
        {INT64_C(1000000000000), "조"},
        {INT64_C(100000000),     "억"},
        {10000,                  "만"}
    };

    int64_t rest = m.won < 0 ? -m.won : m.won;
    if (rest < SCALES[COUNT(SCALES) - 1].size) {
        put_money(o, m);
        return;
    }
    if (m.won < 0) {
        out_char(o, '-');
    }
    // From 1조 on, 억 is the smaller of the two; rounding first may carry an amount across.
    int64_t to = rest >= SCALES[0].size - SCALES[2].size / 2 ? SCALES[1].size : SCALES[2].size;
    rest = (rest + to / 2) / to * to;
    bool first = true;
    for (size_t i = 0; i < COUNT(SCALES); i++) {
        int64_t count = rest / SCALES[i].size;
        rest %= SCALES[i].size;
        if (count > 0) {
            if (!first) {
                out_char(o, ' ');
            }
            put_i64(o, count);
            out_str(o, str_view(SCALES[i].name));
            first = false;
        }
    }
}

// --- Days and moments ----------------------------------------------------------------------------

static void put_clock(struct out *o, instant t)
{
    int64_t us_of_day = t.us - instant_at(instant_date(t), 0, 0).us;
    int64_t minutes = us_of_day / (60 * INT64_C(1000000));
    out_format(o, "%02d:%02d", (int)(minutes / 60), (int)(minutes % 60));
}

void put_date(struct out *o, date d)
{
    if (date_is_none(d)) {
        out_str(o, S(NONE));
        return;
    }
    int year = 0;
    int month = 0;
    int day = 0;
    date_to_ymd(d, &year, &month, &day);
    out_i64(o, year);
    out_str(o, S("." NBSP));
    out_i64(o, month);
    out_str(o, S("." NBSP));
    out_i64(o, day);
    out_char(o, '.');
}

void put_day_date(struct out *o, date d)
{
    static const char *const NAMES[] = {"일", "월", "화", "수", "목", "금", "토"};
    if (date_is_none(d)) {
        out_str(o, S(NONE));
        return;
    }
    int year = 0;
    int month = 0;
    int day = 0;
    date_to_ymd(d, &year, &month, &day);
    out_format(o, "%d년 %d월 %d일(%s)", year, month, day, NAMES[date_weekday(d)]);
}

void put_short_date(struct out *o, date d)
{
    if (date_is_none(d)) {
        out_str(o, S(NONE));
        return;
    }
    int year = 0;
    int month = 0;
    int day = 0;
    date_to_ymd(d, &year, &month, &day);
    out_format(o, "%d." NBSP "%d.", month, day);
}

// The day as `put_its_day` writes it, then the time in Korea; an open instant as NONE.
static void put_moment(struct out *o, instant t, void (*put_its_day)(struct out *o, date d))
{
    if (t.us == 0) {
        out_str(o, S(NONE));
        return;
    }
    put_its_day(o, instant_date(t));
    out_char(o, ' ');
    put_clock(o, t);
}

void put_instant(struct out *o, instant t)
{
    put_moment(o, t, put_date);
}

void put_day_instant(struct out *o, instant t)
{
    put_moment(o, t, put_day_date);
}

void put_short_instant(struct out *o, instant t)
{
    put_moment(o, t, put_short_date);
}

void put_time(struct out *o, instant t)
{
    if (t.us == 0) {
        out_str(o, S(NONE));
        return;
    }
    put_clock(o, t);
}

void put_iso_date(struct out *o, date d)
{
    if (!date_is_none(d)) {
        out_str(o, date_format_iso(o->arena, d));
    }
}

void put_iso_instant(struct out *o, instant t)
{
    if (t.us != 0) {
        out_str(o, instant_format_iso(o->arena, t));
    }
}

// --- Numbers of persons and firms ----------------------------------------------------------------

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

void put_business(struct out *o, str digits)
{
    bool ten = digits.n == 10;
    for (size_t i = 0; ten && i < digits.n; i++) {
        ten = is_digit(digits.p[i]);
    }
    if (!ten) {
        put_str(o, digits);
        return;
    }
    put_str(o, str_slice(digits, 0, 3));
    out_char(o, '-');
    put_str(o, str_slice(digits, 3, 2));
    out_char(o, '-');
    put_str(o, str_slice(digits, 5, 5));
}

#define GROUPS_MAX 4

// Lengths of the digit groups between hyphens; 0 when it is no such number.
static size_t digit_groups(str s, size_t *lengths)
{
    size_t groups = 0;
    while (s.n > 0) {
        str group = str_cut(&s, '-');
        if (group.n == 0 || groups == GROUPS_MAX) {
            return 0;
        }
        for (size_t i = 0; i < group.n; i++) {
            if (!is_digit(group.p[i])) {
                return 0;
            }
        }
        lengths[groups++] = group.n;
    }
    return groups;
}

static void put_digits_hidden(struct out *o, str s, size_t hide_from, size_t hide_to)
{
    for (size_t i = 0; i < s.n; i++) {
        bool hidden = i >= hide_from && i < hide_to && s.p[i] != '-';
        out_char(o, hidden ? '*' : s.p[i]);
    }
}

// Telephone 010-****-1234, business number 502-81-*****, corporate number 110111-*******, any other
// number (an account) its last four digits only.
static void put_masked_number(struct out *o, str s, const size_t *lengths, size_t groups)
{
    bool business = groups == 3 && lengths[0] == 3 && lengths[1] == 2 && lengths[2] == 5;
    bool corporate = groups == 2 && lengths[0] == 6 && lengths[1] == 7;
    bool telephone = groups == 3 && s.p[0] == '0' && lengths[0] <= 3 && lengths[2] == 4;
    bool bare_mobile = groups == 1 && (s.n == 10 || s.n == 11) && str_starts(s, S("01"));
    if (business || corporate) {
        put_digits_hidden(o, s, s.n - lengths[groups - 1], s.n);
    } else if (telephone) {
        put_digits_hidden(o, s, lengths[0], s.n - lengths[2]);
    } else if (bare_mobile) {
        put_digits_hidden(o, s, 3, s.n - 4);
    } else {
        put_digits_hidden(o, s, 0, s.n > 4 ? s.n - 4 : s.n);
    }
}

// 김*수, 김* – of a longer name the first and last character stay.
static void put_masked_name(struct out *o, str s)
{
    size_t length = str_length(s);
    size_t at = 0;
    for (size_t i = 0; i < length; i++) {
        size_t from = at;
        (void)str_next(s, &at);
        if (length > 1 && (i == 0 || (i == length - 1 && length > 2))) {
            put_str(o, str_slice(s, from, at - from));
        } else {
            out_char(o, '*');
        }
    }
}

void put_masked(struct out *o, str s)
{
    size_t lengths[GROUPS_MAX];
    size_t groups = digit_groups(s, lengths);
    size_t at_sign = str_index(s, S("@"));
    if (groups > 0) {
        put_masked_number(o, s, lengths, groups);
    } else if (at_sign > 0 && at_sign < s.n) {
        size_t first = 0;
        (void)str_next(s, &first);
        put_str(o, str_slice(s, 0, first));
        out_str(o, S("***"));
        put_str(o, str_slice(s, at_sign, s.n));
    } else {
        put_masked_name(o, s);
    }
}

// --- Addresses -----------------------------------------------------------------------------------

// Letters, digits and -._~ stay (RFC 3986, 2.3); all else is written as %XX.
static bool is_unreserved(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

void put_path_str(struct out *o, str s)
{
    static const char HEX[] = "0123456789ABCDEF";
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char byte = (unsigned char)s.p[i];
        if (is_unreserved(s.p[i])) {
            continue;
        }
        char escape[] = {'%', HEX[byte >> 4], HEX[byte & 15]};
        out_raw(o, s.p + from, i - from);
        out_raw(o, escape, sizeof(escape));
        from = i + 1;
    }
    if (from < s.n) {
        out_raw(o, s.p + from, s.n - from);
    }
}

void put_path_i64(struct out *o, int64_t n)
{
    out_i64(o, n);
}

void put_path_no(struct out *o, public_no no)
{
    out_i64(o, no.value);
}

void put_href(struct out *o, href h)
{
    put_str(o, h.path);
}

// --- Built-ins of the page compiler --------------------------------------------------------------

void put_form_token(struct out *o, const struct frame *f)
{
    if (f->form_shown != NULL) {
        *f->form_shown = true;
    }
    out_str(o, S("<input type=\"hidden\" name=\"csrf\" value=\""));
    put_str(o, f->csrf);
    out_str(o, S("\"><input type=\"hidden\" name=\"form_key\" value=\""));
    put_str(o, f->form_key);
    out_str(o, S("\">"));
}

static bool has_issue(const struct frame *f, str field)
{
    return f->issues != NULL && issues_has(f->issues, field);
}

static void put_error_of(struct out *o, const struct frame *f, str field)
{
    if (!has_issue(f, field)) {
        return;
    }
    out_str(o, S("<p class=\"bad-msg\" id=\""));
    put_str(o, field);
    out_str(o, S("-e\"><span>"));
    bool first = true;
    for (size_t i = 0; i < f->issues->count; i++) {
        const struct issue *issue = &f->issues->items[i];
        if (str_equals(issue->field, field)) {
            if (!first) {
                out_str(o, S("<br>"));
            }
            put_str(o, issue->text);
            first = false;
        }
    }
    out_str(o, S("</span></p>"));
}

// The author of the field ties the error to it: aria-describedby="field-e" (web/README.md).
static void put_invalid_of(struct out *o, const struct frame *f, str field)
{
    if (has_issue(f, field)) {
        out_str(o, S(" aria-invalid=\"true\""));
    }
}

static str field_key(const struct frame *f, const char *field, int64_t key)
{
    return str_format(f->arena, "%s_%lld", field, (long long)key);
}

void put_error(struct out *o, const struct frame *f, const char *field)
{
    put_error_of(o, f, str_view(field));
}

void put_invalid(struct out *o, const struct frame *f, const char *field)
{
    put_invalid_of(o, f, str_view(field));
}

void put_error_at(struct out *o, const struct frame *f, const char *field, int64_t key)
{
    put_error_of(o, f, field_key(f, field, key));
}

void put_invalid_at(struct out *o, const struct frame *f, const char *field, int64_t key)
{
    put_invalid_of(o, f, field_key(f, field, key));
}

// The label of `field` and a colon, where the form named it: a link has to say where it leads.
static void put_label(struct out *o, const struct issues *is, str field)
{
    str label = issues_label(is, field);
    if (label.n > 0) {
        put_str(o, label);
        out_str(o, S(": "));
    }
}

void put_issue_summary(struct out *o, const struct frame *f)
{
    if (f->issues == NULL || f->issues->count == 0) {
        return;
    }
    out_str(o, S("<div class=\"note bad\" id=\"issues\" role=\"alert\" tabindex=\"-1\">"
                 "<i class=\"ic ic-stop\" aria-hidden=\"true\"></i><div>"
                 "<p><b>고칠 것이 "));
    if (f->issues->count == 1) {
        out_str(o, S("한 "));
    } else {
        put_size(o, f->issues->count + f->issues->untold);
    }
    out_str(o, S("가지 있습니다.</b> 고친 뒤 다시 보내 주세요."));
    if (f->issues->untold > 0) {
        out_str(o, S(" 여기에 적지 못한 "));
        put_size(o, f->issues->untold);
        out_str(o, S("가지는 그때 이어서 알려 드립니다."));
    }
    out_str(o, S("</p><ul>"));
    for (size_t i = 0; i < f->issues->count; i++) {
        const struct issue *issue = &f->issues->items[i];
        out_str(o, S("<li>"));
        if (issue->field.n > 0) {
            out_str(o, S("<a href=\"#"));
            put_str(o, issue->field);
            out_str(o, S("\">"));
        }
        put_label(o, f->issues, issue->field);
        put_str(o, issue->text);
        if (issue->field.n > 0) {
            out_str(o, S("</a>"));
        }
        if (issue->source.n > 0) {
            out_str(o, S(" <small>"));
            put_str(o, issue->source);
            out_str(o, S("</small>"));
        }
        out_str(o, S("</li>"));
    }
    out_str(o, S("</ul></div></div>"));
}
