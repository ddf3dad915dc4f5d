#!/usr/bin/env bash
# Complete copies: everything that a package can have, there and back between real file systems, compared entry by entry;
# what a volume cannot hold is named; nobody can read a copy who may not read its original. Needs root.
set -eEuo pipefail
cd "$(dirname "$0")/../.."
smpctl=$(realpath "${SMPCTL:?set it to the path of the smpctl binary}")
suite=copies needs=(cargo mkfs.btrfs mkfs.ntfs ntfs-3g getfacl setfacl setpriv python3 chattr fallocate)
. tests/suites/volumes.bash
trap 'echo "copies.sh: line $LINENO: a command failed with exit code $?" >&2' ERR
export SMPCTL_STATE_DIR=$base/state SMPCTL_PROGRESS=none
passed=0
ok() { passed=$((passed + 1)); echo "ok    $1"; }
list() { python3 tests/suites/store.py list "$1"; }
# Access times apart: smpctl does not change them by reading, other programs do.
accessed() { python3 tests/suites/store.py accessed "$1"; }

volume ext4 ext4 600M
volume xfs xfs 600M
volume btrfs btrfs 600M
make() { rm -rf "$1"; python3 tests/suites/store.py full "$1"; chown 33:44 "$1"; chmod 2750 "$1"; setfacl -m u:55:rx,d:u:66:rwx "$1"; }

# there FROM TO METHOD [FILTER]: everything is the same there, and back; FILTER takes away what the volume has no place for.
there() {
    local from=$1 to=$2 method=$3 filter=${4:-} what="$1 to $2, $3"
    list "$base/$from" >"$base/before"
    accessed "$base/$from" >"$base/accessed"
    "$smpctl" relocation run --from "$base/$from" --to "$base/$to" --no-wait --accept medium --transfer "$method" >"$base/out" ||
        { cat "$base/out"; die "$what"; }
    accessed "$base/$to" | diff "$base/accessed" - >"$base/diff" || { head "$base/diff"; die "$what: times of access differ"; }
    diff <(sed -E "$filter" "$base/before") <(list "$base/$to" | sed -E "$filter") >"$base/diff" ||
        { head "$base/diff"; die "$what: the copy differs"; }
    diff <(getfacl -cp "$base/$from"; stat -c '%a %u %g' "$base/$from") <(getfacl -cp "$base/$to"; stat -c '%a %u %g' "$base/$to") ||
        die "$what: the new root differs"
    "$smpctl" relocation revert --to "$base/$to" --transfer "$method" >"$base/out" || { cat "$base/out"; die "$what"; }
    diff <(sed -E "$filter" "$base/before") <(list "$base/$from" | sed -E "$filter") >"$base/diff" ||
        { head "$base/diff"; die "$what: it differs after the revert"; }
    ok "$what: $(wc -l <"$base/before") entries there and back without a difference"
}

no_project='s/, project [0-9]+//'
make "$base/ext4/old"
there ext4/old xfs/new copy
there ext4/old ext4/new copy
there ext4/old ext4/renamed rename
there ext4/old btrfs/new copy "$no_project"
make "$base/xfs/old"
there xfs/old ext4/new2 copy "$no_project"
there xfs/old xfs/copied copy
there xfs/old xfs/renamed rename

