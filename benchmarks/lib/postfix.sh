# A Postfix of our own: its configuration, queue, data and log all lie in one temporary folder, it listens on one
# unprivileged loopback port, and nothing that it has can leave the machine. Everything that is not written here is
# Postfix's default.
# shellcheck shell=bash

postfix_needs() {
    ((EUID == 0)) || fail "Postfix's master process must be started by root; run this as root"
    need postfix postconf postqueue smtp-source java
    getent passwd postfix >/dev/null || fail "there is no user 'postfix'; the package 'postfix' makes it"
}

# postfix_prepare FOLDER PRIMARY_PORT
postfix_prepare() {
    POSTFIX=$1/conf
    POSTFIX_QUEUE=$1/queue
    pick_port
    POSTFIX_PORT=$PORT
    mkdir -p "$POSTFIX" "$POSTFIX_QUEUE" "$1/data"
    chown postfix "$1/data"
    cat >"$POSTFIX/main.cf" <<CF
compatibility_level = 3.6
queue_directory = $POSTFIX_QUEUE
data_directory = $1/data
maillog_file = $1/log
maillog_file_prefixes = $1

inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx2.example.net
mydestination =
alias_maps =
alias_database =
local_transport = error:nothing is local here
default_transport = error:nothing leaves this machine

relay_domains = $DOMAIN
relay_transport = smtp:[127.0.0.1]:$2
# The default, written down because both sides have the same.
default_destination_concurrency_limit = $CONNECTIONS
# Only the filling, which is not measured: not to be held up while nothing is delivered.
in_flow_delay = 0
CF
    # The services that a relay needs, as in the master.cf that Postfix ships, none of them in a chroot.
    cat >"$POSTFIX/master.cf" <<CF
127.0.0.1:$POSTFIX_PORT inet n - n - - smtpd
pickup    unix  n - n 60    1 pickup
cleanup   unix  n - n -     0 cleanup
qmgr      unix  n - n 300   1 qmgr
rewrite   unix  - - n -     - trivial-rewrite
bounce    unix  - - n -     0 bounce
defer     unix  - - n -     0 bounce
trace     unix  - - n -     0 bounce
flush     unix  n - n 1000? 0 flush
proxymap  unix  - - n -     - proxymap
smtp      unix  - - n -     - smtp
showq     unix  n - n -     - showq
error     unix  - - n -     - error
retry     unix  - - n -     - error
anvil     unix  - - n -     1 anvil
scache    unix  - - n -     1 scache
tlsmgr    unix  - - n 1000? 1 tlsmgr
postlog   unix-dgram n - n - 1 postlogd
CF
}

# What Postfix is started under, if anything: a command that goes before its own
POSTFIX_UNDER=()

postfix_start() {
    on_exit postfix_stop
    "${POSTFIX_UNDER[@]}" postfix -c "$POSTFIX" start >>"$POSTFIX/start.out" 2>&1 ||
        { cat "$POSTFIX/start.out" >&2; fail "Postfix did not start"; }
    wait_for 20 "Postfix" port_answers "$POSTFIX_PORT"
}

postfix_stop() {
    [[ -f $POSTFIX_QUEUE/pid/master.pid ]] || return 0
    postfix -c "$POSTFIX" stop >>"$POSTFIX/start.out" 2>&1 || true
}

port_answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

queued_in() {
    local folder count=0
    for folder in "$@"; do
        count=$((count + $(find "$POSTFIX_QUEUE/$folder" -type f | wc -l)))
    done
    echo "$count"
}
all_deferred() { (($(queued_in deferred) == MAILS && $(queued_in incoming active maildrop) == 0)); }
postfix_is_empty() { (($(queued_in incoming active deferred maildrop) == 0)); }

# The primary is down: everything ends in the deferred queue, by Postfix's own doing.
postfix_fill() {
    offer "$POSTFIX_PORT"
    wait_for 300 "$MAILS mails in Postfix's deferred queue" all_deferred
    local listed
    listed=$(postqueue -c "$POSTFIX" -j | grep -c '"queue_name": "deferred"' || true)
    ((listed == MAILS)) || fail "postqueue lists $listed deferred mails, not $MAILS"
}

postfix_flush() { postfix -c "$POSTFIX" flush; }

# postfix_round ROUND: one fresh Postfix, filled, drained, gone. The row is in $ROW.
postfix_round() {
    postfix_prepare "$WORK/postfix-$1" "$PRIMARY_PORT"
    postfix_start
    postfix_fill
    measure Postfix "$1" postfix_flush
    wait_for 60 "Postfix's queue to be empty" postfix_is_empty
    postfix_stop
}
