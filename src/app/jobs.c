#include "app/jobs.h"

#include <string.h>

#include "app/audit_seal_job.h"
#include "app/backup_job.h"
#include "app/housekeeping_job.h"
#include "app/pdf_told_job.h"
#include "market/catalog/guide_job.h"
#include "market/catalog/import_job.h"
#include "market/catalog/listing_action.h"
#include "market/catalog/listing_job.h"
#include "market/catalog/merge_job.h"
#include "market/catalog/photo_fetch_action.h"
#include "market/catalog/photo_fetch_job.h"
#include "market/catalog/photo_zip_action.h"
#include "market/catalog/photo_zip_job.h"
#include "market/catalog/product_picture_job.h"
#include "market/catalog/template_job.h"
#include "market/catalog/vetting_job.h"
#include "market/certificate/certificate_job.h"
#include "market/content/content_action.h"
#include "market/content/content_job.h"
#include "market/disclosure/disclosure_job.h"
#include "market/notice/notice_job.h"
#include "market/number/number_job.h"
#include "market/payment/ledger_job.h"
#include "market/quote/quote_job.h"
#include "market/record/record_job.h"
#include "market/search/saved_job.h"
#include "market/search/wanted_job.h"
#include "platform/picture/pdf_job.h"
#include "platform/picture/picture_job.h"

// A line each, so that two may be added side by side.
// clang-format off
const struct job_kind JOB_KINDS[] = {
    {"notice.send", notice_job_prepare, notice_job_call, notice_job_finish},
    {"quote.expire", quote_job_expire, NULL, NULL},
    {"ledger.claim", ledger_job_claim, NULL, NULL},
    {"record.refresh", record_job_refresh, NULL, NULL},
    {"disclosure.refresh", disclosure_job_refresh, NULL, NULL},
    {"housekeeping.sweep", housekeeping_job_prepare, NULL, NULL},
    {PICTURE_JOB, picture_job_prepare, picture_job_call, product_picture_job_finish},
    {PDF_JOB, pdf_job_prepare, pdf_job_call, pdf_told_job_finish},
    {PDF_SECOND_JOB, pdf_job_prepare, pdf_job_call, pdf_told_job_finish},
    {PDF_OLD_JOB, pdf_job_prepare_old, pdf_job_call_old, pdf_told_job_finish_old},
    {PHOTO_FETCH_JOB, photo_fetch_job_prepare, photo_fetch_job_call, photo_fetch_job_finish},
    {PHOTO_ZIP_JOB, photo_zip_job_prepare, photo_zip_job_call, photo_zip_job_finish},
    {PHOTO_SWEEP_JOB, photo_zip_job_sweep, NULL, NULL},
    {"backup.make", backup_job_prepare, backup_job_call, backup_job_finish},
    {"audit.seal", audit_seal_job_prepare, NULL, NULL},
    {"catalog.words", guide_job_count, NULL, NULL},
    {"listing.day", listing_job_day, NULL, NULL},
    {LISTING_TELL_JOB, listing_job_tell, NULL, NULL},
    {"import.step", import_job_step, NULL, NULL},
    {"listing.weigh", vetting_job_weigh, NULL, NULL},
    {"certificate.day", certificate_job_day, NULL, NULL},
    {SHOOT_REMIND_JOB, content_job_remind, NULL, NULL},
    {"catalog.twins", merge_job_find, NULL, NULL},
    {"template.day", template_job_day, NULL, NULL},
    {"wanted.tell", wanted_job_tell, NULL, NULL},
    {"wanted.day", wanted_job_day, NULL, NULL},
    {"search.saved", saved_job_prepare, saved_job_call, saved_job_finish},
    {"number.night", number_job_night, NULL, NULL},
    {"number.page", number_job_prepare, number_job_call, number_job_finish},
    {"number.item", number_job_prepare_item, number_job_call_item, number_job_finish_item},
};
// clang-format on
const size_t JOB_KIND_COUNT = COUNT(JOB_KINDS);

