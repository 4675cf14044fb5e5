#include "market/purchase/purchase_action.h"

#include <assert.h>

#include "market/law/law_term.h"
#include "market/notice/notice_action.h"
#include "market/party/party_store.h"
#include "market/party/right.h"

struct purchase_side purchase_side_of(const struct unit *u)
{
    return (struct purchase_side){.institution = u->actor->institution,
                                  .supplier = u->actor->supplier};
}

err purchase_admit_side(struct unit *u, purchase_id id)
{
    struct purchase_hands hands;
    TRY(purchase_find_hands(u->db, id, u->actor->account, u->today, &hands));
    return u->actor->institution.value != 0 ? purchase_admit_buyer(&hands)
                                            : purchase_admit_seller(&hands);
}

err purchase_admit_inspection(struct unit *u, purchase_id id)
{
    struct purchase_hands hands;
    TRY(purchase_find_hands(u->db, id, u->actor->account, u->today, &hands));
    return purchase_admit_inspector(&hands);
}

// "김가온 (계약담당)"; a job has no name.
static str name_of_actor(struct unit *u)
{
    const struct actor *actor = u->actor;
    if (actor->account.value == 0) {
        return S("두레");
    }
    return str_format(u->arena, "%.*s (%.*s)", STR_ARG(actor->name), STR_ARG(actor->role_label));
}

err purchase_tell(struct unit *u, const struct purchase *p, str kind, str text, str path,
                  bool is_internal)
{
    struct purchase_new_event event = {
        .account = u->actor->account,
        .actor = name_of_actor(u),
        .organisation = u->actor->organisation,
        .kind = kind,
        .text = text,
        .path = path,
        .is_internal = is_internal,
    };
    return purchase_add_event(u->db, p->id, &event, u->now);
}

err purchase_step(struct unit *u, struct purchase *p, const struct purchase_step *step)
{
    TRY(purchase_move(&p->state, step->event));
    p->moved_at = u->now;
    TRY(purchase_save(u->db, p));
    TRY(purchase_close_tasks(u->db, p->id, S(""), u->now));
    str kind = str_view(purchase_event_word(step->event));
    TRY(purchase_tell(u, p, kind, step->text, step->path, step->is_internal));
    audit_write_change(u, kind, S("purchase"), p->id.value, step->reason, S(""), p->content_hash);
    return NULL;
}

static err notify(struct unit *u, const struct purchase *p, const account_list *people, str kind,
                  str text, str path)
{
    for (size_t i = 0; i < people->count; i++) {
        if (people->items[i].value != u->actor->account.value) { // who did it knows
            TRY(notice_add(u, people->items[i], kind, text, p->title, path));
        }
    }
    return NULL;
}

err purchase_ask(struct unit *u, const struct purchase *p, const struct purchase_task *task)
{
    TRY(purchase_add_task(u->db, p->id, task, u->now));
    account_list people = {0};
    account_id person = task->person;
    if (person.value != 0) {
        people.items = &person;
        people.count = 1;
    } else {
        TRY(party_list_holders(u->db, u->arena, task->institution, task->supplier, task->rights,
                               u->today, &people));
    }
    return notify(u, p, &people, task->kind, task->text, task->path);
}

struct purchase_task purchase_task_at(const struct purchase *p, uint64_t rights, str kind, str text,
                                      str path)
{
    return (struct purchase_task){
        .kind = kind,
        .institution = p->institution,
        .rights = rights,
        .text = text,
        .path = path,
        .due_at = date_is_none(p->deliver_by) ? (instant){0} : instant_end_of(p->deliver_by),
    };
}

instant purchase_due(const struct unit *u, const struct purchase *p, str kind, date latest)
{
    const struct law_term *term = law_term_find(u->law, p->regime, kind, u->today);
    date day = term == NULL ? latest : law_term_ends(term, u->calendar, u->today);
    return instant_end_of(date_before(latest, day) ? latest : day);
}

struct purchase_task purchase_task_of_supplier(const struct purchase *p, str kind, str text,
                                               str path)
{
    return (struct purchase_task){.kind = kind,
                                  .supplier = p->supplier,
                                  .rights = RIGHT_SUPPLIER,
                                  .text = text,
                                  .path = path};
}

err purchase_notify_officer(struct unit *u, const struct purchase *p, str kind, str text, str path)
{
    account_id officer = p->officer;
    account_list people = {.items = &officer, .count = 1};
    return notify(u, p, &people, kind, text, path);
}

err purchase_notify_supplier(struct unit *u, const struct purchase *p, str kind, str text, str path)
{
    account_list people = {0};
    TRY(party_list_holders(u->db, u->arena, NO_ID(institution_id), p->supplier, RIGHT_SUPPLIER,
                           u->today, &people));
    return notify(u, p, &people, kind, text, path);
}
