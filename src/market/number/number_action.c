#include "market/number/number_action.h"

#include <assert.h>

#include "base/limits.h"
#include "platform/job/job.h"

const struct fault NUMBER_OFF = {
    .kind = FAULT_REFUSED,
    .code = "number.off",
    .text = "물품목록 서비스의 인증키가 설정되어 있지 않아 읽을 수 없습니다.",
    .source = FAULT_OWN_RULE,
};

#define PAGE_JOB "number.page"
#define ITEM_JOB "number.item"
#define DAY_S (24 * INT64_C(3600))
#define FIRST_WAIT_S 60 // before a page is asked for again; each further time twice as long

static bool has_key;
static int64_t calls_a_day;
static int64_t end_percent;

void number_set(bool key_is_set, int64_t calls, int64_t percent)
{
    has_key = key_is_set;
    calls_a_day = calls;
    end_percent = percent;
}

bool number_is_on(void)
{
    return has_key;
}

int64_t number_calls_a_day(void)
{
    return calls_a_day;
}

// --- Beginning -----------------------------------------------------------------------------------

static err begin(struct unit *u, bool whole, struct number_run *run)
{
    *run = (struct number_run){.kind = NUMBER_WHOLE, .from = DATE_NONE, .until = DATE_NONE};
    date since = DATE_NONE;
    TRY(number_store_since(u->db, &since));
    if (!whole && !date_is_none(since)) {
        run->kind = NUMBER_CHANGES;
        run->from = date_add_days(since, -1); // what changed late on that day comes again
        run->until = u->today;
    }
    return number_store_begin(u->db, run, u->actor->account, u->now);
}

static err read_on(struct unit *u, bool whole)
{
    struct number_run run;
    bool found = false;
    TRY(number_store_reading(u->db, &run, &found));
    if (!found) {
        TRY(begin(u, whole, &run));
    }
    return job_add(u, PAGE_JOB, run.id, S(""), (instant){0}); // beside another the later one rests
}

err number_action_read(struct unit *u, bool whole)
{
    if (!has_key) {
        return &NUMBER_OFF;
    }
    audit_write(u, S("number.read"), S("number"), 0, whole ? S("whole") : S(""));
    return read_on(u, whole);
}

err number_action_night(struct unit *u)
{
    if (!has_key) {
        return NULL;
    }
    TRY(number_store_anew_items(u->db)); // what was asked for in vain by day
    TRY(job_add(u, ITEM_JOB, 0, S(""), (instant){0}));
    return read_on(u, false);
}

// --- A page --------------------------------------------------------------------------------------

static void note(struct number_run *run, str code, str sentence)
{
    run->code = code;
    run->sentence = sentence;
}

static void fail(struct number_run *run, str code, str sentence)
{
    run->state = NUMBER_FAILED;
    note(run, code, sentence);
}

err number_action_ask(struct unit *u, int64_t id, struct number_run *out, bool *out_may)
{
    struct number_day day;
    *out_may = false;
    TRY(number_store_find(u->db, id, out));
    if (out->state != NUMBER_READING || !has_key) {
        return NULL;
    }
    TRY(number_store_day(u->db, u->today, &day));
    if (day.calls >= calls_a_day) {
        note(out, S("calls"), S("정한 하루 조회 횟수를 다 썼습니다. 밤에 이어서 읽습니다."));
        return number_store_move(u->db, out, u->now);
    }
    *out_may = true;
    return number_store_count_calls(u->db, u->today, 1);
}

// The digits' pages do not fit together: from their first one, a few times.
static err read_again(struct unit *u, struct number_run *run)
{
    run->page = 1;
    run->total = -1;
    if (++run->restarts > LIMIT_REGISTRY_RESTARTS) {
        fail(run, S("changed"),
             S("읽는 동안 목록이 자꾸 바뀌어 쪽들이 서로 맞지 않습니다. 지난번 자료를 그대로 "
               "씁니다."));
    }
    return number_store_unstage(u->db, run->digits);
}

