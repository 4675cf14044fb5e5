// What the child may find in a PDF; both ends of its pipe are built of this file.
#pragma once

// The looker's version. Raise it when child/pdf.c judges otherwise than before, or its library was
// mended: every PDF is looked into anew then, and the newest word counts.
#define PDF_LOOKER 1

enum pdf_verdict {
    PDF_WAITING, // nobody looked yet
    PDF_FINE,    // what follows is refused
    PDF_SCRIPT,  // holds a program
    PDF_LAUNCH,  // starts another program
    PDF_FILES,   // holds other files, or leads to them
    PDF_OPENS,   // does something by itself when it is opened, other than going to a page
    PDF_SENDS,   // a form that sends itself or takes data in
    PDF_XFA,     // a form of XFA
    PDF_MEDIA,   // sound, film, a scene
    PDF_CIPHERED,
    PDF_DAMAGED, // two readers might read it in two ways, or none at all
    PDF_NO_PAGES,
    PDF_LARGE,    // more pages or more objects than are looked at
    PDF_JOINED,   // something hangs on its end, or it is a ZIP as well
    PDF_GIVEN_UP, // the parent's: twice it used up its processor or memory, or broke its reader
    PDF_VERDICT_COUNT
};
