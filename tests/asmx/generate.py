"""Writes the C# of the services from the published contracts: which operations exist in the version asked for, their
parameters in order, and the names that the options choose for what is not published."""

import json
import re
from pathlib import Path

HERE = Path(__file__).resolve().parent

# What is not published, and so what tests vary: element names of the result types.
NAMES = {
    "ResourceGuid": "Guid", "ResourceName": "Name", "ResourceTypeGuid": "ResourceTypeGuid",
    "ResourceDescription": "Description",
    "StructureGuid": "Guid", "StructureName": "Name",
    "RelationshipGuid": "Guid", "RelationshipName": "Name",
    "RelationshipParent": "ParentResourceTypeGuid", "RelationshipChild": "ChildResourceTypeGuid",
    "DataClassGuid": "Guid", "DataClassName": "Name",
    "ItemGuid": "Guid", "ItemName": "Name", "TaskGuid": "Guid", "TaskName": "Name",
    "TableRow": "Table",
}
NAME_SETS = {
    "plain": {},
    "upper": {name: value.replace("Guid", "GUID") for name, value in NAMES.items()},
    "prefixed": {
        "ResourceGuid": "ResourceGuid", "ResourceName": "ResourceName",
        "StructureGuid": "ResourceTypeGUID", "StructureName": "ResourceTypeName",
        "RelationshipGuid": "RelationshipTypeGUID", "RelationshipName": "RelationshipName",
        "RelationshipParent": "RelationshipParentGUID", "RelationshipChild": "RelationshipChildGUID",
        "DataClassGuid": "DataClassGUID", "DataClassName": "DataClassName",
        "ItemGuid": "ItemGuid", "ItemName": "ItemName", "TaskGuid": "TaskGuid", "TaskName": "TaskName",
    },
}
TYPES = {
    "s1:guid": "Guid", "s:string": "string", "s:boolean": "bool", "s:int": "int", "s:dateTime": "DateTime",
    "tns:ArrayOfGuid": "Guid[]", "tns:ArrayOfString": "string[]", None: "void",
}
# The published WSDLs give these no named type: they return a DataTable.
TABLES = {"GetDataClassData", "GetDataClassDataX", "RunReport"}


def csharp(type_name):
    if type_name in TYPES:
        return TYPES[type_name]
    name = type_name.removeprefix("tns:")
    return name.removeprefix("ArrayOf") + "[]" if name.startswith("ArrayOf") else name


def sources(options):
    """The generated C#, the symbols to define, and the .asmx files by path."""
    contracts = json.loads((HERE / "contracts.json").read_text())
    written = "".join(path.read_text() for path in sorted((HERE / "server").glob("*Operations.cs")))
    names = NAMES | NAME_SETS[options.get("names", "plain")] | options.get("elementNames", {})
    if options.get("tableRow"):
        names["TableRow"] = options["tableRow"]
    as_set = options.get("dataTable") == "NewDataSet"
    symbols = ["TABLE_AS_DATA_SET"] if as_set else []
    if options.get("resourceData") == "contains":
        symbols.append("RESOURCE_DATA_CONTAINS_INFO")
    text = ["using System;", "using System.Web.Services;", "using System.Web.Services.Protocols;", "",
            "public static class Names {"]
    text += [f'    public const string {name} = "{value}";' for name, value in names.items()]
    text.append("}")
    pages = {}
    without = set(options.get("withoutOperations", []))
    for service, contract in contracts.items():
        if service in options.get("withoutServices", []):
            continue
        namespace = options.get("namespace", "http://smp.test/{service}/").replace("{service}", service)
        path = contract["path"].rsplit("/", 1)[0] + f"/{service}.asmx"
        pages[path] = f'<%@ WebService Language="C#" Class="{service}" %>\n'
        body = written[written.find(f"class {service}Operations "):] if f"class {service}Operations " in written else ""
        body = body[:body.find("\n}\n")]
        text += ["", f'[WebService(Namespace = "{namespace}")]', f"public class {service} : WebService {{"]
        for operation in contract["operations"]:
            name = operation["name"]
            if options.get("version", "8.5") not in operation["versions"] or name in without:
                continue
            parameters = [(csharp(kind), parameter) for parameter, kind in operation["parameters"]]
            result = ("System.Xml.XmlElement" if as_set else "System.Data.DataTable") if name in TABLES \
                else csharp(operation["returns"])
            action = options.get("soapAction")
            attribute = f'    [SoapDocumentMethod(Action = "{action.format(service=service, operation=name)}")]\n' if action else ""
            arguments = ", ".join(parameter for _, parameter in parameters)
            if re.search(rf"public static [\w\[\].]+ {name}\(", body):
                call = f"{service}Operations.{name}({arguments})"
                if name in TABLES:
                    call += ".Document" if as_set else ".Table"
                run = f"lock (Store.Gate) {'' if result == 'void' else 'return '}{call};"
            else:
                run = f'throw Faults.NotModelled("{name}");'
            signature = ", ".join(f"{kind} {parameter}" for kind, parameter in parameters)
            text.append(f"    [WebMethod]\n{attribute}    public {result} {name}({signature}) {{ {run} }}")
        text.append("}")
    return "\n".join(text) + "\n", symbols, pages
