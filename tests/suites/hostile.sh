#!/usr/bin/env bash
# What happens when…, as far as it needs root and volumes of its own: the other cases are in tests/relocation_cases.rs
# and tests/relocation_records.rs,
# and all of them in docs/relocation-cases.md. With --full a longer race.
set -euo pipefail
cd "$(dirname "$0")/../.."
smpctl=$(realpath "${SMPCTL:?set it to the path of the smpctl binary}")
suite=hostile needs=(xfs_io mkfs.btrfs btrfs chattr setpriv python3 strace mergerfs)
. tests/suites/volumes.bash
export SMPCTL_PROGRESS=none
passed=0
ok() { passed=$((passed + 1)); echo "ok    $1"; }
list() { python3 tests/suites/store.py list "$1"; }
first='{00000001-0000-4000-8000-00000000BEEF}'

# fresh SOURCE TARGET: empties both volumes' stores and what is remembered, and makes a store of six packages.
number=0
fresh() {
    number=$((number + 1))
    source=$base/$1/old$number target=$base/$2/new$number
    export SMPCTL_STATE_DIR=$base/state$number
    python3 tests/suites/store.py make "$source" 6 60 8
    # A volume that fails takes along what it has not written yet, with or without smpctl.
    sync -f "$source"
    list "$source" >"$base/before"
}
relocate() { "$smpctl" relocation run --from "$source" --to "$target" --no-wait --accept medium "$@" >"$base/out" 2>&1; }
quietly() { "$@" >"$base/out" 2>&1; }
code() { local code=0; "$@" || code=$?; echo "$code"; }
expect() { [[ $2 == "$1" ]] || { cut -c1-300 "$base/out"; die "$3: exit $2, expected $1"; }; }
says() { grep -q -- "$1" "$base/out" || { cut -c1-300 "$base/out"; die "$2: nothing said about '$1'"; }; }
complete() {
    list "$target" | diff "$base/before" - >"$base/diff" || { head -5 "$base/diff"; die "$1: the packages differ"; }
    [[ -z $(ls -A "$source") ]] || { ls -A "$source"; die "$1: something is left in the old store"; }
}
# Every package is whole: through the new path, else through the old one.
whole() {
    local package path found
    for package in $(grep -o "^'{[0-9A-F-]*}'" "$base/before" | tr -d "'" | sort -u); do
        path=$target/$package
        [[ -e $path/package.xml ]] || path=$source/$package
        found=$(list "$path/" 2>/dev/null | wc -l)
        [[ $found == "$(grep -c "^'$package/" "$base/before")" ]] || die "$1: $package is not whole"
    done
}
# outlast RACE SWAPS: relocates there and back while a process exchanges what smpctl is using.
outlast() {
    runs=0
    while kill -0 "$1" 2>/dev/null; do
        relocate --transfer copy || true
        ! grep -q panicked "$base/out" || { cat "$base/out"; die 'it panicked'; }
        "$smpctl" relocation revert --to "$target" --transfer copy >"$base/out" 2>&1 || true
        runs=$((runs + 2))
    done
    wait "$1" || die 'the race did not take place'
    swaps=$(cat "$base/swaps")
    [[ $swaps -gt $2 ]] || die "only $swaps swaps: the race shows nothing"
    list "$base/outside" | diff "$base/canary" - || die 'something outside the stores was touched'
}
# midway COMMAND…: starts a slow run, and does something when the second package is being copied.
midway() {
    relocate --transfer copy --limit-rate 3MiB --threads 1 &
    local run=$! tries=0
    until [[ $(find "$target/.smpctl/staging" -mindepth 1 -maxdepth 1 2>/dev/null | wc -l) -ge 2 ]]; do
        tries=$((tries + 1))
        [[ $tries -lt 500 ]] || die 'the run does not copy'
        sleep 0.02
    done
    "$@"
    result=0
    wait $run || result=$?
    ! grep -q panicked "$base/out" || { cat "$base/out"; die 'it panicked'; }
}

volume source ext4 600M -N 250000
volume target ext4 400M -N 250000
volume xfs xfs 300M
volume btrfs btrfs 300M

for volume in target xfs; do
    fresh source "$volume"
    midway xfs_io -x -c shutdown "$base/$volume"
    [[ $result == 1 || $result == 4 ]] || expect 4 "$result" "$volume fails midway"
    umount "$base/$volume"
    whole "$volume fails midway, and is away"
    mount_volume "$volume"
    whole "$volume fails midway"
    expect 0 "$(code relocate --transfer copy)" "$volume fails midway, then again"
    complete "$volume fails midway, then again"
    ok "the target ($volume) fails midway: nothing is lost, the next run finishes"
done

fresh source target
read_only() { local tries=0; until mount -o remount,ro "$base/target" 2>/dev/null; do tries=$((tries + 1)); [[ $tries -lt 2000 ]] || die 'it cannot be made read-only'; sleep 0.005; done; }
midway read_only
[[ $result == 1 || $result == 4 ]] || expect 4 "$result" 'the target becomes read-only'
says 'Read-only file system' 'the target becomes read-only'
whole 'the target becomes read-only'
expect 3 "$(code relocate --transfer copy)" 'the target is read-only'
mount -o remount,rw "$base/target"
expect 0 "$(code relocate --transfer copy)" 'the target became read-only, then again'
complete 'the target became read-only, then again'
ok 'the target becomes read-only midway: the rest stays linked, a run is refused, later it goes on'

fresh source target
midway umount -l "$base/target"
expect 4 "$result" 'the target is unmounted midway'
says 'no longer where it was' 'the target is unmounted midway'
[[ -z $(ls -A "$base/target") ]] || die 'something was written to the mount point'
[[ $(ls "$source" | grep -c '^{') == 6 ]] || die 'an original has gone to where nobody finds it'
expect 3 "$(code relocate)" 'the target is not mounted'
says 'not mounted' 'the target is not mounted'
[[ -z $(ls -A "$base/target") ]] || die 'something was written to the mount point'
[[ $("$smpctl" relocation status 2>&1) == *'not mounted'* ]] || die 'status does not say that it is not mounted'
mount_volume target
expect 0 "$(code relocate --transfer copy)" 'the target is mounted again'
complete 'the target is mounted again'
ok 'the target is unmounted midway: noticed, the system disk untouched, the next run finishes'

fresh source target
midway umount -l "$base/source"
expect 4 "$result" 'the source is unmounted midway'
says 'no longer where it was' 'the source is unmounted midway'
expect 3 "$(code quietly "$smpctl" relocation retry)" 'the source is not mounted'
mount_volume source
whole 'the source is mounted again'
expect 0 "$(code relocate --transfer copy)" 'the source is mounted again'
complete 'the source is mounted again'
ok 'the source is unmounted midway: noticed, the next run finishes'

# A finished relocation: neither store's mount point is written to, and nothing is lost.
for gone in target source; do
    fresh source target
    relocate
    umount "$base/$gone"
    place=${!gone}
    mkdir -p "$place"
    before=$(find "$base/$gone" | sort)
    for command in revert 'revert --all' 'revert --dry-run'; do
        # shellcheck disable=SC2086 # the command and its options
        expect 3 "$(code quietly "$smpctl" relocation $command --to "$target")" "$command, the $gone is not mounted"
        says 'not mounted' "$command, the $gone is not mounted"
    done
    expect 3 "$(code relocate)" "run, the $gone is not mounted"
    quietly "$smpctl" relocation status --to "$target" -o json
    says '"status": "not-mounted"' "status, the $gone is not mounted"
    quietly "$smpctl" relocation list
    says 'not-mounted' "list, the $gone is not mounted"
    [[ $(find "$base/$gone" | sort) == "$before" ]] || die "something was written to the mount point of the $gone"
    rm -rf "${place:?}"
    mount_volume "$gone"
    quietly "$smpctl" relocation revert --to "$target"
    list "$source" | diff -q "$base/before" - >/dev/null || die "reverted after the $gone was mounted again: the packages differ"
done
ok 'a store of a finished relocation is not mounted: refused, nothing is written to its mount point, reverted once it is back'

# The new store was copied to another volume, which took its place.
fresh source target
relocate
volume other ext4 600M
cp -a "$target" "$base/other/"
umount "$base/target"
umount "$base/other"
mount -o loop "$images/other.img" "$base/target"
expect 3 "$(code quietly "$smpctl" relocation revert --to "$target")" 'the new store is a copy on another volume'
says 'accept-volume' 'the new store is a copy on another volume'
quietly "$smpctl" relocation revert --to "$target" --accept-volume
list "$source" | diff -q "$base/before" - >/dev/null || die 'reverted from a copy: the packages differ'
umount "$base/target"
mount_volume target
ok 'the new store was copied to another volume: refused, and reverted once that is accepted'

# The target's disk dies for good, and an empty one takes its place.
fresh source target
exec 9>>"$source/$first/package.xml"
expect 4 "$(code relocate)" 'a package is open for writing'
exec 9>&-
umount "$base/target"
volume empty ext4 600M
umount "$base/empty"
mount -o loop "$images/empty.img" "$base/target"
for command in run retry revert 'revert --all'; do
    case $command in
    run) result=$(code relocate) ;;
    # shellcheck disable=SC2086 # the command and its options
    *) result=$(code quietly "$smpctl" relocation $command) ;;
    esac
    expect 3 "$result" "$command, the target died"
    says 'relocation forget' "$command, the target died"
