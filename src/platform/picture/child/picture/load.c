#include "platform/picture/child/picture/child.h"

#include <stdlib.h>
#include <vips/vector.h>

// What the libraries have to say would quote a stranger's file; the verdict says enough.
static GLogWriterOutput say_nothing(GLogLevelFlags level, const GLogField *fields, gsize count,
                                    gpointer data)
{
    (void)level;
    (void)fields;
    (void)count;
    (void)data;
    return G_LOG_WRITER_HANDLED;
}

bool child_load(const char *program)
{
    g_log_set_writer_func(say_nothing, NULL, NULL);
    // No code is made at run time: memory never becomes a program behind the jail.
    if (setenv("ORC_CODE", "backup", 1) != 0 || VIPS_INIT(program) != 0) {
        return false;
    }
    vips_vector_set_enabled(FALSE);
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    vips_block_untrusted_set(TRUE);
    vips_operation_block_set("VipsForeignLoad", TRUE);
    vips_operation_block_set("VipsForeignLoadJpeg", FALSE);
    vips_operation_block_set("VipsForeignLoadPng", FALSE);
    vips_operation_block_set("VipsForeignLoadWebp", FALSE);
    return true;
}
