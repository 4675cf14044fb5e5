// What every page of a case shows alike: its way, who must act by when, and what happened.
#pragma once

#include "market/purchase/purchase_store.h"
#include "platform/page/parts.h"
#include "platform/unit/unit.h"
#include "platform/web/request.h"

// A rule that was followed, as rules_fold.html lists it.
struct purchase_rule {
    str id; // T-L08.4
    str article;
    str confidence;
};

struct purchase_rules {
    LIST(struct purchase_rule) items;
    enum law_confidence lowest;
};

struct purchase_part {
    struct steps steps;
    struct duty duty; // of what is missing a page may know more
    struct timeline timeline;
    bool is_mine;   // the reader is the one who must act
    bool is_waived; // the price was taken as listed, no firm was asked
    str refusal;    // what the firm said when it declined, unless it answered later; or empty
    instant refused_at;
    str meanwhile; // what is going on, to who does not have the turn
};

// The case that the address names as :no, of the reader's own side. Fails with
// REQUEST_NO_SUCH_PAGE, PURCHASE_UNKNOWN.
err purchase_part_find(struct unit *u, const struct request *rq, struct purchase *out);

// What the parts are filled from is asked for with the next statement.
void purchase_part_foresee(struct unit *u, const struct purchase *p);

// Fill the parts for the reader: the institution reads all, the supplier what is not internal. Two
// statements.
err purchase_part_fill(struct unit *u, const struct purchase *p, struct purchase_part *out);

// Where the reader stands: one's cases, this one, `here`.
void purchase_crumb_fill(struct arena *a, const struct purchase *p, str here, struct crumb *out);

// Its steps alone. One statement.
err purchase_part_fill_steps(struct unit *u, const struct purchase *p, struct purchase_part *out);

// The reader stands on the page where the duty is done: no button leads there again.
void purchase_part_stand_at(struct purchase_part *part, str path);

// What a task asks: of who acts for another also for whom; `acts_for` is empty for oneself.
str purchase_task_words(struct arena *a, str acts_for, str text);

// The reader has the right, yet may not do it in this case: it is the turn of `who`.
void purchase_part_pass(struct purchase_part *part, str who);

// Fill the rules of `ids`, parted by blanks, as the law tells of them today.
void purchase_rules_fill(const struct unit *u, str ids, struct purchase_rules *out);

// The first digits of a hash, as people compare them by eye.
str purchase_hash_short(str hash);

// "오늘", "D-2", "3일 지남"; "기한 없음" for 0.
str purchase_left(struct arena *a, date today, instant due_at);
// The class of a state's dot: ok warn bad now off.
str purchase_state_tone(enum purchase_state state);