done
expect 4 "$(code quietly "$smpctl" relocation forget --to "$target" --yes)" 'the target died'
says 'in none of the stores' 'the packages that went with the disk'
[[ -d $source/$first && ! -e $source/.smpctl ]] || die 'forgotten: the package that stayed is not whole'
[[ -z $(find "$source" -maxdepth 1 -xtype l) ]] || die 'forgotten: links that lead nowhere are left'
relocate
[[ -d $target/$first ]] || die 'what stayed was not moved to the new disk'
umount "$base/target"
mount_volume target
ok 'the target died: forgotten, and what is left is moved to another disk'

fresh source target
midway xfs_io -x -c shutdown "$base/source"
[[ $result == 1 || $result == 4 ]] || expect 4 "$result" 'the source fails midway'
umount "$base/source"
mount_volume source
whole 'the source fails midway'
expect 0 "$(code relocate --transfer copy)" 'the source fails midway, then again'
complete 'the source fails midway, then again'
ok 'the source fails midway: nothing is lost, the next run finishes'

fresh source target
exec 9>>"$source/$first/package.xml"
list "$source" >"$base/before"
expect 4 "$(code relocate)" 'a file is open for writing'
exec 9>&-
umount "$base/target"
for command in retry revert; do
    expect 3 "$(code quietly "$smpctl" relocation $command)" "$command after a restart without the target"
    says 'not mounted' "$command after a restart without the target"
