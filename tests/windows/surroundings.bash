# What surrounds a relocation on Windows, under Wine: the registry, services, the event log, passwords, the agent's COM server,
# the program's own version and manifest. Sourced by tests/suites/windows.sh, which sets `wine`, `smpctl` and `work`.

# Runs smpctl with settings and a state directory of its own; standard output in $said, standard error in $told.
smpctl_ends() {
    local code=$1 ended=0
    shift
    said=$(SMPCTL_STATE_DIR='C:\state2' SMPCTL_SETTINGS='C:\surroundings.toml' NO_COLOR=1 "$wine" "$smpctl" "$@" \
        2>"$work/told" </dev/null) || ended=$?
    told=$(tr -d '\r' <"$work/told" | tr '\n' ' ' | tr -s ' ')
    [ "$ended" = "$code" ] || die "smpctl $*: exit code $ended, not $code: $said $told"
}

shown() {
    local what=$1 text=$2 pattern=$3
    grep -qE -- "$pattern" <<<"$text" || die "not shown: $what: '$pattern' is not in: $text"
    printf 'shown: %s\n' "$what"
    surroundings=$((surroundings + 1))
}

hides() {
    local what=$1 text=$2 pattern=$3
    if grep -qE -- "$pattern" <<<"$text"; then die "not shown: $what: '$pattern' is in: $text"; fi
    printf 'shown: %s\n' "$what"
    surroundings=$((surroundings + 1))
}

import() { "$wine" regedit /S "$(sed 's,/,\\,g; s,^,Z:,' <<<"$PWD/tests/windows/$1")" || die "regedit does not take $1"; }

delete_key() { "$wine" reg delete "$1" /f >/dev/null 2>&1 || true; }

