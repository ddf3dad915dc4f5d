#!/usr/bin/env bash
# Shows each prerequisite of a relocation failing and passing, on real file systems on loop devices.
#
# Needs root, and the programs named in `needs` below. Takes the binary from $SMPCTL (default: the debug build).
# Everything it mounts is unmounted again, however it ends. Exit code 0 only if everything was as expected.
set -eEuo pipefail
cd "$(dirname "$0")/../.."

smpctl=$(realpath "${SMPCTL:-target/debug/smpctl}")
needs=(mkfs.ext4 mkfs.xfs mkfs.btrfs btrfs mkfs.vfat mkfs.ntfs ntfs-3g fusefat losetup mountpoint setfacl setpriv
    chattr fallocate)

die() { echo "prerequisites.sh: $*" >&2; exit 1; }
[[ $EUID == 0 ]] || die "needs root"
[[ -x $smpctl ]] || die "'$smpctl' is not there: build it, or name it in \$SMPCTL"
missing=()
for program in "${needs[@]}"; do command -v "$program" >/dev/null || missing+=("$program"); done
[[ ${#missing[@]} == 0 ]] || die "missing programs: ${missing[*]}"
[[ -e /dev/fuse ]] || die "there is no /dev/fuse"

base=$(mktemp -d /var/smpctl-prerequisites-XXXXXX)
chmod 755 "$base"
export SMPCTL_STATE_DIR=$base/state
cleanup() {
    set +eE
    local mount device
    chattr -R -i "$base" 2>/dev/null || true
    # The latest first: some are mounted in others.
    awk -v base="$base/" 'index($5, base) == 1 { print $5 }' /proc/self/mountinfo | tac | while read -r mount; do
        umount "$mount" 2>/dev/null || umount -l "$mount" || echo "could not unmount $mount" >&2
    done
    for device in $(losetup --list --noheadings --output NAME,BACK-FILE | awk -v base="$base/" 'index($2, base) == 1 { print $1 }'); do
        losetup -d "$device" 2>/dev/null || true
    done
    if grep -q " $base/" /proc/self/mountinfo; then
        echo "something is still mounted below $base: not removed" >&2
    else
        rm -rf --one-file-system "$base" "$base.err"
    fi
}
trap cleanup EXIT
trap 'echo "prerequisites.sh: line $LINENO: a command failed with exit code $?" >&2' ERR
trap 'exit 130' INT TERM

passed=0 failed=0
ok() { passed=$((passed + 1)); echo "ok    $1"; }
no() {
    failed=$((failed + 1))
    echo "FAIL  $1"
    shift
    printf '      %s\n' "$@"
}

# image NAME SIZE MKFS…: makes a file system in an image and mounts it at $base/NAME.
image() {
    local name=$1 size=$2
    shift 2
    truncate -s "$size" "$base/$name.img"
    "$@" "$base/$name.img" >"$base/$name.log" 2>&1 || { cat "$base/$name.log" >&2; die "$* failed"; }
    mkdir -p "$base/$name"
    mount -o loop "$base/$name.img" "$base/$name" || die "cannot mount $name"
}

# store DIR [PACKAGES] [BYTES]: a store of packages with three files each.
store() {
    local number name file
    for ((number = 1; number <= ${2:-3}; number++)); do
        name=$(printf '%s/{%08X-0000-4000-8000-000000000000}' "$1" "$number")
        mkdir -p "$name/cache"
        for file in package.xml cache/a cache/b; do head -c "${3:-20000}" /dev/urandom >"$name/$file"; done
    done
}

first='{00000001-0000-4000-8000-000000000000}'

# check WHAT FAILING PATTERN ARGS…: runs the check and compares. FAILING names the prerequisites that say no,
# in order, '-' for none; PATTERN is an extended regular expression for the JSON. The target's volume must look
# afterwards as it did before.
check() {
    local what=$1 failing=$2 pattern=$3 code=0 expected=3 before after got csv json
    shift 3
    [[ $failing == - ]] && { failing=''; expected=0; }
    before=$(find "$base" -printf '%p %y %s %l %m\n' 2>/dev/null | LC_ALL=C sort | cksum)
    csv=$("$smpctl" relocation check "$@" -o csv --progress none 2>"$base.err") || code=$?
    got=$(grep -E '^[a-z-]+,false,' <<<"$csv" | cut -d, -f1 | paste -sd' ') || true
    after=$(find "$base" -printf '%p %y %s %l %m\n' 2>/dev/null | LC_ALL=C sort | cksum)
    json=$("$smpctl" relocation check "$@" -o json --progress none 2>/dev/null) || true
    if [[ $code != "$expected" ]]; then
        no "$what" "exit code $code, expected $expected" "$csv" "$(cat "$base.err")"
    elif [[ $got != "$failing" ]]; then
        no "$what" "failing: '$got', expected '$failing'" "$csv"
    elif ! grep -Eq -- "$pattern" <<<"$json"; then
        no "$what" "does not say '$pattern'" "$json"
    elif [[ $before != "$after" ]]; then
        no "$what" "it left something behind, or changed something"
    else
        ok "$what"
    fi
    rm -f "$base.err"
}

echo "smpctl: $smpctl ($("$smpctl" --version)), kernel $(uname -r)"
image ext4 200M mkfs.ext4 -q -F
image xfs 400M mkfs.xfs -q -f
image btrfs 300M mkfs.btrfs -q -f
store "$base/ext4/old"
old=$base/ext4/old

echo '--- volumes that will do'
check 'ext4 to xfs' - '[0-9.]+ (KiB|MiB) needed' --from "$old" --to "$base/xfs/new"
check 'ext4 to xfs: the time is measured' - '"estimatedSeconds": [0-9]+' --from "$old" --to "$base/xfs/new"
check 'ext4 to btrfs, found by its source' - "fixed: btrfs from '/dev/loop" --from "$old" --to "$base/btrfs/new"
check 'an image is where its file is' - "the image '$base/xfs.img' on the" --from "$old" --to "$base/xfs/new"
check 'within ext4: no space is needed' - 'none needed' --from "$old" --to "$base/ext4/new"
device=$(truncate -s 100M "$base/ntfs.img" && losetup -f --show "$base/ntfs.img")
mkfs.ntfs -q -F -f "$device" >/dev/null 2>&1 || die 'mkfs.ntfs failed'
mkdir "$base/ntfs" && ntfs-3g -o permissions "$device" "$base/ntfs" || die 'ntfs-3g failed'
check 'NTFS lets everybody write at first' access 'everybody may rename' --from "$old" --to "$base/ntfs/new"
chmod 755 "$base/ntfs"
check 'ext4 to NTFS by FUSE, found by its source' - "fixed: fuseblk from '$device'" --from "$old" --to "$base/ntfs/new"

echo '--- one volume, or not'
mkdir "$base/again" "$base/ext4/beside"
mount --bind "$base/ext4/beside" "$base/again"
check 'another mount of the same volume is another volume' - 'needed, ' --from "$old" --to "$base/again/new"
btrfs -q subvolume create "$base/btrfs/one"
btrfs -q subvolume create "$base/btrfs/two"
store "$base/btrfs/one/old"
check 'another subvolume is another volume' - '[0-9] (KiB|MiB) needed, ' --from "$base/btrfs/one/old" --to "$base/btrfs/two/new"
check 'the same subvolume is one volume' - 'none needed' --from "$base/btrfs/one/old" --to "$base/btrfs/one/new"

mkdir "$base/ext4/"{lower,upper,work} "$base/layers" && store "$base/ext4/lower/old" 2
mount -t overlay none -o "lowerdir=$base/ext4/lower,upperdir=$base/ext4/upper,workdir=$base/ext4/work" "$base/layers"
check 'on an overlay a package may have to be copied' - 'needed, .*on overlay packages may have to be copied' --from "$base/layers/old" --to "$base/layers/new" --accept medium
check 'a copy within one volume needs room' - '[0-9] (KiB|MiB) needed, ' --from "$old" --to "$base/ext4/new" --transfer copy

echo '--- fixed medium'
mkdir "$base/tmpfs" "$base/overlay" "$base/upper" && mount -t tmpfs none "$base/tmpfs"
check 'tmpfs' fixed-medium "in memory: tmpfs" --from "$old" --to "$base/tmpfs/new"
check 'tmpfs, accepted' - 'accepted' --from "$old" --to "$base/tmpfs/new" --accept medium
mkdir "$base/upper/"{lower,upper,work}
mount -t overlay none -o "lowerdir=$base/upper/lower,upperdir=$base/upper/upper,workdir=$base/upper/work" "$base/overlay"
check 'overlay' fixed-medium "not fixed: overlay" --from "$old" --to "$base/overlay/new"
check 'overlay, accepted' - 'accepted' --from "$old" --to "$base/overlay/new" --accept medium
truncate -s 50M "$base/tmpfs/image" && mkfs.ext4 -q -F "$base/tmpfs/image"
mkdir "$base/inmemory" && mount -o loop "$base/tmpfs/image" "$base/inmemory"
check 'an image in memory' fixed-medium "in memory: ext4 from '/dev/loop[0-9]+', the image" --from "$old" --to "$base/inmemory/new"

echo '--- links'
truncate -s 40M "$base/fat.img" && mkfs.vfat "$base/fat.img" >/dev/null && mkdir "$base/fat"
fusefat -o rw+ "$base/fat.img" "$base/fat" >/dev/null 2>&1 || die 'fusefat failed'
mountpoint -q "$base/fat" || die 'fusefat did not mount'
check 'FAT has none, and is named' 'links readers' 'FAT and exFAT cannot hold links' --from "$old" --to "$base/fat/new" --accept medium
mkdir "$base/readonly" && mount --bind "$base/xfs" "$base/readonly" && mount -o remount,bind,ro "$base/readonly"
check 'a volume that is mounted read-only' 'stores links' 'mounted read-only' --from "$old" --to "$base/readonly/new"

mkdir "$base/ext4/marked"
for mark in a i; do
    chattr +$mark "$base/ext4/marked"
    check "a new store that is marked +$mark" 'stores links' 'chattr -ai' --from "$old" --to "$base/ext4/marked"
    check "a folder above it that is marked +$mark" 'stores links' 'chattr -ai' --from "$old" --to "$base/ext4/marked/new"
    chattr -$mark "$base/ext4/marked"
    chattr +$mark "$old"
    check "an old store that is marked +$mark" stores 'chattr -ai' --from "$old" --to "$base/ext4/new"
    chattr -$mark "$old"
done

echo '--- times'
image seconds 20M mkfs.ext4 -q -F -I 128
check 'whole seconds only' times 'does not keep times as they are' --from "$old" --to "$base/seconds/new"
check 'whole seconds only, accepted' - 'was left; accepted' --from "$old" --to "$base/seconds/new" --lossy times
store "$base/seconds/old" 1
check 'whole seconds only, but renamed' - 'are renamed, and keep what they have' --from "$base/seconds/old" --to "$base/seconds/new"

echo '--- the old volume'
image full 20M mkfs.ext4 -q -F -N 64
store "$base/full/old" 3
check 'room for links is known' - 'files are needed for links and folders' --from "$base/full/old" --to "$base/full/new"
for ((number = 1; number < 64; number++)); do touch "$base/full/$number" 2>/dev/null || break; done
check 'no room for links on one volume' 'links old-volume' 'remove [0-9]+ files there' --from "$base/full/old" --to "$base/full/new"
check 'another volume makes room' - 'room is gained package by package' --from "$base/full/old" --to "$base/xfs/new"
rm "$base/full/"[0-9]*

echo '--- the way back'
"$smpctl" relocation run --from "$base/full/old" --to "$base/xfs/back" --no-wait --progress none >"$base/run.log" 2>&1 || die "$(cat "$base/run.log")"
check 'there is room for the way back' - 'free on the old volume' --revert --to "$base/xfs/back"
fallocate -l "$(($(stat -f -c '%a * %S' "$base/full")))" "$base/full/filler" 2>/dev/null || true
check 'no room for the way back' space 'more on the old volume' --revert --to "$base/xfs/back"
code=0
"$smpctl" relocation revert --to "$base/xfs/back" --progress none >"$base/run.log" 2>&1 || code=$?
if [[ $code == 3 && -d "$base/xfs/back/$first" ]]; then ok 'a revert without room ends before it begins'
else no 'a revert without room' "exit code $code" "$(cat "$base/run.log")"; fi
rm "$base/full/filler"
mount -o remount,ro "$base/full"
check 'the old volume is read-only' 'stores links' 'mounted read-only' --revert --to "$base/xfs/back"
mount -o remount,rw "$base/full"

echo '--- what is remembered'
mkdir "$base/tiny" && mount -t tmpfs -o size=64k none "$base/tiny"
head -c 64k /dev/zero >"$base/tiny/filler" 2>/dev/null || true
SMPCTL_STATE_DIR=$base/tiny/state check 'no room' state 'No space left' --from "$old" --to "$base/ext4/new"
rm "$base/tiny/filler" && mount -o remount,ro "$base/tiny"
SMPCTL_STATE_DIR=$base/tiny/state check 'read-only' state 'Read-only' --from "$old" --to "$base/ext4/new"

echo '--- space'
image small 20M mkfs.ext4 -q -F
store "$base/ext4/large" 3 4000000
check 'too few bytes' space 'free [0-9.]+ MiB more on the new volume' --from "$base/ext4/large" --to "$base/small/new"
check 'enough bytes' - 'needed, ' --from "$old" --to "$base/small/new"
image inodes 20M mkfs.ext4 -q -F -N 32
check 'too few inodes' space 'too few files' --from "$old" --to "$base/inodes/new"
store "$base/ext4/sparse" 1 10
truncate -s 10G "$base/ext4/sparse/$first/cache/hole"
check 'holes need no space' - '"bytes": 10737418270' --from "$base/ext4/sparse" --to "$base/small/new"
store "$base/ext4/linked" 2 10
head -c 12M /dev/urandom >"$base/ext4/linked/$first/one"
ln "$base/ext4/linked/$first/one" "$base/ext4/linked/$first/two"
check 'links within a package are counted once' - 'needed, ' --from "$base/ext4/linked" --to "$base/small/new"
image left 20M mkfs.ext4 -q -F
mkdir -p "$base/left/new/.smpctl/staging/$first"
head -c 7M /dev/urandom >"$base/left/new/.smpctl/staging/$first/half"
check 'what an interrupted attempt has left counts as free' - 'that an interrupted attempt has left' --from "$base/ext4/linked" --to "$base/left/new"
mv "$base/left/new/.smpctl/staging/$first" "$base/left/new/of somebody"
check 'what others have put there does not' space 'free [0-9.]+ .iB more' --from "$base/ext4/linked" --to "$base/left/new"
ln "$base/ext4/linked/$first/one" "$base/ext4/linked/{00000002-0000-4000-8000-000000000000}/three"
check 'links that leave a package are counted in full' space 'names of files lie outside' --from "$base/ext4/linked" --to "$base/small/new"

echo '--- what it promises is enough'
# A volume is filled until just what the check asks for is left; then the relocation must go through.
for kind in ext4 xfs; do
    case $kind in
        ext4) image tight-ext4 64M mkfs.ext4 -q -F -m 0 ;;
        xfs) image tight-xfs 400M mkfs.xfs -q -f ;;
    esac
    # Many small files: the overhead counts.
    rm -rf "$base/ext4/tight" && store "$base/ext4/tight" 200 3000
    target=$base/tight-$kind
    number() { { "$smpctl" relocation check --from "$base/ext4/tight" --to "$target/new" -o json || true; } | sed -n "s/.*\"$1\": \([0-9]*\).*/\1/p"; }
    fallocate -l $(($(number freeBytes) - $(number neededBytes))) "$target/filler"
    while (($(number freeBytes) < $(number neededBytes))); do truncate -s -65536 "$target/filler"; done
    code=0
    "$smpctl" relocation run --from "$base/ext4/tight" --to "$target/new" --no-wait --yes --progress none >"$base/run.log" 2>&1 || code=$?
    if [[ $code == 0 ]]; then ok "$kind: $(number freeBytes) bytes are left after a move that fitted"
    else no "$kind: the move did not fit" "exit code $code" "$(tail -n 5 "$base/run.log")"; fi
done

echo '--- location'
mkdir "$base/elsewhere" && mount --bind /usr "$base/elsewhere"
check 'a system folder' location "in the system location '/usr'" --from "$old" --to /usr/new
check 'a system folder by another mount' location "in the system location '/usr'" --from "$old" --to "$base/elsewhere/new"
check 'the root' 'location apart' "is the root of the system" --from "$old" --to /
check 'a service folder in /var/lib is fine' - 'is no system location' --from "$old" --to /var/lib/smpctl-new

echo '--- apart'
mkdir -p "$old/inner" "$base/alias"
mount --bind "$old/inner" "$base/alias"
check 'within, by path' apart 'lies within' --from "$old" --to "$old/inner"
check 'within, by another mount' apart 'lies within' --from "$old" --to "$base/alias"
check 'within, by another mount, and not there yet' apart 'lies within' --from "$old" --to "$base/alias/new"
umount "$base/alias" && rmdir "$old/inner"

echo '--- access'
mkdir "$base/ext4/acl" && touch "$base/ext4/acl/something"
setfacl -m u:65534:rwx "$base/ext4/acl"
check 'an ACL that lets a user write' access 'uid 65534' --from "$old" --to "$base/ext4/acl"
setfacl -m m::r-x "$base/ext4/acl"
check 'an ACL whose mask takes that away' - 'only its owner may change it' --from "$old" --to "$base/ext4/acl"
mkdir "$base/ext4/home" && chown 65534 "$base/ext4/home"
check 'a parent that belongs to an ordinary user' access 'uid 65534 may rename' --from "$old" --to "$base/ext4/home/new"
mkdir -m 775 "$base/ext4/group" && chgrp 65534 "$base/ext4/group"
check 'a group is only noted' - 'note: the group with gid 65534' --from "$old" --to "$base/ext4/group/new"

echo '--- packages that would stay'
store "$base/btrfs/mixed" 4
btrfs -q subvolume create "$base/btrfs/mixed/$first/cache/volume"
second='{00000002-0000-4000-8000-000000000000}' third='{00000003-0000-4000-8000-000000000000}'
mkdir "$base/btrfs/mixed/$second/cache/mount"
mount --bind "$base/btrfs/one" "$base/btrfs/mixed/$second/cache/mount"
chattr +i "$base/btrfs/mixed/$third/cache/a"
for pair in "$first volume" "$second mount" "$third immutable"; do
    check "${pair#* }" - "\"reason\": \"'cache/.*${pair#* }" --from "$base/btrfs/mixed" --to "$base/btrfs/new"
done
chattr -i "$base/btrfs/mixed/$third/cache/a"
mount --bind /etc/passwd "$old/$first/cache/a"
check 'a file that is mounted' - "\"reason\": \"'cache/a' is a mount point" --from "$old" --to "$base/xfs/new"
umount "$old/$first/cache/a"

echo '--- ordinary users'
# An account with a home of its own: the settings there are its own, too, and so is what it remembers of relocations.
user=(env HOME="$base/home" SMPCTL_STATE_DIR="$base/ext4/home/state" setpriv --reuid 65534 --regid 65534 --clear-groups)
install -m 755 "$smpctl" "$base/smpctl-for-all"
as_user() {
    local what=$1 expected=$2 pattern=$3 code=0 out
    shift 3
    out=$("${user[@]}" "$base/smpctl-for-all" relocation check "$@" --progress none 2>&1) || code=$?
    if [[ $code == "$expected" ]] && grep -Eq -- "$pattern" <<<"$out"; then ok "$what"
    else no "$what" "exit code $code, expected $expected, and '$pattern' in:" "$out"; fi
}
mkdir -m 700 "$base/ext4/secret" && store "$base/ext4/secret/old" 1
as_user 'a store out of reach' 5 'Permission denied' --from "$base/ext4/secret/old" --to "$base/ext4/home/new"
as_user 'a store that may be read, not written' 3 'this account may not write' --from "$old" --to "$base/ext4/home/new"
mkdir "$base/ext4/home/own" && store "$base/ext4/home/own" 2 && chown -R 65534:65534 "$base/ext4/home"
as_user 'a store of their own' 0 'Ready to be moved' --from "$base/ext4/home/own" --to "$base/ext4/home/new"
chown root "$base/ext4/home/own/$first/cache/a" && chmod 600 "$base/ext4/home/own/$first/cache/a"
as_user 'a file they may not read' 0 "cannot read 'cache/a'" --from "$base/ext4/home/own" --to "$base/ext4/home/new"
chmod 000 "$base/ext4/home/own/$first/cache"
as_user 'a folder they may not read' 0 "cannot (open|list|examine) 'cache'" --from "$base/ext4/home/own" --to "$base/ext4/home/new"

chmod 755 "$base/ext4/home/own/$first/cache" && rm -f "$base/ext4/home/own/$first/cache/a"
own=$base/ext4/home/own
chmod 555 "$own/$first"
as_user 'a package that they may not write to' 0 "may not move '\{00000001" --from "$own" --to "$base/ext4/home/new"
chmod 000 "$own/$first"
as_user 'a package that they may not enter' 0 "may not enter '\{00000001.*chmod u\+rwx" --from "$own" --to "$base/ext4/home/new"
chmod 755 "$own/$first" && chown root "$own/$first"
as_user 'a package of another account' 0 "may not move '\{00000001.*uid 0" --from "$own" --to "$base/ext4/home/new"
chown 65534 "$own/$first" && mkdir "$own/$first/theirs" && touch "$own/$first/theirs/file"
as_user 'a folder of another account is renamed along' 0 'renamed: no copying needed' --from "$own" --to "$base/ext4/home/new"
as_user 'its owner cannot be kept in a copy' 0 "may not keep the owner of 'theirs'" --from "$own" --to "$base/ext4/home/new" --transfer copy
as_user 'nor can it be removed' 0 "may not remove what is in 'theirs'" --from "$own" --to "$base/ext4/home/new" --transfer copy --lossy owner

echo "$passed as expected, $failed not"
[[ $failed == 0 ]]