# Looking changes no times of access, of whatever kind an entry is: neither the check, nor a run in which a package stays.
rm -rf "$base/ext4/old"
make "$base/ext4/old"
accessed "$base/ext4/old" >"$base/accessed"
"$smpctl" relocation check --from "$base/ext4/old" --to "$base/xfs/looked" --accept medium >"$base/out" || { cat "$base/out"; die 'the check'; }
accessed "$base/ext4/old" | diff "$base/accessed" - >"$base/diff" || { head "$base/diff"; die 'the check changes times of access'; }
chattr +i "$base"/ext4/old/{00000003*/package.xml
code=0
"$smpctl" relocation run --from "$base/ext4/old" --to "$base/xfs/looked" --no-wait --accept medium --transfer copy >"$base/out" || code=$?
[[ $code == 4 ]] || { cat "$base/out"; die "an immutable file: exit $code"; }
cat <(accessed "$base/ext4/old") <(accessed "$base/xfs/looked") | grep -E "^'\{[^/]*/" | sort >"$base/after"
grep -E "^'\{[^/]*/" "$base/accessed" | sort | diff - "$base/after" >"$base/diff" || { head "$base/diff"; die 'a package that stays has other times of access'; }
chattr -i "$base"/ext4/old/{00000003*/package.xml
"$smpctl" relocation revert --to "$base/xfs/looked" >"$base/out" || { cat "$base/out"; die 'no way back'; }
ok 'the check, and a run in which a package stays, leave the times of access as they are'

# Space that is allocated beyond the end makes no content of a hole.
rm -rf "$base/ext4/old"
hollow=$base/ext4/old/{00000001-0000-4000-8000-00000000BEEF}/hollow
mkdir -p "$(dirname "$hollow")"
truncate -s 8M "$hollow"
fallocate --keep-size --offset 8M --length 16M "$hollow"
"$smpctl" relocation run --from "$base/ext4/old" --to "$base/xfs/hollow" --no-wait --accept medium --transfer copy >"$base/out" || { cat "$base/out"; die 'a hollow file'; }
[[ $(stat -c '%s %b' "$base"/xfs/hollow/*/hollow) == '8388608 0' ]] || die "holes were filled: $(stat -c '%s %b' "$base"/xfs/hollow/*/hollow)"
ok 'the holes of a file with space allocated beyond its end stay holes'
rm -rf "$base/ext4/old" "$SMPCTL_STATE_DIR"
make "$base/ext4/old"

# NTFS by ntfs-3g. Without permissions everybody may change what is on it: refused. With them, what it cannot hold is
# named, its package stays linked, and may be lost only if that is accepted.
truncate -s 200M "$images/ntfs.img"
mkfs.ntfs -qfF "$images/ntfs.img" >"$base/out" 2>&1 || { cat "$base/out"; die 'mkfs.ntfs failed'; }
device=$(losetup --find --show "$images/ntfs.img")
before_removal=detach
detach() { losetup -d "$device" 2>/dev/null || true; }
mkdir "$base/ntfs"
refused() {
    local code=0
    "$smpctl" relocation run --from "$base/ext4/old" --to "$base/ntfs/new" --no-wait --accept medium "$@" >"$base/out" 2>&1 || code=$?
    echo "$code"
}
ntfs-3g "$device" "$base/ntfs"
[[ $(refused) == 3 ]] && grep -q 'FAIL *access' "$base/out" || { cat "$base/out"; die 'NTFS without permissions was not refused'; }
ok 'NTFS without permissions is refused: everybody could change the packages'
umount "$base/ntfs"
ntfs-3g -o permissions,acl "$device" "$base/ntfs" >/dev/null
chmod 755 "$base/ntfs"
list "$base/ext4/old" >"$base/before"
[[ $(refused) == 4 ]] || { cat "$base/out"; die 'NTFS took everything'; }
grep -c 'lossy' "$base/out" >"$base/named" || { cat "$base/out"; die 'nothing says what NTFS cannot hold'; }
for package in "$base"/ext4/old/{*; do
    [[ -e $base/ntfs/new/$(basename "$package")/package.xml ]] || die "$package is not reachable"
done
ok "NTFS with permissions: $(cat "$base/named") packages stay, each with the name of what it would lose"
# in_each STORE COMMAND: runs it in each package, be it linked or moved; links in packages are not followed.
in_each() { (cd "$1" && for package in {*; do (cd -P "$package" 2>/dev/null && bash -c "$2" - "$package") || true; done) | sort; }
content() { in_each "$1" 'find . -type f -exec sha256sum {} + | sed "s/^/$1 /"'; }
content "$base/ext4/old" >"$base/content"
# A name that is no text, and a device or socket, nobody can accept to lose: these two stay, and are named.
[[ $(refused --lossy acl --lossy attributes --lossy times --lossy flags --lossy mode --lossy owner) == 4 ]] &&
    [[ $(grep -c '^  {' "$base/out") == 2 ]] && grep -q "cannot make the new 'cache/" "$base/out" &&
    grep -q "the copy of 'cache/" "$base/out" || { cat "$base/out"; die 'with every loss accepted other packages stay'; }
content "$base/ntfs/new" | diff "$base/content" - || die 'content differs on NTFS'
"$smpctl" relocation revert --to "$base/ntfs/new" >"$base/out" || { cat "$base/out"; die 'no way back from NTFS'; }
content "$base/ext4/old" | diff "$base/content" - || die 'content differs after the way back from NTFS'
ok 'NTFS with every loss accepted: there and back, but for a name that is no text and for devices, which stay'
umount "$base/ntfs"

# Nobody may read more of a copy than of its original, whenever the run is killed; the target gives everything that is
# made in it to everybody.
build_layered
rm -rf "$base/ext4/old" "$base/xfs/new" "$SMPCTL_STATE_DIR"
make "$base/ext4/old"
chmod 755 "$base/ext4/old"
setfacl -b "$base/ext4/old"
cp -a "$base/ext4/old" "$base/ext4/kept"
# As it will be each time: `cp` keeps no flags, and each one is a call.
rm -rf "$base/ext4/old"
cp -a "$base/ext4/kept" "$base/ext4/old"
mkdir "$base/xfs/open"
setfacl -m d:u:nobody:rwx,d:o:rwx,u:nobody:rx "$base/xfs/open"
readable() { in_each "$1" 'setpriv --reuid=65534 --regid=65534 --clear-groups find . -type f -readable -printf "$1/%P\n" 2>/dev/null'; }
allowed=$(readable "$base/ext4/old")
[[ $(wc -l <<<"$allowed") -gt 10 ]] || die 'nobody can read nothing: the test shows nothing'
run() { "$layered" relocation run --from "$base/ext4/old" --to "$base/xfs/open/new" --no-wait --accept medium --threads 1 >"$base/out" 2>&1; }
SMPCTL_FAULT_LOG=$base/log run || { cat "$base/out"; die 'the run failed'; }
calls=$(wc -l <"$base/log")
step=$([[ ${1:-} == --full ]] && echo 1 || echo 5)
looked=0
for ((call = 1; call <= calls; call += step)); do
    rm -rf "$base/ext4/old" "$base/xfs/open/new" "$SMPCTL_STATE_DIR"
    cp -a "$base/ext4/kept" "$base/ext4/old"
    # The shell would say each time that it was killed.
    (SMPCTL_FAULT=kill:$call run) 2>/dev/null && die "not killed at call $call"
    [[ -d $base/xfs/open/new ]] || continue
    more=$(comm -13 <(echo "$allowed") <(readable "$base/xfs/open/new"))
    [[ -z $more ]] || die "killed at call $call of $calls, nobody can read: $more"
    more=$(setpriv --reuid=65534 --regid=65534 --clear-groups ls "$base/xfs/open/new/.smpctl/staging" "$base/ext4/old/.smpctl/retired" 2>/dev/null) || true
    [[ -z $more ]] || die "killed at call $call of $calls, nobody can list $more"
    looked=$((looked + 1))
done
ok "below a target that everybody may use: $looked kills, nobody could read more than before"

echo "$passed passed, 0 failed"
