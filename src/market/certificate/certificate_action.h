// What a firm does with its certificates, and what the operator makes of them.
#pragma once

#include "market/certificate/certificate.h"
#include "platform/file/file.h"

// The firm of who acts hands one in. Fails with CERTIFICATE_NO_NUMBER, CERTIFICATE_NO_PRODUCT
// (none, or one it does not sell), CERTIFICATE_TERM_REVERSED, CERTIFICATE_ENDED, CERTIFICATE_KNOWN,
// FILE_*.
err certificate_action_add(struct unit *u, const struct certificate *typed,
                           const struct upload *evidence, public_no *out);
// … and takes one back that waits or counts. Fails with CERTIFICATE_UNKNOWN,
// CERTIFICATE_WRONG_STATE, CERTIFICATE_CHANGED.
err certificate_action_withdraw(struct unit *u, public_no no, int64_t version);

// The operator verifies, refuses or revokes; the owners are told and their goods are filed anew in
// the search. One whose PDF nobody could open is verified with the words of how it was seen
// otherwise, which the firm and the chain of deeds keep. Fails with CERTIFICATE_UNKNOWN,
// CERTIFICATE_WRONG_STATE, CERTIFICATE_NEEDS_REASON, PDF_NOT_SEEN, CERTIFICATE_CHANGED.
err certificate_action_decide(struct unit *u, public_no no, int64_t version,
                              enum certificate_event event, str reason);

// Tell firms whose certificates end within 60, 30 and 7 days, once at each stage; some at a time.
// *out_more: there are others.
err certificate_action_day(struct unit *u, bool *out_more);
