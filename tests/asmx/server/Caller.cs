// The account that calls, as the proxy in front authenticated it, and what it may do.
using System;
using System.Web;

public static class Caller {
    public static Account Account {
        get {
            var name = HttpContext.Current.Request.Headers["X-Test-Account"] ?? "";
            Account found;
            return Store.Current.Accounts.TryGetValue(name, out found) ? found : new Account { Name = name, Rights = "none" };
        }
    }

    public static void MayRead() {
        if (Account.Rights == "none") throw Faults.NoPermission("read");
    }

    public static void MayWrite() {
        var rights = Account.Rights;
        if (rights != "admin") throw Faults.NoPermission("write");
    }

    // Scoping: what an account may not see is, for it, not there.
    public static bool Sees(Guid resource) {
        return !Account.Hidden.Contains(resource);
    }
}
