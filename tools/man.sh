#!/bin/bash
# Print the manual page dure(1), made from what the verbs say of themselves.
#
#   tools/man.sh PROGRAM VERSION
set -euo pipefail

[ $# -eq 2 ] || { sed -n '4s/^# *//p' "$0" >&2; exit 2; }
program=$1 version=$2

# Backslashes and hyphens are roff's; a line may not begin with a dot or a quote.
roff() {
    sed -e 's/\\/\\e/g' -e 's/-/\\-/g' -e "s/^[.']/\\\\\&&/"
}

# "  --name VALUE   meaning" lines as a list; a value is written in capitals, or is the one word it may be.
options() {
    local line form='^ +(--[a-z-]+( ([A-Z]+|small))?) +(.*)$'
    while IFS= read -r line; do
        [[ $line =~ $form ]] || continue
        printf '.TP\n.B %s\n%s.\n' "$(roff <<<"${BASH_REMATCH[1]}")" "$(roff <<<"${BASH_REMATCH[4]}")"
    done
}

cat <<END
.TH DURE 1 $(date -u -d "@${SOURCE_DATE_EPOCH:-$(date +%s)}" +%F) "dure $version" "Dure"
.SH NAME
dure \\- online marketplace of a city's public institutions
.SH SYNOPSIS
.B dure
.I VERB
.RI [ option ...]
.br
.B dure\\-site
.I VERB
.RI [ option ...]
.SH DESCRIPTION
One program with few verbs.
.B dure\\-site
runs one of them on the site that this machine's package serves:
as the user dure, with the
settings in
.IR /etc/dure/dure.conf .
.SH VERBS
END

"$program" --help | sed -n 's/^  \([a-z][a-z]*\)  *[A-Z].*/\1/p' | while read -r verb; do
    help=$("$program" "$verb" --help)
    usage=$(sed -n '1s/^usage: //p' <<<"$help")
    meaning=$(sed -n '2p' <<<"$help")
    printf '.SS %s\n%s\n' "$(roff <<<"$usage")" "$(roff <<<"$meaning")"
    # Those of every verb come once, at the end.
    options <<<"$(grep -Ev '^  --(db|settings|help) ' <<<"$help")"
    example=$(sed -n '/^A line that it reads:$/{n;p}' <<<"$help")
    [ -z "$example" ] || printf '.PP\nA line that it reads:\n.PP\n.nf\n%s\n.fi\n' "$(roff <<<"$example")"
done

printf '.SH OPTIONS OF EVERY VERB\n'
options <<<"$("$program" serve --help | grep -E '^  --(db|settings|help) ')"

cat <<END
.SH EXIT STATUS
0 done, 1 refused or failed with a sentence on standard error, 2 wrong usage or settings; of serve and work
also where a key, a rule pack or the calendar that a setting names cannot be read.
.SH FILES
.TP
.I /etc/dure/dure.conf
Settings, a line
.I key = value
each;
.B dure serve \\-\\-list
prints every key.
.TP
.I /etc/dure/edge.conf
Names, certificate and ports of the nginx before it.
.TP
.I /var/lib/dure
Data: sockets, kept files, the keys seal.key and sign.key, backups, and the database
where it is SQLite.
.TP
.I /var/log/dure
The access log. What the workers say is in the journal:
.BR "journalctl \\-u dure" .
.TP
.I /usr/share/doc/dure/operations
How to install, back up, restore, upgrade and watch a site.
.SH SEE ALSO
.BR systemctl (1),
.BR nginx (8)
END