static err complete(struct unit *u, struct number_run *run)
{
    int64_t in_use = 0;
    int64_t would_end = 0;
    int64_t read = 0;
    if (run->kind == NUMBER_WHOLE) {
        TRY(number_store_weigh(u->db, &in_use, &would_end, &read));
        if (!number_is_believable(in_use, would_end, read, end_percent)) {
            str sentence = str_format(u->arena,
                                      "쓰이던 번호 %lld개 가운데 %lld개가 목록에서 사라져 바꾸지 "
                                      "않았습니다. 사실이면 설정 "
                                      "gateway.registry_end_percent를 높이고 다시 읽으세요.",
                                      (long long)in_use, (long long)would_end);
            fail(run, S("shrunk"), sentence);
            return NULL;
        }
    }
    run->state = NUMBER_DONE;
    return number_store_replace(u->db, run, u->now);
}

static err take_page(struct unit *u, struct number_run *run, const struct registry_answer *answer)
{
    int64_t staged = 0;
    run->tries = 0;
    run->pages++;
    note(run, S(""), S(""));
    TRY(number_store_stage(u->db, u->arena, run->digits, answer, &staged));
    switch (number_step_of(run, answer->total, (int64_t)answer->rows.count, staged)) {
    case NUMBER_NEXT_PAGE:
        run->page++;
        run->total = answer->total;
        return NULL;
    case NUMBER_NEXT_DIGITS:
        run->digits += 2;
        run->page = 1;
        run->total = -1;
        run->restarts = 0;
        return NULL;
    case NUMBER_AGAIN:
        return read_again(u, run);
    case NUMBER_COMPLETE:
        return complete(u, run);
    case NUMBER_STEP_COUNT:
        break;
    }
    assert(!"a step without a name");
    return NULL;
}

// Some more seconds to wait each time; after the last one the run fails.
static int64_t try_later(struct number_run *run, const struct registry_answer *answer)
{
    note(run, answer->code, answer->sentence);
    if (++run->tries >= LIMIT_REGISTRY_TRIES) {
        run->state = NUMBER_FAILED;
    }
    return (int64_t)FIRST_WAIT_S << (run->tries - 1);
}

// The owner counts no more today, whatever we counted.
static err use_up_calls(struct unit *u)
{
    struct number_day day;
    TRY(number_store_day(u->db, u->today, &day));
    return day.calls < calls_a_day
               ? number_store_count_calls(u->db, u->today, calls_a_day - day.calls)
               : NULL;
}

err number_action_take(struct unit *u, const struct number_run *asked,
                       const struct registry_answer *answer)
{
    struct number_run run;
    int64_t wait_s = 0;
    TRY(number_store_find(u->db, asked->id, &run));
    if (run.version != asked->version || run.state != NUMBER_READING) {
        return NULL;
    }
    switch (answer->outcome) {
    case REGISTRY_READ:
        TRY(take_page(u, &run, answer));
        break;
    case REGISTRY_LATER:
        wait_s = try_later(&run, answer);
        break;
    case REGISTRY_QUOTA: // the night goes on with it
        note(&run, answer->code, answer->sentence);
        TRY(use_up_calls(u));
        return number_store_move(u->db, &run, u->now);
    case REGISTRY_REFUSED:
    case REGISTRY_OUTCOME_COUNT:
        fail(&run, answer->code, answer->sentence);
        break;
    }
    TRY(number_store_move(u->db, &run, u->now));
    return run.state == NUMBER_READING
               ? job_add(u, PAGE_JOB, run.id, S(""), instant_add_s(u->now, wait_s))
               : NULL;
}

// --- One 물품식별번호 ----------------------------------------------------------------------------

err number_action_want_item(struct unit *u, str no)
{
    bool is_first = false;
    struct number_day day;
    if (!has_key || no.n == 0) {
        return NULL;
    }
    struct item_wish w = {
        .no = no,
        .supplier = u->actor->supplier,
        .since = instant_add_s(u->now, -(int64_t)LIMIT_REGISTRY_ITEM_DAYS * DAY_S),
        .unknown_since = instant_add_s(u->now, -DAY_S),
    };
    TRY(number_store_want_item(u->db, &w, u->now, &is_first));
    if (!is_first) {
        return NULL;
    }
    TRY(number_store_day(u->db, u->today, &day)); // a job at an instant that is past is due at once
    return job_add(u, ITEM_JOB, 0, S(""), day.waits_until);
}

