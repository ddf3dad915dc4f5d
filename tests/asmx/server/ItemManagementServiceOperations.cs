using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml;

// /Altiris/ASDK.NS/ItemManagementService.asmx. Every resource is an item too.
public static class ItemManagementServiceOperations {
    static Store Store { get { return Store.Current; } }

    public static bool ItemExists(string itemGuid) { return ItemExistsX(Parse(itemGuid)); }

    public static bool ItemExistsX(Guid itemGuid) {
        Caller.MayRead();
        return All().Any(one => one.Guid == itemGuid);
    }

    public static ItemDetails GetItemByGuid(string itemGuid) { return GetItemByGuidX(Parse(itemGuid)); }

    public static ItemDetails GetItemByGuidX(Guid itemGuid) {
        Caller.MayRead();
        Item item;
        if (Store.Items.TryGetValue(itemGuid, out item)) return Details(item);
        var found = All().FirstOrDefault(one => one.Guid == itemGuid);
        if (found == null) throw Faults.DoesNotExist("item", itemGuid);
        return found;
    }

    public static ItemDetails[] GetItemsByName(string itemName) {
        Caller.MayRead();
        return All().Where(one => Same(one.Name, itemName)).ToArray();
    }

    public static Guid[] GetItemsByNameAndType(string name, string type) {
        Caller.MayRead();
        return All().Where(one => Same(one.Name, name) && Same(one.TypeName, type)).Select(one => one.Guid).ToArray();
    }

    public static ItemDetails[] GetItemsByType(string typeName) {
        Caller.MayRead();
        return All().Where(one => Same(one.TypeName, typeName)).ToArray();
    }

    public static ItemDetails[] GetItemsInFolder(string folderGuid) { return GetItemsInFolderX(Parse(folderGuid)); }

    public static ItemDetails[] GetItemsInFolderX(Guid folderGuid) {
        Caller.MayRead();
        return All().Where(one => one.ParentFolderGuid == folderGuid).ToArray();
    }

    public static string ExportItemXmlString(string itemGuid) { return ExportItemXmlStringX(Parse(itemGuid)); }

    public static string ExportItemXmlStringX(Guid itemGuid) {
        Caller.MayRead();
        return Find(itemGuid).Xml;
    }

    public static void ImportItemXmlString(string xml) {
        Caller.MayWrite();
        var document = new XmlDocument { XmlResolver = null };
        try { document.LoadXml(xml ?? ""); } catch (XmlException error) { throw Faults.Invalid("The item's XML cannot be read: " + error.Message); }
        Guid guid;
        if (!Guid.TryParse(document.DocumentElement.GetAttribute("guid"), out guid)) throw Faults.Invalid("The item's XML has no guid.");
        var item = Find(guid);
        if (item.Managed) throw Faults.Invalid("The item '" + item.Name + "' is managed by the hierarchy and is read-only on this server.");
        item.Xml = xml;
        item.Modified = DateTime.UtcNow;
        if (item.Of == null || item.Status == null) return;
        var location = document.SelectSingleNode("//windowsLocation");
        var told = Store.FindDataClass("AeX AC Package Location Status");
        if (location == null || told == null) return;
        var row = new Row {
            { "Storage path", location.InnerText }, { "Last relocation attempt", DateTime.UtcNow.ToString("o") },
            { "Last relocation status", item.Status.Value.ToString() },
        };
        Store.Resources[item.Of.Value].Rows[told.Guid] = new List<Row> { row };
    }

    public static void RenameItem(string itemGuid, string newName) { RenameItemX(Parse(itemGuid), newName); }

    public static void RenameItemX(Guid itemGuid, string newName) {
        Caller.MayWrite();
        if (string.IsNullOrWhiteSpace(newName)) throw Faults.Invalid("An item needs a name.");
        Resource resource;
        if (Store.Resources.TryGetValue(itemGuid, out resource) && Caller.Sees(itemGuid)) resource.Name = newName;
        else Find(itemGuid).Name = newName;
    }

    public static void DeleteItem(string itemGuid) { DeleteItemX(Parse(itemGuid)); }

    public static void DeleteItemX(Guid itemGuid) {
        Caller.MayWrite();
        if (!Store.Items.Remove(itemGuid)) ResourceModelOperations.DeleteResource(itemGuid);
    }

    static Item Find(Guid guid) {
        Item found;
        if (!Store.Items.TryGetValue(guid, out found)) throw Faults.DoesNotExist("item", guid);
        return found;
    }

    static Guid Parse(string text) {
        Guid guid;
        if (!Guid.TryParse(text, out guid)) throw Faults.Invalid("'" + text + "' is not a guid.");
        return guid;
    }

    static IEnumerable<ItemDetails> All() {
        return Store.Items.Values.Select(Details)
            .Concat(Store.Filters.Values.Select(one => Details(one.Guid, one.Name, "Filter", "")))
            .Concat(Store.Tasks.Values.Select(one => Details(one.Guid, one.Name, "Task", "")))
            .Concat(Store.Reports.Values.Select(one => Details(one.Guid, one.Name, "Report", "")))
            .Concat(Store.Resources.Values.Where(one => Caller.Sees(one.Guid))
                .Select(one => Details(one.Guid, one.Name, Store.Types[one.TypeGuid].Name, one.Description)));
    }

    static ItemDetails Details(Item item) {
        return new ItemDetails {
            Guid = item.Guid, Name = item.Name, Description = item.Description, TypeName = item.TypeName,
            ParentFolderGuid = item.Folder, ModifiedDate = item.Modified,
        };
    }

    static ItemDetails Details(Guid guid, string name, string type, string description) {
        return new ItemDetails { Guid = guid, Name = name, TypeName = type, Description = description, ModifiedDate = Store.StructureChanged };
    }

    static bool Same(string one, string other) { return string.Equals(one, other, StringComparison.OrdinalIgnoreCase); }
}
