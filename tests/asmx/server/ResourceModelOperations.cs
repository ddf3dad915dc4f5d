using System;
using System.Collections.Generic;
using System.Linq;

// /Altiris/nswebservice/ResourceModel.asmx
public static class ResourceModelOperations {
    static Store Store { get { return Store.Current; } }

    public static DateTime GetLastStuctureChangeTimestamp() {
        Caller.MayRead();
        return Store.StructureChanged;
    }

    public static ResourceStructureInfo[] GetResourceStructureList() {
        Caller.MayRead();
        return Store.Types.Values.Select(type => new ResourceStructureInfo { Guid = type.Guid, Name = type.Name }).ToArray();
    }

    public static ResourceStructure GetResourceStructure(Guid resourceTypeGUID) {
        Caller.MayRead();
        var type = Type(resourceTypeGUID);
        return new ResourceStructure {
            Guid = type.Guid, Name = type.Name, DataClasses = GetDataClassesForResourceType(type.Guid),
            ParentRelationships = GetRelationshipsForResourceType(type.Guid, true),
            ChildRelationships = GetRelationshipsForResourceType(type.Guid, false),
        };
    }

    public static ResourceRelationshipStructure[] GetRelationshipsForResourceType(Guid resourceTypeGUID, bool asParent) {
        Caller.MayRead();
        Type(resourceTypeGUID);
        return Store.Relationships.Values
            .Where(one => (asParent ? one.ParentType : one.ChildType) == resourceTypeGUID)
            .Select(one => new ResourceRelationshipStructure {
                Guid = one.Guid, Name = one.Name, ParentType = one.ParentType, ChildType = one.ChildType,
                MinimumChildren = one.MinChildren, MaximumChildren = one.MaxChildren,
            }).ToArray();
    }

    public static DataClassStructure[] GetDataClassesForResourceType(Guid resourceTypeGUID) {
        Caller.MayRead();
        Type(resourceTypeGUID);
        return Store.DataClasses.Values.Select(one => new DataClassStructure {
            Guid = one.Guid, Name = one.Name,
            Fields = one.Columns.Select((column, at) => new DataClassFieldStructure { FieldName = column, FieldType = one.Types[at] }).ToArray(),
        }).ToArray();
    }

    public static DataClassStructure[] GetDataClassesForResourceTypeEx(Guid resourceTypeGUID) {
        return GetDataClassesForResourceType(resourceTypeGUID);
    }

    public static ResourceDataInfo[] GetResourcesOfType(Guid resourceTypeGUID) {
        Caller.MayRead();
        Type(resourceTypeGUID);
        return Store.OfType(resourceTypeGUID).Where(one => Caller.Sees(one.Guid)).Select(Info).ToArray();
    }

    public static ResourceData GetResource(Guid resourceGUID, Guid[] dataClassTypesToFetchGUID) {
        Caller.MayRead();
        return Data(Visible(resourceGUID), dataClassTypesToFetchGUID);
    }

    public static ResourceData GetResourceWithAllData(Guid resourceGUID) {
        Caller.MayRead();
        return Data(Visible(resourceGUID), null);
    }

    public static ResourceData[] GetResources(Guid[] resourceGUIDs, Guid[] dataClassTypesToFetchGUIDs) {
        Caller.MayRead();
        return (resourceGUIDs ?? new Guid[0]).Select(guid => Data(Visible(guid), dataClassTypesToFetchGUIDs ?? new Guid[0])).ToArray();
    }

    public static ResourceData[] GetResourcesWithFullData(Guid[] resourceGUIDs) {
        Caller.MayRead();
        return (resourceGUIDs ?? new Guid[0]).Select(guid => Data(Visible(guid), null)).ToArray();
    }

    public static ResourceDataInfo[] GetResourcesFromResourceGroup(Guid resourceGroupGuid, bool includeChildGroups) {
        Caller.MayRead();
        Filter filter;
        if (!Store.Filters.TryGetValue(resourceGroupGuid, out filter)) throw Faults.DoesNotExist("resource group", resourceGroupGuid);
        return filter.Members.Where(Caller.Sees).Select(guid => Info(Store.Resources[guid])).ToArray();
    }

