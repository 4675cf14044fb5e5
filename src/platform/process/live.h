// The live worker: one loop that tells open pages, as server-sent events, how many notices wait.
//
// An event is `notices` with the number of unread ones. Streams belong to sessions: one each, ended
// with the session. All streams together ask the database once a second.
#pragma once

#include "platform/process/worker.h"

// GET /live/notices. The plan's context is a struct house; its site's load_actor says who listens.
void live_run(struct worker *w);
