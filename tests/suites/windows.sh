#!/usr/bin/env bash
# The Windows build with its lints; then its unit tests and the topology and hierarchy tests under Wine, then `relocation check`
# with each prerequisite failing in turn. What Wine cannot show is in docs/windows.md; tests/windows/acceptance.ps1 does.
#
# Needs Debian's rustc-web, cargo-web, rust-web-src, rust-web-clippy, gcc-mingw-w64-x86-64, wine64 and dosfstools, and
# root for loop devices.
set -euo pipefail
cd "$(dirname "$0")/../.."

die() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }
for tool in /usr/bin/rustc /usr/bin/cargo /usr/bin/clippy-driver x86_64-w64-mingw32-gcc x86_64-w64-mingw32-objdump \
    mkfs.vfat mkfs.ext4 losetup python3; do
    command -v "$tool" >/dev/null || die "'$tool' is missing; .ci/run installs it"
done
wine=/usr/lib/wine/wine64
[ -x "$wine" ] || die "'wine64' is missing; .ci/run installs it"
[ "$(id -u)" = 0 ] || die 'this suite needs root, for loop devices'

work=$(mktemp -d /tmp/smpctl-windows-XXXXXX)
mounted=()
finish() {
    WINEPREFIX=$work/prefix /usr/lib/wine/wineserver64 -k 2>/dev/null || true
    for folder in "${mounted[@]}"; do umount "$folder" || umount -l "$folder" || true; done
    rm -rf "$work"
}
trap finish EXIT

# Debian's toolchain brings the standard library's source, which rustup's for this target would have to be fetched for.
target=x86_64-pc-windows-gnu
export RUSTC_BOOTSTRAP=1 RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc
export CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER=x86_64-w64-mingw32-gcc
unset RUSTUP_TOOLCHAIN
windows_cargo() {
    local verb=$1
    shift
    PATH=/usr/bin:$PATH /usr/bin/cargo "$verb" --locked --quiet -Zbuild-std=std,panic_abort,panic_unwind \
        --target $target --target-dir target/windows "$@"
}

# Everything is compiled once: our own code by the linter, which makes the programs as the compiler does. Any lint fails it.
began=$SECONDS
RUSTC_WORKSPACE_WRAPPER=/usr/bin/clippy-driver RUSTFLAGS=-Dwarnings windows_cargo test --profile windows-tests --no-run \
    --message-format json --lib --test topology --test hierarchy >"$work/built"
mapfile -t programs < <(python3 - "$work/built" <<'PYTHON'
import json, sys
for line in open(sys.argv[1]):
    said = json.loads(line)
    if said.get("executable"):
        print(("test" if said["profile"]["test"] else "program"), said["target"]["name"], said["executable"])
PYTHON
)
printf 'built in %s s, without a lint\n' $((SECONDS - began))
smpctl=$(printf '%s\n' "${programs[@]}" | awk '$1 == "program" && $2 == "smpctl" { print $3 }')
[ -f "$smpctl" ] || die 'the program was not built'
printf '%s: %s bytes; it imports' "$(basename "$smpctl")" "$(stat -c %s "$smpctl")"
x86_64-w64-mingw32-objdump -p "$smpctl" | awk '/DLL Name/ { print tolower($3) }' | sort -u | awk '{ printf " %s", $0 } END { print "" }'

export WINEPREFIX=$work/prefix WINEDEBUG=-all WINEDLLOVERRIDES=mscoree,mshtml= LC_ALL=C.UTF-8
unset DISPLAY
"$wine" wineboot --init >/dev/null 2>&1 || die 'Wine does not start'
# Windows that nobody sees: without it there would be none.
"$wine" reg add 'HKCU\Software\Wine\Drivers' /v Graphics /d null /f >/dev/null || die 'Wine has no registry'
/usr/lib/wine/wineserver64 -k
x86_64-w64-mingw32-gcc -shared -O1 -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" \
    tests/windows/bcryptprimitives.c -ladvapi32
x86_64-w64-mingw32-gcc -Wall -Wextra -Werror -O1 -o "$work/session.exe" tests/windows/session.c

passed=0
count=0
for program in "${programs[@]}"; do
    read -r kind name path <<<"$program"
    [ "$kind" = test ] || continue
    began=$SECONDS
    if ! "$wine" "$path" >"$work/$name.log" 2>&1 </dev/null && grep -q 'code: 1359' "$work/$name.log"; then
        printf '%s under Wine: Wine could not start a process (error 1359) on this busy machine; once more\n' "$name"
        "$wine" "$path" >"$work/$name.log" 2>&1 </dev/null || true
    fi
    if ! tr -d '\r' <"$work/$name.log" | grep -q '^test result: ok'; then
        cat "$work/$name.log"
        die "tests of '$name' under Wine"
    fi
    said=$(tr -d '\r' <"$work/$name.log" | grep '^test result: ok') || die "'$name' did not say how it ended"
    printf '%s under Wine: %s (%s s)\n' "$name" "${said#test result: ok. }" $((SECONDS - began))
    passed=$((passed + $(sed 's/.*ok\. \([0-9]*\) passed.*/\1/' <<<"$said")))
    count=$((count + 1))
done
[ "$count" = 3 ] || die "expected three test programs, ran $count"
[ "$passed" -gt 100 ] || die "only $passed tests ran"
printf '%s tests passed under Wine\n' "$passed"

python3 tests/suites/windows.py "$wine" "$smpctl" "$work" "$work/session.exe" || die 'relocation check under Wine'

. tests/windows/surroundings.bash
surroundings
printf '%s lines about registry, agent, settings and output shown under Wine\n' "$surroundings"
