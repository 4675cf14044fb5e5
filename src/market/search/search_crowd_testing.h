// A crowd of invented offers, for measures: the site's set-up data, firms, and rows of the search's
// copy without rows of the catalogue behind them. What it holds depends on the count alone.
#pragma once

#include "market/search/search_index_store.h"
#include "platform/db/db_testing.h"

// What a judgement looks at.
struct search_crowd_offer {
    str category;
    str key; // its title, folded, without blanks
    money price;
    int64_t quantity_min;
    str district; // code of where its firm is
};

// The set-up data of data/, and so many firms with their certificates; ends the program on trouble.
void search_crowd_found(struct testing_db *t, int64_t firms);
// `count` offers of those firms into the copy, which has caught up with `t`. What is told of them
// lives in `keep`.
struct search_crowd_offer *search_crowd_fill(struct search *s, struct testing_db *t, int64_t count,
                                             int64_t firms, struct arena *keep);
// The copy has read all that `t` tells: for one that was filled beside another database.
void search_crowd_settle(struct search *s, struct testing_db *t);
// Catch up with `t`, as a request does.
err search_crowd_catch_up(struct search *s, struct testing_db *t);