surroundings() {
    local agent='HKLM\SOFTWARE\Altiris' agent32='HKLM\SOFTWARE\WOW6432Node\Altiris' drive=$WINEPREFIX/drive_c
    surroundings=0
    : >"$drive/surroundings.toml"
    mkdir -p "$drive/Agent/Package Delivery/{1592B913-72F3-4C36-91D2-D4EDA21D2F96}/cache" "$drive/Agent32"
    echo content >"$drive/Agent/Package Delivery/{1592B913-72F3-4C36-91D2-D4EDA21D2F96}/cache/file"

    smpctl_ends 0 relocation settings show -o json
    shown 'without a registry value the default counts' "$said" '"from": "default"'
    shown 'without an agent that is said' "$said" '"agent": null'
    smpctl_ends 6 agent update
    shown 'agent update without an agent' "$told" 'no agent is installed on this machine'
    smpctl_ends 2 relocation check --to 'C:\new'
    shown 'check without an agent' "$told" "the agent's store cannot be found"

    import agent.reg
    smpctl_ends 0 relocation settings show -o json
    shown 'the install directory by the registry' "$said" '"installDir": "C:.+Agent"'
    shown 'the resource guid' "$said" '"machineGuid": "7c05f2f6-0e0e-4f1d-9ba3-3a4d9b9f8a10"'
    shown 'the management server' "$said" '"server": "smp-hq.corp.example"'
    shown 'the service that runs the program' "$said" '"service": "AgentUnderTest"'
    shown 'the retry maximum by the registry' "$(tr -d ' \r\n' <<<"$said")" '"maximumAttempts":\{"value":7,"from":"registry"'
    shown 'the interval by the registry' "$(tr -d ' \r\n' <<<"$said")" '"intervalMinutes":\{"value":45,"from":"registry"'
    shown 'the default store' "$said" 'Package Delivery'
    smpctl_ends 3 relocation check --to 'C:\new'
    shown 'check without --from says what found the store' "$told" 'found by the registry \(HKLM\\SOFTWARE\\Altiris\\Altiris Agent, InstallDir\)'
    shown 'check without --from finds the packages' "$said" '1 package,'
    smpctl_ends 2 relocation run --to 'C:\new' --no-wait
    shown 'run asks before it takes what was found' "$told" 'Is that the store where the agent keeps its packages'
    smpctl_ends 3 relocation run --to 'C:\new' --no-wait --yes
    smpctl_ends 3 relocation run --to 'C:\new' --no-wait
    hides 'and does not ask again' "$told" 'Is that the store'
    smpctl_ends 1 agent update
    shown 'agent update without its COM server' "$told" "its COM server 'Altiris.AeXNSClient' is not registered"

    import absurd.reg
    smpctl_ends 0 relocation settings show -o json
    shown 'a number of no sense is a warning' "$told" 'Maximum Attempts\) is 0, which makes no sense'
    shown 'a value of the wrong type is a warning' "$told" 'Interval \(min\)\) is text, not a number'
    shown 'and the default counts' "$(tr -d ' \r\n' <<<"$said")" '"maximumAttempts":\{"value":3,"from":"default"\},"intervalMinutes":\{"value":15'
    smpctl_ends 0 relocation settings set --max-attempts 9 --interval 20
    local stored
    stored=$("$wine" reg query "$agent\\Altiris Agent\\Package Server" | tr -d '\r')
    shown 'settings set writes a REG_DWORD' "$stored" 'Maximum Attempts +REG_DWORD +0x9'
    shown 'in place of text, too' "$stored" 'Interval \(min\) +REG_DWORD +0x14'
    smpctl_ends 0 relocation settings set --max-attempts default --interval default
    stored=$("$wine" reg query "$agent\\Altiris Agent\\Package Server" | tr -d '\r')
    hides 'settings set removes a value' "$stored" 'Relocation'
    printf '[relocation]\nmaximum-attempts = 4\n' >"$drive/surroundings.toml"
    smpctl_ends 0 relocation settings set --max-attempts 9
    shown 'the file counts before the registry, which is said' "$told" 'counts instead'
    : >"$drive/surroundings.toml"

    delete_key "$agent"
    import agent32.reg
    smpctl_ends 0 relocation settings show -o json
    shown 'what 32-bit programs write' "$said" '"installDir": "C:.+Agent32"'
    smpctl_ends 0 relocation settings set --interval 30
    stored=$("$wine" reg query "$agent32\\Altiris Agent\\Package Server" | tr -d '\r')
    shown 'is written where that agent looks' "$stored" 'Interval \(min\) +REG_DWORD +0x1e'
    delete_key "$agent32"

    import agent.reg
    smpctl_ends 3 relocation run --from 'C:\Agent\Package Delivery' --to 'C:\new' --no-wait --stop-agent -v
    shown 'that the store is the agent'"'"'s, and its service does not run' "$said" "is the agent's, which does not run"
    hides 'the event log takes what it is told' "$told" 'event log could not be told'
    local event
    event=$("$wine" reg query 'HKLM\SYSTEM\CurrentControlSet\Services\EventLog\Application\smpctl' | tr -d '\r')
    shown 'and knows the source' "$event" 'EventMessageFile +REG_EXPAND_SZ'
    delete_key "$agent"

    smpctl_ends 0 context add hq --url https://smp-hq.corp.example --user 'CORP\admin' --no-check
    export SMPCTL_PASSWORD='p@ss word'
    smpctl_ends 0 context password hq
    unset SMPCTL_PASSWORD
    shown 'the credential manager keeps a password' "$said" 'Kept the password of .CORP.admin. for context .hq.'
    smpctl_ends 0 context password hq --forget
    shown 'and has it, in another process' "$said" 'Forgot the password'
    smpctl_ends 0 context password hq --forget
    shown 'and then no more' "$said" 'there was no password'

    smpctl_ends 0 --topology 'C:\topology.json' topology init
    smpctl_ends 0 --topology 'C:\topology.json' smp add SMP-HQ --address 10.1.0.10
    smpctl_ends 0 --topology 'C:\topology.json' site create 'Zürich'
    smpctl_ends 0 --topology 'C:\topology.json' site list -o json
    shown 'JSON in a pipe is ASCII' "$said" 'Z.u00fcrich'

    grep -qa '<longPathAware' "$smpctl" || die 'the program has no manifest'
    shown 'the manifest' "$(grep -ao 'longPathAware xmlns[^/]*' "$smpctl" | head -n 1)" longPathAware
    shown 'the version' "$(tr -d '\0' <"$smpctl" | grep -ao 'OriginalFilename.\{0,4\}smpctl.exe' | head -n 1)" 'smpctl.exe'
    hides 'no library of the compiler is needed' "$(x86_64-w64-mingw32-objdump -p "$smpctl" | grep 'DLL Name')" 'libgcc|winpthread|libstdc'
}
