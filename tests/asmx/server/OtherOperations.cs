using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml;

// /Altiris/ASDK.NS/CollectionManagementService.asmx
public static class CollectionManagementServiceOperations {
    public static Guid[] GetCollectionMembership(string collectionItemGuid) {
        Guid guid;
        if (!Guid.TryParse(collectionItemGuid, out guid)) throw Faults.Invalid("'" + collectionItemGuid + "' is not a guid.");
        return GetCollectionMembershipX(guid);
    }

    public static Guid[] GetCollectionMembershipX(Guid collectionItemGuid) {
        Caller.MayRead();
        return Find(collectionItemGuid).Members.Where(Caller.Sees).ToArray();
    }

    // Refreshes filters; the members of those here are always up to date.
    public static void UpdateCollections(string collectionItemGuids) {
        Caller.MayWrite();
        foreach (var text in (collectionItemGuids ?? "").Split(',')) Find(new Guid(text.Trim()));
    }

    static Filter Find(Guid guid) {
        Filter found;
        if (!Store.Current.Filters.TryGetValue(guid, out found)) throw Faults.DoesNotExist("collection", guid);
        return found;
    }
}

// /Altiris/ASDK.NS/HierarchyManagementService.asmx
public static class HierarchyManagementServiceOperations {
    public static bool IsHierarchyMember() {
        Caller.MayRead();
        return Store.Current.IsHierarchyMember;
    }

    public static bool IsHierarchyManaged(Guid itemGuid) {
        Caller.MayRead();
        Item found;
        if (!Store.Current.Items.TryGetValue(itemGuid, out found)) throw Faults.DoesNotExist("item", itemGuid);
        return found.Managed;
    }
}

// /Altiris/ASDK.NS/ReportManagementService.asmx
public static class ReportManagementServiceOperations {
    public static Result RunReport(Guid reportItemGuid) {
        Caller.MayRead();
        Report report;
        var store = Store.Current;
        if (!store.Reports.TryGetValue(reportItemGuid, out report)) throw Faults.DoesNotExist("report", reportItemGuid);
        var table = new Table();
        table.Column("_ResourceGuid", "guid");
        table.Column("Name", "string");
        var dataClass = store.FindDataClass(report.Computed);
        if (dataClass == null) throw Faults.DoesNotExist("data class", report.Computed);
        for (var at = 0; at < dataClass.Columns.Count; at++) table.Column(dataClass.Columns[at], dataClass.Types[at]);
        foreach (var resource in store.Resources.Values.Where(one => Caller.Sees(one.Guid) && one.Rows.ContainsKey(dataClass.Guid)))
            foreach (var row in resource.Rows[dataClass.Guid]) {
                var cells = new Dictionary<string, string>(row) { { "_ResourceGuid", resource.Guid.ToString() }, { "Name", resource.Name } };
                table.Row(cells);
            }
        return table.Result;
    }
}

// /Altiris/ASDK.Task/TaskManagementService.asmx
public static class TaskManagementServiceOperations {
    static Store Store { get { return Store.Current; } }

    public static TaskDetails GetTask(string taskGuid) { return GetTask2(Parse(taskGuid)); }

    public static TaskDetails GetTask2(Guid taskGuid) {
        Caller.MayRead();
        var task = Find(taskGuid);
        return new TaskDetails {
            Guid = task.Guid, Name = task.Name, Description = "",
            InputParameters = task.Parameters.Select(one => new TaskParameter { Name = one }).ToArray(),
        };
    }

    public static Guid ExecuteTask(string taskGuid, string executionName, string inputParameters) {
        return ExecuteTask2(Parse(taskGuid), executionName, inputParameters);
    }

    public static Guid ExecuteTask2(Guid taskGuid, string executionName, string inputParameters) {
        Caller.MayWrite();
        var task = Find(taskGuid);
        var document = new XmlDocument { XmlResolver = null };
        try { document.LoadXml(inputParameters ?? ""); } catch (XmlException error) { throw Faults.Invalid("The input parameters cannot be read: " + error.Message); }
        // Names that the task does not define are ignored; these two are required.
        var given = new Dictionary<string, string>();
        foreach (XmlElement one in document.SelectNodes("/inputParameters/parameter"))
            given[one.SelectSingleNode("name").InnerText] = one.SelectSingleNode("value").InnerXml;
        foreach (var required in new[] { "@AssignedResources", "@CompRequirements" })
            if (!given.ContainsKey(required)) throw Faults.Invalid("The input parameter '" + required + "' is missing.");
        var requirements = new XmlDocument();
        // The value is XML, given as elements or as escaped text.
        var text = given["@CompRequirements"].Replace("&lt;", "<").Replace("&gt;", ">");
        try { requirements.LoadXml("<r>" + text + "</r>"); } catch (XmlException) { throw Faults.Invalid("@CompRequirements is no XML."); }
        foreach (var required in new[] { "minWaitTime", "maxWaitTime", "minCompletion" })
            if (requirements.SelectSingleNode("//" + required) == null) throw Faults.Invalid("@CompRequirements has no " + required + ".");
        var instance = new Instance { Guid = Guid.NewGuid(), Task = task, Name = executionName, Input = inputParameters, Started = DateTime.UtcNow };
        foreach (var one in given["@AssignedResources"].Split(new[] { ',' }, StringSplitOptions.RemoveEmptyEntries))
            instance.Resources.Add(ResourceModelOperations.Visible(Parse(one.Trim())).Guid);
        Store.Instances[instance.Guid] = instance;
        return instance.Guid;
    }

