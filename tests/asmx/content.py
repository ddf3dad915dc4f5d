"""What the server holds at the start: made from an SMP of a topology document, in the shape that the test asks for.

How a real server stores sites is not published in full. What is open is an option here (names of types and
associations, their direction, how Package Servers are told), so that tests can show that smpctl assumes none of it."""

import ipaddress
import uuid
import xml.etree.ElementTree as xml
from xml.sax.saxutils import escape

COMPUTER = "493435f7-3b17-4c4c-b07f-c23e7ab7781f"
ADMINISTRATORS = "2e1f478a-4986-4223-9d1e-b5920a63ab41"
NAMES = {
    "site": "Site", "subnet": "Subnet", "service": "Site Service", "packageServer": "Package Server",
    "subnetInSite": "Site to Subnet", "manual": "Site to Site Server", "serviceOn": "Site Service to Computer",
    "packageService": "Package Service", "packageServers": "All Package Servers",
    "constrained": "Constrained Package Servers", "addresses": "AeX AC TCPIP",
    "locationStatus": "AeX AC Package Location Status", "policy": "Package Server Settings",
    "ulmElement": "ulmLocation", "retryTask": "Retry Package Storage Relocation",
}
COLUMNS = {
    "addresses": [("Host Name", "string"), ("IP Address", "string"), ("Subnet Mask", "string"), ("Subnet", "string"),
                  ("Default Gateway", "string"), ("MAC Address", "string")],
    "locationStatus": [("Storage path", "string"), ("Total size of the volume (MB)", "int"),
                       ("Free size of the volume (MB)", "int"), ("Size used by PS on this volume (MB)", "int"),
                       ("Last relocation attempt", "dateTime"), ("Last relocation status", "int"),
                       ("Volume Size Required By PS (MB)", "int")],
    "subnetRange": [("Subnet", "string"), ("Subnet Mask", "string")],
}


def guid_of(*parts):
    """A guid that is the same in every run, but not for another name."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "smpctl-test:" + "/".join(parts)))


class Shape:
    """The names and guids by which this server knows its types and associations."""

    def __init__(self, options):
        self.options = options
        self.names = NAMES | options.get("names", {})
        seed = options.get("seed", "")
        self.guid = {key: guid_of(seed, key) for key in [*NAMES, "subnetRange"]}
        self.site_is_parent = options.get("direction", "site-to-subnet") == "site-to-subnet"
        self.manual_site_is_parent = options.get("manualDirection", "site-to-server") == "site-to-server"
        self.told_by = options.get("packageServers", "relationship")
        self.server_type = self.guid["packageServer"] if self.told_by == "type" else COMPUTER
        if not self.site_is_parent and "subnetInSite" not in options.get("names", {}):
            self.names["subnetInSite"] = "Subnet to Site"
        if not self.manual_site_is_parent and "manual" not in options.get("names", {}):
            self.names["manual"] = "Site Server to Site"


def policy(shape, location):
    """The policy's XML, with what a careless rewriting would lose: comments, CDATA, entities, odd white space."""
    windows = escape(location.get("windows") or "_default_")
    ulm = escape(location.get("ulm") or "_default_")
    element = shape.names["ulmElement"]
    return (f'<item guid="{{{shape.guid["policy"].upper()}}}" classGuid="{{A8A1B7C2-0000-4000-8000-000000000001}}">\r\n'
            f"  <!-- Type: Altiris.PackageDelivery.PackageServerSettingsPolicy -->\r\n"
            f"  <name>{escape(shape.names['policy'])}</name>\n"
            f"  <description><![CDATA[Settings <of> all Package Servers & their shares]]></description>\n"
            f"\t<policy  enabled='true' note=\"&#9;tab &amp; &quot;quote&quot;\">\n"
            f"    <windowsLocation>{windows}</windowsLocation>\n"
            f"    <{element}>{ulm}</{element}><publishUNC/>\n"
            f"    <alternateDownload>windowsLocation is named here, too</alternateDownload>\n"
            f"\t</policy>\n</item>\n")