done
[[ -z $(ls -A "$base/target") ]] || die 'something was written to the mount point'
mount_volume target
expect 0 "$(code quietly "$smpctl" relocation retry)" 'retry after the target was mounted'
complete 'retry after the target was mounted'
umount "$base/target"
expect 3 "$(code quietly "$smpctl" relocation revert)" 'revert of a finished one, not mounted'
mount_volume target
expect 0 "$(code quietly "$smpctl" relocation revert)" 'revert, mounted again'
list "$source" | diff "$base/before" - || die 'revert, mounted again: the packages differ'
ok 'after a restart without the target: run, retry and revert are refused, and work once it is mounted'

for method in copy rename; do
    fresh source source
    target=$base/source/moved$number
    mkdir "$source/$first/mounted"
    list "$source" >"$base/before"
    mount -t tmpfs tmpfs "$source/$first/mounted"
    echo precious >"$source/$first/mounted/precious"
    expect 4 "$(code relocate --transfer $method)" "a mount point inside, $method"
    says 'mount point' "a mount point inside, $method"
    [[ $(cat "$source/$first/mounted/precious") == precious && -L $target/$first ]] || die 'it was touched'
    umount "$source/$first/mounted"
    expect 0 "$(code relocate --transfer $method)" "a mount point inside, $method, then again"
    complete "a mount point inside, $method, then again"
done
ok 'a mount point inside a package: the package stays linked, and goes once it is unmounted'

fresh btrfs source
btrfs -q subvolume create "$source/$first/inner"
echo precious >"$source/$first/inner/precious"
expect 4 "$(code relocate --transfer copy)" 'a subvolume inside'
says 'mount point or a volume of its own' 'a subvolume inside'
[[ $(cat "$target/$first/inner/precious") == precious && -L $target/$first ]] || die 'it was touched'
ok 'a subvolume inside a package: the package stays linked'

