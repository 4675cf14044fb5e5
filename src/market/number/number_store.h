// Runs, what they read, and the numbers.
#pragma once

#include "market/number/number.h"
#include "platform/db/db.h"

extern const struct fault NUMBER_NO_RUN; // MISSING: there is none of that id
extern const struct fault NUMBER_MOVED;  // CONFLICT: another job went on with the run meanwhile

// The run that is reading. *out_found is false when none is.
err number_store_reading(struct db *db, struct number_run *out, bool *out_found);
err number_store_find(struct db *db, int64_t id, struct number_run *out);
// The day from which changes are to be asked for: that on which the last finished run began;
// DATE_NONE when none finished.
err number_store_since(struct db *db, date *out);
// A new run at its first page, with nothing read yet.
err number_store_begin(struct db *db, struct number_run *run, account_id account, instant now);
// Save where it stands, unless its version is another by now: NUMBER_MOVED.
err number_store_move(struct db *db, const struct number_run *run, instant now);

// Calls of a day in Korea, and how its look-ups of single numbers stand.
struct number_day {
    int64_t calls;
    int64_t in_vain;     // look-ups in succession that got no answer
    instant waits_until; // none before; 0: they go on
};
err number_store_day(struct db *db, date day, struct number_day *out);
// Save what is no count of calls. A day without a call has nothing to save.
err number_store_set_day(struct db *db, date day, const struct number_day *is);
// One more of them (or so many that none is left).
err number_store_count_calls(struct db *db, date day, int64_t calls);

// Keep a page's rows; how many different numbers of these digits are kept now.
err number_store_stage(struct db *db, struct arena *a, int digits,
                       const struct registry_answer *answer, int64_t *out_staged);
err number_store_unstage(struct db *db, int digits); // 0: all
// Of what was read whole: how many numbers are in use, how many of them would end, how many read.
err number_store_weigh(struct db *db, int64_t *in_use, int64_t *would_end, int64_t *read);
// Put what was read in the place of what was known, noting each change under the run, whose counts
// are set.
err number_store_replace(struct db *db, struct number_run *run, instant now);

struct number_item {
    str no;
    str name;
    str name_en;
    instant ended_at;
    int64_t category_count; // that name it
    str category_name;      // one of them
    str category_code;
    int64_t product_count; // with this 세부품명번호 of their own
};
typedef LIST(struct number_item) number_item_list;

// By the beginning of a number, or a part of a name; at most `most`.
err number_store_search(struct db *db, struct arena *a, str typed, size_t most,
                        number_item_list *out);
// 세부품명번호 alone: those in use first, of these those with the shortest name.
err number_store_search_details(struct db *db, struct arena *a, str typed, size_t most,
                                number_item_list *out);
// What the list says of a 세부품명번호, and what is known of a 물품식별번호: one statement, none of
// two empty ones. NUMBER_UNJUDGED of an empty one; ITEM_NO_UNREAD of one nobody typed.
err number_store_judge(struct db *db, str no, str item_no, struct number_word *out,
                       struct item_number *out_item);
// The same of a row that has the columns of that statement beside others.
void number_store_read(struct query *q, str no, str item_no, struct number_word *out,
                       struct item_number *out_item);
// It is to be asked for, unless it waits or was read after `since` (of an unknown one: after
// `unknown_since`).
struct item_wish {
    str no;
    supplier_id supplier; // who typed it; 0: an operator
    instant since;
    instant unknown_since;
};
// *out_first: it is to be asked for now, and no other is.
err number_store_want_item(struct db *db, const struct item_wish *w, instant now, bool *out_first);
// How many may be asked for now: 0, 1, or 2 for more.
err number_store_waiting_items(struct db *db, instant now, int64_t *out);
// The one that is to be asked for next, of the firms in turn. *out_found is false when none is.
err number_store_next_item(struct db *db, instant now, struct item_number *out, bool *out_found);
// What the list said: it waits no more.
err number_store_keep_item(struct db *db, const struct item_number *item, instant now);
// Once more in vain: not before `retry_at` again.
err number_store_try_item(struct db *db, str no, instant retry_at);
// Of those that wait every count begins anew.
err number_store_anew_items(struct db *db);
// Ended, and still named by a category or a product.
err number_store_ended_in_use(struct db *db, struct arena *a, size_t most, number_item_list *out);

struct number_change {
    str no;
    str kind; // added, changed, ended
    str was;
    str now;
};
typedef LIST(struct number_change) number_change_list;
typedef LIST(struct number_run) number_run_list;

err number_store_runs(struct db *db, struct arena *a, size_t most, number_run_list *out);
err number_store_changes(struct db *db, struct arena *a, int64_t run, size_t most,
                         number_change_list *out);
// Numbers in use, and calls of the day.
err number_store_count(struct db *db, date day, int64_t *out_numbers, int64_t *out_calls);
