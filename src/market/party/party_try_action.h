// Counting wrong tries to get in.
#pragma once

#include "platform/unit/unit.h"

// What a try is counted by. A log-in by its e-mail, and never by the account: the count of an
// e-mail that nobody has ends no later than any other. From `here` alone the owner's right one ends
// it; what was tried everywhere is left to a day without a try, for who tries from elsewhere would
// see it end. A network from which the owner got in is not slowed by it. While that holds somebody
// up a code still opens; codes that do not fit then are counted by themselves, for there are but a
// million: at a log-in those beside the right password, which no stranger has.
struct try_marks {
    str here;       // the e-mail from this network, or the person who is asked again
    str everywhere; // the e-mail; empty: not a log-in
    str codes;      // of that person
};

struct try_marks try_marks_of_login(struct unit *u, str email);
struct try_marks try_marks_of_person(struct unit *u, account_id account);

// Count a wrong try by its marks, and from the network. A note, since the request itself is
// refused; on the audit chain, or where nobody has the e-mail (NO_ID) on a line that costs as much
// and is not kept. A count begins anew after LIMIT_LOGIN_BUCKET_S. The try that fills the network's
// bucket is told to the operators.
void try_note_wrong(struct unit *u, account_id account, const struct try_marks *marks);

// Count a code that did not fit while its person is held up.
void try_note_wrong_code(struct unit *u, account_id account, const struct try_marks *marks);

// The right one: what is counted at this mark begins anew, and for a day its network is the
// owner's.
err try_forgive(struct unit *u, str mark);

// Do codes of this mark open nothing just now? Fails with DB_*.
err try_are_codes_slowed(struct unit *u, const struct try_marks *marks, bool *out);
