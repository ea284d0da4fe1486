# What every benchmark script shares. Sourced, never run.
# shellcheck shell=bash

set -euo pipefail

BENCHMARKS=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
PROJECT=$(cd "$BENCHMARKS/.." && pwd)

DOMAIN=example.org
MAILS=${MAILS:-5000}
MAIL_BYTES=${MAIL_BYTES:-4096}
CONNECTIONS=20
ROUNDS=${ROUNDS:-3}

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$(basename "$0"): $*"
    exit 1
}

# Undone in reverse order, whatever ends the script.
undo=()
on_exit() { undo+=("$1"); }
clean_up() {
    local i
    trap - EXIT INT TERM HUP
    for ((i = ${#undo[@]} - 1; i >= 0; i--)); do
        eval "${undo[i]}" || true
    done
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

need() {
    local program
    for program in "$@"; do
        [[ -n $(type -P "$program") ]] || fail "$program is missing; Postfix, smtp-source and smtp-sink come in the package 'postfix', java in a JDK 17"
    done
}

# A folder of our own that goes with us; Postfix's user must be able to pass through it.
make_work_dir() {
    WORK=$(mktemp -d "${TMPDIR:-/tmp}/relay-guard-bench.XXXXXX")
    chmod 755 "$WORK"
    on_exit '[[ -n ${KEEP:-} ]] && say "kept: $WORK" || rm -rf "$WORK"'
}

# Ports that nobody listens on, below the range from which the system takes its own.
taken=" "
pick_port() {
    local port
    for _ in {1..50}; do
        port=$((RANDOM % 10000 + 20000))
        if [[ $taken != *" $port "* ]] && ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            taken+="$port "
            PORT=$port
            return
        fi
    done
    fail "found no free port"
}

now_us() { echo $(($(date +%s%N) / 1000)); }

# wait_for SECONDS WHAT COMMAND...: until the command succeeds.
wait_for() {
    local end=$((SECONDS + $1)) what=$2
    shift 2
    until "$@"; do
        ((SECONDS < end)) || fail "gave up waiting for $what"
        sleep 0.1
    done
}

# What all cores together have worked, in hundredths of a second.
worked() { awk '/^cpu / { print $2 + $3 + $4 + $7 + $8 }' /proc/stat; }
# So that nobody still compiles, writes or deletes at our time: half a second of less than a fifth of one core.
is_quiet() {
    local before
    before=$(worked)
    sleep 0.5
    (($(worked) - before < 10))
}

seconds() { awk -v us="$1" 'BEGIN { printf "%.2f", us / 1e6 }'; }

# median: the middle of the numbers on standard input
median() {
    sort -n | awk '{ v[NR] = $1 } END { if (NR) print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

# middle_of SIDE WHAT: the median of the caller's rows, each of which is "SIDE WHAT ROUND FIGURE"
middle_of() { printf '%s\n' "${rows[@]}" | awk -v s="$1" -v p="$2" '$1 == s && $2 == p { print $4 }' | median; }

at_least() { awk -v a="$1" -v b="$2" 'BEGIN { exit !(a >= b) }'; }

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

# offer PORT [COUNT [CONNECTIONS]]: mails from outside for the relay domain. What is not measured is the same for every
# side. With RECONNECT each mail has a connection of its own.
offer() {
    local keep=(-d)
    [[ -z ${RECONNECT:-} ]] || keep=()
    smtp-source "${keep[@]}" -s "${3:-10}" -m "${2:-$MAILS}" -l "$MAIL_BYTES" -M client.example.net \
        -f stranger@example.net -t "user@$DOMAIN" "127.0.0.1:$1"
}

describe_machine() {
    say "machine: $(nproc) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)," \
        "$(awk '/^MemTotal/ { printf "%d GiB", $2 / 1048576 + 0.5 }' /proc/meminfo)," \
        "$(df --output=fstype "${TMPDIR:-/tmp}" | tail -1), Linux $(uname -r)"
    local load
    read -r load _ </proc/loadavg
    say "load before the start: $load"
    ! awk -v l="$load" 'BEGIN { exit !(l > 0.5) }' ||
        say "WARNING: this machine is busy with something else; these figures are not for keeping"
}
