// Writing values into a page: escaping by type and place. There is no raw mode to misuse: only a
// value of type `html` goes out as it is, and only platform/page makes one.
#pragma once

#include "base/date.h"
#include "base/id.h"
#include "base/money.h"
#include "base/out.h"
#include "platform/page/frame.h"
#include "platform/page/href.h"

// Ready markup, made by platform/page only (charts).
typedef struct {
    str markup;
} html;

// A share in hundredths of a percent: 862 is written 8.6%.
typedef struct {
    int64_t bp;
} basis_points;

void put_str(struct out *o, str s);
void put_c(struct out *o, const char *s);
void put_i64(struct out *o, int64_t n); // 1,234
void put_int(struct out *o, int n);
void put_size(struct out *o, size_t n);
void put_money(struct out *o, money m);     // 1,234,000
void put_date(struct out *o, date d);       // 2026. 11. 23.; none: –
void put_instant(struct out *o, instant t); // 2026. 11. 23. 14:05; none: –
void put_html(struct out *o, html h);
void put_no(struct out *o, public_no no); // plain digits
void put_basis_points(struct out *o, basis_points share);

#define put(o, v)                                                                                  \
    _Generic((v),                                                                                  \
        str: put_str,                                                                              \
        char *: put_c,                                                                             \
        const char *: put_c,                                                                       \
        int64_t: put_i64,                                                                          \
        int: put_int,                                                                              \
        size_t: put_size,                                                                          \
        money: put_money,                                                                          \
        date: put_date,                                                                            \
        instant: put_instant,                                                                      \
        html: put_html,                                                                            \
        public_no: put_no,                                                                         \
        basis_points: put_basis_points)(o, v)

// Places in an address.
void put_href(struct out *o, href h);
void put_path_str(struct out *o, str s);
void put_path_i64(struct out *o, int64_t n);
void put_path_no(struct out *o, public_no no);
#define put_path(o, v)                                                                             \
    _Generic((v), str : put_path_str, int64_t : put_path_i64, public_no : put_path_no)(o, v)
#define put_query(o, v)                                                                            \
    _Generic((v), str : put_path_str, int64_t : put_path_i64, public_no : put_path_no)(o, v)

// Filters.
void put_iso_date(struct out *o, date d); // 2026-11-23; none: empty
void put_iso_instant(struct out *o, instant t);
#define put_iso(o, v) _Generic((v), date : put_iso_date, instant : put_iso_instant)(o, v)
void put_plain_i64(struct out *o, int64_t n); // 1234
void put_plain_money(struct out *o, money m);
#define put_plain(o, v)                                                                            \
    _Generic((v), int64_t : put_plain_i64, money : put_plain_money, public_no : put_no)(o, v)
void put_words(struct out *o, money m);   // 금 일천이백삼십사만원정
void put_day_date(struct out *o, date d); // 2026년 11월 23일(월)
void put_day_instant(struct out *o, instant t);
#define put_day(o, v) _Generic((v), date : put_day_date, instant : put_day_instant)(o, v)
void put_short_date(struct out *o, date d);       // 11. 23.
void put_short_instant(struct out *o, instant t); // 11. 23. 14:05
void put_short_money(struct out *o, money m);     // 10억 4,300만
#define put_short(o, v)                                                                            \
    _Generic((v), date : put_short_date, instant : put_short_instant, money : put_short_money)(o, v)
void put_time(struct out *o, instant t);      // 14:05
void put_lines(struct out *o, str s);         // line ends become <br>
void put_masked(struct out *o, str s);        // the middle hidden: 김*수, ***-**-1234
void put_business(struct out *o, str digits); // 502-81-12345

// Truth of a value in {{#if}}.
static inline bool is_set_str(str s)
{
    return s.n > 0;
}
static inline bool is_set_bool(bool b)
{
    return b;
}
static inline bool is_set_i64(int64_t n)
{
    return n != 0;
}
static inline bool is_set_int(int n)
{
    return n != 0;
}
static inline bool is_set_size(size_t n)
{
    return n != 0;
}
static inline bool is_set_money(money m)
{
    return m.won != 0;
}
static inline bool is_set_date(date d)
{
    return !date_is_none(d);
}
static inline bool is_set_instant(instant t)
{
    return t.us != 0;
}
static inline bool is_set_html(html h)
{
    return h.markup.n > 0;
}
static inline bool is_set_href(href h)
{
    return h.path.n > 0;
}
static inline bool is_set_no(public_no no)
{
    return no.value != 0;
}
#define is_set(v)                                                                                  \
    _Generic((v), str                                                                              \
             : is_set_str, bool                                                                    \
             : is_set_bool, int64_t                                                                \
             : is_set_i64, int                                                                     \
             : is_set_int, size_t                                                                  \
             : is_set_size, money                                                                  \
             : is_set_money, date                                                                  \
             : is_set_date, instant                                                                \
             : is_set_instant, html                                                                \
             : is_set_html, href                                                                   \
             : is_set_href, public_no                                                              \
             : is_set_no)(v)

// Built-ins of the page compiler.
void put_form_token(struct out *o, const struct frame *f);
void put_error(struct out *o, const struct frame *f, const char *field);
void put_invalid(struct out *o, const struct frame *f, const char *field);
void put_error_at(struct out *o, const struct frame *f, const char *field, int64_t key);
void put_invalid_at(struct out *o, const struct frame *f, const char *field, int64_t key);
void put_issue_summary(struct out *o, const struct frame *f);
