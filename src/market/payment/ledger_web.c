#include "market/payment/ledger_web.h"

#include "base/csv.h"
#include "base/limits.h"
#include "market/party/right.h"
#include "market/payment/ledger_page.html.h"
#include "platform/form/form.h"
#include "platform/web/site.h"

// A page ends with a whole posting, so one more posting than fits is read.
#define LINES_SHOWN LIMIT_DESK_ROWS
#define LINES_READ (LINES_SHOWN + LEDGER_LINES_MAX)
// Years a month may be asked of, so that the months beside it are dates too.
#define YEAR_FIRST 2000
#define YEAR_LAST 2999
#define MONTH_FORM "2000년부터 2999년까지의 달을 연-월로 적어 주세요. 예: 2026-11."
#define MONTH_UNREAD MONTH_FORM " 아래는 이번 달 장부입니다."

const struct fault LEDGER_MONTH_UNREAD = {
    .kind = FAULT_INVALID,
    .code = "ledger.month_unread",
    .text = "어느 달인지 읽을 수 없어 장부 파일을 만들지 않았습니다. " MONTH_FORM
            " 장부 화면에서 달을 고른 뒤 받아도 됩니다.",
};

const struct fault LEDGER_ACCOUNT_UNREAD = {
    .kind = FAULT_INVALID,
    .code = "ledger.account_unread",
    .text =
        "어느 계정인지 읽을 수 없어 장부 파일을 만들지 않았습니다. 장부 화면에서 계정을 고른 뒤 "
        "받아 주세요.",
};

// What was asked for: a month (this one unless it can be read), an account or all.
struct asked {
    struct ledger_month month;
    int account; // -1: all
    str month_word;
    str typed_month; // empty: none
    bool is_unread;  // something was typed, and is no month
    public_no after; // 0: from the top
    enum ledger_deed after_deed;
};

static struct asked read_asked(const struct unit *u, const struct request *rq)
{
    date first = DATE_NONE;
    str typed = str_trim(request_query(rq, "month"));
    bool readable = date_parse_month(typed, &first) && date_year(first) >= YEAR_FIRST &&
                    date_year(first) <= YEAR_LAST;
    if (!readable) {
        first = date_month_begin(u->today);
    }
    int deed = ledger_deed_from(request_query(rq, "deed"));
    struct asked asked = {
        .month = {.institution = u->actor->institution,
                  .first_day = first,
                  .last_day = date_add_days(date_add_months(first, 1), -1)},
        .account = ledger_account_from(request_query(rq, "account")),
        .month_word = date_format_month(u->arena, first),
        .typed_month = typed,
        .is_unread = typed.n > 0 && !readable,
        .after_deed = deed < 0 ? LEDGER_CLAIM : (enum ledger_deed)deed,
    };
    (void)public_no_parse(request_query(rq, "before"), &asked.after); // unreadable: from the top
    return asked;
}

static str account_word(int account)
{
    return account < 0 ? S("") : str_view(ledger_account_word((enum ledger_account)account));
}

static href path_of(struct arena *a, const char *base, str month, int account)
{
    href path = href_with(a, href_local(str_view(base)), "month", month);
    return href_with(a, path, "account", account_word(account));
}

// Debit balances and credit balances stand on opposite sides.
static str balance_text(struct arena *a, const struct ledger_sum *sum)
{
    if (money_equals(sum->debit_all, sum->credit_all)) {
        return S("0");
    }
    bool debit = money_less(sum->credit_all, sum->debit_all);
    str amount = money_format(a, debit ? money_subtract(sum->debit_all, sum->credit_all)
                                       : money_subtract(sum->credit_all, sum->debit_all));
    return str_format(a, "%s %.*s", debit ? "차변" : "대변", STR_ARG(amount));
}

