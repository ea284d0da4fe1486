# The primary: one process for the whole run, up or down as it is told.
# shellcheck shell=bash

SINK_CLASSES=$BENCHMARKS/target/classes

start_sink() {
    [[ -f $SINK_CLASSES/io/relayguard/benchmarks/sink/CountingSink.class ]] ||
        fail "the sink is not built: run 'mvn package' first"
    pick_port
    SINK_PORT=$PORT
    # Where mail is delivered: at the sink itself, unless there is a proxy before it.
    PRIMARY_PORT=$PORT
    PROXY_IS_THERE=
    coproc SINK {
        exec java -Xms128m -Xmx128m -XX:+UseSerialGC -cp "$SINK_CLASSES" \
            io.relayguard.benchmarks.sink.CountingSink "$SINK_PORT"
    }
    # Of our own: bash forgets the array when the process ends.
    SINK_PROCESS=$SINK_PID
    exec {sink_in}>&"${SINK[1]}" {sink_out}<&"${SINK[0]}"
    on_exit "kill $SINK_PROCESS 2>/dev/null"
    warm_sink
}

# tell ORDER: the answer is in $ANSWER
tell() {
    echo "$1" >&"$sink_in"
    read -r -t 20 ANSWER <&"$sink_out" || fail "the sink does not answer '$1'"
}

# Neither side may be the one that pays for the sink's compilation.
warm_sink() {
    tell open
    smtp-source -d -s "$CONNECTIONS" -m 20000 -l "$MAIL_BYTES" "127.0.0.1:$SINK_PORT"
    tell close
    tell reset
}

primary_up() {
    tell open
    [[ -z $PROXY_IS_THERE ]] || tell_proxy open
}

primary_down() {
    [[ -z $PROXY_IS_THERE ]] || tell_proxy close
    tell close
}

# figure NAME: out of the last report
figure() {
    local rest=" $ANSWER "
    rest=${rest#* "$1"=}
    echo "${rest%% *}"
}

# await_messages COUNT: the sink itself says when it has so many, and nobody asks it meanwhile; the report is in $ANSWER
await_messages() {
    echo "await $1" >&"$sink_in"
    read -r -t 300 ANSWER <&"$sink_out" && return
    tell report
    fail "gave up waiting for $1 messages at the sink: $ANSWER"
}

# measure SIDE ROUND COMMAND...: the primary comes up, the command (if any) is run, and time runs until the sink has all.
# Nothing else is to run meanwhile, this script included: it waits for one line. The row is in $ROW.
measure() {
    local side=$1 round=$2 up
    shift 2
    tell reset
    sync
    wait_for 60 "a quiet machine" is_quiet
    up=$(now_us)
    primary_up
    "$@"
    await_all "$side" "$round" "$up"
    primary_down
}

# await_all SIDE ROUND SINCE: until all mails have come, and each of them.
# The row: side round up_to_last_us first_to_last_us messages duplicates connections most_open
await_all() {
    await_messages "$MAILS"
    # Whatever comes twice comes soon after.
    sleep 3
    tell report
    ROW="$1 $2 $(($(figure last_us) - $3)) $(($(figure last_us) - $(figure first_us)))"
    ROW+=" $(figure messages) $(figure duplicates) $(figure connections) $(figure most_open)"
    (($(figure distinct) == MAILS)) || fail "$1: $MAILS mails went in, $(figure distinct) came out: $ANSWER"
}

print_heading() {
    printf '%-11s %5s %12s %14s %10s %10s %12s %9s\n' \
        side round 'up to last' 'first to last' 'mails/s' duplicates connections 'at once'
}

print_row() {
    local side round up span messages duplicates connections open
    read -r side round up span messages duplicates connections open <<<"$1"
    printf '%-11s %5s %10s s %12s s %10.0f %10s %12s %9s\n' "$side" "$round" "$(seconds "$up")" "$(seconds "$span")" \
        "$(awk -v n="$messages" -v us="$span" 'BEGIN { print n / us * 1e6 }')" "$duplicates" "$connections" "$open"
}
