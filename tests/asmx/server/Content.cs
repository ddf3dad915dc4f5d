// Reads the content that a test gives, and writes what the server holds now, in the same form.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Xml;

public static class Content {
    public static Store Read(Stream stream) {
        var store = new Store();
        var settings = new XmlReaderSettings { IgnoreComments = true, IgnoreWhitespace = false, DtdProcessing = DtdProcessing.Prohibit };
        using (var xml = XmlReader.Create(stream, settings)) {
            Resource resource = null;
            List<Row> rows = null;
            Row row = null;
            DataClass dataClass = null;
            Filter filter = null;
            Task task = null;
            while (xml.Read()) {
                if (xml.NodeType != XmlNodeType.Element) continue;
                switch (xml.Name) {
                    case "content":
                        store.IsHierarchyMember = xml["hierarchyMember"] == "true";
                        if (xml["structureChanged"] != null)
                            store.StructureChanged = XmlConvert.ToDateTime(xml["structureChanged"], XmlDateTimeSerializationMode.Utc);
                        break;
                    case "type": store.Types[G(xml, "guid")] = new ResourceType { Guid = G(xml, "guid"), Name = xml["name"] }; break;
                    case "relationship":
                        store.Relationships[G(xml, "guid")] = new Relationship {
                            Guid = G(xml, "guid"), Name = xml["name"], ParentType = G(xml, "parent"), ChildType = G(xml, "child"),
                            MinChildren = N(xml, "minChildren"), MaxChildren = N(xml, "maxChildren"), MaxParents = N(xml, "maxParents"),
                        };
                        break;
                    case "dataClass": dataClass = new DataClass { Guid = G(xml, "guid"), Name = xml["name"] }; store.DataClasses[dataClass.Guid] = dataClass; break;
                    case "column": dataClass.Columns.Add(xml["name"]); dataClass.Types.Add(xml["type"] ?? "string"); break;
                    case "resource":
                        resource = new Resource { Guid = G(xml, "guid"), Name = xml["name"], TypeGuid = G(xml, "type"), Domain = xml["domain"] ?? "", Description = xml["description"] ?? "" };
                        store.Add(resource);
                        break;
                    case "row":
                        row = new Row();
                        if (!resource.Rows.TryGetValue(G(xml, "class"), out rows)) resource.Rows[G(xml, "class")] = rows = new List<Row>();
                        rows.Add(row);
                        break;
                    case "effect": 
                        row = new Row();
                        task.Effects.Add(new Effect { Class = G(xml, "class"), Resource = xml["resource"] == null ? (Guid?)null : G(xml, "resource"), Row = row });
                        break;
                    case "cell": row[xml["name"]] = xml["value"]; break;
                    case "association": store.Relationships[G(xml, "type")].Form(G(xml, "parent"), G(xml, "child")); break;
                    case "item":
                        var item = new Item { Guid = G(xml, "guid"), Name = xml["name"], TypeName = xml["type"], Description = xml["description"] ?? "", Managed = xml["managed"] == "true", Modified = store.StructureChanged };
                        if (xml["folder"] != null) item.Folder = G(xml, "folder");
                        item.Xml = xml["xml"] ?? "";
                        if (xml["of"] != null) item.Of = G(xml, "of");
                        if (xml["status"] != null) item.Status = N(xml, "status");
                        store.Items[item.Guid] = item;
                        break;
                    case "filter": filter = new Filter { Guid = G(xml, "guid"), Name = xml["name"] }; store.Filters[filter.Guid] = filter; break;
                    case "member": filter.Members.Add(G(xml, "guid")); break;
                    case "task": task = new Task { Guid = G(xml, "guid"), Name = xml["name"], Polls = N(xml, "polls"), Result = xml["result"] ?? "Completed", ByTaskOnly = xml["byTaskOnly"] == "true" };
                        foreach (var guid in Guids(xml, "failing")) task.Failing.Add(guid);
                        foreach (var guid in Guids(xml, "hanging")) task.Hanging.Add(guid);
                        store.Tasks[task.Guid] = task;
                        break;
                    case "parameter": task.Parameters.Add(xml["name"]); break;
                    case "report": store.Reports[G(xml, "guid")] = new Report { Guid = G(xml, "guid"), Name = xml["name"], Computed = xml["dataClass"] }; break;
                    case "account":
                        var account = new Account { Name = xml["name"], Rights = xml["rights"] ?? "admin" };
                        foreach (var guid in Guids(xml, "hidden")) account.Hidden.Add(guid);
                        store.Accounts[account.Name] = account;
                        break;
                    default: throw new FormatException("unknown content '" + xml.Name + "'");
                }
            }
        }
        return store;
    }

    static IEnumerable<Guid> Guids(XmlReader xml, string name) {
        return (xml[name] ?? "").Split(new[] { ' ' }, StringSplitOptions.RemoveEmptyEntries).Select(one => new Guid(one)).ToList();
    }

    static Guid G(XmlReader xml, string name) { return new Guid(xml[name] ?? ""); }
    static int N(XmlReader xml, string name) { return int.Parse(xml[name] ?? "0", CultureInfo.InvariantCulture); }

    public static void Write(Store store, Stream stream) {
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true })) {
            xml.WriteStartElement("content");
            xml.WriteAttributeString("hierarchyMember", store.IsHierarchyMember ? "true" : "false");
            foreach (var one in store.Types.Values) Element(xml, "type", "guid", one.Guid, "name", one.Name);
            foreach (var one in store.Relationships.Values)
                Element(xml, "relationship", "guid", one.Guid, "name", one.Name, "parent", one.ParentType, "child", one.ChildType);
            foreach (var one in store.DataClasses.Values) Element(xml, "dataClass", "guid", one.Guid, "name", one.Name);
            foreach (var one in store.Resources.Values) {
                Start(xml, "resource", "guid", one.Guid, "name", one.Name, "type", one.TypeGuid, "domain", one.Domain, "description", one.Description);
                foreach (var rows in one.Rows) foreach (var row in rows.Value) {
                    Start(xml, "row", "class", rows.Key);
                    foreach (var cell in row) Element(xml, "cell", "name", cell.Key, "value", cell.Value);
                    xml.WriteEndElement();
                }
                xml.WriteEndElement();
            }
            foreach (var one in store.Relationships.Values) foreach (var parent in one.Children) foreach (var child in parent.Value)
                Element(xml, "association", "type", one.Guid, "parent", parent.Key, "child", child);
            foreach (var one in store.Items.Values) Element(xml, "item", "guid", one.Guid, "name", one.Name, "type", one.TypeName, "xml", one.Xml);
            foreach (var one in store.Filters.Values) {
                Start(xml, "filter", "guid", one.Guid, "name", one.Name);
                foreach (var member in one.Members) Element(xml, "member", "guid", member);
                xml.WriteEndElement();
            }
            foreach (var one in store.Instances.Values)
                Element(xml, "instance", "guid", one.Guid, "task", one.Task.Guid, "name", one.Name, "input", one.Input, "resources", string.Join(" ", one.Resources));
            foreach (var one in store.Events) Element(xml, "event", "text", one);
            xml.WriteEndElement();
        }
    }

    static void Start(XmlWriter xml, string element, params object[] attributes) {
        xml.WriteStartElement(element);
        for (var at = 0; at < attributes.Length; at += 2)
            if (attributes[at + 1] != null) xml.WriteAttributeString((string)attributes[at], attributes[at + 1].ToString());
    }

    static void Element(XmlWriter xml, string element, params object[] attributes) {
        Start(xml, element, attributes);
        xml.WriteEndElement();
    }
}
