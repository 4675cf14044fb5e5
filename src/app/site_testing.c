#include "app/site_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/demo.h"
#include "app/demo_life.h"
#include "app/site_testing.sql.h"
#include "base/limits.h"
#include "market/law/law_testing.h"
#include "market/search/search_testing.h"
#include "market/search/search_web.h"

static struct search_place search_copy;

void site_testing_load_town(struct testing_db *t, const struct calendar *calendar)
{
    static const struct actor MACHINE = {0};
    static const struct demo_size TOWN = {
        .institutions = 10, .suppliers = 60, .products = 400, .officers = 1};
    struct unit u = {.arena = t->arena, .db = t->db, .actor = &MACHINE, .trace = S("t")};
    str sentence = S("");
    err e = demo_load(&u, &TOWN, 1, S("data"), NULL, &sentence);
    if (e == NULL) {
        u.law = testing_law();
        u.calendar = calendar;
        e = demo_live(&u, &TOWN, 1, NULL);
    }
    if (e != NULL) {
        (void)fprintf(stderr, "%s: %.*s: %s\n", e->code, STR_ARG(sentence), db_error(t->db).p);
        abort();
    }
}

struct actor site_testing_person(struct testing_db *t, const char *email, uint64_t rights)
{
    struct actor actor = {.rights = rights, .confirmed_at = web_test_now};
    assert_null(db_begin(t->db, DB_READ));
    struct query *q = db_query(t->db, &SQL_SITE_TESTING_PERSON);
    bind_str(q, "email", str_view(email));
    assert_true(query_next(q));
    actor.account.value = read_i64(q, "account_id");
    actor.institution.value = read_i64(q, "institution_id");
    actor.supplier.value = read_i64(q, "supplier_id");
    actor.department.value = read_i64(q, "department_id");
    assert_null(query_end(q));
    db_rollback(t->db);
    return actor;
}

str site_testing_address(struct arena *a, const char *path, int64_t no)
{
    static const char *const BLANKS[][2] = {
        {":paper", "integrity"  },
        {":kind",  "tax_invoice"},
        {":size",  "240.webp"   },
        {":seq",   "1"          },
    };
    struct out o;
    out_init(&o, a, LIMIT_REQUEST_HEAD);
    for (const char *p = path; *p != '\0'; p++) {
        if (*p != ':') {
            out_char(&o, *p);
            continue;
        }
        const char *word = NULL;
        size_t n = strcspn(p, "/");
        for (size_t i = 0; i < COUNT(BLANKS); i++) {
            word = strncmp(p, BLANKS[i][0], n) == 0 ? BLANKS[i][1] : word;
        }
        if (word != NULL) {
            out_str(&o, str_view(word));
        } else {
            out_format(&o, "%lld", (long long)no);
        }
        p += n - 1;
    }
    return out_view(&o);
}

void site_testing_make(struct web_test *web, struct settings *settings)
{
    struct site made = web->site;
    str sentence = S("");
    if (settings_load(web->database->arena, S(""), settings, &sentence) != NULL) {
        abort();
    }
    site_init(&web->site, settings);
    web->site.load_actor = made.load_actor;
    web->site.clock = made.clock;
    web->site.pool = made.pool;
    web->site.law = made.law;
    web->site.law_shelf = made.law_shelf;
    web->site.guide_shelf = made.guide_shelf;
    web->site.calendar = made.calendar;
    site_ready(&web->site, web->database->arena);
    search_testing_place(web->database, &search_copy);
    search_set_place(str_view(search_copy.url));
}

void site_testing_open(struct purchase_scene *scene, struct testing_db *t, struct web_test *web)
{
    static struct settings settings;
    purchase_testing_open(scene, t);
    purchase_testing_web(scene, web, NULL, 0);
    site_testing_make(web, &settings);
}

// The search has a connection of its own, to the file that is exchanged.
static void without_search(struct web_test *web, void (*work)(struct testing_db *t))
{
    search_set_place(S(""));
    work(web->database);
    search_set_place(str_view(search_copy.url));
}

void site_testing_keep(struct web_test *web)
{
    without_search(web, testing_db_keep);
}

void site_testing_put_back(struct web_test *web)
{
    without_search(web, testing_db_put_back);
}

void site_testing_end(struct web_test *web)
{
    search_set_place(S("")); // closes the copy
    search_testing_leave(&search_copy);
    web_test_close(web);
}

static bool is_kept(str cookie)
{
    static const char *const PARTS[] = {"; Secure;", "; Path=/;", "; SameSite=Lax;"};
    bool all = !str_contains(cookie, S("Domain="));
    for (size_t i = 0; i < COUNT(PARTS); i++) {
        all = all && str_contains(cookie, str_view(PARTS[i]));
    }
    bool is_no_scripts = str_starts(cookie, S("__Host-")) && str_contains(cookie, S("; HttpOnly;"));
    return all && (is_no_scripts || str_starts(cookie, S("ui_")));
}

size_t site_testing_check_cookies(struct arena *a, const char *path, str headers)
{
    str name = S("\r\nSet-Cookie: ");
    size_t count = 0;
    for (size_t at = str_index(headers, name); at < headers.n; at = str_index(headers, name)) {
        headers = str_slice(headers, at + name.n, headers.n);
        str cookie = str_join(a, str_slice(headers, 0, str_index(headers, S("\r"))), S(";"));
        if (!is_kept(cookie)) {
            fail_msg("%s: %.*s", path, STR_ARG(cookie));
        }
        count++;
    }
    return count;
}
