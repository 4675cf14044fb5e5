// How many persons one account may be shown, from the settings, and who is told when it is unusual.
#pragma once

#include "platform/conf/settings.h"

// From now on, in this process and those forked from it. The numbers of `s` are taken over.
void access_watch_set(const struct settings *s);
