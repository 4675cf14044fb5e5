// Counting wrong tries to get in.
#pragma once

#include "platform/unit/unit.h"

// Count a wrong try: at the account, or (NO_ID) at the e-mail nobody has whose mark `stranger` is,
// and from the address. A note, since the request itself is refused. The count begins anew after
// LIMIT_LOGIN_BUCKET_S. The try that fills the address's bucket is told to the operators.
void try_note_wrong(struct unit *u, account_id account, str stranger);
