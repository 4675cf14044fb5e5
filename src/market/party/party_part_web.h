// Parts that several pages of this folder show.
#pragma once

#include "market/party/party_member_store.h"
#include "market/party/party_review_store.h"
#include "platform/form/form.h"
#include "platform/page/parts.h"
#include "platform/unit/unit.h"

// An <option>.
struct party_option {
    str value;
    str text;
    bool selected;
};
typedef LIST(struct party_option) party_option_list;

// The districts of the city, the one of `code` selected.
err party_district_options(struct db *db, struct arena *a, str code, party_option_list *out);

// The departments at work of the institution of who acts, by number; *out_chosen is the id of the
// one chosen, or NO_ID.
err party_department_options(struct unit *u, str chosen, party_option_list *out,
                             department_id *out_chosen);

// How a role stands today, in a word.
str party_member_state(const struct member *m, date today, str *out_tone);

// A sign-up's applications and decisions; who decided is told to the operators only.
void party_fill_timeline(struct arena *a, const review_line_list *lines, bool with_names,
                         struct timeline *out);
