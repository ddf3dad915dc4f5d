#!/usr/bin/env bash
# A relocation broken at every call that changes a file system (tests/crash.rs), within an ext4 volume and from there
# to an XFS one. With --full every error at every call, and XFS on both sides. Needs root.
set -euo pipefail
cd "$(dirname "$0")/../.."
suite=crash needs=(cargo)
. tests/suites/volumes.bash
[[ ${1:-} != --full ]] || export SMPCTL_CRASH_FULL=1

volume ext4 ext4 400M
volume xfs xfs 400M
build_layered
broken() { SMPCTL_LAYERED=$layered cargo test -q --locked --features fault-injection --test crash -- --nocapture; }

echo 'within an ext4 volume:'
SMPCTL_CRASH_FROM=$base/ext4 broken
echo 'from ext4 to XFS:'
SMPCTL_CRASH_FROM=$base/ext4 SMPCTL_CRASH_TO=$base/xfs broken
if [[ -v SMPCTL_CRASH_FULL ]]; then
    echo 'within an XFS volume:'
    SMPCTL_CRASH_FROM=$base/xfs broken
    echo 'from XFS to ext4:'
    SMPCTL_CRASH_FROM=$base/xfs SMPCTL_CRASH_TO=$base/ext4 broken
fi