static err fill_accounts(struct unit *u, const struct asked *asked, struct ledger_page *p)
{
    struct ledger_sum sums[LEDGER_ACCOUNT_COUNT];
    money debit_all = WON(0);
    money credit_all = WON(0);
    TRY(ledger_sum(u->db, &asked->month, sums));
    p->accounts.items = NEW_ARRAY(u->arena, LEDGER_ACCOUNT_COUNT, struct ledger_account_row);
    for (int i = 0; i < LEDGER_ACCOUNT_COUNT; i++) {
        p->accounts.items[p->accounts.count++] = (struct ledger_account_row){
            .word = account_word(i),
            .label = ledger_account_label((enum ledger_account)i),
            .path = path_of(u->arena, "/buyer/ledger", asked->month_word, i),
            .chosen = asked->account == i,
            .sum = sums[i],
            .balance = balance_text(u->arena, &sums[i]),
        };
        p->debit = money_add(p->debit, sums[i].debit);
        p->credit = money_add(p->credit, sums[i].credit);
        debit_all = money_add(debit_all, sums[i].debit_all);
        credit_all = money_add(credit_all, sums[i].credit_all);
    }
    p->balances = money_equals(p->debit, p->credit) && money_equals(debit_all, credit_all);
    return NULL;
}

static bool same_posting(const struct ledger_row *a, const struct ledger_row *b)
{
    return a->claim.value == b->claim.value && a->deed == b->deed;
}

// How many lines the page shows: as many whole postings as fit.
static size_t whole_postings(const ledger_row_list *list)
{
    if (list->count < LINES_READ) {
        return list->count;
    }
    size_t shown = LINES_SHOWN;
    while (same_posting(&list->items[shown - 1], &list->items[shown])) {
        shown++; // a posting has LEDGER_LINES_MAX lines at most, so this ends within LINES_READ
    }
    return shown;
}

// "청구 – 복사용지 (2026-13)": the number in brackets stands apart, so that no line end cuts it.
static void part_number(struct ledger_line_row *row)
{
    size_t at = row->text.n;
    while (at > 0 && row->text.p[at - 1] != '(') {
        at--;
    }
    if (at > 0 && str_ends(row->text, S(")"))) {
        row->number = str_slice(row->text, at - 1, row->text.n);
        row->text = str_trim(str_slice(row->text, 0, at - 1));
    }
}

static err fill_lines(struct unit *u, const struct asked *asked, struct ledger_page *p)
{
    ledger_row_list list;
    TRY(ledger_list(u->db, u->arena, &asked->month, asked->account, asked->after, asked->after_deed,
                    LINES_READ, &list));
    size_t shown = whole_postings(&list);
    p->lines.items = NEW_ARRAY(u->arena, shown + 1, struct ledger_line_row);
    for (size_t i = 0; i < shown; i++) {
        const struct ledger_row *r = &list.items[i];
        p->lines.items[p->lines.count++] = (struct ledger_line_row){
            .first = i == 0 || !same_posting(&list.items[i - 1], r),
            .posted_on = r->posted_on,
            .text = r->text,
            .path = href_to(u->arena, "/buyer/payments/%lld", (long long)r->claim.value),
            .account = ledger_account_label(r->account),
            .debit = r->debit,
            .credit = r->credit,
        };
        part_number(&p->lines.items[i]);
    }
    href here = path_of(u->arena, "/buyer/ledger", asked->month_word, asked->account);
    if (asked->after.value != 0) {
        p->previous = here;
    }
    if (shown < list.count) {
        const struct ledger_row *last = &list.items[shown - 1];
        p->next = href_with(u->arena, here, "before",
                            str_format(u->arena, "%lld", (long long)last->claim.value));
        p->next = href_with(u->arena, p->next, "deed", str_view(ledger_deed_word(last->deed)));
    }
    p->is_paged = asked->after.value != 0 || shown < list.count;
    return NULL;
}

