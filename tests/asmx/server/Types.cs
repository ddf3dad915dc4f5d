// The result types of the services. Their layout is not published (only that of data class rows is), so the names
// of their elements come from Names, which the generator writes from the test's options.
using System;
using System.Xml.Serialization;

[XmlType("ResourceDataInfo")]
public class ResourceDataInfo {
    [XmlElement(Names.ResourceGuid)] public Guid Guid;
    [XmlElement(Names.ResourceName)] public string Name;
    [XmlElement(Names.ResourceTypeGuid)] public Guid TypeGuid;
    [XmlElement(Names.ResourceDescription)] public string Description;
}

#if RESOURCE_DATA_CONTAINS_INFO
[XmlType("ResourceData")]
public class ResourceData {
    [XmlElement("Info")] public ResourceDataInfo Info = new ResourceDataInfo();
    public DataClassData[] DataClasses;
}
#else
[XmlType("ResourceData")]
public class ResourceData : ResourceDataInfo {
    public DataClassData[] DataClasses;
    [XmlIgnore] public ResourceDataInfo Info {
        get { return this; }
        set { Guid = value.Guid; Name = value.Name; TypeGuid = value.TypeGuid; Description = value.Description; }
    }
}
#endif

[XmlType("ResourceStructureInfo")]
public class ResourceStructureInfo {
    [XmlElement(Names.StructureGuid)] public Guid Guid;
    [XmlElement(Names.StructureName)] public string Name;
}

[XmlType("ResourceStructure")]
public class ResourceStructure {
    [XmlElement(Names.StructureGuid)] public Guid Guid;
    [XmlElement(Names.StructureName)] public string Name;
    public DataClassStructure[] DataClasses;
    public ResourceRelationshipStructure[] ParentRelationships;
    public ResourceRelationshipStructure[] ChildRelationships;
}

[XmlType("ResourceRelationshipStructure")]
public class ResourceRelationshipStructure {
    [XmlElement(Names.RelationshipGuid)] public Guid Guid;
    [XmlElement(Names.RelationshipName)] public string Name;
    [XmlElement(Names.RelationshipParent)] public Guid ParentType;
    [XmlElement(Names.RelationshipChild)] public Guid ChildType;
    public int MinimumChildren;
    public int MaximumChildren;
}

[XmlType("DataClassStructure")]
public class DataClassStructure {
    [XmlElement(Names.DataClassGuid)] public Guid Guid;
    [XmlElement(Names.DataClassName)] public string Name;
    public DataClassFieldStructure[] Fields;
}

[XmlType("DataClassFieldStructure")]
public class DataClassFieldStructure {
    public string FieldName;
    public string FieldType;
}

// These three are as a published sample shows them.
[XmlType("DataClassData")]
public class DataClassData {
    public Guid DataClassGUID;
    public DataClassRowData[] DataRows;
}

[XmlType("DataClassRowData")]
public class DataClassRowData {
    public DataClassFieldData[] DataElements;
}

[XmlType("DataClassFieldData")]
public class DataClassFieldData {
    public string FieldName;
    public string Value;
}

[XmlType("DataClassDataLight")]
public class DataClassDataLight {
    public Guid DataClassGUID;
    public DataClassRowDataLight[] DataRows;
}

[XmlType("DataClassRowDataLight")]
public class DataClassRowDataLight {
    public DataClassFieldData[] DataElements;
}

[XmlType("ItemDetails")]
public class ItemDetails {
    [XmlElement(Names.ItemGuid)] public Guid Guid;
    [XmlElement(Names.ItemName)] public string Name;
    public string Description;
    public string TypeName;
    public Guid ParentFolderGuid;
    public DateTime ModifiedDate;
}

[XmlType("ItemInfo")]
public class ItemInfo {
    [XmlElement(Names.ItemGuid)] public Guid Guid;
    [XmlElement(Names.ItemName)] public string Name;
}

[XmlType("ItemActionData")]
public class ItemActionData {
    public Guid ActionGuid;
    public string Name;
}

[XmlType("PushPolicyResult")]
public class PushPolicyResult {
    public Guid ResourceGuid;
    public string Result;
}

[XmlType("TaskDetails")]
public class TaskDetails {
    [XmlElement(Names.TaskGuid)] public Guid Guid;
    [XmlElement(Names.TaskName)] public string Name;
    public string Description;
    public TaskParameter[] InputParameters;
}

[XmlType("TaskParameter")]
public class TaskParameter {
    public string Name;
    public string DefaultValue;
}

[XmlType("TaskStatus")]
public class TaskStatus {
    public string Status;
    public int ReturnCode;
}

[XmlType("TaskStatusDetails")]
public class TaskStatusDetails {
    public Guid TaskInstanceGuid;
    public string Status;
    public DateTime StartTime;
    [XmlElement(IsNullable = true)] public DateTime? EndTime;
    public int ResourcesTotal;
    public int ResourcesFinished;
    public int ResourcesFailed;
}

[XmlType("TaskResourceStatusDetails")]
public class TaskResourceStatusDetails {
    public Guid TaskInstanceGuid;
    public Guid ResourceGuid;
    public string Status;
    [XmlElement(IsNullable = true)] public DateTime? EndTime;
    public int ReturnCode;
    public string Output;
}

[XmlType("TCMTaskStatusResult")]
public class TCMTaskStatusResult {
    public Guid ResourceGuid;
    public string Status;
}

[XmlType("TCMTaskStatusDetails")]
public class TCMTaskStatusDetails {
    public Guid TaskInstanceGuid;
    public string Status;
}
