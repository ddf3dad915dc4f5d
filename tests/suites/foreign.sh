#!/usr/bin/env bash
# Root believes no file that another account could have written: each kind of file, each way in which it may be another's.
#
# Needs root, and the programs named in `needs` below. Takes the binary from $SMPCTL (default: the debug build).
# Exit code 0 only if everything was as expected.
set -eEuo pipefail
cd "$(dirname "$0")/../.."

smpctl=$(realpath "${SMPCTL:-target/debug/smpctl}")
needs=(setfacl setpriv)

die() { echo "foreign.sh: $*" >&2; exit 1; }
[[ $EUID == 0 ]] || die "needs root"
[[ -x $smpctl ]] || die "'$smpctl' is not there: build it, or name it in \$SMPCTL"
for program in "${needs[@]}"; do command -v "$program" >/dev/null || die "missing program: $program"; done

base=$(mktemp -d /var/smpctl-foreign-XXXXXX)
chmod 755 "$base"
trap 'rm -rf --one-file-system "$base"' EXIT
trap 'echo "foreign.sh: line $LINENO failed" >&2' ERR
checks=0
unset SMPCTL_STATE_DIR SMPCTL_SETTINGS SMPCTL_CONTEXTS SMPCTL_TOPOLOGY SMPCTL_CACHE_DIR XDG_CONFIG_HOME XDG_STATE_HOME XDG_DATA_HOME
unset XDG_CACHE_HOME
export LC_ALL=C.UTF-8 SMPCTL_PROGRESS=none

run() { # ENVIRONMENT... -- ARGUMENTS: sets code and said
    local environment=()
    while [[ $1 != -- ]]; do environment+=("$1"); shift; done
    shift
    code=0
    said=$(cd "$base" && env "${environment[@]}" "$smpctl" "$@" </dev/null 2>&1) || code=$?
}
expect() { # CODE PATTERN WHAT
    checks=$((checks + 1))
    [[ $code == "$1" ]] && grep -qE -- "$2" <<<"$said" || die "$3: exit code $code, not $1, or no line like '$2' in
$said"
}
refused() { # FILE WHAT: exit code 5, and the file, whose it is, and what to do are named
    expect 5 "cannot be trusted" "$2"
    said=$(tr '\n' ' ' <<<"$said" | tr -s ' ')
    expect 5 "$1" "$2: the file"
    expect 5 'uid 1000|group with gid 1000|everybody may' "$2: whose it is"
    expect 5 'hint: ' "$2: what to do"
}
never() { [[ ! -e $base/executed ]] || die "$1: another account's command was run"; checks=$((checks + 1)); }
mkdir -p "$base/stores/old/{00000001-0000-4000-8000-00000000ABCD}"
echo content >"$base/stores/old/{00000001-0000-4000-8000-00000000ABCD}/package.xml"

# A place of root's, for what is not meant: HOME, settings without a journal to write to.
mkdir -p "$base/root"
printf '[alerts]\nsyslog = false\n' >"$base/root/settings.toml"
quiet=(SMPCTL_SETTINGS="$base/root/settings.toml")
own=(HOME="$base/root" SMPCTL_STATE_DIR="$base/root/state")
relocate=(relocation run --from "$base/stores/old" --to "$base/stores/new" --no-wait --accept medium)
evil="touch $base/executed"

