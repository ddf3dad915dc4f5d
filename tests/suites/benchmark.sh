#!/usr/bin/env bash
# Whether the benchmark of relocations works: every kind of store, tiny, between two volumes and within one. That what is
# moved arrives whole, and nothing is left, is checked by the benchmark itself.
#
# xcp is left out: no Debian package has it.
set -euo pipefail
cd "$(dirname "$0")/../.."
exec benches/relocation.py --smoke --volumes ext4-xfs,ext4 --peers mv,cp,rsync,rclone,tar
