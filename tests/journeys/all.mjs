// Every journey in one browser. One alone: node purchase.test.mjs
// Who came in at the end of the search needs another code for the session: what asks for none stands between.
import './search.test.mjs';
import './finding.test.mjs';
import './edge.test.mjs';
import './headers.test.mjs';
import './limits.test.mjs';
import './session.test.mjs';
import './listing.test.mjs';
import './picture.test.mjs';
import './standard.test.mjs';
import './purchase.test.mjs';
import './record.test.mjs';
import './rules.test.mjs';
import './signup.test.mjs';
import './detours.test.mjs';
import './import.test.mjs';
