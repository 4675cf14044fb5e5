// What a form of a draft showed of each offer: its revision goes along with the form, so that
// nothing is put into a case that its officer did not see.
#pragma once

#include "market/party/party_supplier_store.h"
#include "market/purchase/purchase_store.h"
#include "platform/form/form.h"
#include "platform/unit/unit.h"

struct purchase_sight {
    offer_id offer;
    str title;     // by which a change is told …
    int64_t seq;   // … at the quantity of this line; 0: of the form as a whole
    int64_t shown; // the revision that the form showed
    int64_t now;   // the one the offer has
    int64_t next;  // out: the one that the form shows when it comes back
};

struct purchase_sights {
    purchase_id purchase; // whose lines they are; 0: they lie in the actor's basket
    const district_list *districts;
    LIST(struct purchase_sight) list; // each offer once
};

// The revision that the field `seen_KEY` of a form carries; 0: it has none.
int64_t purchase_sight_read(const struct request *rq, struct arena *a, int64_t key);

// What changed of each offer since it was shown, as an issue of the form. What nobody sees (the
// stock, a revision that says the same) is no change, nor is anything of what is not for sale: that
// is told elsewhere. What has no room among the issues stays as it was shown, and is told when the
// form is sent again. No statement where nothing has another revision; else one, one for each
// category, and few more for texts of before revisions kept them.
err purchase_sight_tell(struct unit *u, struct issues *is, struct purchase_sights *sights);

// The lines of a draft that is changed.
struct purchase_sight_lines {
    purchase_id purchase;
    const district_list *districts;
    purchase_line_list *lines;
    const int64_t *quantities; // of each; 0: it is taken out
    int64_t *shown;            // out, of each: the revision that the form shows from now on
};
// The same of these: a line whose offer has another revision says what that says, for so many. One
// that is taken out, whose offer is not for sale or whose change had no room stays as it is. One
// statement more.
err purchase_sight_renew(struct unit *u, const struct request *rq, struct issues *is,
                         const struct purchase_sight_lines *seen);
