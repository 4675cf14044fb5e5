#include "app/stranger_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/purchase/purchase_testing.h"

const char *stranger_number(const struct web_test *web, int64_t no)
{
    struct arena *a = web->database->arena;
    return str_to_c(a, str_format(a, "%lld", (long long)no));
}

bool stranger_takes_own(str path)
{
    static const char *const FORMS[] = {STRANGER_OWN_FORMS};
    bool is = false;
    for (size_t i = 0; i < COUNT(FORMS); i++) {
        is = is || str_equals(path, str_view(FORMS[i]));
    }
    return is;
}

// --- What a form may hold ------------------------------------------------------------------------

// Each field of the site's forms, filled so that its reader is content: what refuses the stranger
// is that the thing is not theirs.
static const struct web_field PLAUSIBLE[] = {
    {"reason",         "필요해서 그렇습니다"},
    {"version",        "1"                           },
    {"first_day",      "2026-11-24"                  },
    {"last_day",       "2026-12-31"                  },
    {"when",           "now"                         },
    {"name",           "낯선 이름"               },
    {"opinion",        "이렇게 정합니다"      },
    {"excused_days",   "0"                           },
    {"reference",      "이체-9"                    },
    {"paid_on",        "2026-11-24"                  },
    {"amount",         "1000"                        },
    {"secret",         PURCHASE_TESTING_PASSWORD     },
    {"checked",        "1"                           },
    {"checked_1",      "1"                           },
    {"inquiry_1",      "1-1"                         },
    {"kind",           "document"                    },
    {"security",       "promise"                     },
    {"sign_by",        "2026-12-01"                  },
    {"valid_until",    "2026-12-31"                  },
    {"remark",         ""                            },
    {"system",         "나라장터"                },
    {"hash",           "x"                           },
    {"closes_on",      "2026-11-27"                  },
    {"closes_at",      "18:00"                       },
    {"title",          "낯선 구매"               },
    {"ground",         "법 제1조"                 },
    {"site",           "대구"                      },
    {"agree",          "1"                           },
    {"need",           "쓸 곳이 있습니다"     },
    {"object",         "goods"                       },
    {"budget_line",    "사무용품"                },
    {"delivery_place", "낯선 곳"                  },
    {"deliver_by",     "2026-12-31"                  },
    {"quantity",       "1"                           },
    {"quantity_1",     "1"                           },
    {"price_1",        "1000"                        },
    {"by_1",           "2026-12-01"                  },
    {"accepted_1",     "1"                           },
    {"refused_1",      "0"                           },
    {"qty_1",          "1"                           },
    {"delivered_on",   "2026-11-24"                  },
    {"arrived_on",     "2026-11-24"                  },
    {"inspected_on",   "2026-11-24"                  },
    {"method",         "full"                        },
    {"place",          "낯선 곳"                  },
    {"step",           "1"                           },
    {"from_won",       "0"                           },
    {"role",           "inspector"                   },
    {"email",          "new@stranger.dure"           },
    {"phone",          "010-1234-5678"               },
};

// The button pressed, as the form of this path has it: another is refused before anything is looked
// for.
static const char *do_of(const char *path)
{
    static const struct {
        const char *piece;
        const char *word;
    } BUTTONS[] = {
        {"/approvals/",          "approve"},
        {"/admin/certificates/", "verify" },
        {"/admin/suppliers/",    "approve"},
        {"/admin/institutions/", "approve"},
        {"/purchases/",          "send"   },
    };
    for (size_t i = 0; i < COUNT(BUTTONS); i++) {
        if (strstr(path, BUTTONS[i].piece) != NULL) {
            return BUTTONS[i].word;
        }
    }
    return "give";
}

struct web_answer stranger_post(struct web_test *web, const struct stranger_own *own,
                                const char *path, const struct web_field *first, int64_t no)
{
    const struct web_field ids[] = {
        {"do",    do_of(path)        },
        {"quote", stranger_number(web, no)},
        {"approver",       own->account                },
        {"absent",       own->account  },
        {"acting",       own->colleague                },
        {"department",       own->department},
        {"supplier",       own->supplier                  },
        {own->seen,       own->revision},
    };
    struct web_field fields[1 + COUNT(ids) + COUNT(PLAUSIBLE)];
    size_t count = 0;
    if (first != NULL) {
        fields[count++] = *first;
    }
    for (size_t i = 0; i < COUNT(ids); i++) {
        if (ids[i].value != NULL) {
            fields[count++] = ids[i];
        }
    }
    for (size_t i = 0; i < COUNT(PLAUSIBLE); i++) {
        fields[count++] = PLAUSIBLE[i];
    }
    return web_post(web, path, fields, count);
}

// --- Is it the same answer -----------------------------------------------------------------------

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

// The answer as if it had been asked with no number: that and the keys of forms are left out.
static str without_number(const struct web_test *web, str text, int64_t no)
{
    str number = str_view(stranger_number(web, no));
    struct out o;
    out_init(&o, web->database->arena, LIMIT_PAGE);
    size_t hex = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (str_starts(str_slice(text, i, number.n), number)) {
            out_char(&o, 'N');
            i += number.n - 1;
            hex = 0;
            continue;
        }
        out_char(&o, text.p[i]);
        hex = is_hex(text.p[i]) ? hex + 1 : 0;
        if (hex == 64) {
            o.n -= 64;
            out_char(&o, 'K');
            hex = 0;
        }
    }
    return out_view(&o);
}

struct stranger_seen stranger_see(const struct web_test *web, struct web_answer a, int64_t no)
{
    return (struct stranger_seen){a.status, without_number(web, a.location, no),
                                  without_number(web, a.body, no)};
}

void stranger_check_same(const char *path, const char *noun, struct stranger_seen mine,
                         struct stranger_seen nobodys)
{
    if (mine.status != nobodys.status || !str_equals(mine.location, nobodys.location)) {
        fail_msg("%s answers a stranger %d to a %s, and %d to nothing", path, mine.status, noun,
                 nobodys.status);
    }
    if (!str_equals(mine.body, nobodys.body)) {
        fail_msg("%s answers a stranger otherwise to a %s than to nothing:\n%.*s\n\n%.*s", path,
                 noun, STR_ARG(mine.body), STR_ARG(nobodys.body));
    }
}
