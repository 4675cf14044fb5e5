// Requests and answers for tests, on the scene of the trade (purchase_testing.h). Trouble ends the
// program.
#pragma once

#include "market/purchase/purchase_testing.h"
#include "market/quote/quote_answer_action.h"

// Unit prices of the draft's three lines: those listed, 2,900,000 won, and lower ones.
#define QUOTE_LISTED ((const int64_t[]){21500, 12000, 15000})
#define QUOTE_CHEAPER ((const int64_t[]){20900, 11000, 15000}) // 2,090,000 + 550,000 + 150,000

// The scene of the trade on 24 November 2026 at 10:00; when a request closes, and the day by which
// an answer delivers.
void quote_testing_scene(struct purchase_scene *s, struct testing_db *t);
instant quote_testing_closing(void);
date quote_testing_last_day(void);

// The officer asks the supplier of *p, which closes on 27 November 2026 at 18:00; the law is asked
// before when it was not.
public_no quote_testing_ask(struct purchase_scene *s, struct purchase *p);
// The answer of the owner at these unit prices, delivered by `deliver_by`, valid until then; what
// the deed answers.
err quote_testing_answer(struct purchase_scene *s, public_no request, const int64_t *unit_won,
                         date deliver_by);
// Somebody declines, or takes the newest answer, or the one seen; what the deed answers.
err quote_testing_decline(struct purchase_scene *s, const struct actor *who, public_no request,
                          str reason);
err quote_testing_choose(struct purchase_scene *s, const struct actor *who, public_no request,
                         str reason);
err quote_testing_choose_seen(struct purchase_scene *s, const struct actor *who, public_no request,
                              public_no seen, str reason);
// The request as it is now, and its answers.
void quote_testing_find(struct purchase_scene *s, public_no request, struct quote_request *out,
                        quote_list *out_given);

// The pages of the folder on the scene of the trade.
struct quote_desk {
    struct purchase_scene s;
    struct web_test w;
    struct web_routes routes; // all of the folder
    char address[128];        // of quote_testing_at
};
// On 24 November 2026 at 10:00.
void quote_testing_open(struct quote_desk *t, struct testing_db *database);
// head NO tail: an address, until the next one.
const char *quote_testing_at(struct quote_desk *t, const char *head, public_no no,
                             const char *tail);
