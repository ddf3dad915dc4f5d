// A DataTable, serialised as the test's options say.
using System;
using System.Collections.Generic;
using System.Data;
using System.IO;
using System.Xml;

public class Table {
    // .NET names the only table of a query's result Table, and the first of several Table1.
    readonly DataTable table = new DataTable(Names.TableRow);

    public void Column(string name, string type) {
        var clr = type == "int" ? typeof(int) : type == "dateTime" ? typeof(DateTime) : type == "boolean" ? typeof(bool)
            : type == "guid" ? typeof(Guid) : typeof(string);
        table.Columns.Add(name, clr);
    }

    public void Row(IDictionary<string, string> cells) {
        var row = table.NewRow();
        foreach (var cell in cells) {
            if (!table.Columns.Contains(cell.Key) || cell.Value == null) continue;
            var type = table.Columns[cell.Key].DataType;
            row[cell.Key] = type == typeof(Guid) ? new Guid(cell.Value)
                : type == typeof(DateTime) ? XmlConvert.ToDateTime(cell.Value, XmlDateTimeSerializationMode.RoundtripKind)
                : (object)Convert.ChangeType(cell.Value, type, System.Globalization.CultureInfo.InvariantCulture);
        }
        table.Rows.Add(row);
    }

#if TABLE_AS_DATA_SET
    public Result Result {
        get {
            table.AcceptChanges();
            var set = new DataSet("NewDataSet");
            set.Tables.Add(table);
            var text = new StringWriter();
            set.WriteXml(text, XmlWriteMode.WriteSchema);
            var document = new XmlDocument();
            document.LoadXml(text.ToString());
            return new Result { Document = document.DocumentElement };
        }
    }
#else
    public Result Result { get { table.AcceptChanges(); return new Result { Table = table }; } }
#endif
}

// What the generated services unwrap into the return type that the options ask for.
public class Result {
    public DataTable Table;
    public XmlElement Document;
}
