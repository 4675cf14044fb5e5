#include "market/catalog/import_cell.h"

#include "market/catalog/import.h"

bool import_cell_number(struct arena *a, str text, int64_t *out)
{
    struct out o;
    out_init(&o, a, text.n + 1);
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == ',' && (i == 0 || (text.n - i) % 4 != 0)) {
            return false;
        }
        if (text.p[i] != ',') {
            out_char(&o, text.p[i]);
        }
    }
    return str_parse_i64(out_view(&o), out);
}

static bool is_word(str text, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (str_equals(text, str_view(*words))) {
            return true;
        }
    }
    return false;
}

int import_cell_flag(struct arena *a, str text)
{
    static const char *const YES[] = {"예", "네", "y",    "yes",  "true",
                                      "o",  "1",  "있음", "해당", NULL};
    static const char *const NO[] = {"아니오", "아니요", "n",    "no",       "false",
                                     "x",      "0",      "없음", "해당없음", NULL};
    str plain = import_plain_name(a, text);
    return is_word(plain, YES) ? 1 : is_word(plain, NO) ? 0 : -1;
}

int import_cell_exempt(struct arena *a, str text)
{
    static const char *const TAXABLE[] = {"과세", "taxable", "부가세포함", NULL};
    static const char *const EXEMPT[] = {"면세", "exempt", "비과세", NULL};
    str plain = import_plain_name(a, text);
    return is_word(plain, EXEMPT) ? 1 : is_word(plain, TAXABLE) ? 0 : -1;
}

bool import_cell_tiers(struct arena *a, str text, offer_tier_list *out)
{
    struct out o;
    out_init(&o, a, text.n + 1);
    for (size_t i = 0; i < text.n; i++) { // 10:20000, 50:19000 → 10:20000|50:19000
        char c = text.p[i];
        out_str(&o, c == ' ' ? S("") : (str){.p = c == ',' || c == ';' ? "|" : &text.p[i], .n = 1});
    }
    return offer_tiers_parse(a, out_view(&o), out);
}

bool import_cell_day(str text, date *out)
{
    int64_t parts[3] = {0};
    size_t count = 0;
    size_t digits = 0;
    for (size_t i = 0; i < text.n; i++) {
        bool is_digit = text.p[i] >= '0' && text.p[i] <= '9';
        if (is_digit && digits == 0 && count == 3) {
            return false;
        }
        if (is_digit) {
            parts[count] = parts[count] * 10 + (text.p[i] - '0');
            if (++digits > 8) {
                return false;
            }
        } else if (digits > 0) {
            count++;
            digits = 0;
        }
    }
    count += digits > 0;
    if (count == 1) {
        parts[2] = parts[0] % 100;
        parts[1] = parts[0] / 100 % 100;
        parts[0] /= 10000;
    } else if (count != 3) {
        return false;
    }
    if (parts[0] < 1900 || parts[0] > 9999 ||
        !date_ymd_is_valid((int)parts[0], (int)parts[1], (int)parts[2])) {
        return false;
    }
    *out = date_from_ymd((int)parts[0], (int)parts[1], (int)parts[2]);
    return true;
}
