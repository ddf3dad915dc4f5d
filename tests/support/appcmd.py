#!/usr/bin/env python3
"""A stand-in for IIS's appcmd.exe: as much of it as smpctl uses, over a file of virtual directories beside it."""
import os
import sys
import xml.etree.ElementTree as ET

here = os.path.dirname(os.path.abspath(__file__))
store = os.path.join(here, "vdirs.xml")
words = sys.argv[1:]
with open(os.path.join(here, "appcmd.log"), "a") as log:
    log.write(" ".join(words) + "\n")
if os.path.exists(os.path.join(here, "broken-" + words[0])):
    print("ERROR ( message:The configuration is locked. )")
    sys.exit(50)


def name(vdir):
    return vdir.get("VDIR.NAME")


def fail(message):
    print(f"ERROR ( message:{message} )")
    sys.exit(50)


root = ET.parse(store).getroot()
given = ET.fromstring(sys.stdin.buffer.read()) if "/in" in words else []
if words[:2] == ["list", "vdir"]:
    assert words[2:] == ["/config", "/xml"], words
    sys.stdout.write(open(store, encoding="utf-8").read())
    sys.exit(0)
elif words[:2] == ["delete", "vdir"]:
    for vdir in given:
        found = [it for it in root if name(it) == name(vdir)] or fail("Cannot find " + name(vdir))
        root.remove(found[0])
elif words[:2] == ["add", "vdir"]:
    for vdir in given:
        if any(name(it) == name(vdir) for it in root):
            fail("Failed to add duplicate collection element")
        root.append(vdir)
elif words[:2] == ["set", "vdir"]:
    options = dict(word[1:].split(":", 1) for word in words[2:])
    found = [it for it in root if name(it) == options["vdir.name"]] or fail("Cannot find it")
    for element in found[0].iter():
        element.set("physicalPath", options["physicalPath"])
else:
    fail("unknown command")
text = '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"
with open(store + ".new", "w", encoding="utf-8") as file:
    file.write(text)
os.replace(store + ".new", store)
