# The way to the primary takes its time: what it answers comes so many milliseconds later, to every side alike.
# shellcheck shell=bash

# start_proxy MILLISECONDS: before the sink; whoever delivers goes there from now on
start_proxy() {
    pick_port
    PRIMARY_PORT=$PORT
    mkfifo "$WORK/proxy.in" "$WORK/proxy.out"
    java -Xms64m -Xmx64m -XX:+UseSerialGC -cp "$SINK_CLASSES" \
        io.relayguard.benchmarks.sink.DelayingProxy "$PRIMARY_PORT" "$SINK_PORT" "$1" \
        <"$WORK/proxy.in" >"$WORK/proxy.out" &
    on_exit "kill $! 2>/dev/null"
    exec {proxy_in}>"$WORK/proxy.in" {proxy_out}<"$WORK/proxy.out"
    PROXY_IS_THERE=1
    warm_proxy
}

# tell_proxy ORDER: the answer is in $ANSWER
tell_proxy() {
    echo "$1" >&"$proxy_in"
    read -r -t 20 ANSWER <&"$proxy_out" || fail "the proxy does not answer '$1'"
}

# As many rounds as the sink's warming has, with the same delay, would take minutes.
warm_proxy() {
    primary_up
    smtp-source -d -s "$CONNECTIONS" -m 2000 -l "$MAIL_BYTES" "127.0.0.1:$PRIMARY_PORT"
    primary_down
    tell reset
}