fresh source target
chattr +i "$source/$first/package.xml"
expect 4 "$(code relocate --transfer copy)" 'an immutable file'
says 'chattr -ia' 'an immutable file'
whole 'an immutable file'
chattr -i "$source/$first/package.xml"
expect 0 "$(code relocate --transfer copy)" 'an immutable file, then again'
complete 'an immutable file, then again'
ok 'an immutable file: its package stays linked, with the remedy'

fresh source target
python3 - "$source/$first/cache/many" <<'EOF'
import os, sys
os.mkdir(sys.argv[1])
for number in range(100_000):
    os.close(os.open(f"{sys.argv[1]}/file with a number, {number}", os.O_CREAT | os.O_WRONLY, 0o644))
EOF
began=$SECONDS
expect 0 "$(code relocate --transfer copy)" 'a directory of 100,000 files'
[[ $(ls "$target/$first/cache/many" | wc -l) == 100000 && -z $(ls -A "$source") ]] || die 'files are missing'
ok "a directory of 100,000 files: copied in $((SECONDS - began)) s"

# Another account than root: directories that may not be written to, and files of a group that it is not in.
fresh source target
chown -R 1000:1000 "$source"
find "$source" -mindepth 3 -type d -exec chmod 555 {} +
list "$source" >"$base/before"
install -d -o 1000 -g 1000 "$target" "$SMPCTL_STATE_DIR"
chmod 755 "$base"/{source,target}
unprivileged=$(mktemp "$base/smpctl-XXXX")
cp "$smpctl" "$unprivileged" && chmod 755 "$unprivileged"
as_user() { HOME=/nonexistent setpriv --reuid=1000 --regid=1000 --clear-groups "$unprivileged" relocation run --from "$source" --to "$target" --no-wait --accept medium "$@" >"$base/out" 2>&1; }
expect 0 "$(code as_user --transfer copy)" 'directories that may not be written to'
complete 'directories that may not be written to'
ok 'another account than root: directories that may not be written to are copied, and their originals removed'

fresh source target
chown -R 1000:1000 "$source"
chown 1000:3000 "$source/$first/package.xml"
chmod 640 "$source/$first/package.xml"
install -d -o 1000 -g 1000 "$target" "$SMPCTL_STATE_DIR"
expect 4 "$(code as_user --transfer copy)" 'a group that the account is not in'
says '--lossy owner' 'a group that the account is not in'
expect 0 "$(code as_user --transfer copy --lossy owner)" 'a lost group'
[[ $(stat -c '%a %g' "$target/$first/package.xml") == '600 1000' ]] || die "a lost group: $(stat -c '%a %g' "$target/$first/package.xml")"
ok 'a group that cannot be kept: named; accepted, its copy is readable by nobody new'

# The owner of the stores puts links in the place of directories while root moves packages: nothing outside is read,
# made, changed or removed.
fresh source target
chown -R 1000:1000 "$source"
mkdir -p "$base/outside/cache/deep/er"
echo canary >"$base/outside/cache/canary"
echo canary >"$base/outside/package.xml"
chmod -R go-rwx "$base/outside"
list "$base/outside" >"$base/canary"
seconds=$([[ ${1:-} == --full ]] && echo 60 || echo 12)
cat >"$base/race.py" <<'EOF'
import os, random, sys, time
source, target, outside, seconds = sys.argv[1:5]
end = time.time() + float(seconds)
swaps = 0
while time.time() < end:
    store = random.choice((source, target))
    try:
        packages = [name for name in os.listdir(store) if name.startswith("{")]
        path = os.path.join(store, random.choice(packages), *random.choice(((), ("cache",), ("cache", "deep"))))
        if os.path.islink(path) or not os.path.isdir(path):
            continue
        os.rename(path, path + ".aside")
        os.symlink(random.choice((outside, outside + "/cache")), path)
        swaps += 1
        time.sleep(random.random() / 500)
        os.unlink(path)
        os.rename(path + ".aside", path)
    except (OSError, IndexError):
        # Out of step with smpctl: what lies aside goes back, if it can.
        for store in (source, target):
            for folder, names, _ in os.walk(store):
                for name in names:
                    if name.endswith(".aside"):
                        try:
                            if os.path.islink(os.path.join(folder, name[:-6])):
                                os.unlink(os.path.join(folder, name[:-6]))
                            os.rename(os.path.join(folder, name), os.path.join(folder, name[:-6]))
                        except OSError:
                            pass
