// What the server knows: resource types, relationships, resources with their data class rows, associations, items,
// filters, tasks, reports. All of it in memory; the test gives the initial content.
using System;
using System.Collections.Generic;
using System.Linq;

public class ResourceType { public Guid Guid; public string Name; }

public class Relationship {
    public Guid Guid, ParentType, ChildType;
    public string Name;
    public int MinChildren, MaxChildren, MaxParents;
    public readonly Dictionary<Guid, List<Guid>> Children = new Dictionary<Guid, List<Guid>>();
    public readonly Dictionary<Guid, List<Guid>> Parents = new Dictionary<Guid, List<Guid>>();

    static readonly List<Guid> None = new List<Guid>();

    public List<Guid> ChildrenOf(Guid parent) { List<Guid> all; return Children.TryGetValue(parent, out all) ? all : None; }
    public List<Guid> ParentsOf(Guid child) { List<Guid> all; return Parents.TryGetValue(child, out all) ? all : None; }

    public void Form(Guid parent, Guid child) {
        Add(Children, parent, child);
        Add(Parents, child, parent);
    }

    public void Break(Guid parent, Guid child) {
        Remove(Children, parent, child);
        Remove(Parents, child, parent);
    }

    public void Forget(Guid resource) {
        foreach (var child in ChildrenOf(resource).ToList()) Break(resource, child);
        foreach (var parent in ParentsOf(resource).ToList()) Break(parent, resource);
    }

    static void Add(Dictionary<Guid, List<Guid>> map, Guid key, Guid value) {
        List<Guid> all;
        if (!map.TryGetValue(key, out all)) map[key] = all = new List<Guid>();
        all.Add(value);
    }

    static void Remove(Dictionary<Guid, List<Guid>> map, Guid key, Guid value) {
        List<Guid> all;
        if (!map.TryGetValue(key, out all)) return;
        all.Remove(value);
        if (all.Count == 0) map.Remove(key);
    }
}

public class DataClass { public Guid Guid; public string Name; public List<string> Columns = new List<string>(); public List<string> Types = new List<string>(); }

public class Row : Dictionary<string, string> { }

public class Resource {
    public Guid Guid, TypeGuid;
    public string Name, Domain = "", Description = "";
    public Dictionary<Guid, List<Row>> Rows = new Dictionary<Guid, List<Row>>();
}

public class Item { public Guid Guid, Folder; public string Name, TypeName, Description = "", Xml = ""; public bool Managed; public DateTime Modified;
    // Of one Package Server, which relocates when its folder changes; it tells of it with this status, or never.
    public Guid? Of;
    public int? Status;
}

public class Filter { public Guid Guid; public string Name; public List<Guid> Members = new List<Guid>(); }

public class Task {
    public Guid Guid;
    public string Name;
    public int Polls;
    public string Result = "Completed";
    public List<string> Parameters = new List<string>();
    public List<Effect> Effects = new List<Effect>();
    // Where it fails, and where it never ends.
    public HashSet<Guid> Failing = new HashSet<Guid>(), Hanging = new HashSet<Guid>();
    // Its runs are told of by its own guid only, as the ASDK help has it.
    public bool ByTaskOnly;
}

// What a run leaves in a data class: of one resource, or of all of them that have no effect of their own.
public class Effect { public Guid Class; public Guid? Resource; public Row Row; }

public class Instance {
    public Guid Guid;
    public Task Task;
    public string Name, Input;
    public List<Guid> Resources = new List<Guid>();
    public DateTime Started;
    public DateTime? Ended;
    public int Polled;
}

public class Report { public Guid Guid; public string Name, Computed; }

public class Account { public string Name, Rights = "admin"; public HashSet<Guid> Hidden = new HashSet<Guid>(); }

public class Store {
    // One at a time: a test's server is no benchmark, and the model is not made for threads.
    public static readonly object Gate = new object();
    public static Store Current = new Store();

    public readonly Dictionary<Guid, ResourceType> Types = new Dictionary<Guid, ResourceType>();
    public readonly Dictionary<Guid, Relationship> Relationships = new Dictionary<Guid, Relationship>();
    public readonly Dictionary<Guid, DataClass> DataClasses = new Dictionary<Guid, DataClass>();
    public readonly Dictionary<Guid, Resource> Resources = new Dictionary<Guid, Resource>();
    public readonly Dictionary<Guid, List<Guid>> ByType = new Dictionary<Guid, List<Guid>>();
    public readonly Dictionary<Guid, Item> Items = new Dictionary<Guid, Item>();
    public readonly Dictionary<Guid, Filter> Filters = new Dictionary<Guid, Filter>();
    public readonly Dictionary<Guid, Task> Tasks = new Dictionary<Guid, Task>();
    public readonly Dictionary<Guid, Instance> Instances = new Dictionary<Guid, Instance>();
    public readonly Dictionary<Guid, Report> Reports = new Dictionary<Guid, Report>();
    public readonly Dictionary<string, Account> Accounts = new Dictionary<string, Account>(StringComparer.OrdinalIgnoreCase);
    public readonly List<string> Events = new List<string>();
    public bool IsHierarchyMember;
    public DateTime StructureChanged = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    public void Add(Resource resource) {
        Resources[resource.Guid] = resource;
        List<Guid> all;
        if (!ByType.TryGetValue(resource.TypeGuid, out all)) ByType[resource.TypeGuid] = all = new List<Guid>();
        all.Add(resource.Guid);
    }

    public void Remove(Resource resource) {
        Resources.Remove(resource.Guid);
        ByType[resource.TypeGuid].Remove(resource.Guid);
        foreach (var relationship in Relationships.Values) relationship.Forget(resource.Guid);
        foreach (var filter in Filters.Values) filter.Members.Remove(resource.Guid);
    }

    public IEnumerable<Resource> OfType(Guid type) {
        List<Guid> all;
        return ByType.TryGetValue(type, out all) ? all.Select(guid => Resources[guid]) : Enumerable.Empty<Resource>();
    }

    // A data class is named by its guid or its name.
    public DataClass FindDataClass(string text) {
        Guid guid;
        DataClass found;
        if (Guid.TryParse(text, out guid)) return DataClasses.TryGetValue(guid, out found) ? found : null;
        return DataClasses.Values.FirstOrDefault(one => string.Equals(one.Name, text, StringComparison.OrdinalIgnoreCase));
    }

    // A resource type is named by its guid or its name.
    public ResourceType FindType(string text) {
        Guid guid;
        ResourceType found;
        if (Guid.TryParse(text, out guid)) return Types.TryGetValue(guid, out found) ? found : null;
        return Types.Values.FirstOrDefault(one => string.Equals(one.Name, text, StringComparison.OrdinalIgnoreCase));
    }
}