static const struct {
    const char *kind;
    const char *meaning;
} JOB_MEANINGS[] = {
    {"notice.send",        "Carries a notice or a code to the phone, once"                          },
    {"quote.expire",       "Ends a request for a quote that nobody answered in its term"            },
    {"ledger.claim",       "Posts a claim in the institution's ledger"                              },
    {"record.refresh",     "Writes what was bought into the purchase record and its sums"           },
    {"disclosure.refresh", "Puts a negotiated contract on the public list, or notes why it waits"   },
    {"housekeeping.sweep",
     "Deletes old keys, sessions, codes, jobs and tries; asks again for seals that failed"          },
    {"listing.day",        "Begins planned prices, and stops the sale where a price is over"        },
    {LISTING_TELL_JOB,     "Tells the firms that sell a product that its text was corrected"        },
    {"certificate.day",    "Tells firms 60, 30 and 7 days before a certificate ends"                },
    {SHOOT_REMIND_JOB,     "Asks a firm again to confirm the goods it handed over or got back"      },
    {"audit.seal",         "Signs where the audit chains stand, for everybody to see"               },
    {PICTURE_JOB,          "Has a child make the pictures of a photo, or notes why it cannot"       },
    {PDF_JOB,              "Has a child look into a PDF; tells who handed in one that is refused"   },
    {PDF_SECOND_JOB,       "Looks into a PDF again that cost too much the first time, or refuses it"},
    {PDF_OLD_JOB,          "Looks into the PDFs of the past, one by one, from the newest back"      },
    {PHOTO_FETCH_JOB,      "Fetches a photo that a row of a sheet names, from an approved machine"  },
    {PHOTO_ZIP_JOB,        "Has a child unpack the next photo of a ZIP, and keeps it"               },
    {PHOTO_SWEEP_JOB,      "Removes ZIPs of photos that a process that died left behind"            },
    {"import.step",        "Looks at, lists or takes back the next rows of a firm's sheet"          },
    {"catalog.words",      "Counts the words and prices of what is listed, by category"             },
    {"template.day",       "Begins changes of categories, templates and words on their day"         },
    {"catalog.twins",      "Looks for products that are the same, category by category"             },
    {"listing.weigh",      "Weighs listings that came in, the riskiest to be looked at first"       },
    {"wanted.tell",        "Tells firms of a kind what an institution looked for in vain"           },
    {"wanted.day",         "Ends what was wanted by today"                                          },
    {"search.saved",       "Holds what came on sale against saved searches, and tells their persons"},
    {"number.night",       "Begins to read the public list of product numbers, or goes on with it"  },
    {"number.page",        "Reads a page of the public list of product numbers"                     },
    {"number.item",        "Looks up a 물품식별번호 that a firm typed"                        },
    {"backup.make",        "Copies database and kept files, here and elsewhere; removes the oldest" },
};

const char *job_meaning(const char *kind)
{
    for (size_t i = 0; i < COUNT(JOB_MEANINGS); i++) {
        if (strcmp(JOB_MEANINGS[i].kind, kind) == 0) {
            return JOB_MEANINGS[i].meaning;
        }
    }
    return "";
}

// Nights are quiet: 03:30 in Korea is 18:30 UTC of the day before.
const struct job_recurring JOBS_RECURRING[] = {
    {"housekeeping.sweep", 24 * 3600, 18 * 3600 + 30 * 60, "daily at 03:30 in Korea"},
    {PHOTO_SWEEP_JOB,      24 * 3600, 18 * 3600 + 40 * 60, "daily at 03:40 in Korea"},
    {PDF_OLD_JOB,          0,         PDF_LOOKER,
     "daily at 04:20 in Korea, and once for each version of the looker"             },
    {PDF_OLD_JOB,          24 * 3600, 19 * 3600 + 20 * 60,
     "daily at 04:20 in Korea, and once for each version of the looker"             },
    {"catalog.words",      24 * 3600, 18 * 3600 + 50 * 60, "daily at 03:50 in Korea"},
    {"listing.day",        24 * 3600, 15 * 3600 + 60,      "daily at 00:01 in Korea"},
    {"catalog.twins",      24 * 3600, 19 * 3600,           "daily at 04:00 in Korea"},
    {"template.day",       24 * 3600, 15 * 3600 + 120,     "daily at 00:02 in Korea"},
    {"search.saved",       24 * 3600, 20 * 3600,           "daily at 05:00 in Korea"},
    {"wanted.day",         24 * 3600, 15 * 3600 + 180,     "daily at 00:03 in Korea"},
    {"number.night",       24 * 3600, 17 * 3600 + 20 * 60, "daily at 02:20 in Korea"},
    {"listing.weigh",      30,        0,                   "every half minute"      }, // the page promises a minute
    {"certificate.day",    24 * 3600, 23 * 3600 + 30 * 60, "daily at 08:30 in Korea"},
    {"audit.seal",         3600,      60,                  "every hour at one past" },
    {"backup.make",        3600,      10 * 60,             "every hour at ten past" },
};
const size_t JOB_RECURRING_COUNT = COUNT(JOBS_RECURRING);