print(swaps)
EOF
chmod 644 "$base/race.py"
# The system's own: another may be root's alone.
setpriv --reuid=1000 --regid=1000 --clear-groups /usr/bin/python3 "$base/race.py" "$source" "$target" "$base/outside" \
    "$seconds" >"$base/swaps" &
outlast $! 100
! grep -rqs canary "$source" "$target" || die 'something outside the stores was copied'
ok "directories swapped for links $swaps times during $runs runs: nothing outside the stores was touched or copied"

# The owner of the stores makes the folder in which smpctl works, before root does or while it does.
for place in target source; do
    # given COMMAND: fresh stores of uid 1000, in one of which it has done so.
    given() {
        fresh source target
        mkdir -p "$target"
        chown -R 1000:1000 "$source" "$target"
        list "$source" >"$base/before"
        (cd "${!place}" && setpriv --reuid=1000 --regid=1000 --clear-groups bash -c "$1" - "$base/outside")
    }
    given 'umask 0; mkdir -p .smpctl/{staging,retired,deleting}'
    expect 0 "$(code relocate --transfer copy)" "an empty work folder of another account in the $place"
    complete "an empty work folder of another account in the $place"
    # After the end it is not smpctl's, and nothing waits for it.
    (cd "${!place}" && setpriv --reuid=1000 --regid=1000 --clear-groups bash -c 'mkdir .smpctl; echo 1592b913-72f3-4c36-91d2-d4eda21d2f96 >.smpctl/relocation')
    expect 0 "$(code quietly "$smpctl" relocation status)" "a work folder of another account in the $place after the end"
    expect 0 "$(code quietly "$smpctl" relocation retry)" "a work folder of another account in the $place after the end"

    for what in 'mkdir -p .smpctl/staging; echo mine >.smpctl/staging/mine' 'mkdir .smpctl; echo 1592b913-72f3-4c36-91d2-d4eda21d2f96 >.smpctl/relocation'; do
        given "$what"
        list "${!place}/.smpctl" >"$base/work"
        expect 5 "$(code relocate --transfer copy)" "a work folder of another account in the $place"
        says 'belongs to uid 1000' "a work folder of another account in the $place"
        says 'hint:' "a work folder of another account in the $place"
        list "${!place}/.smpctl" | diff "$base/work" - || die 'the work folder of another account was changed'
        # Both ways that the hint names.
        if [[ $what == *mine ]]; then chown root "${!place}"/.smpctl "${!place}"/.smpctl/*; else rm -r "${!place}/.smpctl"; fi
        expect 0 "$(code relocate --transfer copy)" "a work folder of another account in the $place, then again"
        [[ -z $(ls -A "$source") && $(ls "$target" | wc -l) == 6 ]] || die "a work folder of another account in the $place, then again"
    done

    given 'ln -s "$1" .smpctl'
    expect 6 "$(code relocate --transfer copy)" "a link in the place of the work folder in the $place"
    says "\.smpctl' is not a folder" "a link in the place of the work folder in the $place"
    rm "${!place}/.smpctl"
    expect 0 "$(code relocate --transfer copy)" "a link in the place of the work folder in the $place, then again"
done
list "$base/outside" | diff "$base/canary" - || die 'something outside the stores was touched'
ok 'a work folder of another account: empty it is replaced, else refused with the next step; a link is refused'

# …and exchanges it for its own, in which links lead outside, while root works.
fresh source target
mkdir "$target"
python3 - "$source/$first/cache" <<'EOF'
import os, sys
for number in range(60):
    os.mkfifo(f"{sys.argv[1]}/fifo{number}", 0o666)
EOF
chown -R 1000:1000 "$source" "$target"
cat >"$base/race.py" <<'EOF'
import os, random, sys, time
stores, outside, first, seconds = sys.argv[1:3], sys.argv[3], sys.argv[4], float(sys.argv[5])
end = time.time() + seconds
swaps = 0
os.umask(0)
for store in stores:
    for folder in ("staging", "retired", "deleting"):
        os.makedirs(f"{store}/mine/{folder}/{first}/cache")
        for number in range(60):
            os.symlink(f"{outside}/package.xml", f"{store}/mine/{folder}/{first}/cache/fifo{number}")
        os.symlink(outside, f"{store}/mine/{folder}/link")
while time.time() < end:
    for store in stores:
        try:
            os.rename(f"{store}/.smpctl", f"{store}/theirs{swaps}")
            os.rename(f"{store}/mine", f"{store}/.smpctl")
            swaps += 1
            time.sleep(0.002)
            os.rename(f"{store}/.smpctl", f"{store}/mine")
            os.rename(f"{store}/theirs{swaps - 1}", f"{store}/.smpctl")
            # So long that root gets far enough.
            time.sleep(random.random() / 20)
        except OSError:
            if not os.path.exists(f"{store}/mine") and os.path.exists(f"{store}/.smpctl/staging/link"):
                os.rename(f"{store}/.smpctl", f"{store}/mine")
print(swaps)
EOF
setpriv --reuid=1000 --regid=1000 --clear-groups /usr/bin/python3 "$base/race.py" "$source" "$target" "$base/outside" "$first" "$seconds" >"$base/swaps" &
outlast $! 20
ok "the work folder exchanged $swaps times during $runs runs: nothing outside the stores was touched"

# On an overlay files have the device numbers of its layers, and are no mount points for that; what is mounted is.
fresh source target
mkdir -p "$base"/source/{lower,upper,work} "$base/overlay"
mount -t overlay overlay -o "lowerdir=$base/target,upperdir=$base/source/upper,workdir=$base/source/work" "$base/overlay"
mv "$source" "$base/overlay/old"
source=$base/overlay/old
list "$source" >"$base/before"
[[ $(stat -c %d "$source") != "$(stat -c %d "$source/$first/package.xml")" ]] || die 'this overlay has one device number'
echo mounted >"$base/mounted"
mount --bind "$base/mounted" "$source/$first/package.xml"
expect 4 "$(code relocate --transfer copy)" 'a file mounted in a package on an overlay'
says "package.xml' is a mount point" 'a file mounted in a package on an overlay'
[[ $(grep -c 'mount point' "$base/out") == 1 ]] || { cat "$base/out"; die 'what is not mounted is called so'; }
umount "$source/$first/package.xml"
expect 0 "$(code relocate --transfer copy)" 'an overlay'
complete 'an overlay'
umount "$base/overlay"
ok 'a store on an overlay: only what is mounted in it is a mount point'

# One file has a name in every package: removing those of the packages that are done changes nothing of the others.
fresh source target
target=$base/target/shared
python3 - "$source" <<'EOF'
import os, sys
for number in range(1000):
    package = os.path.join(sys.argv[1], "{%08X-5A5E-4000-8000-000000000000}" % number)
    os.mkdir(package)
    open(os.path.join(package, "own"), "w").write(str(number))
    if number == 0:
        first = os.path.join(package, "shared")
        open(first, "w").write("shared")
    else:
        os.link(first, os.path.join(package, "shared"))
EOF
expect 0 "$(code relocate --transfer copy)" 'a file with a name in each of 1000 packages'
[[ -z $(ls -A "$source") && $(cat "$target"/*5A5E*/shared | wc -c) == 6000 ]] || die 'a file with a name in each of 1000 packages'
ok 'a file with a name in each of 1000 packages: all are moved by one run'

