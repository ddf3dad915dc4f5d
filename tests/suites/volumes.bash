# Sourced by suites: volumes on loop devices below $base, gone when the suite ends.
#
# Before: `suite=NAME needs=(PROGRAM…)`. The images lie in memory where there is room for them, so that making things
# durable costs little; what is written to them is real, and so is the file system.

die() { echo "$suite: $*" >&2; exit 1; }
[[ $EUID == 0 ]] || die 'needs root'
missing=()
for program in mkfs.ext4 mkfs.xfs losetup "${needs[@]}"; do
    command -v "$program" >/dev/null || missing+=("$program")
done
[[ ${#missing[@]} == 0 ]] || die "missing programs: ${missing[*]}"

base=$(mktemp -d "/var/smpctl-$suite-XXXXXX")
chmod 755 "$base"
images=$base
if [[ $(df --output=avail -k /dev/shm 2>/dev/null | tail -1) -gt 4000000 ]]; then
    images=$(mktemp -d "/dev/shm/smpctl-$suite-XXXXXX")
fi

unmount_all() {
    # The latest first: some are mounted in others.
    awk -v base="$base/" 'index($5, base) == 1 { print $5 }' /proc/self/mountinfo | tac | while read -r mount; do
        umount "$mount" 2>/dev/null || umount -l "$mount" || echo "could not unmount $mount" >&2
    done
}

cleanup() {
    set +eE
    unmount_all
    if grep -q " $base/" /proc/self/mountinfo; then
        echo "something is still mounted below $base: not removed" >&2
    else
        [[ ! -v before_removal ]] || "$before_removal"
        rm -rf --one-file-system "$base" "$images"
    fi
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# volume NAME TYPE SIZE [MKFS ARGUMENT…]: makes a file system and mounts it at $base/NAME.
volume() {
    local name=$1 type=$2 size=$3 quiet=-qF
    shift 3
    [[ $type == ext4 ]] || quiet=-qf
    truncate -s "$size" "$images/$name.img"
    "mkfs.$type" $quiet "$@" "$images/$name.img" >"$images/$name.log" 2>&1 || { cat "$images/$name.log"; die "mkfs.$type failed"; }
    mkdir -p "$base/$name"
    mount_volume "$name"
}

# mount_volume NAME: mounts it again after it was unmounted.
mount_volume() { mount -o "loop${mount_options:+,$mount_options}" "$images/$1.img" "$base/$1"; }

# build_layered: the program with the fault layer, at $layered; apart from where cargo puts it, for another suite may build it
# without the layer there at any moment.
build_layered() {
    local try
    layered=$base/layered
    for try in 1 2 3; do
        cargo build -q --locked --features fault-injection
        cp "${CARGO_TARGET_DIR:-target}/debug/smpctl" "$layered"
        ! grep -q SMPCTL_FAULT_LOG "$layered" || return 0
    done
    die "the program has no fault layer, built $try times"
}
