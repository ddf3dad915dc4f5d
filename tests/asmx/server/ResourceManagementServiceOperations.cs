using System;
using System.Linq;

// /Altiris/ASDK.NS/ResourceManagementService.asmx
public static class ResourceManagementServiceOperations {
    static Store Store { get { return Store.Current; } }
    static readonly Guid Computer = new Guid("493435f7-3b17-4c4c-b07f-c23e7ab7781f");

    // What is not found is answered by the empty guid. Of several of one name, the first.
    public static Guid GetResourceByName(string name, string resourceType) {
        Caller.MayRead();
        var type = Store.FindType(resourceType);
        if (type == null) throw Faults.DoesNotExist("resource type", resourceType);
        return First(type.Guid, one => Same(one.Name, name));
    }

    public static Guid GetComputerByNameAndDomain(string name, string domain) {
        Caller.MayRead();
        return First(Computer, one => Same(one.Name, name) && (string.IsNullOrEmpty(domain) || Same(one.Domain, domain)));
    }

    public static Guid GetUserByUserIdAndDomain(string userId, string domain) {
        Caller.MayRead();
        var type = Store.FindType("User");
        return type == null ? Guid.Empty : First(type.Guid, one => Same(one.Name, userId) && Same(one.Domain, domain));
    }

    public static Result GetDataClassData(string dataClass, string resourceGuid) {
        Guid guid;
        if (!Guid.TryParse(resourceGuid, out guid)) throw Faults.Invalid("'" + resourceGuid + "' is not a guid.");
        return GetDataClassDataX(dataClass, guid);
    }

    public static Result GetDataClassDataX(string dataClass, Guid resourceGuid) {
        Caller.MayRead();
        var found = Store.FindDataClass(dataClass);
        if (found == null) throw Faults.DoesNotExist("data class", dataClass);
        var resource = ResourceModelOperations.Visible(resourceGuid);
        var table = new Table();
        for (var at = 0; at < found.Columns.Count; at++) table.Column(found.Columns[at], found.Types[at]);
        if (resource.Rows.ContainsKey(found.Guid)) foreach (var row in resource.Rows[found.Guid]) table.Row(row);
        return table.Result;
    }

    public static void CreateResourceAssociation(string resourceAssociationTypeGuid, string parentResourceGuid, string childResourceGuid) {
        CreateResourceAssociationX(new Guid(resourceAssociationTypeGuid), new Guid(parentResourceGuid), new Guid(childResourceGuid));
    }

    public static void CreateResourceAssociationX(Guid resourceAssociationTypeGuid, Guid parentResourceGuid, Guid childResourceGuid) {
        ResourceModelOperations.FormAssociation(resourceAssociationTypeGuid, parentResourceGuid, new[] { childResourceGuid });
    }

    static Guid First(Guid type, Func<Resource, bool> test) {
        var found = Store.OfType(type).FirstOrDefault(one => Caller.Sees(one.Guid) && test(one));
        return found == null ? Guid.Empty : found.Guid;
    }

    static bool Same(string one, string other) {
        return string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
    }
}
