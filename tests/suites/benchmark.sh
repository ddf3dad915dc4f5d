#!/usr/bin/env bash
# Whether the benchmarks work: relocations of every kind of store, tiny, between two volumes and within one, where the
# benchmark itself checks that what is moved arrives whole and nothing is left; and commands on a small topology.
#
# xcp is left out: no Debian package has it.
set -euo pipefail
cd "$(dirname "$0")/../.."
figures=$(mktemp)
trap 'rm -f "$figures"' EXIT
benches/relocation.py --smoke --volumes ext4-xfs,ext4 --peers mv,cp,rsync,rclone,tar --bars --json "$figures"
tables=$(benches/relocation.py --tables "$figures")
lines=$(grep -cE '^\| ext4(-xfs)? \| warm \| 1 \|' <<<"$tables") || true
if [ "$lines" != 12 ]; then
    printf 'the tables have %s of 12 rows:\n%s\n' "$lines" "$tables"
    exit 1
fi
benches/commands.py --smoke
