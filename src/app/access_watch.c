#include "app/access_watch.h"

#include <assert.h>

#include "market/party/party_account_action.h"
#include "platform/process/metrics.h"
#include "platform/unit/access.h"

static const struct alarm_words {
    const char *kind; // of the notice
    const char *title;
    const char *what;
    enum counter counter;
} ALARMS[] = {
    [ACCESS_UNUSUAL] = {"access.unusual", "개인정보를 많이 본 사람이 있습니다",
                        "접속기록에서 무엇 때문인지 살펴 주세요.",                                            COUNTER_access_unusual},
    [ACCESS_REFUSED] = {"access.refused", "개인정보 열람이 한도에 닿았습니다",
                        "더 보여 주지 않습니다. 접속기록을 살피고, 이상하면 계정을 닫아 주세요.",
                        COUNTER_access_refused                                                                                                       },
};
static_assert(COUNT(ALARMS) == ACCESS_ALARM_COUNT, "words for each alarm");

static err tell(struct unit *u, enum access_alarm alarm, int64_t person_count)
{
    const struct alarm_words *w = &ALARMS[alarm];
    str text = str_format(u->arena, "%.*s님(%.*s)이 오늘 개인정보를 %lld명까지 보았습니다. %s",
                          STR_ARG(u->actor->name), STR_ARG(u->actor->role_label),
                          (long long)person_count, w->what);
    TRY(account_tell_operators(u, NO_ID(account_id), str_view(w->kind), str_view(w->title), text,
                               S("/admin/privacy")));
    metrics_count(w->counter);
    return NULL;
}

void access_watch_set(const struct settings *s)
{
    struct access_watch watch = {
        .hour_most = s->access_hour_most,
        .day_most = s->access_day_most,
        .day_unusual = s->access_day_unusual,
        .tell = tell,
    };
    access_set_watch(&watch);
}
