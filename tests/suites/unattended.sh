#!/usr/bin/env bash
# Reads what a person sees off a terminal of 80 columns and 24 lines, asks for the status as another account, and
# checks the systemd units.
#
# Needs root, and the programs named in `needs` below. Takes the binary from $SMPCTL (default: the debug build).
# Exit code 0 only if everything was as expected.
set -eEuo pipefail
cd "$(dirname "$0")/../.."

smpctl=$(realpath "${SMPCTL:-target/debug/smpctl}")
needs=(tmux setpriv python3 systemd-analyze)

die() { echo "unattended.sh: $*" >&2; exit 1; }
[[ $EUID == 0 ]] || die "needs root"
[[ -x $smpctl ]] || die "'$smpctl' is not there: build it, or name it in \$SMPCTL"
missing=()
for program in "${needs[@]}"; do command -v "$program" >/dev/null || missing+=("$program"); done
[[ ${#missing[@]} == 0 ]] || die "missing programs: ${missing[*]}"

base=$(mktemp -d /var/smpctl-unattended-XXXXXX)
chmod 755 "$base"
socket=smpctl-unattended-$$
cleanup() {
    set +eE
    tmux -L "$socket" kill-server 2>/dev/null
    rm -rf --one-file-system "$base"
}
trap cleanup EXIT
trap 'echo "unattended.sh: line $LINENO failed" >&2; screen >&2 || true' ERR

# The binary where every account may run it.
install -m 755 "$smpctl" "$base/smpctl"
printf '[alerts]\nsyslog = false\n' > "$base/settings.toml"
export SMPCTL_STATE_DIR=$base/state SMPCTL_SETTINGS=$base/settings.toml
export PATH=$base:$PATH LC_ALL=C.UTF-8
checks=0

check() { # WHAT TEXT PATTERN
    checks=$((checks + 1))
    grep -qE -- "$3" <<< "$2" || { printf 'not %s: no line like\n%s\nin\n%s\n' "$1" "$3" "$2" >&2; return 1; }
}
check_not() { # WHAT TEXT PATTERN
    checks=$((checks + 1))
    ! grep -qE -- "$3" <<< "$2" || { printf 'not %s: a line like\n%s\nin\n%s\n' "$1" "$3" "$2" >&2; return 1; }
}
screen() { tmux -L "$socket" capture-pane -p -t person | sed 's/ *$//'; }
type_line() { tmux -L "$socket" send-keys -t person "$1" Enter; }
see() { # SECONDS PATTERN: until the screen shows it
    local until=$((SECONDS + $1))
    until screen | grep -qE -- "$2"; do
        ((SECONDS < until)) || { echo "never seen: $2" >&2; screen >&2; return 1; }
        sleep 0.2
    done
    checks=$((checks + 1))
}
another() { setpriv --reuid 65534 --regid 65534 --clear-groups env HOME=/nonexistent "$@"; }

python3 - "$base/old" <<'PYTHON'
import os, sys
for number in range(1, 41):
    folder = f"{sys.argv[1]}/{{{number:08X}-0000-4000-8000-00000000ABCD}}/cache"
    os.makedirs(folder)
    for file in range(100):
        open(f"{folder}/file-{file}", "wb").write(os.urandom(8000))
    open(f"{folder}/setup.msi", "wb").write(os.urandom(1_500_000))
PYTHON
chmod 700 "$base/old"
held="$base/old/{00000003-0000-4000-8000-00000000ABCD}/cache/setup.msi"

tmux -L "$socket" new-session -d -x 80 -y 24 -s person "bash --norc"
type_line "PS1='\$ '; exec 9>>'$held'; cd '$base'; clear"
sleep 0.5
type_line "smpctl relocation run --from old --to new --transfer copy --limit-rate 12MiB --interval 1 --max-attempts 2"

# At work: bars, a failure as it happens, nothing broken within a word.
see 20 '^[█▉▊▋▌▍▎▏░]{20} +[0-9]+%  [0-9.]+ MiB of 8[0-9.]+ MiB  [0-9.]+ MiB/s  [0-9]+ s left$'
shown=$(screen)
check 'the counts' "$shown" '^[0-9]+ of 40 packages moved, [0-9]+ of 4[01][0-9]+ files and folders, 1 stays$'
check 'the package at hand' "$shown" '^[█▉▊▋▌▍▎▏░]{20} +[0-9]+%  \{0000'
check 'the failure' "$shown" "^\{00000003-.*\} stays: 'cache/setup.msi' is open for$"
check 'its end' "$shown" '^writing by another process$'
rate=$(sed -nE 's/.*MiB  ([0-9]+)\.[0-9]+ MiB\/s .*/\1/p' <<< "$shown")
((rate >= 10 && rate <= 12)) || die "a limit of 12 MiB/s is shown as $rate"

# Another account sees it, although it may not read the old store.
json=$(another smpctl relocation status -o json)
check 'the process' "$json" '"pid": [0-9]+'
check 'the phase' "$json" '"phase": "moving"'
check 'what it may not see' "$json" '"remembered": true'
check_not 'a running attempt taken for an interrupted one' "$json" '"status": "interrupted"'
check 'the table' "$(another smpctl relocation status)" '^Running           process [0-9]+, since 20'
another smpctl relocation status --watch > "$base/watched" &
watcher=$!

# Waiting: a countdown in one line, which a Ctrl-C does not leave behind.
see 40 '^attempt 2 of 2 in 5[0-9] s; Ctrl-C ends the waiting, nothing is lost$'
shown=$(screen)
check 'the file, to the account that runs it' "$(smpctl relocation status)" "'cache/setup.msi' is open for writing"
seen_by_others=$(another smpctl relocation status)
check 'no file, to another account' "$seen_by_others" 'something in it is open for writing'
check_not 'a file, to another account' "$seen_by_others" 'setup'
check 'what is left out' "$seen_by_others" '^Names from inside of packages are left out: the account that ran the relocation sees them, and root\.$'
check 'that something is left out' "$(another smpctl relocation status -o json)" '"withheld": true'
check 'the warning' "$shown" '^warning: Some of the files have not been moved to the new location\. 1 package$'
check 'the bars as they ended' "$shown" '^█{20} 100%  8[0-9.]+ MiB of 8[0-9.]+ MiB$'
check 'the counts as they ended' "$shown" '^39 of 40 packages moved, ([0-9]+) of \1 files and folders, 1 stays$'
first=$(grep -oE 'in [0-9]+ s;' <<< "$shown")
sleep 2
check_not 'a countdown that stands still' "$(screen)" "$first"
tmux -L "$socket" send-keys -t person C-c
see 5 '^Stopped at a safe point\.'
shown=$(screen)
check 'the summary' "$shown" '^39 packages moved, 1 stays: [0-9.]+ MiB in [0-9.]+ s, [0-9.]+ MiB/s$'
check 'the next step' "$shown" '^Stopped at a safe point\. Go on with `smpctl relocation retry`, or undo with$'
check_not 'a countdown left behind' "$shown" 'attempt 2 of 2'
wait "$watcher"
watched=$(cat "$base/watched")
check 'a line for the log' "$watched" '^[0-9:]{8}  [0-9]+ of 40 packages moved.*, [0-9.]+ MiB/s'
check 'the waiting' "$watched" '  waits for attempt 2, in'
check 'how it ended' "$watched" '^Status            partial$'
check_not 'an escape' "$watched" $'\e'

# Watching on a terminal: one place, whole lines.
type_line "clear; smpctl relocation revert --transfer copy --limit-rate 12MiB --progress none >/dev/null & sleep 1.5; smpctl relocation status --watch"
see 20 '^Running           process [0-9]+, since 20'
see 20 '^                  [0-9.]+ MiB of 8[0-9.]+ MiB, [0-9.]+ MiB/s'
shown=$(screen)
check 'the way back' "$shown" '^Status            .*\(being reverted\)$'
check 'what Ctrl-C does' "$shown" '^Ctrl-C ends the watching, not the relocation$'
[[ $(grep -c '^Storage path' <<< "$shown") == 1 ]] || die "drawn several times"
see 60 '^Status            reverted$'
check_not 'the hint left behind' "$(screen)" 'ends the watching'

# Killed: another account is told so, also after what a reboot takes away has gone.
sleep 1
type_line "exec 9>&-; clear"
smpctl relocation run --from "$base/old" --to "$base/new" --transfer copy --limit-rate 5MiB >/dev/null 2>&1 &
process=$!
until another smpctl relocation status -o json | grep -q '"totalPackages": 40'; do sleep 0.1; done
disown "$process"
kill -9 "$process"
while kill -0 "$process" 2>/dev/null; do sleep 0.1; done
rm -rf "$base/state/running"
json=$(another smpctl relocation status -o json)
check 'an interrupted one' "$json" '"status": "interrupted"'
check_not 'a process that is no more' "$json" '"pid"'

# For logs and screen readers: plain lines, no bars, no escapes.
plain=$(smpctl relocation run --from "$base/old" --to "$base/new" --transfer copy --limit-rate 10MiB --progress plain 2>&1)
check 'a plain line' "$plain" '^[0-9]+ of [0-9]+ packages moved, [0-9.]+ MiB of [0-9.]+ MiB, [0-9.]+ MiB/s, [0-9]+ s left$'
check_not 'bars or escapes' "$plain" $'\e|█'
check 'the end' "$(another smpctl relocation status)" '^Status            complete$'

# The terminal goes away, as when a connection drops: servers come back, and the end is reported as if it had never been watched.
hung_up=$(python3 tests/suites/hangup.py "$smpctl" "$base/hangup")
check 'a server that was suspended' "$hung_up" '^was suspended: True$'
check 'the report' "$hung_up" '^SMPCTL_ALERT_STATUS=interrupted$'
check 'the exit code' "$hung_up" '^SMPCTL_ALERT_EXIT_CODE=130$'
check 'a server that is back' "$hung_up" '^is suspended: False$'
check 'nothing left to put back' "$hung_up" '^written down: 0$'
check 'the status' "$hung_up" '^Status            interrupted$'

# The units are what systemd takes.
mkdir "$base/units"
for unit in packaging/systemd/*; do
    sed "s|/usr/bin/smpctl|$base/smpctl|" "$unit" > "$base/units/$(basename "$unit")"
done
verified=$(systemd-analyze verify --man=no "$base"/units/* 2>&1) || die "$verified"
[[ -z $verified ]] || die "$verified"

echo "unattended.sh: $checks checks passed"
