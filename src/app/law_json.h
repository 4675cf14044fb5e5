// A question to the law as one JSON object, and the answer as one: `dure law decide` and the API.
#pragma once

#include "base/arena.h"
#include "base/str.h"
#include "market/law/law.h"

// Read {"id":…,"regime":…,"object":…,"estimated_price_won":…,"contract_price_won":…,
// "supplier_tags":[…],"vulnerable_employment_bp":…,"on":…}; "similar_price_won" and "delay_variant"
// may be added. NULL, or a Korean sentence on what is wrong. *out_id is the id as JSON text, "null"
// when there is none to echo; set in either case.
const char *law_json_read(struct arena *arena, str text, struct law_question *out_question,
                          str *out_id);

// {"id":…,"path":…}, without a line end.
str law_json_answer(struct arena *arena, str id, const struct law_answer *answer);

// {"id":null,"error":…}, likewise: what was not even read.
str law_json_refuse(struct arena *arena, const char *sentence);

// The whole exchange for one text; false when the answer is an error.
bool law_json_decide(const struct law *law, struct arena *arena, str text, str *out_answer);