# A full old volume: the first package leaves it without anything being made there; also when that is killed on the way.
fill() { # VOLUME: no byte and no file is left for anybody.
    local number=0
    dd if=/dev/zero of="$base/$1/fill" bs=1M status=none 2>/dev/null || true
    dd if=/dev/zero of="$base/$1/fill2" bs=512 status=none 2>/dev/null || true
    while { : >"$base/$1/f$number" && echo x >"$base/$1/f$number"; } 2>/dev/null; do number=$((number + 1)); done
    sync -f "$base/$1"
}
volume fewfiles ext4 200M -N 800 -m 0
for volume in source xfs btrfs fewfiles; do
    for kills in 0 8; do
        fresh "$volume" target
        [[ $volume != source ]] || { rm -rf "$base"/source/old[0-9]* && fresh source target; }
        fill "$volume"
        for _ in $(seq "$kills"); do
            code timeout -s KILL "0.0$((RANDOM % 10))$((RANDOM % 10))" "$smpctl" relocation run --from "$source" --to "$target" \
                --no-wait --accept medium --limit-rate 20MiB >/dev/null 2>&1
            whole "a full volume ($volume), killed"
        done
        expect 0 "$(code relocate)" "a full volume ($volume), $kills kills"
        complete "a full volume ($volume), $kills kills"
        [[ $kills != 0 ]] || says '6 packages moved' "a full volume ($volume)"
        rm -f "$base/$volume"/fill* "$base/$volume"/f[0-9]*
    done
