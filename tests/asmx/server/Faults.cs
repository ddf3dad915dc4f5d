// The faults that the ASDK answers with: the exception's type stands in the detail's exceptionType.
using System;
using System.Web.Services.Protocols;
using System.Xml;

public static class Faults {
    public static SoapException Of(string type, string message) {
        var document = new XmlDocument();
        var name = SoapException.DetailElementName;
        var detail = document.CreateElement(name.Name, name.Namespace);
        Add(detail, "exceptionType", type);
        Add(detail, "message", message);
        return new SoapException(message, SoapException.ServerFaultCode, "", detail);
    }

    static void Add(XmlElement detail, string name, string text) {
        var element = detail.OwnerDocument.CreateElement(name);
        element.InnerText = text;
        detail.AppendChild(element);
    }

    public static SoapException DoesNotExist(string kind, object key) {
        return Of("ASDKDoesNotExistException", "The " + kind + " '" + key + "' does not exist.");
    }

    public static SoapException NoPermission(string what) {
        return Of("ASDKInsufficientPermissionException", "The current user does not have permission to " + what + ".");
    }

    public static SoapException Invalid(string message) {
        return Of("ASDKException", message);
    }

    // Published, but not used by smpctl: whoever calls it shall notice at once.
    public static SoapException NotModelled(string operation) {
        return Of("ASDKException", "The test server does not model '" + operation + "'.");
    }
}