err number_action_ask_item(struct unit *u, struct item_number *out, bool *out_may)
{
    struct number_day day;
    *out_may = false;
    if (!has_key) {
        return NULL;
    }
    TRY(number_store_day(u->db, u->today, &day));
    if (day.calls >= calls_a_day / 2 || u->now.us < day.waits_until.us) {
        return NULL; // the night goes on with it, or the job of that instant
    }
    TRY(number_store_next_item(u->db, u->now, out, out_may));
    return *out_may ? number_store_count_calls(u->db, u->today, 1) : NULL;
}

// The number as the answer has it; one that has no row of it is unknown.
static struct item_number item_as_read(const struct item_number *asked,
                                       const struct registry_answer *answer)
{
    struct item_number item = {
        .no = asked->no, .state = ITEM_NO_UNKNOWN, .name = S(""), .detail_no = S("")};
    if (answer->rows.count > 0) {
        const struct registry_row *row = &answer->rows.items[0];
        item.state = row->is_used ? ITEM_NO_KNOWN : ITEM_NO_ENDED;
        item.name = row->name;
        item.detail_no = row->detail_no;
    }
    return item;
}

// On with the next, if there is one.
static err go_on(struct unit *u)
{
    int64_t waiting = 0;
    TRY(number_store_waiting_items(u->db, u->now, &waiting));
    return waiting > 0 ? job_add(u, ITEM_JOB, 0, S(""), (instant){0}) : NULL;
}

// Seconds to wait after so many times before: each time twice as long.
static int64_t wait_s(int64_t times)
{
    int64_t most = LIMIT_REGISTRY_TRIES - 1;
    return (int64_t)FIRST_WAIT_S << (times < most ? times : most);
}

static err let_all_wait(struct unit *u, struct number_day *day, int64_t times)
{
    day->waits_until = instant_add_s(u->now, wait_s(times));
    TRY(number_store_set_day(u->db, u->today, day));
    return job_add(u, ITEM_JOB, 0, S(""), day->waits_until);
}

// This one comes again later, each time twice as late, and others go on; all wait where the owner
// has left some in succession without an answer. Where it asked all to wait, it is nothing of this
// one's: it keeps its place.
static err put_off(struct unit *u, const struct item_number *asked,
                   const struct registry_answer *answer)
{
    struct number_day day;
    TRY(number_store_day(u->db, u->today, &day));
    day.in_vain++;
    if (answer->asks_to_wait) {
        return let_all_wait(u, &day, day.in_vain - 1);
    }
    instant retry_at = instant_add_s(u->now, wait_s(asked->tries));
    TRY(number_store_try_item(u->db, asked->no, retry_at));
    if (day.in_vain < LIMIT_REGISTRY_IN_VAIN) {
        TRY(number_store_set_day(u->db, u->today, &day));
        TRY(job_add(u, ITEM_JOB, 0, S(""), retry_at));
        return go_on(u);
    }
    TRY(let_all_wait(u, &day, day.in_vain - LIMIT_REGISTRY_IN_VAIN));
    return retry_at.us > day.waits_until.us ? job_add(u, ITEM_JOB, 0, S(""), retry_at) : NULL;
}

// The owner answers, but not to this one: the night asks once more, and others go on.
static err pass_over(struct unit *u, const struct item_number *asked)
{
    struct number_day answered = {0};
    TRY(number_store_try_item(u->db, asked->no, instant_add_s(u->now, DAY_S)));
    TRY(number_store_set_day(u->db, u->today, &answered));
    return go_on(u);
}

err number_action_take_item(struct unit *u, const struct item_number *asked,
                            const struct registry_answer *answer)
{
    struct item_number item = item_as_read(asked, answer);
    struct number_day answered = {0};
    switch (answer->outcome) {
    case REGISTRY_READ:
        TRY(number_store_keep_item(u->db, &item, u->now));
        TRY(number_store_set_day(u->db, u->today, &answered));
        return go_on(u);
    case REGISTRY_LATER:
        return put_off(u, asked, answer);
    case REGISTRY_QUOTA:
        return use_up_calls(u);
    case REGISTRY_REFUSED: // else the night tries anew; what is wrong stands with its run
        return answer->is_of_question ? pass_over(u, asked) : NULL;
    case REGISTRY_OUTCOME_COUNT:
        break;
    }
    assert(!"an outcome without a name");
    return NULL;
}
