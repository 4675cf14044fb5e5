#include "app/user.h"

#include "base/limits.h"
#include "market/party/party_terminal_action.h"

static const struct actor TERMINAL = {
    .name = {.p = "서버 터미널", .n = sizeof "서버 터미널" - 1},
    .role_label = {.p = "시스템",        .n = sizeof "시스템" - 1       }
};

// A deed as it was asked for; its texts live in the program's arena.
struct user_deed {
    err (*work)(struct unit *u, void *data);
    struct new_operator person; // of the others the e-mail and the reason alone
    struct account_code code;   // of a new operator
    bool is_new;                // told by the deed
    const char *done;           // the sentence after it
};

static err lock(struct unit *u, void *data)
{
    const struct user_deed *d = data;
    return terminal_action_lock(u, d->person.email, d->person.reason);
}

static err unlock(struct unit *u, void *data)
{
    const struct user_deed *d = data;
    return terminal_action_unlock(u, d->person.email, d->person.reason);
}

static err reset_factor(struct unit *u, void *data)
{
    const struct user_deed *d = data;
    return terminal_action_reset_factor(u, d->person.email, d->person.reason);
}

static err add_operator(struct unit *u, void *data)
{
    struct user_deed *d = data;
    return terminal_action_add_operator(u, &d->person, &d->code, &d->is_new);
}

static err note_list(struct unit *u, void *data)
{
    (void)data;
    return terminal_action_list(u);
}

static const struct {
    const char *option;
    err (*work)(struct unit *u, void *data);
    const char *done;
} DEEDS[] = {
    {"lock",         lock,         "계정을 닫고 모든 로그인을 끝냈습니다"       },
    {"unlock",       unlock,       "계정을 다시 열었습니다"                           },
    {"reset-factor", reset_factor, "인증 앱을 지우고 모든 로그인을 끝냈습니다"},
    {"operator",     add_operator, "운영자로 정했습니다"                               },
};

// --- What was asked for --------------------------------------------------------------------------

static bool fits(str s, size_t length_max)
{
    return s.n > 0 && str_is_text(s) && str_length(s) <= length_max;
}

// The deed, or none (`work` NULL: the list). What is wrong as a sentence, or NULL.
static const char *read_deed(struct app *app, struct user_deed *out)
{
    size_t count = 0;
    str email = S("");
    for (size_t i = 0; i < COUNT(DEEDS); i++) {
        if (app_has_option(app, DEEDS[i].option)) {
            count++;
            email = str_lower_ascii(app->arena, str_trim(app_option(app, DEEDS[i].option)));
            out->work = DEEDS[i].work;
            out->done = DEEDS[i].done;
        }
    }
    out->person = (struct new_operator){
        .email = email,
        .name = str_trim(app_option(app, "name")),
        .phone = str_trim(app_option(app, "phone")),
        .reason = str_trim(app_option(app, "reason")),
    };
    if (count == 0) {
        bool is_list = out->person.name.n + out->person.phone.n + out->person.reason.n == 0;
        return is_list ? NULL : "무엇을 할지 함께 적으세요. · say what is to be done";
    }
    if (count > 1) {
        return "한 번에 한 가지만 할 수 있습니다. · one deed at a time";
    }
    if (!account_email_is_valid(email)) {
        return "전자우편 주소를 다시 확인해 주세요. 예: hana@example.kr · no e-mail address";
    }
    if (!fits(out->person.reason, LIMIT_LINE)) {
        return "--reason 에 사유를 200자까지 적으세요. 감사 기록에 남습니다. · write a reason of "
               "200 letters at most";
    }
    if (out->work == add_operator &&
        (!fits(out->person.name, LIMIT_NAME) || !account_phone_is_valid(out->person.phone))) {
        return "--name 에 이름을, --phone 에 휴대전화 번호를 적으세요. 예: 010-1234-5678 · write a "
               "name and a phone number";
    }
    return NULL;
}

// --- The list ------------------------------------------------------------------------------------

static void print_line(void *data, const struct account_line *line)
{
    str role = line->role.n > 0 ? line->role : S("역할 없음");
    fprintf(data, "%-32.*s %-8s %-6s %.*s%s%.*s\n", STR_ARG(line->email),
            line->is_active ? "active" : "locked", line->has_second_factor ? "app" : "-",
            STR_ARG(role), line->organisation.n > 0 ? " · " : "", STR_ARG(line->organisation));
}

// First the record that people were shown, then the people.
static err list(struct unit *u, FILE *to)
{
    TRY(unit_run(u, unit_clock_system, note_list, NULL));
    TRY(unit_begin(u, DB_READ, unit_clock_system));
    err e = account_store_list(u->db, u->today, print_line, to);
    unit_rollback(u);
    return e;
}

// --- The verb ------------------------------------------------------------------------------------

static err do_deed(struct unit *u, struct user_deed *d, FILE *to)
{
    if (d->work == add_operator) {
        d->code = account_code_new(u->arena);
    }
    TRY(unit_run(u, unit_clock_system, d->work, d));
    fprintf(to, "%s: %.*s\n", d->done, STR_ARG(d->person.email));
    if (d->is_new) {
        fprintf(to,
                "첫 로그인 코드: %.*s\n"
                "사흘 안에 /reset-password/code 에서 이 코드로 비밀번호를 정하고, 로그인해 인증 "
                "앱을 등록하세요.\n"
                "코드는 한 번만 쓸 수 있고 다시 보여 드리지 않습니다.\n",
                STR_ARG(d->code.code));
    }
    return NULL;
}

int user_run(struct app *app, FILE *to)
{
    struct user_deed deed = {0};
    const char *wrong = read_deed(app, &deed);
    if (wrong != NULL) {
        fprintf(stderr, "dure user: %s\n", wrong);
        return EXIT_USAGE;
    }
    struct unit u = {.arena = arena_open(LIMIT_ARENA_DEMO), .actor = &TERMINAL, .trace = S("user")};
    err e = app_open_db(app, APP_DB_CURRENT, &u.db);
    if (e == NULL) {
        db_set_arena(u.db, u.arena);
        e = deed.work == NULL ? list(&u, to) : do_deed(&u, &deed, to);
    }
    int code = EXIT_DONE;
    if (e != NULL) {
        bool broken = e->kind == FAULT_BROKEN && u.db != NULL;
        code = app_refuse(e, broken ? db_error(u.db) : S(""));
    }
    db_close(u.db);
    arena_close(u.arena);
    return code;
}

int verb_user(struct app *app)
{
    return user_run(app, stdout);
}