    public static ResourceData[] GetAssociatedChildResources(Guid resourceTypeGUID, Guid resourceGUID, Guid associationType) {
        Caller.MayRead();
        var relationship = Association(associationType, resourceTypeGUID);
        return Resources(relationship.ChildrenOf(Visible(resourceGUID).Guid));
    }

    public static ResourceData[] GetAssociatedParentResources(Guid resourceTypeGUID, Guid resourceGUID, Guid associationType) {
        Caller.MayRead();
        var relationship = Association(associationType, resourceTypeGUID);
        return Resources(relationship.ParentsOf(Visible(resourceGUID).Guid));
    }

    public static ResourceDataInfo CreateNewResourceLight(Guid resourceTypeGUID, ResourceDataInfo info) {
        Caller.MayWrite();
        Type(resourceTypeGUID);
        if (info == null || string.IsNullOrWhiteSpace(info.Name)) throw Faults.Invalid("A resource needs a name.");
        return Info(Create(resourceTypeGUID, info));
    }

    public static ResourceData CreateNewResource(Guid resourceTypeGUID, ResourceDataInfo info) {
        return Data(Store.Resources[CreateNewResourceLight(resourceTypeGUID, info).Guid], null);
    }

    public static void SaveResource(ResourceData resource) {
        Caller.MayWrite();
        Save(Visible(resource.Info.Guid), resource);
    }

    public static ResourceData SaveOrCreateResource(ResourceData resource) {
        Caller.MayWrite();
        Resource found;
        if (!Store.Resources.TryGetValue(resource.Info.Guid, out found)) {
            Type(resource.Info.TypeGuid);
            found = Create(resource.Info.TypeGuid, resource.Info);
        }
        Save(found, resource);
        return Data(found, null);
    }

    public static void DeleteResource(Guid resourceGuid) {
        Caller.MayWrite();
        Store.Remove(Visible(resourceGuid));
    }

    public static void SaveDataClass(Guid resourceGUID, DataClassData[] dataClasses) {
        Caller.MayWrite();
        SaveRows(Visible(resourceGUID), dataClasses);
    }

    public static void SaveDataClassLight(Guid resourceGUID, DataClassDataLight[] dataClasses) {
        SaveDataClass(resourceGUID, dataClasses.Select(one => new DataClassData {
            DataClassGUID = one.DataClassGUID,
            DataRows = (one.DataRows ?? new DataClassRowDataLight[0]).Select(row => new DataClassRowData { DataElements = row.DataElements }).ToArray(),
        }).ToArray());
    }

    public static DataClassRowData[] GetDataClassRows2(Guid resourceGUID, Guid dataClass) {
        return GetDataClassRows(resourceGUID.ToString(), dataClass.ToString());
    }

    public static DataClassRowData[] GetDataClassRows(string resourceGUID, string dataClass) {
        Caller.MayRead();
        var found = Store.FindDataClass(dataClass);
        if (found == null) throw Faults.DoesNotExist("data class", dataClass);
        return Rows(Visible(new Guid(resourceGUID)), found);
    }

    public static void FormAssociation(Guid relationshipTypeGUID, Guid relationshipParentGUID, Guid[] relationshipChildGUIDs) {
        Caller.MayWrite();
        var relationship = Relationship(relationshipTypeGUID);
        OfType(Visible(relationshipParentGUID), relationship.ParentType);
        var children = (relationshipChildGUIDs ?? new Guid[0]).Distinct().ToList();
        foreach (var child in children) OfType(Visible(child), relationship.ChildType);
        var there = relationship.ChildrenOf(relationshipParentGUID);
        var added = children.Where(child => !there.Contains(child)).ToList();
        // An association is not moved by forming another one: the old one has to be broken first.
        if (relationship.MaxChildren > 0 && there.Count + added.Count > relationship.MaxChildren)
            throw Faults.Invalid("The association '" + relationship.Name + "' allows at most " + relationship.MaxChildren + " children.");
        foreach (var child in added)
            if (relationship.MaxParents > 0 && relationship.ParentsOf(child).Count >= relationship.MaxParents)
                throw Faults.Invalid("The association '" + relationship.Name + "' allows at most " + relationship.MaxParents + " parents.");
        foreach (var child in added) relationship.Form(relationshipParentGUID, child);
    }

