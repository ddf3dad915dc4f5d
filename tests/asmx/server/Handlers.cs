// What is no web service: the agents' event inbox, and the tests' own way in, which the proxy shows to nobody.
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Web;
using System.Xml;

// /Altiris/NS/Agent/PostEvent.aspx
public class PostEvent : IHttpHandler {
    const string Inventory = "1592b913-72f3-4c36-91d2-d4eda21d2f96";

    public bool IsReusable { get { return true; } }

    public void ProcessRequest(HttpContext context) {
        context.Response.ContentType = "text/xml";
        if (context.Request.HttpMethod != "POST") { context.Response.StatusCode = 405; return; }
        string text;
        using (var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8)) text = reader.ReadToEnd();
        lock (Store.Gate) {
            try {
                Take(text);
                Store.Current.Events.Add(text);
            } catch (Exception error) {
                context.Response.StatusCode = 500;
                context.Response.ContentType = "text/plain";
                context.Response.Write(error.Message);
            }
        }
    }

    // Both forms are taken: inventoryClass with resourceRef, and the one of the ASDK help's sample.
    static void Take(string text) {
        var document = new XmlDocument { XmlResolver = null };
        document.LoadXml(text);
        var to = document.SelectSingleNode("/message/to");
        if (to == null || new Guid(to.InnerText) != new Guid(Inventory)) throw new FormatException("no such event handler");
        var resources = new Dictionary<string, Guid>();
        foreach (XmlElement one in document.SelectNodes("//resources/resource[@guid]")) resources[one.GetAttribute("ref")] = new Guid(one.GetAttribute("guid"));
        foreach (XmlElement classes in document.SelectNodes("//inventoryClass | //dataClass")) {
            var guid = new Guid(classes.GetAttribute("guid"));
            var dataClass = Store.Current.DataClasses[guid];
            foreach (XmlElement one in classes.SelectNodes("data/resource | resource")) {
                var named = one.GetAttribute("resourceRef");
                var resource = one.HasAttribute("guid") ? new Guid(one.GetAttribute("guid")) : resources[named];
                var rows = new List<Row>();
                foreach (XmlElement cells in one.SelectNodes("row")) {
                    var row = new Row();
                    for (var at = 0; at < dataClass.Columns.Count; at++)
                        if (cells.HasAttribute("c" + at)) row[dataClass.Columns[at]] = cells.GetAttribute("c" + at);
                    rows.Add(row);
                }
                Store.Current.Resources[resource].Rows[guid] = rows;
            }
        }
    }
}

// POST puts new content in place (or only says that the server joined a hierarchy), GET shows what is there now.
public class TestContent : IHttpHandler {
    public bool IsReusable { get { return true; } }

    public void ProcessRequest(HttpContext context) {
        lock (Store.Gate) {
            var member = context.Request.QueryString["hierarchyMember"];
            if (member != null) {
                Store.Current.IsHierarchyMember = member == "true";
            } else if (context.Request.HttpMethod == "POST") {
                Store.Current = Content.Read(context.Request.InputStream);
            } else {
                context.Response.ContentType = "text/xml";
                Content.Write(Store.Current, context.Response.OutputStream);
            }
        }
    }
}
