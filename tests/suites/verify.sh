#!/usr/bin/env bash
# A medium that does not keep what is written to it: a byte of a copy is changed on the medium, below the file system,
# after it was made durable. With `--verify` the package stays where it was; without, nobody could know. Needs root.
set -euo pipefail
smpctl=${SMPCTL:?set it to the path of the smpctl binary}
place=$(mktemp -d /var/smpctl-verify-XXXXXX)

cleanup() {
    umount "$place/new" 2>/dev/null || true
    rm -rf "$place"
}
trap cleanup EXIT
fail() { echo "verify.sh: $*" >&2; exit 1; }

truncate -s 64M "$place/image"
mkfs.ext4 -qF "$place/image"
mkdir "$place/new"
mount -o loop "$place/image" "$place/new"
package='{592B9130-72F3-4C36-91D2-D4EDA21D2F96}'
export SMPCTL_STATE_DIR=$place/state SMPCTL_PROGRESS=none
passed=0

# damaged CODE OPTION…: a run whose copy is damaged on the medium right after `syncfs`; the volumes are told by
# their marker's last letter.
damaged() {
    local expected=$1 code=0
    shift
    mkdir -p "$place/old/$package/cache"
    python3 -c 'print("A marker that the image is searched for, and a letter: x" * 4000, end="")' \
        >"$place/old/$package/cache/setup.msi"
    strace -qq -e trace=syncfs -e inject=syncfs:delay_exit=3000000:when=1 -o "$place/strace" \
        "$smpctl" relocation run --from "$place/old" --to "$place/new/store" --no-wait --threads 1 "$@" \
        >"$place/out" 2>&1 &
    local run=$!
    # While the call that made it durable has not returned yet, the data is there.
    for _ in $(seq 100); do
        grep -q 'a letter: x' "$place/image" && break
        sleep 0.05
    done
    python3 - "$place/image" <<'PYTHON' || fail 'the copy was not found on the medium'
import mmap, sys
with open(sys.argv[1], "r+b") as file, mmap.mmap(file.fileno(), 0) as image:
    at = image.find(b"a letter: x")
    assert at >= 0
    image[at + 10] = ord("y")
PYTHON
    wait $run || code=$?
    [ "$code" = "$expected" ] || { cat "$place/out"; fail "exit code $code instead of $expected with '$*'"; }
}

damaged 4 --verify
grep -q 'does not match the original' "$place/out" || { cat "$place/out"; fail 'the reason is not told'; }
[ -d "$place/old/$package" ] && ! [ -L "$place/old/$package" ] || fail 'the original is gone'
grep -q 'letter: y' "$place/new/store/$package/cache/setup.msi" && fail 'the damaged copy is in place'
passed=$((passed + 1))
"$smpctl" relocation retry --verify >"$place/out" || { cat "$place/out"; fail 'the retry did not succeed'; }
grep -q 'letter: y' "$place/new/store/$package/cache/setup.msi" && fail 'the copy is damaged'
passed=$((passed + 1))
"$smpctl" relocation revert >/dev/null
rm -rf "$place/old" "$place/new/store"
umount "$place/new"
mkfs.ext4 -qF "$place/image"
mount -o loop "$place/image" "$place/new"

# The same damage without the option: shown, so that the test above is known to test something.
damaged 0
echo 3 >/proc/sys/vm/drop_caches
grep -q 'letter: y' "$place/new/store/$package/cache/setup.msi" || fail 'the damage did not reach the medium'
passed=$((passed + 1))
echo "$passed passed, 0 failed"
