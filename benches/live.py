#!/usr/bin/env python3
"""Reads a large topology from the test server: `smpctl topology pull`, again, and a plain script that asks one thing after
the other.

    benches/live.py SMPCTL [SITES SUBNETS SERVERS]

What the time is spent on is mostly the test server (mono, one thread in the model): the figures compare ways to ask, they
do not predict a real server's time."""

import base64
import http.client
import json
import os
import re
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def topology(sites, subnets, servers):
    network = lambda at: f"10.{at // 256 % 256}.{at % 256}.0/24" if at < 65536 else f"172.16.{at - 65536}.0/24"
    return {
        "name": "SMP-HQ", "addresses": ["10.0.0.10"],
        "sites": [{"name": f"Site {at:05}"} for at in range(sites)],
        "subnets": [{"network": network(at), "site": f"Site {at % sites:05}" if at % 10 else None} for at in range(subnets)],
        "packageServers": [{"name": f"PS-{at:04}", "addresses": [f"10.{at // 256}.{at % 256}.5"],
                            "manualSites": [f"Site {at % sites:05}"] if at % 2 else []} for at in range(servers)],
    }


def control(about, method, target):
    with urllib.request.urlopen(urllib.request.Request(about["control"] + target, method=method)) as answer:
        return json.loads(answer.read() or b"null")


def measured(command, environment):
    """The seconds it took, and the most memory it had, in MiB."""
    began = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command} ended with {os.waitstatus_to_exitcode(status)}")
    return time.monotonic() - began, usage.ru_maxrss / 1024


def plain(about):
    """What one would write in an afternoon: a call a resource, one after the other."""
    host, port = about["url"].split("//")[1].split(":")
    connection = http.client.HTTPSConnection(host, int(port), context=ssl.create_default_context(cafile=about["ca"]))
    basic = base64.b64encode(f"{about['user']}:{about['password']}".encode()).decode()

    def soap(service, operation, body):
        namespace = f"http://smp.test/{service}/"
        folder = "nswebservice" if service == "ResourceModel" else "ASDK.NS"
        text = ('<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
                f'<{operation} xmlns="{namespace}">{body}</{operation}></s:Body></s:Envelope>')
        connection.request("POST", f"/Altiris/{folder}/{service}.asmx", text, {
            "Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{namespace}{operation}"', "Authorization": "Basic " + basic})
        return connection.getresponse().read().decode()

    pairs = lambda text: re.findall(r"<Guid>([^<]+)</Guid><Name>([^<]+)</Name>", text)
    types = {name: guid for guid, name in pairs(soap("ResourceModel", "GetResourceStructureList", ""))}
    links = {name: guid for guid, name in pairs("".join(
        soap("ResourceModel", "GetRelationshipsForResourceType", f"<resourceTypeGUID>{types[kind]}</resourceTypeGUID><asParent>true</asParent>")
        for kind in ("Site", "Site Service")))}
    of_type = lambda kind: pairs(soap("ResourceModel", "GetResourcesOfType", f"<resourceTypeGUID>{types[kind]}</resourceTypeGUID>"))
    children = lambda kind, guid, link: pairs(soap("ResourceModel", "GetAssociatedChildResources",
        f"<resourceTypeGUID>{types[kind]}</resourceTypeGUID><resourceGUID>{guid}</resourceGUID><associationType>{links[link]}</associationType>"))
    sites, subnets = of_type("Site"), of_type("Subnet")
    assigned = sum(len(children("Site", guid, "Site to Subnet")) for guid, _ in sites)
    manual = sum(len(children("Site", guid, "Site to Site Server")) for guid, _ in sites)
    service = next(guid for guid, name in of_type("Site Service") if name == "Package Service")
    servers = children("Site Service", service, "Site Service to Computer")
    addresses = sum(len(re.findall("<IP_x0020_Address>", soap("ResourceManagementService", "GetDataClassData",
        f"<dataClass>AeX AC TCPIP</dataClass><resourceGuid>{guid}</resourceGuid>"))) for guid, _ in servers)
    return len(sites), len(subnets), assigned, manual, len(servers), addresses


def main():
    smpctl = Path(sys.argv[1]).resolve()
    size = [int(text) for text in sys.argv[2:5]] or [10_000, 50_000, 2_000]
    with tempfile.TemporaryDirectory() as directory:
        directory = Path(directory)
        (directory / "server.json").write_text(json.dumps({"content": {"topology": topology(*size)}}))
        server = subprocess.Popen([ROOT / "tests/asmx/serve", directory / "server.json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        about = json.loads(server.stdout.readline())
        (directory / "contexts.toml").write_text(
            f'current = "hq"\n[contexts.hq]\nsmp = "SMP-HQ"\nurl = "{about["url"]}"\nuser = \'{about["user"]}\'\n'
            f'ca-certificate = "{about["ca"]}"\nadministrator = true\naddresses = ["10.0.0.10"]\n')
        environment = dict(os.environ, SMPCTL_CONTEXTS=str(directory / "contexts.toml"), SMPCTL_PASSWORD=about["password"],
                           SMPCTL_STATE_DIR=str(directory / "state"), SMPCTL_CACHE_DIR=str(directory / "cache"))
        environment.pop("SMPCTL_TOPOLOGY", None)
        print(f"{size[0]} sites, {size[1]} subnets, {size[2]} Package Servers")
        print(f"{'':34}{'calls':>8}{'connections':>13}{'MiB sent':>10}{'seconds':>9}{'MiB used':>10}")

        def row(name, seconds, memory):
            calls = control(about, "GET", "/calls")
            control(about, "DELETE", "/calls")
            answered = [one for one in calls if one["status"] == 200]
            connections = len({one["connection"] for one in calls})
            size = sum(one.get("answered", 0) for one in calls) / (1 << 20)
            used = f"{memory:10.0f}" if memory else f"{'-':>10}"
            print(f"{name:34}{len(answered):8}{connections:13}{size:10.1f}{seconds:9.1f}{used}", flush=True)

        control(about, "DELETE", "/calls")
        for name in ("smpctl topology pull", "smpctl topology pull, again"):
            row(name, *measured([smpctl, "topology", "pull", directory / "pulled.json", "--yes", "-q"], environment))
        row("smpctl … --concurrency 1", *measured([smpctl, "topology", "pull", directory / "one.json", "--concurrency", "1", "-q"], environment))
        seconds, memory = measured([smpctl, "topology", "plan", directory / "pulled.json", "--prune", "--detailed-exit-code"], environment)
        row("smpctl topology plan (no change)", seconds, memory)
        began = time.monotonic()
        found = plain(about)
        row("a plain sequential script", time.monotonic() - began, 0)
        pulled = json.loads((directory / "pulled.json").read_text())["smps"][0]
        ours = (len(pulled["sites"]), len(pulled["subnets"]), sum(1 for one in pulled["subnets"] if one["site"]),
                sum(len(one["manualSites"]) for one in pulled["packageServers"]), len(pulled["packageServers"]),
                sum(len(one["addresses"]) for one in pulled["packageServers"]))
        if ours != found:
            sys.exit(f"they differ: {ours}, {found}")
        print("both found the same")
        server.stdin.close()
        server.wait()


if __name__ == "__main__":
    main()
