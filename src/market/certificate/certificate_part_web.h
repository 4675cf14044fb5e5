// Parts that several pages of this folder show.
#pragma once

#include "market/certificate/certificate_web.h"

// What the law calls a kind; our own word where it has no row.
str certificate_law_label(const struct unit *u, enum certificate_kind kind);
// May one be handed in, or does its kind wait for a confirmed row of the law?
bool certificate_is_open(const struct unit *u, enum certificate_kind kind);
// One certificate with what the law says of its kind; `file_path` is where its evidence is sent.
void certificate_fill_view(const struct unit *u, const struct certificate *c, href file_path,
                           struct certificate_view *out);
str certificate_left(const struct unit *u, date valid_until, str *out_tone);
// Answer with the evidence. Fails with FILE_UNKNOWN when there is none.
err certificate_send_file(struct unit *u, const struct certificate *c, struct response *rs);
