#!/usr/bin/env bash
# Real nginx, Apache and smbd serve a store while it is relocated: suspended, switched, or simply following links.
# Clients request every file in a loop and count what fails. Needs root and the programs named in `needs`; starts its own servers
# on free ports, with configurations of their own. Exit code 0 only if everything was as expected.
set -eEuo pipefail
here=$(cd "$(dirname "$0")" && pwd)
smpctl=$(realpath "${SMPCTL:?set it to the path of the smpctl binary}")
needs=(nginx apache2 smbd smbclient testparm net smbcontrol mkfs.ext4 mkfs.xfs python3 curl)
packages=300 files=6000 megabytes=120

die() { echo "sharing.sh: $*" >&2; exit 1; }
[[ $EUID == 0 ]] || die 'needs root'
missing=()
for program in "${needs[@]}"; do command -v "$program" >/dev/null || missing+=("$program"); done
[[ ${#missing[@]} == 0 ]] || die "missing programs: ${missing[*]}"

base=$(mktemp -d /var/smpctl-sharing-XXXXXX)
chmod 755 "$base"
pids=()
cleanup() {
    set +eE
    # smbd ends its whole process group, which is its own only if it could make one.
    trap "" TERM
    touch "$base/stop"
    [[ ! -e $base/nginx.pid ]] || kill "$(cat "$base/nginx.pid")"
    [[ ! -e $base/apache.pid ]] || kill "$(cat "$base/apache.pid")"
    [[ ${#pids[@]} == 0 ]] || kill "${pids[@]}" 2>/dev/null
    wait 2>/dev/null
    for name in ext4 xfs; do umount "$base/$name" 2>/dev/null || umount -l "$base/$name" 2>/dev/null; done
    rm -rf --one-file-system "$base"
}
trap cleanup EXIT
trap 'echo "sharing.sh: line $LINENO: a command failed with exit code $?" >&2; tail -n 20 "$base"/*.err 2>/dev/null >&2' ERR
trap 'exit 130' INT TERM

passed=0 failed=0
ok() { passed=$((passed + 1)); echo "ok    $1"; }
no() {
    failed=$((failed + 1))
    echo "FAIL  $1"
    shift
    printf '      %s\n' "$@"
}
# is WHAT GOT EXPECTED
is() { if [[ $2 == "$3" ]]; then ok "$1"; else no "$1" "got '$2', expected '$3'"; fi; }
# says WHAT PATTERN TEXT
says() { if grep -Eq -- "$2" <<<"$3"; then ok "$1"; else no "$1" "no '$2' in:" "$3"; fi; }

for name in ext4 xfs; do
    truncate -s 1500M "$base/$name.img"
    if [[ $name == ext4 ]]; then mkfs.ext4 -qF "$base/$name.img"; else mkfs.xfs -qf "$base/$name.img"; fi
    mkdir "$base/$name"
    mount -o loop "$base/$name.img" "$base/$name"
done
export SMPCTL_STATE_DIR=$base/state SMPCTL_PROGRESS=none SMPCTL_SETTINGS=$base/settings.toml SMPCTL_TOPOLOGY=$base/topology.json
export NO_COLOR=1
"$smpctl" topology init >/dev/null 2>&1
old=$base/ext4/old
manifest=$base/manifest
python3 "$here/sharing.py" make "$old" "$packages" "$files" "$megabytes" "$manifest"
first='{00000000-0000-4000-8000-00000000CAFE}'
file=$first/cache/$(ls "$old/$first/cache" | grep '^file' | head -1)
link_url="$(sed 's/{/%7B/; s/}/%7D/; s/ /%20/g' <<<"$file")"
read -r nginx_port apache_port smb_port <<<"$(python3 "$here/sharing.py" ports 3)"

# --- servers, each with a store of its own to begin with: $old
echo "root \"$old\";" >"$base/nginx-root.conf"
: >"$base/nginx-maintenance.conf"
cat >"$base/nginx.conf" <<END
user www-data;
pid $base/nginx.pid;
error_log $base/nginx.err;
events {}
http {
    access_log off;
    $(for kind in client_body proxy fastcgi uwsgi scgi; do echo "${kind}_temp_path $base/nginx-$kind;"; done)
    server {
        listen 127.0.0.1:$nginx_port;
        include $base/nginx-root.conf;
        include $base/nginx-symlinks[.]conf;
        location / { include $base/nginx-maintenance.conf; }
    }
}
END
echo "Define SMPCTL_STORE \"$old\"" >"$base/apache-root.conf"
echo 'Options FollowSymLinks' >"$base/apache-options.conf"
cat >"$base/apache.conf" <<END
ServerRoot $base
ServerName localhost
Listen 127.0.0.1:$apache_port
PidFile $base/apache.pid
ErrorLog $base/apache.err
Mutex file:$base default
User www-data
Group www-data
$(for module in mpm_event authz_core alias; do echo "LoadModule ${module}_module /usr/lib/apache2/modules/mod_$module.so"; done)
Include $base/apache-root.conf
IncludeOptional $base/apache-maintenance[.]conf
DocumentRoot "\${SMPCTL_STORE}"
<Directory />
    Require all denied
    Options None
</Directory>
<Directory $base>
    Require all granted
    Include $base/apache-options.conf
</Directory>
END
mkdir -p "$base"/samba/{private,lock,state,cache,pid,ncalrpc,shares}
chmod 1770 "$base/samba/shares"
cat >"$base/smb.conf" <<END
[global]
    smb ports = $smb_port
    interfaces = lo
    bind interfaces only = yes
    private dir = $base/samba/private
    lock directory = $base/samba/lock
    state directory = $base/samba/state
    cache directory = $base/samba/cache
    pid directory = $base/samba/pid
    ncalrpc dir = $base/samba/ncalrpc
    log file = $base/smbd.err
    usershare path = $base/samba/shares
    usershare max shares = 10
    usershare allow guests = yes
    usershare owner only = no
    map to guest = Bad User
    registry shares = yes
    disable spoolss = yes
    load printers = no
    include = $base/smb-links.conf
END
printf '    unix extensions = no\n    wide links = yes\n' >"$base/smb-links.conf"
usershare() {
    printf '#VERSION 2\npath=%s\ncomment=packages\nusershare_acl=S-1-1-0:R\nguest_ok=y\nsharename=PkgSvrHost\n' "$1"
}
usershare "$old" >"$base/samba/shares/pkgsvrhost"
net --configfile="$base/smb.conf" conf addshare Registry "$old" >/dev/null
net --configfile="$base/smb.conf" conf setparm Registry 'guest ok' yes

nginx -c "$base/nginx.conf"
(cd "$base" && apache2 -f "$base/apache.conf" -k start)
smbd -s "$base/smb.conf" -F >>"$base/smbd.out" 2>&1 &
pids+=($!)

nginx_settings="[sharing.nginx]
configuration = '$base/nginx.conf'
root-file = '$base/nginx-root.conf'
maintenance-file = '$base/nginx-maintenance.conf'
test = 'nginx -t -q -c $base/nginx.conf'
reload = 'nginx -c $base/nginx.conf -s reload'
settle-seconds = 1"
apache_settings="[sharing.apache]
configuration = '$base/apache.conf'
root-file = '$base/apache-root.conf'
maintenance-file = '$base/apache-maintenance.conf'
test = 'apache2 -t -f $base/apache.conf'
reload = 'apache2 -f $base/apache.conf -k graceful'
settle-seconds = 1"
samba_settings="[sharing.samba]
configuration = '$base/smb.conf'"
settings() { printf '%s\n' "$@" >"$SMPCTL_SETTINGS"; }
settings

nginx_status() { curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$nginx_port/$link_url"; }
apache_status() { curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$apache_port/$link_url"; }
# The answer of Samba to a request for a file of the first package: 'yes', or its reason.
samba_status() {
    local said
    said=$(smbclient -s "$base/smb.conf" "//127.0.0.1/$1" -N -p "$smb_port" -c "get \"$file\" $base/got" 2>&1) || true
    grep -o 'NT_STATUS[A-Z_]*' <<<"$said" | head -1 || echo yes
}
# becomes STATUS COMMAND…: waits until a server answers so.
becomes() {
    local expected=$1 until=$((SECONDS + 15)) got
    shift
    # During a reload, workers with the old and the new configuration answer by turns.
    while got=$("$@") && [[ $got != "$expected" && $SECONDS -lt $until ]]; do sleep 0.1; done
    echo "$got"
}
is 'nginx serves the old store' "$(becomes 200 nginx_status)" 200
is 'Apache serves the old store' "$(becomes 200 apache_status)" 200
is 'a usershare shows the old store' "$(becomes yes samba_status PkgSvrHost)" yes
is 'a registry share shows the old store' "$(becomes yes samba_status Registry)" yes

# --- clients
# clients NAME KIND TARGET…: starts a client for each.
started=()
client() {
    local name=$1
    shift
    python3 "$here/sharing.py" client "$1" "$2" "$manifest" "$base/stop" >"$base/client-$name" 2>&1 &
    started+=("$name:$!")
}
begin() { rm -f "$base/stop"; started=(); }
total=0
# Lets clients go on for a little, ends them and counts.
finish() {
    local what=$1 one name pid
    sleep 1
    touch "$base/stop"
    for one in "${started[@]}"; do
        name=${one%:*} pid=${one#*:}
        if wait "$pid"; then ok "$what: $name: $(cat "$base/client-$name")"
        else no "$what: $name" "$(cat "$base/client-$name")"; fi
        total=$((total + $(grep -o '^[0-9]*' "$base/client-$name" | head -1 || echo 0)))
    done
}
nginx_url=http://127.0.0.1:$nginx_port
apache_url=http://127.0.0.1:$apache_port

echo '--- servers that do not follow links'
links=$base/ext4/links
mkdir "$links" && ln -s "$old/$first" "$links/$first"
printf 'disable_symlinks on;\n' >"$base/nginx-symlinks.conf"
echo 'Options SymLinksIfOwnerMatch' >"$base/apache-options.conf"
: >"$base/smb-links.conf"
chown -h 33 "$links/$first"
echo "root \"$links\";" >"$base/nginx-root.conf"
echo "Define SMPCTL_STORE \"$links\"" >"$base/apache-root.conf"
usershare "$links" >"$base/samba/shares/pkgsvrhost"
net --configfile="$base/smb.conf" conf setparm Registry path "$links"
reload() {
    nginx -c "$base/nginx.conf" -s reload 2>/dev/null
    apache2 -f "$base/apache.conf" -k graceful
    smbcontrol --configfile="$base/smb.conf" smbd reload-config
}
reload
# The link is not the file itself, but on the way to it.
is 'nginx refuses a link' "$(becomes 404 nginx_status)" 404
is 'Apache refuses a link of another owner' "$(becomes 403 apache_status)" 403
is 'a usershare refuses a link' "$(becomes NT_STATUS_OBJECT_PATH_NOT_FOUND samba_status PkgSvrHost)" NT_STATUS_OBJECT_PATH_NOT_FOUND
check=$("$smpctl" relocation check --from "$old" --to "$links" 2>&1) || true
says 'check warns of nginx' 'warning: nginx does not follow links in .*/links.*disable_symlinks on' "$check"
says 'check warns of Apache' "warning: Apache follows links in .*/links.* only to what has the link's owner" "$check"
says 'check warns of the usershare' "warning: Samba's share 'PkgSvrHost' does not follow links" "$check"
says 'check warns of the registry share' "warning: Samba's share 'Registry' does not follow links" "$check"
echo 'Options Indexes' >"$base/apache-options.conf"
printf '    wide links = yes\n' >"$base/smb-links.conf"
reload
is 'Apache refuses every link' "$(becomes 403 apache_status)" 403
is 'wide links alone are not enough for Samba' "$(samba_status PkgSvrHost)" NT_STATUS_OBJECT_PATH_NOT_FOUND
run=$("$smpctl" relocation run --dry-run --from "$old" --to "$links" 2>&1) || true
says 'run warns of Apache' 'warning: Apache does not follow links in' "$run"
says 'run warns of Samba' 'it needs `unix extensions = no`' "$run"
rm "$base/nginx-symlinks.conf"
echo 'Options FollowSymLinks' >"$base/apache-options.conf"
printf '    unix extensions = no\n    wide links = yes\n' >"$base/smb-links.conf"
reload
is 'nginx follows links' "$(becomes 200 nginx_status)" 200
is 'Apache follows links' "$(becomes 200 apache_status)" 200
is 'Samba follows links' "$(becomes yes samba_status PkgSvrHost)" yes
check=$("$smpctl" relocation check --from "$old" --to "$links" 2>&1) || true
if grep -q 'follow links' <<<"$check"; then no 'check has nothing left to warn of' "$check"; else ok 'check has nothing left to warn of'; fi
echo "root \"$old\";" >"$base/nginx-root.conf"
echo "Define SMPCTL_STORE \"$old\"" >"$base/apache-root.conf"
usershare "$old" >"$base/samba/shares/pkgsvrhost"
net --configfile="$base/smb.conf" conf setparm Registry path "$old"
rm -r "$links"
reload
sleep 1

# relocate WHAT EXPECTED ARGS…
relocate() {
    local what=$1 expected=$2 code=0
    shift 2
    "$smpctl" relocation "$@" >"$base/out" 2>&1 || code=$?
    if [[ $code == "$expected" ]]; then ok "$what: $(grep moved: "$base/out" || tail -1 "$base/out")"; else no "$what" "exit code $code, expected $expected:" "$(cat "$base/out")"; fi
}
served() { is "$1: nginx" "$(grep -o '"[^"]*"' "$base/nginx-root.conf")" "\"$2\""; }

echo '--- switched: nginx, Apache and Samba at once, across volumes and back'
settings "$nginx_settings" "$apache_settings" "$samba_settings"
new=$base/xfs/new
begin
client nginx http "$nginx_url"
client Apache http "$apache_url"
client usershare smb "//127.0.0.1/PkgSvrHost,$smb_port,$base/smb.conf"
client registry smb "//127.0.0.1/Registry,$smb_port,$base/smb.conf"
sleep 1
relocate 'to another volume' 0 run --from "$old" --to "$new" --no-wait --limit-rate 30MiB
served 'the new store is served' "$new"
is 'the old store is empty' "$(ls -A "$old")" ''
sleep 1
relocate 'back' 0 revert --limit-rate 30MiB
served 'the old store is served' "$old"
is 'the new store is empty' "$(ls -A "$new")" ''
finish 'switched, across volumes'

echo '--- switched: within one volume, three times there and back'
settings "$nginx_settings" "$samba_settings"
new=$base/ext4/new
begin
client nginx http "$nginx_url"
client usershare smb "//127.0.0.1/PkgSvrHost,$smb_port,$base/smb.conf"
for round in 1 2 3; do
    relocate "there, $round" 0 run --from "$old" --to "$new" --no-wait
    relocate "and back, $round" 0 revert --to "$new"
done
finish 'switched, within one volume'

echo '--- no sharing at all: nginx serves the new path through links, processes read both paths'
settings
for to in "$base/xfs/linked" "$base/ext4/linked"; do
    mkdir "$to"
    for path in "$old"/*; do ln -s "$path" "$to/"; done
    echo "root \"$to\";" >"$base/nginx-root.conf"
    nginx -c "$base/nginx.conf" -s reload 2>/dev/null
    sleep 1
    begin
    client nginx http "$nginx_url"
    client new-path file "$to"
    client old-path file "$old"
    sleep 0.5
    # The old path goes when everything has moved; its readers are to be met until then.
    relocate "to $(basename "$(dirname "$to")")" 0 run --from "$old" --to "$to" --no-wait --limit-rate 30MiB --keep-old-links
    relocate 'again, without the old links' 0 run --from "$old" --to "$to" --no-wait --keep-old-links
    finish "no sharing, to $(basename "$(dirname "$to")")"
    echo "root \"$old\";" >"$base/nginx-root.conf"
    "$smpctl" relocation revert --to "$to" >"$base/out" 2>&1 || { cat "$base/out"; exit 1; }
    nginx -c "$base/nginx.conf" -s reload 2>/dev/null
done
is 'nginx serves the old store again' "$(becomes 200 nginx_status)" 200

echo '--- suspended'
settings 'sharing.offline = true' "$nginx_settings" "$apache_settings" "$samba_settings"
new=$base/xfs/suspended
"$smpctl" relocation run --from "$old" --to "$new" --no-wait --limit-rate 30MiB >"$base/out" 2>&1 &
mover=$!
is 'nginx is out of service meanwhile' "$(becomes 503 nginx_status)" 503
is 'Apache is out of service meanwhile' "$(becomes 503 apache_status)" 503
is 'the usershare is gone meanwhile' "$(becomes NT_STATUS_BAD_NETWORK_NAME samba_status PkgSvrHost)" NT_STATUS_BAD_NETWORK_NAME
is 'the registry share is gone meanwhile' "$(becomes NT_STATUS_BAD_NETWORK_NAME samba_status Registry)" NT_STATUS_BAD_NETWORK_NAME
is 'it is still at work' "$(kill -0 $mover && echo yes)" yes
is 'another command has nothing to say while it lives' "$("$smpctl" site list 2>&1 >/dev/null | grep -c suspended || true)" 0
wait $mover || no 'the suspended run' "$(cat "$base/out")"
for _ in nginx apache; do is "$_ serves the new store" "$(becomes 200 ${_}_status)" 200; done
is 'the usershare shows the new store' "$(becomes yes samba_status PkgSvrHost)" yes
is 'the registry share shows the new store' "$(becomes yes samba_status Registry)" yes
is 'the registry share has no trace of it' "$(net --configfile="$base/smb.conf" conf showshare Registry | grep -c available || true)" 0
served 'the new store is served' "$new"

echo '--- killed while suspended'
"$smpctl" relocation revert --limit-rate 30MiB >"$base/out" 2>&1 &
mover=$!
is 'nginx is out of service' "$(becomes 503 nginx_status)" 503
becomes NT_STATUS_BAD_NETWORK_NAME samba_status Registry >/dev/null
sleep 0.5
kill -9 $mover
{ wait $mover || true; } 2>/dev/null
is 'nginx stays out of service' "$(nginx_status)" 503
told=$("$smpctl" -q site list 2>&1 >"$base/listed")
says 'the next command says so' "has left suspended: Samba's shares 'PkgSvrHost', 'Registry', Apache, nginx" "$told"
is 'and says it on standard error only' "$(grep -c suspended "$base/listed" || true)" 0
says 'resume puts it back' "Resumed: .*nginx; packages are served from '$old'" "$("$smpctl" relocation resume)"
for _ in nginx apache; do is "$_ serves the old store" "$(becomes 200 ${_}_status)" 200; done
is 'the usershare shows the old store' "$(becomes yes samba_status PkgSvrHost)" yes
is 'the registry share shows the old store' "$(becomes yes samba_status Registry)" yes
is 'the next command has nothing to say' "$("$smpctl" site list 2>&1 >/dev/null)" ''
# Half of the packages are there, half here: all of them are served.
begin
client nginx http "$nginx_url"
client usershare smb "//127.0.0.1/PkgSvrHost,$smb_port,$base/smb.conf"
sleep 3
finish 'half reverted'
relocate 'and goes on' 0 revert
for _ in nginx apache; do is "$_ serves the old store" "$(becomes 200 ${_}_status)" 200; done

echo '--- a server that does not take its configuration'
settings "$nginx_settings" "root = 'rot \"{path}\";'"
relocate 'is not switched' 1 run --from "$old" --to "$base/xfs/refused" --no-wait
says 'its reason is told' 'unknown directive "rot"' "$(cat "$base/out")"
says 'and that nothing was moved' 'nothing was moved' "$(cat "$base/out")"
is 'no package has left the old store' "$(find "$old" -mindepth 1 -maxdepth 1 -type d -name '{*' | wc -l)" "$packages"
served 'it is as it was' "$old"
is 'and it serves' "$(nginx_status)" 200

echo '--- how long the look for something suspended takes'
settings
python3 - "$smpctl" "$base" <<'END'
import os, subprocess, sys, time
smpctl, base = sys.argv[1:]
def median(state):
    times = []
    for _ in range(60):
        began = time.perf_counter()
        subprocess.run([smpctl, "site", "list"], env=dict(os.environ, SMPCTL_STATE_DIR=state), capture_output=True)
        times.append(time.perf_counter() - began)
    return sorted(times)[30] * 1000
print(f"      smpctl site list: {median(base + '/nothing'):.1f} ms, with a state directory {median(base + '/state'):.1f} ms")
END

echo "$passed as expected, $failed not; $total requests by clients"
[[ $failed == 0 ]]