done
ok 'a full old volume (ext4 without bytes, without files, XFS, btrfs): everything moves, also after kills'

fresh fewfiles target
fill fewfiles
readers=()
for package in "$source"/{*; do (cd "$package" && exec sleep 300) & readers+=($!); done
# The package that goes first waits for readers as long as the others, and no longer.
expect 0 "$(code quietly timeout 40 "$smpctl" relocation run --from "$source" --to "$target" --no-wait --accept medium \
    --wait-for-readers 1)" 'a full volume with readers'
[[ $(grep -c 'was removed while process .* was still in it' "$base/out") == 6 ]] || { cat "$base/out"; die 'a full volume with readers: not said of each'; }
complete 'a full volume with readers'
kill "${readers[@]}"
rm -f "$base"/fewfiles/fill* "$base"/fewfiles/f[0-9]*
ok 'a full old volume with readers: the package that goes first is waited for up to the limit, which is said'

# The original cannot be put aside: its copy leaves its place again, and both paths lead to one real package.
fresh source target
midway chattr +a "$source"
expect 4 "$result" 'the old store becomes append-only midway'
for package in "$source"/{*; do
    name=${package##*/}
    [[ -L $package || -L $target/$name || ! -e $target/$name ]] || die "$name is real in both places"
done
whole 'the old store becomes append-only midway'
says 'chattr -ia' 'the old store becomes append-only midway'
chattr -a "$source"
expect 0 "$(code relocate --transfer copy)" 'the old store is no longer append-only'
complete 'the old store is no longer append-only'
ok 'an original that cannot be put aside: never two real copies, and the next run finishes'

# The power fails right after the end: on btrfs the removal of originals can come back.
for where in btrfs target; do
    fresh btrfs "$where"
    [[ $where != btrfs ]] || target=$base/btrfs/new$number
    expect 0 "$(code relocate --transfer copy)" 'before the power fails'
    cp --sparse=always "$images/btrfs.img" "$images/btrfs.cut"
    umount "$base/btrfs"
    mv "$images/btrfs.cut" "$images/btrfs.img"
    mount_volume btrfs
    for command in retry "revert --transfer copy" "run --from $source --no-wait --accept medium"; do
        # shellcheck disable=SC2086
        expect 0 "$(code quietly "$smpctl" relocation ${command%% *} --to "$target" $(cut -s -d' ' -f2- <<<"$command"))" "$command after the power failed"
    done
    complete 'after the power failed'
    [[ ! -e $source/.smpctl && ! -e $target/.smpctl ]] || die 'a work folder is left after the power failed'
done
ok 'the power fails right after the end: what comes back is removed by the next command'

# Killed between putting an original aside and giving it up; then the package is changed through its path.
fresh source target
for when in $(seq 1 60); do
    rm -rf "$source" "$target" "$SMPCTL_STATE_DIR"
    python3 tests/suites/store.py make "$source" 1 20 8
    strace -f -qq -o /dev/null -e trace=renameat2 -e inject=renameat2:signal=KILL:when="$when" "$smpctl" relocation run --from "$source" \
        --to "$target" --no-wait --accept medium --transfer copy --threads 1 >"$base/out" 2>&1 || true
    aside=$(find "$source/.smpctl/retired" -mindepth 1 -maxdepth 1 -type d 2>/dev/null)
    [[ -z $aside ]] || break
done
[[ -n $aside ]] || die 'no kill came after an original was put aside'
package=${aside##*/}
echo later >"$source/$package/later"
rm "$source/$package/package.xml"
expect 0 "$(code relocate --transfer copy)" 'changed after its original was put aside'
[[ $(cat "$target/$package/later") == later && ! -e $target/$package/package.xml && -z $(ls -A "$source") ]] || die 'changed after its original was put aside'
ok 'a package that was changed after a kill, its original aside: the changed one is the package'

# An ordinary account: one closed package stops nothing, its own ones that are closed for writing move, what it could not
# remove stays, linked.
fresh source target
# On one volume, so that both ways to move can be tried.
target=$base/source/new$number
mkdir -p "$target" "$SMPCTL_STATE_DIR"
others=$(ls "$source" | tail -n +2)
mkdir "$source/$first/theirs"
touch "$source/$first/theirs/file"
closed=$(tail -n 1 <<<"$others")
readonly_one=$(head -n 1 <<<"$others")
chown -R 1000:1000 "$source" "$target" "$SMPCTL_STATE_DIR"
chown -R 0:0 "$source/$closed" "$source/$first/theirs"
chmod 700 "$source/$closed"
chmod 555 "$source/$readonly_one"
cp "$smpctl" "$base/smpctl"
chmod 755 "$base" "$base/smpctl"
as_user() { quietly setpriv --reuid=1000 --regid=1000 --clear-groups env HOME="$base/home" "$base/smpctl" relocation "$@"; }
# The fixtures have files of other accounts, whose owner an ordinary one cannot keep.
for transfer in rename copy; do
    expect 4 "$(code as_user run --from "$source" --to "$target" --no-wait --accept medium --transfer $transfer --lossy owner)" "an ordinary account, $transfer"
    [[ -L $target/$closed && $(stat -c %a "$target/$readonly_one/.") == 555 ]] || { ls -l "$target"; die "an ordinary account, $transfer"; }
    [[ $transfer == rename || -L $target/$first ]] || die 'what cannot be removed was copied'
    [[ $(find "$source/.smpctl/deleting" -mindepth 1 2>/dev/null | wc -l) == 0 ]] || die 'an ordinary account: originals are left'
    expect 0 "$(code as_user revert --to "$target" --transfer rename --lossy owner)" "an ordinary account goes back, $transfer"
    [[ $(stat -c %a "$source/$readonly_one") == 555 && ! -L $source/$first ]] || die "an ordinary account goes back, $transfer"
done
ok 'an ordinary account: closed and foreign packages stop nothing else, and what is its own moves'

# A union shows the files of its branches: they are no second copy. Its folders are numbered by their paths, and its
# hard links by their names, so that they arrive as files of their own.
fresh source target
contents() { (cd "$1" && find . -type f -print0 | sort -z | xargs -0 sha256sum); }
contents "$source" >"$base/contents"
mkdir -p "$base"/source/{branch1,branch2} "$base/pool"
mergerfs -o allow_other,category.create=ff,minfreespace=0 "$base/source/branch1:$base/source/branch2" "$base/pool"
mv "$source" "$base/source/branch1/old"
for pair in 'source/branch1/old pool/old' 'pool/old source/branch1/old'; do
    source=$base/${pair% *} target=$base/${pair#* }
    expect 3 "$(code relocate)" 'a branch and its union'
    says 'they are the same folder' 'a branch and its union'
    list "$base/source/branch1/old" | diff "$base/before" - || die 'a branch and its union: the packages differ'
done
for to in source/branch2/new pool/new target/fromunion; do
    source=$base/pool/old target=$base/$to
    expect 0 "$(code relocate)" "from a union to $to"
    contents "$target" | diff "$base/contents" - || die "from a union to $to: the packages differ"
    [[ -z $(ls -A "$source") ]] || { ls -A "$source"; die "from a union to $to: something is left in the old store"; }
    expect 0 "$(code quietly "$smpctl" relocation revert --to "$target")" "back to a union from $to"
    contents "$source" | diff "$base/contents" - || die "back to a union from $to: the packages differ"
done
umount "$base/pool"
ok 'a union: never moved into itself; its packages go to a branch, within it and elsewhere, and come back'

echo "$passed passed, 0 failed"
