# A real James with the pack: conf-samples/secondary-mx as it is, but for ports, the primary's place and its retry time.
# shellcheck shell=bash

JAMES_CLASSPATH=${JAMES_CLASSPATH:-$PROJECT/integration-tests/james-3.8/target/james.classpath}
JAMES_JAR=${JAMES_JAR:-$PROJECT/pack/target/relay-guard-james-3.8.jar}
JAMES_SAMPLE=${JAMES_SAMPLE:-$PROJECT/conf-samples/secondary-mx/conf}
# A heap of a small server; everything else is the JVM's default.
read -r -a JAMES_JVM <<<"${JAMES_JVM:--Xms512m -Xmx512m}"

james_needs() {
    need java smtp-source
    local file
    for file in "$JAMES_CLASSPATH" "$JAMES_JAR"; do
        [[ -f $file ]] || fail "${file#"$PROJECT"/} is missing: run 'mvn package' first"
    done
}

# james_prepare FOLDER PRIMARY_PORT RETRY
james_prepare() {
    JAMES=$1
    pick_port
    JAMES_PORT=$PORT
    pick_port
    mkdir -p "$JAMES/extensions-jars"
    cp -r "$JAMES_SAMPLE" "$JAMES/conf"
    cp "$JAMES_JAR" "$JAMES/extensions-jars/"
    replace smtpserver.xml '<bind>0.0.0.0:25</bind>' "<bind>127.0.0.1:$JAMES_PORT</bind>"
    replace webadmin.properties 'port=8000' "port=$PORT"
    replace relayguard.xml '<primary>smtp://192.0.2.25:25</primary>' "<primary>smtp://127.0.0.1:$2</primary>"
    replace relayguard.xml '<retry first="1m" max="15m"/>' "<retry first=\"$3\" max=\"$3\"/>"
    grep -qF "<connections>$CONNECTIONS</connections>" "$JAMES/conf/relayguard.xml" ||
        fail "the sample no longer has $CONNECTIONS connections, as Postfix has here"
}

# replace FILE FROM TO: a sample that has changed is found out here, not in a strange figure
replace() {
    local file=$JAMES/conf/$1 text
    text=$(<"$file")
    [[ $text == *"$2"* ]] || fail "the sample's $1 should contain $2"
    printf '%s\n' "${text//"$2"/"$3"}" >"$file"
}

# The time from the process's start to its greeting is in $START_US.
james_start() {
    local begun end=$((SECONDS + 120))
    begun=$(now_us)
    (
        cd "$JAMES"
        exec java "${JAMES_JVM[@]}" -cp "$(<"$JAMES_CLASSPATH")" -Dworking.directory="$JAMES" \
            -Dlogback.configurationFile="$JAMES/conf/logback.xml" \
            org.apache.james.MemoryJamesServerMain --generate-keystore >>"$JAMES/console.log" 2>&1
    ) &
    JAMES_PROCESS=$!
    on_exit "kill -9 $JAMES_PROCESS 2>/dev/null"
    until greets "$JAMES_PORT"; do
        kill -0 "$JAMES_PROCESS" 2>/dev/null && ((SECONDS < end)) ||
            { tail -40 "$JAMES/console.log" >&2; fail "James did not start"; }
        sleep 0.02
    done
    START_US=$(($(now_us) - begun))
}

greets() {
    local line
    { exec {james_line}<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || return 1
    read -r -t 5 line <&"$james_line" || line=
    exec {james_line}>&-
    [[ $line == 220* ]]
}

james_stop() {
    local end=$((SECONDS + 30))
    kill "$JAMES_PROCESS" 2>/dev/null || return 0
    while kill -0 "$JAMES_PROCESS" 2>/dev/null; do
        ((SECONDS < end)) || kill -9 "$JAMES_PROCESS" 2>/dev/null
        sleep 0.1
    done
    wait "$JAMES_PROCESS" 2>/dev/null || true
}

# <repository>/<node>/<domain>, one file for each mail
kept() {
    local spool
    spool=$(echo "$JAMES"/var/mail/secondary-mx/*/"$DOMAIN")
    [[ -d $spool ]] || { echo 0; return; }
    find "$spool" -maxdepth 1 -name '*.mail' | wc -l
}
has_kept() { (($(kept) == $1)); }

# james_fill COUNT: the primary is down, all of it is on disk when this returns
james_fill() {
    offer "$JAMES_PORT" "$1"
    wait_for 300 "$1 mails in the spool" has_kept "$1"
}
