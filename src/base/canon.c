#include "base/canon.h"

void canon_put(struct out *o, const char *name, str value)
{
    out_str(o, str_view(name));
    out_char(o, '=');
    size_t from = 0; // of what is copied as it is
    for (size_t i = 0; i < value.n; i++) {
        if (value.p[i] == '\n' || value.p[i] == '\\') {
            out_str(o, str_slice(value, from, i - from));
            out_str(o, value.p[i] == '\n' ? S("\\n") : S("\\\\"));
            from = i + 1;
        }
    }
    out_str(o, str_slice(value, from, value.n));
    out_char(o, '\n');
}

void canon_put_i64(struct out *o, const char *name, int64_t value)
{
    out_str(o, str_view(name));
    out_char(o, '=');
    out_i64(o, value);
    out_char(o, '\n');
}

void canon_put_date(struct out *o, const char *name, date value)
{
    canon_put(o, name, date_is_none(value) ? S("") : date_format_iso(o->arena, value));
}

static str unescape(struct arena *a, str value)
{
    struct out o;
    out_init(&o, a, value.n);
    for (size_t i = 0; i < value.n; i++) {
        bool escaped = value.p[i] == '\\' && i + 1 < value.n;
        i += escaped;
        out_char(&o, escaped && value.p[i] == 'n' ? '\n' : value.p[i]);
    }
    return out_view(&o);
}

bool canon_next(struct arena *a, str *rest, str *out_name, str *out_value)
{
    if (rest->n == 0) {
        return false;
    }
    str value = str_cut(rest, '\n');
    *out_name = str_cut(&value, '=');
    *out_value = unescape(a, value);
    return true;
}

str canon_find(struct arena *a, str text, const char *name)
{
    str wanted = str_view(name);
    while (text.n > 0) {
        str value = str_cut(&text, '\n');
        if (str_equals(str_cut(&value, '='), wanted)) {
            return unescape(a, value);
        }
    }
    return S("");
}

int64_t canon_find_i64(struct arena *a, str text, const char *name)
{
    int64_t value = 0;
    return str_parse_i64(canon_find(a, text, name), &value) ? value : 0;
}

money canon_find_money(struct arena *a, str text, const char *name)
{
    return WON(canon_find_i64(a, text, name));
}

date canon_find_date(struct arena *a, str text, const char *name)
{
    date value = DATE_NONE;
    return date_parse(canon_find(a, text, name), &value) ? value : DATE_NONE;
}

str canon_difference(str was, str is, const char *group, int64_t *out_group)
{
    *out_group = 0;
    while (was.n > 0 || is.n > 0) {
        str before = str_cut(&was, '\n');
        str after = str_cut(&is, '\n');
        bool same = str_equals(before, after);
        str field = before.n > 0 ? before : after; // one may have ended earlier
        str name = str_cut(&field, '=');
        *out_group += str_equals(name, str_view(group));
        if (!same) {
            return name;
        }
    }
    return S("");
}
