// One worker of a web pool, and nginx before it that speaks over lines or knocks as a newcomer, for
// tests. An assertion that does not hold fails the test.
#pragma once

#include "platform/log/log.h"
#include "platform/web/route.h"

// The test's own routes, beside "/word?is=" which answers with that word. Before the first start.
void line_testing_add(const struct route *routes, size_t count);
// One worker, so that who asks it is always the same; stopped by line_testing_stop.
void line_testing_start(str db_url, int deadline_s);
// The same, which tells standard error what is at least so grave.
void line_testing_start_telling(str db_url, int deadline_s, enum log_level log_least);
void line_testing_stop(void);
// A teardown: stops what a test left.
int line_testing_end(void **state);
// A connection that nobody was let in by yet.
int line_testing_call(void);
// One that was let in: who says nothing as a newcomer is left.
int line_testing_line(void);
str line_testing_question(const char *method, const char *address, bool stays);
void line_testing_send(int fd, str bytes);
// A GET over a line, to stay.
void line_testing_ask(int fd, const char *address);
// The bytes of one answer, each record's frame looked at, to its very end.
str line_testing_hear(int fd);
// An answer of 200 with this body.
void line_testing_hears(int fd, const char *body);
// Nothing more comes; closes it.
void line_testing_ended(int fd);
// By the second answer the round of the first is over, and with it all that was said before.
void line_testing_settle(int line);
