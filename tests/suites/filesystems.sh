#!/usr/bin/env bash
# A large store moved between real file systems on loop devices and back: ext4 to xfs, within ext4, ext4 to btrfs;
# afterwards every attribute and content hash is compared with a listing of the original. Needs root.
set -euo pipefail
smpctl=${SMPCTL:?set it to the path of the smpctl binary}
here=$(cd "$(dirname "$0")" && pwd)
packages=2000 files=50000 megabytes=2500
place=$(mktemp -d /var/smpctl-filesystems-XXXXXX)

cleanup() {
    for name in ext4 xfs btrfs; do umount "$place/$name" 2>/dev/null || true; done
    rm -rf "$place"
}
trap cleanup EXIT

volume() {
    truncate -s 6G "$place/$1.img"
    case $1 in
    ext4) mkfs.ext4 -qF "$place/$1.img" ;;
    xfs) mkfs.xfs -qf "$place/$1.img" ;;
    btrfs) mkfs.btrfs -qf "$place/$1.img" ;;
    esac
    mkdir "$place/$1"
    mount -o loop "$place/$1.img" "$place/$1"
}

for name in ext4 xfs btrfs; do volume "$name"; done
export SMPCTL_STATE_DIR=$place/state SMPCTL_PROGRESS=none
echo "making a store: $packages packages, $files files, $megabytes MB"
python3 "$here/store.py" make "$place/ext4/old" "$packages" "$files" "$megabytes"
python3 "$here/store.py" list "$place/ext4/old" >"$place/before"
passed=0

# moves TARGET: there and back, without a difference either way.
moves() {
    local target=$1 began=$SECONDS
    "$smpctl" relocation run --from "$place/ext4/old" --to "$target" --no-wait
    python3 "$here/store.py" list "$target" | diff "$place/before" - >"$place/diff" ||
        { echo "after moving to $target:"; head "$place/diff"; exit 1; }
    "$smpctl" relocation revert --to "$target"
    python3 "$here/store.py" list "$place/ext4/old" | diff "$place/before" - >"$place/diff" ||
        { echo "after the revert from $target:"; head "$place/diff"; exit 1; }
    [ -z "$(ls -A "$target")" ] || { echo "left in $target:"; ls -A "$target"; exit 1; }
    passed=$((passed + 1))
    echo "$(wc -l <"$place/before") entries moved to $target and back in $((SECONDS - began)) s: no difference"
}

moves "$place/xfs/store"
moves "$place/ext4/new"
moves "$place/btrfs/store"

# The volume fills up while packages are copied: what fits is moved, the rest stays linked, and goes on later.
room() {
    df --output=avail -BM "$place/xfs" | tail -1 | tr -dc 0-9
}
python3 "$here/store.py" make "$place/ext4/small" 40 1000 200
python3 "$here/store.py" list "$place/ext4/small" >"$place/small"
fallocate -l "$(($(room) - 320))M" "$place/xfs/ballast"
mkfifo "$place/events"
"$smpctl" relocation run --from "$place/ext4/small" --to "$place/xfs/small" --no-wait --threads 1 --progress json \
    >"$place/out" 2>"$place/events" &
filled=no
while read -r event; do
    if [ $filled = no ] && [[ $event == *'"packageStarted"'* ]]; then
        fallocate -l "$(($(room) - 40))M" "$place/xfs/more"
        filled=yes
    fi
done <"$place/events"
code=0
wait $! || code=$?
[ "$code" = 4 ] || { echo "a full volume should end with 4, not $code:"; cat "$place/out"; exit 1; }
grep -qi 'no room\|no space' "$place/out" || { echo 'the reason does not speak of room:'; cat "$place/out"; exit 1; }
[ "$(ls "$place/xfs/small" | grep -c '^{')" = 40 ] || { echo 'a package is not reachable'; exit 1; }
for package in "$place"/xfs/small/{*; do
    [ -e "$package/package.xml" ] || { echo "$package is not whole"; exit 1; }
done
rm -f "$place/xfs/ballast" "$place/xfs/more"
"$smpctl" relocation retry
python3 "$here/store.py" list "$place/xfs/small" | diff "$place/small" - >"$place/diff" || { head "$place/diff"; exit 1; }
passed=$((passed + 1))

echo "$passed passed, 0 failed"