# Each way in which a file may be another account's.
makes_foreign() { # WAY FILE FOLDER: the file is in that folder
    case $1 in
    owner) chown 1000 "$2" ;;
    world) chmod o+w "$2" ;;
    group) chgrp 1000 "$2" && chmod g+w "$2" ;;
    acl) setfacl -m u:1000:rw "$2" ;;
    folder) chown 1000 "$3" ;;
    folder-world) chmod 777 "$3" ;;
    link) mv "$2" "$base/elsewhere/file" && ln -s "$base/elsewhere/file" "$2" && chown -h 1000 "$2" ;;
    elsewhere) mv "$2" "$base/theirs/file" && ln -s "$base/theirs/file" "$2" ;;
    esac
}
ways=(owner world group acl folder folder-world link elsewhere)
fresh() {
    rm -rf "$base"/{place,theirs,elsewhere,executed} && mkdir -p "$base"/{place,theirs,elsewhere}
    chown 1000 "$base/theirs"
    chmod 755 "$base"/{place,theirs,elsewhere}
}
for way in "${ways[@]}"; do
    fresh
    printf '[alerts]\nsyslog = false\ncommand = "%s"\n[sharing]\nsuspend-command = "%s"\nresume-command = "%s"\n' "$evil" "$evil" "$evil" \
        >"$base/place/settings.toml"
    makes_foreign "$way" "$base/place/settings.toml" "$base/place"
    run "${own[@]}" SMPCTL_SETTINGS="$base/place/settings.toml" -- "${relocate[@]}"
    refused place/settings.toml "settings that SMPCTL_SETTINGS names ($way)"
    never "settings ($way)"

    fresh
    mkdir -p "$base/place/.config/smpctl"
    printf '[alerts]\ncommand = "%s"\n' "$evil" >"$base/place/.config/smpctl/settings.toml"
    makes_foreign "$way" "$base/place/.config/smpctl/settings.toml" "$base/place"
    run SMPCTL_STATE_DIR="$base/root/state" HOME="$base/place" -- "${relocate[@]}"
    refused place/.config/smpctl/settings.toml "settings in HOME ($way)"
    run SMPCTL_STATE_DIR="$base/root/state" HOME="$base/root" XDG_CONFIG_HOME="$base/place/.config" -- relocation settings show
    refused place/.config/smpctl/settings.toml "settings in XDG_CONFIG_HOME ($way)"
    never "settings in HOME ($way)"

    for how in named home; do
        fresh
        mkdir -p "$base/place/.config/smpctl"
        file=$base/place/.config/smpctl/contexts.toml
        printf 'current = "a"\n[contexts.a]\nurl = "https://localhost:1"\n' >"$file"
        makes_foreign "$way" "$file" "$base/place"
        case $how in
        named) run "${own[@]}" SMPCTL_CONTEXTS="$file" -- site list ;;
        home) run HOME="$base/place" "${quiet[@]}" SMPCTL_STATE_DIR="$base/root/state" -- context list ;;
        esac
        refused .config/smpctl/contexts.toml "contexts, $how ($way)"
    done

    fresh
    printf 'admin\nsecret\n' >"$base/place/credentials" && chmod 600 "$base/place/credentials"
    makes_foreign "$way" "$base/place/credentials" "$base/place"
    printf 'current = "a"\n[contexts.a]\nurl = "https://localhost:1"\ncredentials-file = "%s"\n' "$base/place/credentials" >"$base/root/contexts.toml"
    run "${own[@]}" SMPCTL_CONTEXTS="$base/root/contexts.toml" -- site list
    expect 5 'credentials file .*(cannot be trusted|can be read by others)' "a credentials file ($way)"
done

# State directories: what is remembered there holds commands. For a folder, only some of the ways make sense.
for way in owner world group acl folder folder-world; do
    fresh
    mkdir "$base/place/state"
    makes_foreign "$way" "$base/place/state" "$base/place"
    run HOME="$base/root" "${quiet[@]}" SMPCTL_STATE_DIR="$base/place/state" -- relocation status
    refused place/state "a state directory that SMPCTL_STATE_DIR names ($way)"
    run HOME="$base/root" "${quiet[@]}" SMPCTL_STATE_DIR="$base/place/state" SMPCTL_CONTEXTS="$base/root/contexts.toml" \
        SMPCTL_USER=a SMPCTL_PASSWORD=b -- site list
    refused place/state "the state directory, for what is remembered of servers ($way)"
done
# One that is not there yet, where another account could make it.
fresh
run HOME="$base/root" "${quiet[@]}" SMPCTL_STATE_DIR="$base/theirs/state" -- relocation status
refused theirs "a state directory that is not there yet"

# A killed relocation of another account, with what it has suspended: its commands are run by that account only.
fresh
mkdir -p "$base/place/old" && cp -r "$base/stores/old/." "$base/place/old" && chown -R 1000:1000 "$base/place"
install -m 755 "$smpctl" "$base/smpctl"
head -c 2000000 /dev/urandom >"$base/place/old/{00000001-0000-4000-8000-00000000ABCD}/big" && chown -R 1000:1000 "$base/place"
as_user() { setpriv --reuid 1000 --regid 1000 --clear-groups env HOME="$base/place" "$base/smpctl" "$@"; }
(cd "$base/place" && as_user relocation run --from old --to new --no-wait --accept medium --transfer copy --limit-rate 100k --offline \
    --suspend-command "touch $base/place/suspended" --resume-command 'echo "resumed by $(id -u)" >>resumed' >/dev/null 2>&1) &