    public static void BreakAssociation(Guid relationshipTypeGUID, Guid relationshipParentGUID, Guid[] relationshipChildGUIDs) {
        Caller.MayWrite();
        var relationship = Relationship(relationshipTypeGUID);
        Visible(relationshipParentGUID);
        foreach (var child in relationshipChildGUIDs ?? new Guid[0]) relationship.Break(relationshipParentGUID, child);
    }

    // --- what the other services use too ---

    public static Resource Visible(Guid guid) {
        Resource found;
        if (!Store.Resources.TryGetValue(guid, out found) || !Caller.Sees(guid)) throw Faults.DoesNotExist("resource", guid);
        return found;
    }

    static ResourceType Type(Guid guid) {
        ResourceType found;
        if (!Store.Types.TryGetValue(guid, out found)) throw Faults.DoesNotExist("resource type", guid);
        return found;
    }

    static Relationship Relationship(Guid guid) {
        Relationship found;
        if (!Store.Relationships.TryGetValue(guid, out found)) throw Faults.DoesNotExist("association type", guid);
        return found;
    }

    // Whether the type is that of the resource given or of those wanted is not published: either is taken.
    static Relationship Association(Guid guid, Guid type) {
        var found = Relationship(guid);
        if (type != found.ParentType && type != found.ChildType)
            throw Faults.Invalid("The association '" + found.Name + "' does not concern the resource type '" + type + "'.");
        return found;
    }

    static void OfType(Resource resource, Guid type) {
        if (resource.TypeGuid != type) throw Faults.Invalid("The resource '" + resource.Name + "' is not of the association's type.");
    }

    static Resource Create(Guid type, ResourceDataInfo info) {
        if (info.Guid != Guid.Empty && Store.Resources.ContainsKey(info.Guid)) throw Faults.Invalid("There is a resource '" + info.Guid + "' already.");
        var resource = new Resource {
            Guid = info.Guid == Guid.Empty ? Guid.NewGuid() : info.Guid,
            Name = info.Name, TypeGuid = type, Description = info.Description ?? "",
        };
        Store.Add(resource);
        return resource;
    }

    static void Save(Resource resource, ResourceData data) {
        if (!string.IsNullOrEmpty(data.Info.Name)) resource.Name = data.Info.Name;
        if (data.Info.Description != null) resource.Description = data.Info.Description;
        SaveRows(resource, data.DataClasses);
    }

    static void SaveRows(Resource resource, DataClassData[] dataClasses) {
        foreach (var one in dataClasses ?? new DataClassData[0]) {
            if (!Store.DataClasses.ContainsKey(one.DataClassGUID)) throw Faults.DoesNotExist("data class", one.DataClassGUID);
            resource.Rows[one.DataClassGUID] = (one.DataRows ?? new DataClassRowData[0]).Select(row => {
                var made = new Row();
                foreach (var cell in row.DataElements ?? new DataClassFieldData[0]) made[cell.FieldName] = cell.Value;
                return made;
            }).ToList();
        }
    }

    public static ResourceDataInfo Info(Resource resource) {
        return new ResourceDataInfo { Guid = resource.Guid, Name = resource.Name, TypeGuid = resource.TypeGuid, Description = resource.Description };
    }

    static ResourceData[] Resources(IEnumerable<Guid> guids) {
        return guids.Where(Caller.Sees).Select(guid => Data(Store.Resources[guid], new Guid[0])).ToArray();
    }

    static ResourceData Data(Resource resource, Guid[] dataClasses) {
        var wanted = dataClasses ?? resource.Rows.Keys.ToArray();
        return new ResourceData {
            Info = Info(resource),
            DataClasses = wanted.Where(Store.DataClasses.ContainsKey).Select(guid => new DataClassData {
                DataClassGUID = guid, DataRows = Rows(resource, Store.DataClasses[guid]),
            }).ToArray(),
        };
    }

    static DataClassRowData[] Rows(Resource resource, DataClass dataClass) {
        List<Row> rows;
        if (!resource.Rows.TryGetValue(dataClass.Guid, out rows)) return new DataClassRowData[0];
        return rows.Select(row => new DataClassRowData {
            DataElements = dataClass.Columns.Where(row.ContainsKey)
                .Select(column => new DataClassFieldData { FieldName = column, Value = row[column] }).ToArray(),
        }).ToArray();
    }
}