    public static Guid[] GetExecutedTaskInstances(string taskGuid) { return GetExecutedTaskInstances2(Parse(taskGuid)); }

    public static Guid[] GetExecutedTaskInstances2(Guid taskGuid) {
        Caller.MayRead();
        return Store.Instances.Values.Where(one => one.Task.Guid == taskGuid).Select(one => one.Guid).ToArray();
    }

    public static TaskStatusDetails[] GetTaskStatus(string taskGuid) { return GetTaskStatus2(Parse(taskGuid)); }

    // Of one instance, or of all instances of a task.
    public static TaskStatusDetails[] GetTaskStatus2(Guid taskGuid) {
        Caller.MayRead();
        var all = Store.Instances.Values.Where(one => one.Task.Guid == taskGuid || one.Guid == taskGuid && !one.Task.ByTaskOnly).ToList();
        if (all.Count == 0) Find(taskGuid);
        return all.Select(one => {
            Poll(one);
            var ended = one.Resources.Where(guid => HasEnded(one, guid)).ToList();
            return new TaskStatusDetails {
                TaskInstanceGuid = one.Guid, Status = one.Ended == null ? "Running" : one.Task.Failing.Overlaps(one.Resources) ? "Failed" : one.Task.Result,
                StartTime = one.Started, EndTime = one.Ended, ResourcesTotal = one.Resources.Count, ResourcesFinished = ended.Count,
                ResourcesFailed = ended.Count(guid => ResultOf(one, guid) != "Completed"),
            };
        }).ToArray();
    }

    public static TaskResourceStatusDetails GetTaskResourceStatus(string taskInstanceGuid, string resourceGuid) {
        return GetTaskResourceStatus2(Parse(taskInstanceGuid), Parse(resourceGuid));
    }

    public static TaskResourceStatusDetails GetTaskResourceStatus2(Guid taskInstanceGuid, Guid resourceGuid) {
        Caller.MayRead();
        Instance instance;
        if (!Store.Instances.TryGetValue(taskInstanceGuid, out instance)) throw Faults.DoesNotExist("task instance", taskInstanceGuid);
        if (!instance.Resources.Contains(resourceGuid)) throw Faults.DoesNotExist("resource", resourceGuid);
        Poll(instance);
        var done = HasEnded(instance, resourceGuid);
        var result = ResultOf(instance, resourceGuid);
        return new TaskResourceStatusDetails {
            TaskInstanceGuid = instance.Guid, ResourceGuid = resourceGuid, Status = done ? result : "Running",
            EndTime = done ? (DateTime?)DateTime.UtcNow : null, ReturnCode = done && result != "Completed" ? 1 : 0, Output = "",
        };
    }

    // A task ends on a resource when its state was asked for often enough, if ever; then its effect shows in the resource's
    // data class, unless it failed there.
    static void Poll(Instance instance) {
        if (++instance.Polled != instance.Task.Polls) return;
        var task = instance.Task;
        if (!task.Hanging.Overlaps(instance.Resources)) instance.Ended = DateTime.UtcNow;
        foreach (var guid in instance.Resources.Where(one => !task.Hanging.Contains(one) && !task.Failing.Contains(one))) {
            var own = task.Effects.Where(one => one.Resource == guid).ToList();
            foreach (var effect in own.Count > 0 ? own : task.Effects.Where(one => one.Resource == null).ToList())
                Store.Resources[guid].Rows[effect.Class] = new List<Row> { effect.Row };
        }
    }

    static bool HasEnded(Instance instance, Guid resource) {
        return instance.Polled >= instance.Task.Polls && !instance.Task.Hanging.Contains(resource);
    }

    static string ResultOf(Instance instance, Guid resource) {
        return instance.Task.Failing.Contains(resource) ? "Failed" : instance.Task.Result;
    }

    static Task Find(Guid guid) {
        Task found;
        if (!Store.Tasks.TryGetValue(guid, out found)) throw Faults.DoesNotExist("task", guid);
        return found;
    }

    static Guid Parse(string text) {
        Guid guid;
        if (!Guid.TryParse(text, out guid)) throw Faults.Invalid("'" + text + "' is not a guid.");
        return guid;
    }
}
