#include "market/purchase/purchase_testing.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/digest.h"
#include "market/law/law_amount.h"
#include "market/purchase/purchase_path_action.h"
#include "market/purchase/purchase_testing.sql.h"

// The last step of the straight way to each state.
static const struct {
    enum purchase_state from;
    enum purchase_event event;
} LAST_STEPS[PURCHASE_STATE_COUNT] = {
    [PURCHASE_ASKED] = {PURCHASE_DRAFT,       PURCHASE_ASK      },
    [PURCHASE_QUOTED] = {PURCHASE_ASKED,       PURCHASE_ANSWER   },
    [PURCHASE_DECLINED] = {PURCHASE_ASKED,       PURCHASE_DECLINE  },
    [PURCHASE_CHOSEN] = {PURCHASE_QUOTED,      PURCHASE_CHOOSE   },
    [PURCHASE_SUBMITTED] = {PURCHASE_CHOSEN,      PURCHASE_SUBMIT   },
    [PURCHASE_RETURNED] = {PURCHASE_SUBMITTED,   PURCHASE_RETURN   },
    [PURCHASE_APPROVED] = {PURCHASE_SUBMITTED,   PURCHASE_APPROVE  },
    [PURCHASE_CONTRACTING] = {PURCHASE_APPROVED,    PURCHASE_DRAW     },
    [PURCHASE_CONTRACTED] = {PURCHASE_CONTRACTING, PURCHASE_SIGN     },
    [PURCHASE_DELIVERING] = {PURCHASE_CONTRACTED,  PURCHASE_DELIVER  },
    [PURCHASE_ACCEPTED] = {PURCHASE_DELIVERING,  PURCHASE_ACCEPT   },
    [PURCHASE_CLAIMED] = {PURCHASE_ACCEPTED,    PURCHASE_CLAIM    },
    [PURCHASE_PAID] = {PURCHASE_CLAIMED,     PURCHASE_PAY      },
    [PURCHASE_HANDED_OVER] = {PURCHASE_DRAFT,       PURCHASE_HAND_OVER},
    [PURCHASE_CANCELLED] = {PURCHASE_DRAFT,       PURCHASE_CANCEL   },
};

struct one_step {
    const struct purchase_scene *scene;
    struct purchase *purchase;
    enum purchase_event event;
};

static err ask_the_law(struct unit *u, void *data)
{
    static const char *const NEEDS[] = {"own_production", "reason_document", "ministry_conditions",
                                        "officer_list"};
    struct purchase *p = data;
    struct purchase_word word = {
        .split_reason = S("서로 다른 필요입니다."),
        .confirm_reason = S("규정을 확인했습니다."),
    };
    for (size_t i = 0; i < COUNT(NEEDS); i++) {
        word.proofs.items[word.proofs.count++] =
            (struct purchase_proof){.need = str_view(NEEDS[i]),
                                    .ground = S("서류를 확인했습니다."),
                                    .document = S("총무과-1234")};
    }
    return p->has_path ? NULL : purchase_path_action_take(u, p, &word);
}

void purchase_testing_judge(struct purchase_scene *s, struct purchase *p)
{
    purchase_testing_must(purchase_testing_run(s, &s->officer, ask_the_law, p), s->database->db);
}

static err agree_on_the_list_price(struct unit *u, struct purchase *p)
{
    purchase_line_list lines;
    struct purchase_totals totals;
    TRY(purchase_list_lines(u->db, u->arena, p->id, &lines));
    TRY(purchase_sum(lines.items, lines.count, law_vat_rate(u->law, u->today), &totals));
    for (size_t i = 0; i < lines.count; i++) {
        TRY(purchase_save_line(u->db, p->id, &lines.items[i]));
    }
    p->price = totals.price;
    p->supply = totals.supply;
    p->vat = totals.vat;
    p->choice_reason = S("등록된 가격이 시중 가격보다 낮습니다.");
    return NULL;
}

static err freeze(struct unit *u, const struct purchase_scene *s, struct purchase *p)
{
    purchase_line_list lines;
    TRY(purchase_list_lines(u->db, u->arena, p->id, &lines));
    str content = purchase_content(u->arena, p, lines.items, lines.count);
    p->content_hash = digest_sha256(u->arena, content);
    struct query *q = db_query(u->db, &SQL_PURCHASE_TESTING_ROUND);
    bind_i64(q, "purchase", p->id.value);
    bind_str(q, "content", content);
    bind_str(q, "hash", p->content_hash);
    bind_i64(q, "account", p->officer.value);
    bind_instant(q, "now", u->now);
    int64_t round = 0;
    TRY(query_run_id(q, &round));
    q = db_query(u->db, &SQL_PURCHASE_TESTING_ROUND_STEP);
    bind_i64(q, "round", round);
    bind_i64(q, "account", s->approver.account.value);
    return query_run(q, NULL);
}

static err approve(struct unit *u, const struct purchase *p)
{
    struct query *q = db_query(u->db, &SQL_PURCHASE_TESTING_APPROVE_STEP);
    bind_i64(q, "purchase", p->id.value);
    bind_instant(q, "now", u->now);
    TRY(query_run(q, NULL));
    q = db_query(u->db, &SQL_PURCHASE_TESTING_APPROVE_ROUND);
    bind_i64(q, "purchase", p->id.value);
    return query_run(q, NULL);
}

static err take_step(struct unit *u, void *data)
{
    const struct one_step *step = data;
    struct purchase p = *step->purchase;
    if (step->event == PURCHASE_ASK) {
        TRY(ask_the_law(u, &p));
        p.requested_on = u->today;
    } else if (step->event == PURCHASE_CHOOSE) {
        TRY(agree_on_the_list_price(u, &p));
    } else if (step->event == PURCHASE_SUBMIT) {
        TRY(freeze(u, step->scene, &p));
    } else if (step->event == PURCHASE_APPROVE) {
        TRY(approve(u, &p));
    }
    struct purchase_step deed = {.event = step->event, .text = S("시험 장면을 진행했습니다.")};
    TRY(purchase_step(u, &p, &deed));
    *step->purchase = p;
    return NULL;
}

void purchase_testing_move(struct purchase_scene *s, struct purchase *p, enum purchase_state state)
{
    if (p->state == state) {
        return;
    }
    if (state == PURCHASE_DRAFT) {
        (void)fprintf(stderr, "the scene: no straight way to that state\n");
        exit(1);
    }
    purchase_testing_move(s, p, LAST_STEPS[state].from);
    struct one_step step = {.scene = s, .purchase = p, .event = LAST_STEPS[state].event};
    purchase_testing_must(purchase_testing_run(s, &s->officer, take_step, &step), s->database->db);
}
