// A chunk of an import: looked at, listed, or undone. For import_action alone.
#pragma once

#include "market/catalog/import_look_action.h"

err import_step_check(struct import_work *w);
err import_step_commit(struct import_work *w);
err import_step_undo(struct import_work *w);