def build(options, accounts):
    """The content in the form that the server reads."""
    shape = Shape(options)
    smp = options.get("topology", {"name": "SMP"})
    root = xml.Element("content", hierarchyMember="true" if options.get("hierarchyMember") else "false")
    if "structureChanged" in options:
        root.set("structureChanged", options["structureChanged"])

    def add(element, under=root, **attributes):
        return xml.SubElement(under, element, {name: str(value) for name, value in attributes.items()})

    missing = set(options.get("without", []))
    types = {COMPUTER: "Computer", guid_of("User"): "User", guid_of("Role"): "Security Role"}
    for key in ["site", "subnet"] + (["service"] if shape.told_by == "relationship" else []) \
            + (["packageServer"] if shape.told_by == "type" else []):
        if key not in missing:
            types[shape.guid[key]] = shape.names[key]
    for name in options.get("moreTypes", []):
        types[guid_of("type", name)] = name
    for guid, name in types.items():
        add("type", guid=guid, name=name)
    for key in ["addresses", "locationStatus"]:
        data_class = add("dataClass", guid=shape.guid[key], name=shape.names[key])
        for name, kind in COLUMNS[key]:
            add("column", data_class, name=name, type=kind)
    data_class = add("dataClass", guid=shape.guid["subnetRange"], name="Subnet")
    for name, kind in COLUMNS["subnetRange"]:
        add("column", data_class, name=name, type=kind)

    def relationship(key, parent, child, **limits):
        if key not in missing:
            add("relationship", guid=shape.guid[key], name=shape.names[key], parent=parent, child=child, **limits)

    site, subnet = shape.guid["site"], shape.guid["subnet"]
    if shape.site_is_parent:
        relationship("subnetInSite", site, subnet, maxParents=1)
    else:
        relationship("subnetInSite", subnet, site, maxChildren=1)
    if shape.manual_site_is_parent:
        relationship("manual", site, shape.server_type)
    else:
        relationship("manual", shape.server_type, site)
    if shape.told_by == "relationship":
        relationship("serviceOn", shape.guid["service"], COMPUTER)
    for number, (name, parent, child) in enumerate(options.get("moreRelationships", [])):
        by_name = {name: guid for guid, name in types.items()}
        add("relationship", guid=guid_of("relationship", str(number), name), name=name, parent=by_name[parent],
            child=by_name[child])

    def computer(name, guid, addresses, kind=COMPUTER, domain="TEST"):
        resource = add("resource", guid=guid, name=name, type=kind, domain=domain)
        for address in addresses:
            row = add("row", resource, **{"class": shape.guid["addresses"]})
            add("cell", row, name="Host Name", value=name)
            add("cell", row, name="IP Address", value=address)
            if "." in address:
                add("cell", row, name="Subnet Mask", value="255.255.255.0")
        return resource

    name = smp["name"]
    computer(name, smp.get("guid") or guid_of(name, "smp"), smp.get("addresses", []))
    sites, servers = {}, {}
    for one in smp.get("sites", []):
        guid = sites[one["name"].lower()] = one.get("guid") or guid_of(name, "site", one["name"].lower())
        add("resource", guid=guid, name=one["name"], type=site, description=one.get("description", ""))

    def assign_subnet(place, guid):
        parent, child = (sites[place.lower()], guid) if shape.site_is_parent else (guid, sites[place.lower()])
        add("association", type=shape.guid["subnetInSite"], parent=parent, child=child)

    for one in smp.get("subnets", []):
        guid = one.get("guid") or guid_of(name, "subnet", one["network"])
        network = ipaddress.ip_network(one["network"])
        short = options.get("subnetNames") == "address"
        resource = add("resource", guid=guid, name=str(network.network_address) if short else one["network"], type=subnet)
        row = add("row", resource, **{"class": shape.guid["subnetRange"]})
        add("cell", row, name="Subnet", value=network.network_address)
        add("cell", row, name="Subnet Mask", value=network.netmask)
        if one.get("site"):
            assign_subnet(one["site"], guid)
    status = options.get("locationStatus", {})
    for one in smp.get("packageServers", []):
        guid = one.get("guid") or guid_of(name, "ps", one["name"].lower())
        servers[one["name"].lower()] = guid
        resource = computer(one["name"], guid, one.get("addresses", []), shape.server_type)
        if one["name"] in status:
            row = add("row", resource, **{"class": shape.guid["locationStatus"]})
            for column, value in status[one["name"]].items():
                add("cell", row, name=column, value=value)
        for place in one.get("manualSites", []):
            pair = (sites[place.lower()], guid)
            parent, child = pair if shape.manual_site_is_parent else pair[::-1]
            add("association", type=shape.guid["manual"], parent=parent, child=child)
    if shape.told_by == "relationship":
        service = guid_of(name, "package service")
        add("resource", guid=service, name=shape.names["packageService"], type=shape.guid["service"])
        add("resource", guid=guid_of(name, "task service"), name="Task Service", type=shape.guid["service"])
        for guid in servers.values():
            add("association", type=shape.guid["serviceOn"], parent=service, child=guid)
    if shape.told_by == "filter":
        told = add("filter", guid=shape.guid["packageServers"], name=shape.names["packageServers"])
        for guid in servers.values():
            add("member", told, guid=guid)
    # Hidden in the real console, and a list of candidates only.
    candidates = add("filter", guid=guid_of("candidates"), name="Potential Windows Package Servers")
    constrained = add("filter", guid=shape.guid["constrained"], name=shape.names["constrained"])
    for one in smp.get("packageServers", []):
        if one.get("constrained"):
            add("member", constrained, guid=servers[one["name"].lower()])
    for one in options.get("computers", []):
        guid = one.get("guid") or guid_of(name, "computer", one["name"], one.get("domain", ""))
        computer(one["name"], guid, one.get("addresses", []), domain=one.get("domain", "TEST"))
        add("member", candidates, guid=guid)
    add("resource", guid=ADMINISTRATORS, name="Symantec Administrators", type=guid_of("Role"))
    add("item", guid=shape.guid["policy"], name=shape.names["policy"], type="PackageServerSettingsPolicy",
        managed="true" if options.get("policyManaged") else "false",
        xml=options.get("policyXml") or policy(shape, smp.get("storageLocation", {})))
    for server, own in options.get("overrides", {}).items():
        named = f"{shape.names['policy']} for {server}"
        text = policy(shape, own).replace(shape.guid["policy"].upper(), guid_of("override", server).upper())
        status = {"status": own["status"]} if "status" in own else {}
        add("item", guid=guid_of("override", server), name=named, type="PackageServerSettingsPolicy", xml=text,
            of=servers[server.lower()], **status)
    add("report", guid=guid_of("report"), name="Package Server addresses", dataClass=shape.names["addresses"])
    for one in options.get("tasks", [{"name": shape.names["retryTask"]}]):
        task = add("task", guid=one.get("guid") or guid_of("task", one["name"]), name=one["name"],
                   polls=one.get("polls", 2), result=one.get("result", "Completed"),
                   byTaskOnly="true" if one.get("byTaskOnly") else "false",
                   failing=" ".join(servers[name.lower()] for name in one.get("failing", [])),
                   hanging=" ".join(servers[name.lower()] for name in one.get("hanging", [])))
        for parameter in one.get("parameters", []):
            add("parameter", task, name=parameter)
        effects = [({}, one["effect"])] if "effect" in one else []
        effects += [({"resource": servers[name.lower()]}, row) for name, row in one.get("effects", {}).items()]
        for whose, row in effects:
            effect = add("effect", task, **{"class": shape.guid["locationStatus"]}, **whose)
            for column, value in row.items():
                add("cell", effect, name=column, value=value)
    known = {resource.get("name").lower(): resource.get("guid") for resource in root.iter("resource")}
    for account in accounts:
        hidden = [known.get(text.lower(), text) for text in account.get("hidden", [])]
        add("account", name=f"{account['domain']}\\{account['user']}", rights=account.get("rights", "admin"),
            hidden=" ".join(hidden))
    return xml.tostring(root, encoding="utf-8", xml_declaration=True)


