# Lists in DNS for the benchmarks: a stand-in resolver that is told what to do, and what runs our classes beside James's.
# shellcheck shell=bash

LISTS_CLASSES=$BENCHMARKS/target/classes

lists_need() {
    need java
    local file
    for file in "$JAMES_CLASSPATH" "$JAMES_JAR" "$LISTS_CLASSES/io/relayguard/benchmarks/dnsbl/FakeLists.class"; do
        [[ -f $file ]] || fail "${file#"$PROJECT"/} is missing: run 'mvn package' first"
    done
}

# with_james JVM_OPTIONS CLASS ARGUMENT...: our jar, as it is shipped, on the class path of a whole James
with_james() {
    beside_james "$@"
    "${JAVA[@]}"
}

# The same, not run: the command is in $JAVA.
beside_james() {
    local options
    read -r -a options <<<"$1"
    shift
    JAVA=(java "${options[@]}" -Dlogback.configurationFile="$BENCHMARKS/dnsbl/logback.xml" \
        -cp "$LISTS_CLASSES:$JAMES_JAR:$(<"$JAMES_CLASSPATH")" io.relayguard.benchmarks.dnsbl."$@")
}

# start_lists MILLISECONDS: a fresh resolver at $LISTS_PORT that takes so long for each answer
start_lists() {
    pick_port
    LISTS_PORT=$PORT
    coproc LISTS {
        exec java -Xms64m -Xmx64m -XX:+UseSerialGC -cp "$LISTS_CLASSES" \
            io.relayguard.benchmarks.dnsbl.FakeLists "$LISTS_PORT" "$1"
    }
    # Of our own: bash forgets the array when the process ends.
    LISTS_PROCESS=$LISTS_PID
    exec {lists_in}>&"${LISTS[1]}" {lists_out}<&"${LISTS[0]}"
    on_exit "kill $LISTS_PROCESS 2>/dev/null"
    tell_lists answer
}

# tell_lists ORDER: the answer is in $ANSWER
tell_lists() {
    echo "$1" >&"$lists_in"
    read -r -t 20 ANSWER <&"$lists_out" || fail "the resolver does not answer '$1'"
}

stop_lists() {
    tell_lists quit
    exec {lists_in}>&- {lists_out}<&-
    wait "$LISTS_PROCESS" 2>/dev/null || true
}