until [[ -e $base/place/suspended ]]; do sleep 0.05; done
sleep 0.3
kill -9 "$(ls "$base/place/.local/state/smpctl/running" | sed -n 's/\.lock$//p' | while read -r id; do
    grep -o '"pid":[0-9]*' "$base/place/.local/state/smpctl/running/$id.json" | cut -d: -f2; done)"
wait || true
run HOME="$base/place" "${quiet[@]}" -- relocation status
expect 0 'left out, with what is remembered there: the state directory .*/place/.local/state/smpctl' "root with the HOME of another account"
run HOME="$base/place" "${quiet[@]}" -- relocation resume
expect 0 'Nothing is suspended' "what another account has left suspended"
run HOME="$base/place" "${quiet[@]}" -- site list
[[ $said != *suspended* ]] || die "root was asked to resume what another account has suspended: $said"
[[ ! -e $base/place/resumed ]] || die "root ran another account's command"
(cd "$base/place" && as_user relocation resume >/dev/null) || die "the account itself cannot resume it"
[[ $(cat "$base/place/resumed") == 'resumed by 1000' ]] || die "resumed by another"
checks=$((checks + 3))

# A journal and a record of another account in a directory of root's.
for file in sharing/00000000-0000-4000-8000-000000000001.json relocations; do
    rm -rf "$base/root/state" "$base/executed"
    mkdir -p "$base/root/state/sharing"
    if [[ $file == relocations ]]; then
        run "${own[@]}" "${quiet[@]}" -- "${relocate[@]}" --offline --suspend-command "true" --resume-command "$evil"
        expect 0 'complete' 'a relocation with commands'
        rm -f "$base/executed"
        chown 1000 "$base"/root/state/relocations/*.json
        run "${own[@]}" "${quiet[@]}" -- relocation revert
        refused state/relocations/ "a record of another account"
    else
        cat >"$base/root/state/$file" <<JSON
{"version": 1, "since": "2026-01-01T00:00:00Z", "places": {"relocation": "00000000-0000-4000-8000-000000000001", "direction": "forward",
 "from": ["/a"], "to": "/b", "serve": "/b"}, "offline": true, "services": [{"name": "the servers", "memory":
 {"kind": "commands", "suspend": "true", "resume": "$evil", "timeoutSeconds": 9}}]}
JSON
        chmod 600 "$base/root/state/$file" && chown 1000 "$base/root/state/$file"
        run "${own[@]}" "${quiet[@]}" -- relocation resume
        expect 0 'Nothing is suspended' "a journal of another account"
        # The same as root's own is believed: otherwise this would show nothing.
        never "$file"
        chown 0 "$base/root/state/$file"
        run "${own[@]}" "${quiet[@]}" -- relocation resume
        expect 0 'Resumed: the servers' "root's own journal"
        [[ -e $base/executed ]] || die "root's own journal was not followed"
        rm "$base/executed"
    fi
    never "$file"
done

# The topology document that is found, and one that is named.
fresh
mkdir -p "$base/place/.local/share/smpctl"
run HOME="$base/root" "${quiet[@]}" -- topology init
cp "$base/root/.local/share/smpctl/topology.json" "$base/place/.local/share/smpctl/" && chown -R 1000 "$base/place"
run HOME="$base/place" "${quiet[@]}" -- site list
expect 5 'topology document .* cannot be trusted' "a topology document in HOME"
run HOME="$base/root" "${quiet[@]}" -- site list --topology "$base/place/.local/share/smpctl/topology.json"
expect 0 . "a topology document that is named"

# An ordinary account: its own and root's files, also where its group may write; those of no other account.
for case in '1000 644 0' '1000 664 0' '0 644 0' '1000 666 5' '1001 644 5'; do
    read -r owner mode wanted <<<"$case"
    fresh
    printf '[alerts]\nsyslog = false\n' >"$base/place/settings.toml"
    chown "$owner:1000" "$base/place/settings.toml" && chmod "$mode" "$base/place/settings.toml"
    mkdir "$base/place/home" && chown 1000 "$base/place/home"
    code=0
    said=$(SMPCTL_SETTINGS="$base/place/settings.toml" HOME="$base/place/home" setpriv --reuid 1000 --regid 1000 --clear-groups "$base/smpctl" relocation settings show 2>&1) || code=$?
    expect "$wanted" . "an ordinary account, with settings of $case"
done

echo "foreign.sh: $checks checks passed"