def topology(text, options):
    """What the server holds now, as an SMP of a topology document, in order of names."""
    shape = Shape(options)
    root = xml.fromstring(text)
    resources = {one.get("guid"): one for one in root.iter("resource")}
    of_type = lambda guid: [one for one in resources.values() if one.get("type") == guid]
    pairs = lambda key: [(one.get("parent"), one.get("child")) for one in root.iter("association")
                         if one.get("type") == shape.guid[key]]
    in_site = {}
    for parent, child in pairs("subnetInSite"):
        site, subnet = (parent, child) if shape.site_is_parent else (child, parent)
        in_site.setdefault(subnet, []).append(resources[site].get("name"))
    manual = {}
    for parent, child in pairs("manual"):
        site, server = (parent, child) if shape.manual_site_is_parent else (child, parent)
        manual.setdefault(server, []).append(resources[site].get("name"))
    members = lambda key: [member.get("guid") for one in root.iter("filter") if one.get("guid") == shape.guid[key]
                           for member in one.iter("member")]
    if shape.told_by == "relationship":
        servers = [child for _, child in pairs("serviceOn")]
    elif shape.told_by == "filter":
        servers = members("packageServers")
    else:
        servers = [one.get("guid") for one in of_type(shape.server_type)]

    def addresses(resource):
        return [cell.get("value") for row in resource.iter("row") if row.get("class") == shape.guid["addresses"]
                for cell in row.iter("cell") if cell.get("name") == "IP Address"]

    def network(resource):
        cells = {cell.get("name"): cell.get("value") for row in resource.iter("row")
                 if row.get("class") == shape.guid["subnetRange"] for cell in row.iter("cell")}
        if "/" in resource.get("name") or not cells:
            return resource.get("name")
        return str(ipaddress.ip_network(f"{cells['Subnet']}/{cells['Subnet Mask']}"))

    by_name = lambda one: one["name"].lower()
    return {
        "name": options.get("topology", {"name": "SMP"})["name"],
        "sites": sorted(({"name": one.get("name"), "guid": one.get("guid"), "description": one.get("description", "")}
                         for one in of_type(shape.guid["site"])), key=by_name),
        "subnets": sorted(({"network": network(one), "guid": one.get("guid"),
                            "site": " AND ".join(in_site[one.get("guid")]) if one.get("guid") in in_site else None}
                           for one in of_type(shape.guid["subnet"])), key=lambda one: one["network"]),
        "packageServers": sorted(({"name": resources[guid].get("name"), "guid": guid,
                                   "addresses": addresses(resources[guid]), "manualSites": sorted(manual.get(guid, [])),
                                   "constrained": guid in members("constrained")} for guid in servers), key=by_name),
    }
