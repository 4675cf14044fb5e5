// The lawful path of a case, as the officer sees and takes it.
#pragma once

#include "market/purchase/purchase_part_web.h"
#include "market/purchase/purchase_path_action.h"
#include "platform/form/form.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

struct path_need {
    str text;
    bool holds;    // the platform knows that it is there
    bool is_asked; // the officer confirms it in writing
    bool is_given; // and has done so
    int64_t key;   // of its inputs: ground_1, document_1 …
    str hint;
    bool wants_document;
    str ground; // as stored or typed
    str document;
};
typedef LIST(struct path_need) path_need_list;

// What was confirmed, where it is only read.
struct path_proof {
    str label;
    str ground;
    str document;
};
typedef LIST(struct path_proof) path_proof_list;

struct path_similar {
    href path;
    str title;
    str supplier_name;
    date requested_on;
    money estimated;
    str state; // empty where states are not shown
};

// The similar purchases of a case, as similar_list.html lists them: the first, and the rest folded.
struct path_similar_part {
    str caption;
    str article; // why they are added up, or empty
    bool with_state;
    LIST(struct path_similar) shown;
    LIST(struct path_similar) rest;
    int64_t more;   // that are not listed, and added up alike
    int64_t folded; // listed below the fold, and those
    int64_t count;  // of all
};

// One of the ways on the scale of amounts.
struct path_band {
    str name;
    str text; // "2,000,000원 미만"
    int64_t x;
    int64_t width;
    bool is_here;
};

// The answer of the law, drawn alike wherever it is shown.
struct path_view {
    str tone; // of the note: ok, warn, bad
    bool is_ok;
    str title; // 1인 견적 수의계약
    str why;
    str ground;
    str article;
    str confidence;    // how the articles were confirmed
    str one_quote_max; // words; 해당 없음, 제한 없음
    str ceiling;
    str contract_document; // required, waivable
    str security;
    str inspection;
    struct purchase_rules rules;
    str left_out;         // why certificates of a maker do not count; empty: none was left out
    str left_out_article; // that says so
    bool is_undesignated; // a facility's designation does not count: a product is not on it
    str designation_article;
    money tested;
    money similar;
    int64_t marker;      // place on the drawing
    int64_t marker_text; // and of its words, so that they stay inside
    LIST(struct path_band) bands;
    path_need_list needs;
};

struct path_page {
    struct frame frame;
    struct crumb crumb;
    struct purchase_part part;
    str title;
    href action;
    href case_path;
    href edit;
    str supplier_name;
    money list;
    money estimated;
    struct path_view view;
    struct path_similar_part similar;
    str split_path; // the way with what is similar
    str similar_advice;
    str ban; // the article against a split, or empty
    bool looks_split;
    str split_reason;
    bool split_kept; // the reason stands beside the stored answer: nothing was added
    bool must_confirm;
    str confirm_reason;
    bool is_draft;
    str barred;         // why no negotiated contract may be made with this firm; empty: it may
    str barred_article; // or empty
    bool may_take;      // a draft of this officer
    bool is_taken;      // the stored answer is today's
    bool is_open;       // the form; once it is taken, only when something is wrong in it
    bool may_ask;       // a quote
    bool may_waive;
    bool must_hand_over;
    href ask;
    href waive;
    href hand_over;
};

// Fill all but the caption, which is the page's; `with_state` tells whether states are shown.
void path_similar_fill(struct arena *a, const struct purchase_similars *cases,
                       struct path_similar_part *out);

// What an answer asks for, with what was confirmed of it.
path_need_list path_needs_of(struct arena *a, const struct law_answer *answer,
                             const struct purchase_proofs *proofs);
// What was typed of each need that the officer confirms, at ground_1, document_1 …; what is missing
// joins the issues.
err path_read_proofs(struct unit *u, const struct request *rq, const struct law_answer *answer,
                     struct issues *is, struct purchase_proofs *out);
// What a stored answer says was confirmed; `text` is purchase_decision.proofs.
path_proof_list path_proofs_of(struct arena *a, str text);

extern const struct route PATH_ROUTES[];
extern const size_t PATH_ROUTE_COUNT;
