# Sides beside each other, by the rows that await_all makes: the caller collects them in $rows, and bars that are missed
# end up in its $missed.
# shellcheck shell=bash

rows=()
missed=()

# With one James for all rounds: there its first round, whose code has yet to be compiled, is told from the second, which
# the bars are held to, and from the later ones.
WARM=${WARM:-}

# james_side ROUND: what James is called in the tables
james_side() {
    if [[ -z $WARM ]]; then
        echo James
    elif (($1 == 1)); then
        echo James-cold
    elif (($1 == 2)); then
        echo James-second
    else
        echo James-later
    fi
}

# james_of ROUND RETRY: a fresh James, unless one is kept for all rounds
james_of() {
    [[ -z $WARM || $1 == 1 ]] || return 0
    james_prepare "$WORK/james-$1" "$PRIMARY_PORT" "$2"
    james_start
}

james_done() { [[ -n $WARM ]] || james_stop; }

all_james() { printf '%s\n' "${rows[@]}" | awk '/^James/ && !seen[$1]++ { print $1 }'; }

# middle SIDE COLUMN
middle() { printf '%s\n' "${rows[@]}" | awk -v s="$1" -v c="$2" '$1 == s { print $c }' | median; }

print_medians() {
    local side
    printf '\n%-24s %14s %14s   medians\n' side 'up to last' 'first to last'
    for side in "$@"; do
        printf '%-24s %12s s %12s s\n' "$side" "$(seconds "$(middle "$side" 3)")" "$(seconds "$(middle "$side" 4)")"
    done
}

# beside SIDE OTHER BAR COLUMN...: how many times as fast, by the medians of these columns. The bar is held to the last of
# them; it is - where none holds
beside() {
    local side=$1 other=$2 bar=$3 column faster line
    shift 3
    line=$(printf '%-24s' "$side / $other")
    for column in "$@"; do
        faster=$(ratio "$(middle "$other" "$column")" "$(middle "$side" "$column")")
        line+=$(printf ' %14s' "$faster")
    done
    [[ $bar == - ]] || at_least "$faster" "$bar" || missed+=("$side / $other is $faster, the bar is $bar")
    printf '%s %8s\n' "$line" "$bar"
}

judge() {
    local all
    ((${#missed[@]})) || return 0
    all=$(printf '; %s' "${missed[@]}")
    fail "missed: ${all#; }"
}