// GET /buyer/ledger?month=&account=&before=&deed=
static err get_ledger(struct unit *u, const struct request *rq, struct response *rs)
{
    static const struct field_label LABELS[] = {
        {"month", "달"}
    };
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    struct asked asked = read_asked(u, rq);
    struct arena *a = u->arena;
    date first = asked.month.first_day;
    str earlier = date_format_month(a, date_add_months(first, -1));
    str later = date_format_month(a, date_add_months(first, 1));
    struct ledger_page p = {
        .month = asked.month_word,
        .typed_month = asked.is_unread ? asked.typed_month : asked.month_word,
        .month_text = str_format(a, "%.4s년 %.2s월", asked.month_word.p, asked.month_word.p + 5),
        .account = account_word(asked.account),
        .account_label =
            asked.account < 0 ? S("") : ledger_account_label((enum ledger_account)asked.account),
        .earlier = path_of(a, "/buyer/ledger", earlier, asked.account),
        .later = date_before(asked.month.last_day, u->today)
                     ? path_of(a, "/buyer/ledger", later, asked.account)
                     : href_local(S("")), // nothing is posted in a month to come
        .all = path_of(a, "/buyer/ledger", asked.month_word, -1),
        .file = path_of(a, "/buyer/ledger.csv", asked.month_word, asked.account),
        .empty = {.title = S("이 달에는 전표가 없습니다"),
                  .text = S("대금을 청구받거나 지급하면 전표가 생깁니다.")},
    };
    TRY(fill_accounts(u, &asked, &p));
    TRY(fill_lines(u, &asked, &p));
    frame_fill(u, rq, &p.frame, S("장부"));
    if (asked.is_unread) {
        issues_add(&issues, "month", MONTH_UNREAD);
        p.frame.issues = &issues;
        rs->status = 422;
    }
    ledger_page_render(&rs->body, &p);
    return NULL;
}

static void write_row(struct arena *a, struct out *o, const struct ledger_row *r)
{
    csv_write_text(o, date_format_iso(a, r->posted_on));
    csv_write_text(o, ledger_deed_label(r->deed));
    csv_write_text(o, r->text);
    csv_write_text(o, ledger_account_label(r->account));
    csv_write_number(o, r->debit.won);
    csv_write_number(o, r->credit.won);
    csv_write_text(o, str_format(a, "%lld", (long long)r->claim.value));
    csv_end_row(o);
}

// GET /buyer/ledger.csv?month=&account=: the lines of the same question, whole. A file says nothing
// besides its lines, so that of another month or of all accounts is not given. Fails with
// LEDGER_MONTH_UNREAD, LEDGER_ACCOUNT_UNREAD.
static err get_ledger_file(struct unit *u, const struct request *rq, struct response *rs)
{
    static const char *const HEADS[] = {"날", "구분", "적요", "계정", "차변", "대변", "청구번호"};
    struct asked asked = read_asked(u, rq);
    ledger_row_list list;
    if (asked.is_unread) {
        return &LEDGER_MONTH_UNREAD;
    }
    if (asked.account < 0 && request_query(rq, "account").n > 0) {
        return &LEDGER_ACCOUNT_UNREAD;
    }
    TRY(ledger_list(u->db, u->arena, &asked.month, asked.account, NO_ID(public_no), LEDGER_CLAIM,
                    LIMIT_EXPORT_ROWS, &list));
    csv_write_mark(&rs->body);
    for (size_t i = 0; i < COUNT(HEADS); i++) {
        csv_write_text(&rs->body, str_view(HEADS[i]));
    }
    csv_end_row(&rs->body);
    for (size_t i = 0; i < list.count; i++) {
        write_row(u->arena, &rs->body, &list.items[i]);
    }
    response_attachment(rs, S("text/csv; charset=utf-8"),
                        str_format(u->arena, "장부-%.*s.csv", STR_ARG(asked.month_word)));
    return NULL;
}

const struct route LEDGER_ROUTES[] = {
    ROUTE(GET, "/buyer/ledger", get_ledger, RIGHT_PAY),
    ROUTE_SLOW(GET, "/buyer/ledger.csv", get_ledger_file, RIGHT_PAY),
};
const size_t LEDGER_ROUTE_COUNT = COUNT(LEDGER_ROUTES);
