-- Files in the order of what they hold: the doctor reads each of them once, page by page.

CREATE INDEX file_bytes ON file (sha256, id);
