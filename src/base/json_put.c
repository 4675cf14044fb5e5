#include "base/json_put.h"

void json_put_next(struct out *o)
{
    char last = o->n == 0 ? '{' : o->p[o->n - 1];
    if (last != '{' && last != '[' && last != ':') {
        out_char(o, ',');
    }
}

void json_put_key(struct out *o, const char *key)
{
    json_put_next(o);
    out_json(o, str_view(key));
    out_char(o, ':');
}

void json_put_text(struct out *o, const char *key, str value)
{
    json_put_key(o, key);
    out_json(o, value);
}

void json_put_number(struct out *o, const char *key, int64_t value)
{
    json_put_key(o, key);
    out_i64(o, value);
}

void json_put_flag(struct out *o, const char *key, bool value)
{
    json_put_key(o, key);
    out_str(o, value ? S("true") : S("false"));
}
