// Handing a photo in.
#pragma once

#include "platform/picture/picture.h"
#include "platform/unit/unit.h"
#include "platform/web/request.h"

// Keep a photo and ask for its pictures; it waits until a job has made them. Fails with what
// file_keep_photo fails with.
err picture_action_add(struct unit *u, const struct upload *up, struct picture *out);
