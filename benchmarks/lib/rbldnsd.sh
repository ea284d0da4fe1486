# A real rbldnsd: five zones, on a loopback address of its own, on DNS's own port, because resolv.conf knows no other.
# shellcheck shell=bash

RBLDNSD_ADDRESS=127.53.53.53
RBLDNSD_USER=rbldns
ZONES=(list1.example list2.example list3.example list4.example list5.example)

rbldnsd_needs() {
    ((EUID == 0)) || fail "rbldnsd listens on port 53 here, and Postfix has a resolv.conf of its own; run this as root"
    [[ -n $(type -P rbldnsd) ]] || fail "rbldnsd is missing; it comes in the package of that name"
    getent passwd "$RBLDNSD_USER" >/dev/null || fail "there is no user '$RBLDNSD_USER'; the package 'rbldnsd' makes it"
}

# make_zones CLIENTS: every tenth is listed by one zone, each in its turn, and a third of those by another one too.
# The first client is 60.0.0.1, as in Clients.java.
make_zones() {
    RBLDNSD=$WORK/rbldnsd
    mkdir -p "$RBLDNSD/data"
    chown "$RBLDNSD_USER" "$RBLDNSD/data"
    awk -v clients="$1" -v names="${ZONES[*]}" -v folder="$RBLDNSD" '
        function list(zone) { print address > (folder "/" zones[zone % 5 + 1]) }
        BEGIN {
            split(names, zones, " ")
            for (zone in zones) {
                print "$SOA 1h localhost. nobody.invalid. 0 10m 5m 1d 5m" > (folder "/" zones[zone])
                print ":127.0.0.2:$ is listed\n127.0.0.2" > (folder "/" zones[zone])
            }
            for (client = 10; client <= clients; client += 10) {
                address = "60." int(client / 65536) "." int(client / 256) % 256 "." client % 256
                turn = client / 10
                list(turn)
                if (turn % 3 == 0) list(turn + 2)
            }
        }'
}

# listed_among FIRST COUNT: addresses of those clients that at least one zone lists, as the zones' files have them
listed_among() {
    awk -F. -v first="$1" -v count="$2" '
        $1 == 60 && NF == 4 { client = ($2 * 256 + $3) * 256 + $4; if (client >= first && client < first + count) print }
    ' "${ZONES[@]/#/$RBLDNSD/}" | LC_ALL=C sort -u
}

start_rbldnsd() {
    local zone zones=()
    for zone in "${ZONES[@]}"; do
        zones+=("$zone:ip4set:$zone")
    done
    "$(type -P rbldnsd)" -n -b "$RBLDNSD_ADDRESS/53" -u "$RBLDNSD_USER" -w "$RBLDNSD" -c 0 -s data/counts "${zones[@]}" \
        >"$RBLDNSD/log" 2>&1 &
    RBLDNSD_PROCESS=$!
    on_exit "kill $RBLDNSD_PROCESS 2>/dev/null"
    wait_for 20 "rbldnsd" rbldnsd_is_up_or_gone
    kill -0 "$RBLDNSD_PROCESS" 2>/dev/null || { cat "$RBLDNSD/log" >&2; fail "rbldnsd did not start"; }
}

rbldnsd_is_up_or_gone() { grep -qs ' started (' "$RBLDNSD/log" || ! kill -0 "$RBLDNSD_PROCESS" 2>/dev/null; }

# What the zones have been asked so far, by rbldnsd's own count, is in $QUERIES, and what belongs to none in $STRAYS.
# Asked for until it stands still: a side may have its decision before its last question has arrived.
count_queries() {
    local before=
    QUERIES=
    until [[ -n $before && $QUERIES == "$before" ]]; do
        before=$QUERIES
        read_counts
    done
}

# 1234567890 list1.example:queries:yes:no:in:out … *:queries:yes:no:in:out
read_counts() {
    counts_seen=$(wc -l <"$RBLDNSD/data/counts")
    kill -USR1 "$RBLDNSD_PROCESS"
    wait_for 10 "rbldnsd's counts" has_new_counts
    read -r QUERIES STRAYS < <(tail -n 1 "$RBLDNSD/data/counts" | awk '{
        for (i = 2; i <= NF; i++) { split($i, f, ":"); if (f[1] == "*") all = f[2]; else zones += f[2] }
        print zones, all - zones
    }')
}
has_new_counts() { (($(wc -l <"$RBLDNSD/data/counts") > counts_seen)); }
