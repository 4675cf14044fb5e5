// What the child may find in a PDF; both ends of its pipe are built of this file.
#pragma once

enum pdf_verdict {
    PDF_WAITING, // nobody looked yet
    PDF_FINE,    // what follows is refused
    PDF_SCRIPT,  // holds a program
    PDF_LAUNCH,  // starts another program
    PDF_FILES,   // holds other files
    PDF_OPENS,   // does something by itself when it is opened, other than going to a page
    PDF_SENDS,   // a form that sends itself or takes data in
    PDF_XFA,     // a form of XFA
    PDF_MEDIA,   // sound, film, a scene
    PDF_CIPHERED,
    PDF_DAMAGED, // two readers might read it in two ways, or none at all
    PDF_NO_PAGES,
    PDF_LARGE,    // more pages or more objects than are looked at
    PDF_JOINED,   // something hangs on its end, or it is a ZIP as well
    PDF_GIVEN_UP, // the parent's: it took too much time or memory, or ended without an answer
    PDF_VERDICT_COUNT
};
