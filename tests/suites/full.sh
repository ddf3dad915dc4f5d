#!/usr/bin/env bash
# A volume that is full is named with the call that failed: whichever volume that is, by bytes, by files, or by a limit of file sizes.
set -euo pipefail
cd "$(dirname "$0")/../.."
smpctl=$(realpath "${SMPCTL:?set it to the path of the smpctl binary}")
suite=full needs=(python3)
. tests/suites/volumes.bash
export SMPCTL_PROGRESS=none SMPCTL_STATE_DIR=$base/state SMPCTL_SETTINGS=$base/settings.toml
printf '[alerts]\nsyslog = false\n' >"$base/settings.toml"
passed=0
package() { # STORE NUMBER BYTES
    local folder
    folder="$1/{$(printf %08X "$2")-0000-4000-8000-00000000F011}"
    mkdir -p "$folder"
    echo "$2" >"$folder/package.xml"
    head -c "$3" /dev/urandom >"$folder/big"
}
# failed CODE PATTERN… -- ARGUMENTS…: the exit code, and every pattern in what is said.
failed() {
    local wanted=$1 code=0 patterns=()
    shift
    while [[ $1 != -- ]]; do patterns+=("$1"); shift; done
    shift
    "$smpctl" relocation "$@" >"$base/out" 2>&1 || code=$?
    [[ $code == "$wanted" ]] || { cat "$base/out"; die "exit code $code, not $wanted: $*"; }
    for pattern in "${patterns[@]}"; do
        grep -qE -- "$pattern" "$base/out" || { cat "$base/out"; die "nothing said like '$pattern': $*"; }
    done
    ! grep -qE "of '($others)'" "$base/out" || { cat "$base/out"; die "another volume is named: $*"; }
    passed=$((passed + 1))
}
volume one ext4 100M -m 0
volume two ext4 60M -m 0 -N 400
volume new ext4 100M -m 0

# Back to the second of two stores, whose volume is full by then, while the first one's is empty.
mkdir "$base/one/A" "$base/two/B"
package "$base/one/A" 1 1000
package "$base/two/B" 2 20000000
for file in $(seq 60); do echo x >"$base/two/B/{00000002-0000-4000-8000-00000000F011}/file-$file"; done
others=none
failed 0 -- run --from "$base/one/A" --also "$base/two/B" --to "$base/new/N" --no-wait --accept medium
others="$base/one/A|$base/new/N"
# The check says so beforehand, and nothing is touched.
dd if=/dev/zero of="$base/two/fill" bs=1M status=none 2>/dev/null || true
failed 3 'FAIL +space' 'free [0-9.]+ MiB more on the old volume' -- revert --to "$base/new/N"
rm "$base/two/fill"
mkdir "$base/two/many"
number=0
until [[ $(stat -fc %d "$base/two") -le 30 ]]; do : >"$base/two/many/$number"; number=$((number + 1)); done
failed 3 'FAIL +space' 'room for too few files' -- revert --to "$base/new/N"
rm -r "$base/two/many"
# It becomes full while packages go back.
fills() {
    until [[ -e "$base/two/B/.smpctl/staging/{00000002-0000-4000-8000-00000000F011}/big" ]]; do sleep 0.01; done
    dd if=/dev/zero of="$base/two/fill" bs=1M status=none 2>/dev/null || true
}
for threads in 1 4; do
    fills &
    failed 4 "cannot copy 'big': No space left on device" "no room on the volume of '$base/two/B'" 'needs 2[0-9]{7} bytes and [0-9]+ files' \
        '; [0-9]+ bytes and [0-9]+ files are free there' -- revert --to "$base/new/N" --threads $threads --limit-rate 8MiB
    wait
    rm "$base/two/fill"
done
failed 0 -- revert --to "$base/new/N"
[[ -s "$base/two/B/{00000002-0000-4000-8000-00000000F011}/big" ]] || die 'the package is not back'

# A limit of file sizes is no full volume, and ends nothing.
others=none
(
    ulimit -f 1000
    failed 4 "cannot copy 'big': File too large" -- run --from "$base/one/A" --also "$base/two/B" --to "$base/new/N" --no-wait --accept medium --transfer copy
    ! grep -q 'no room' "$base/out" || die 'it is said to be full'
)
failed 0 -- retry

echo "full.sh: $passed checks passed"
