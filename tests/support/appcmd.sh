#!/bin/sh
# A stand-in for IIS's appcmd.exe: as much of it as smpctl uses, over a file of virtual directories, one a line.
here=$(dirname "$0")
store=$here/vdirs.xml
echo "$*" >>"$here/appcmd.log"

fail() {
    echo "ERROR ( message:$1 )"
    exit 50
}

[ ! -e "$here/broken-$1" ] || fail 'The configuration is locked.'

has() { grep -qF "VDIR.NAME=\"$1\"" "$store"; }

save() { mv "$store.new" "$store"; }

# The names in what is given as XML.
given() { sed -n 's/.*<VDIR[^>]* VDIR\.NAME="\([^"]*\)".*/\1/p' "$1"; }

case "$1 $2 $3" in
'list vdir /config')
    [ "$4" = /xml ] || fail 'unknown option'
    cat "$store"
    ;;
'delete vdir /in')
    cat >"$store.in"
    given "$store.in" | while read -r name; do
        has "$name" || fail "Cannot find VDIR object with identifier '$name'."
        grep -vF "VDIR.NAME=\"$name\"" "$store" >"$store.new"
        save
    done || exit 50
    ;;
'add vdir /in')
    cat >"$store.in"
    given "$store.in" | while read -r name; do
        ! has "$name" || fail 'Failed to add duplicate collection element.'
        { grep -vF '</appcmd>' "$store"; grep -F "VDIR.NAME=\"$name\"" "$store.in"; echo '</appcmd>'; } >"$store.new"
        save
    done || exit 50
    ;;
'set vdir /vdir.name:'*)
    name=${3#/vdir.name:}
    has "$name" || fail "Cannot find VDIR object with identifier '$name'."
    awk -v name="VDIR.NAME=\"$name\"" -v folder="physicalPath=\"${4#/physicalPath:}\"" \
        'index($0, name) { gsub(/physicalPath="[^"]*"/, folder) } { print }' "$store" >"$store.new"
    save
    ;;
*) fail 'unknown command' ;;
esac
