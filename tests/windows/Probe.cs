// What PowerShell cannot do for acceptance.ps1 by itself: look at everything that belongs to a file, whatever its path.
// C# 5, which Windows PowerShell 5.1 compiles.
using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using Microsoft.Win32.SafeHandles;

public static class Probe
{
    [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
    struct Found
    {
        public uint Attributes;
        public long Created, Accessed, Written;
        public uint SizeHigh, SizeLow, Tag, Reserved;
        [MarshalAs(UnmanagedType.ByValTStr, SizeConst = 260)] public string Name;
        [MarshalAs(UnmanagedType.ByValTStr, SizeConst = 14)] public string Short;
    }

    [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
    struct FoundStream
    {
        public long Size;
        [MarshalAs(UnmanagedType.ByValTStr, SizeConst = 296)] public string Name;
    }

    [StructLayout(LayoutKind.Sequential)]
    struct Information
    {
        public uint Attributes, CreatedLow, CreatedHigh, AccessedLow, AccessedHigh, WrittenLow, WrittenHigh;
        public uint Volume, SizeHigh, SizeLow, Links, IndexHigh, IndexLow;
    }

    [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
    struct StartupInfo
    {
        public int Size;
        public string Reserved, Desktop, Title;
        public int X, Y, XSize, YSize, XChars, YChars, Fill, Flags;
        public short Show, Reserved2;
        public IntPtr Reserved3, Input, Output, Error;
    }

    [StructLayout(LayoutKind.Sequential)]
    struct ProcessInformation
    {
        public IntPtr Process, Thread;
        public int ProcessId, ThreadId;
    }

    [DllImport("kernel32", CharSet = CharSet.Unicode, SetLastError = true)]
    static extern IntPtr FindFirstFileW(string path, out Found found);
    [DllImport("kernel32", CharSet = CharSet.Unicode, SetLastError = true)]
    static extern bool FindNextFileW(IntPtr search, out Found found);
    [DllImport("kernel32", CharSet = CharSet.Unicode, SetLastError = true)]
    static extern IntPtr FindFirstStreamW(string path, int level, out FoundStream found, int flags);
    [DllImport("kernel32", CharSet = CharSet.Unicode, SetLastError = true)]
    static extern bool FindNextStreamW(IntPtr search, out FoundStream found);
    [DllImport("kernel32")] static extern bool FindClose(IntPtr search);
    [DllImport("kernel32", CharSet = CharSet.Unicode, SetLastError = true)]
    static extern SafeFileHandle CreateFileW(string path, uint access, int share, IntPtr security, int disposition, uint flags, IntPtr template);
    [DllImport("kernel32", SetLastError = true)]
    static extern bool GetFileInformationByHandle(SafeFileHandle file, out Information information);
    [DllImport("kernel32", SetLastError = true)]
    static extern bool SetFileInformationByHandle(SafeFileHandle file, int kind, byte[] information, int length);
    [DllImport("kernel32", CharSet = CharSet.Unicode, SetLastError = true)]
    static extern bool CreateHardLinkW(string link, string file, IntPtr security);
    [DllImport("advapi32", CharSet = CharSet.Unicode)]
    static extern int GetNamedSecurityInfoW(string path, int kind, int parts, IntPtr owner, IntPtr group, IntPtr dacl, IntPtr sacl, out IntPtr descriptor);
    [DllImport("advapi32", CharSet = CharSet.Unicode, SetLastError = true)]
    static extern bool ConvertSecurityDescriptorToStringSecurityDescriptorW(IntPtr descriptor, int revision, int parts, out IntPtr text, out int length);
    [DllImport("kernel32")] static extern IntPtr LocalFree(IntPtr memory);
    [DllImport("kernel32", CharSet = CharSet.Unicode, SetLastError = true)]
    static extern bool CreateProcessW(string program, StringBuilder line, IntPtr process, IntPtr thread, bool inherit, uint flags, IntPtr environment, string directory, ref StartupInfo startup, out ProcessInformation information);
    [DllImport("kernel32", SetLastError = true)]
    static extern bool GenerateConsoleCtrlEvent(int what, int group);

    const uint Directory = 0x10, Reparse = 0x400;
    static readonly IntPtr Invalid = new IntPtr(-1);

    static string Long(string path)
    {
        return path.StartsWith(@"\\?\") ? path : @"\\?\" + path;
    }

    static SafeFileHandle Open(string path, uint access, bool link)
    {
        // Backup semantics, for directories; a reparse point itself, if asked.
        SafeFileHandle file = CreateFileW(Long(path), access, 7, IntPtr.Zero, 3, 0x02000000u | (link ? 0x00200000u : 0u), IntPtr.Zero);
        if (file.IsInvalid) throw new Win32Exception(Marshal.GetLastWin32Error(), path);
        return file;
    }

    static string Hash(string path)
    {
        using (SafeFileHandle file = Open(path, 0x80000000, false))
        using (FileStream stream = new FileStream(file, FileAccess.Read))
        using (SHA256 hash = SHA256.Create())
            return BitConverter.ToString(hash.ComputeHash(stream)).Replace("-", "");
    }

    static string Access(string path)
    {
        IntPtr descriptor, text;
        int length;
        // Owner, group, access list.
        int status = GetNamedSecurityInfoW(Long(path), 1, 7, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero, out descriptor);
        if (status != 0) throw new Win32Exception(status, path);
        try
        {
            if (!ConvertSecurityDescriptorToStringSecurityDescriptorW(descriptor, 1, 7, out text, out length)) throw new Win32Exception();
            string result = Marshal.PtrToStringUni(text);
            LocalFree(text);
            return result;
        }
        finally { LocalFree(descriptor); }
    }

    static string Streams(string path)
    {
        List<string> streams = new List<string>();
        FoundStream found;
        IntPtr search = FindFirstStreamW(Long(path), 0, out found, 0);
        if (search == Invalid) return "";
        do
        {
            if (found.Name != "::$DATA")
                streams.Add(found.Name + "=" + Hash(path + found.Name.Replace(":$DATA", "")));
        } while (FindNextStreamW(search, out found));
        FindClose(search);
        streams.Sort(StringComparer.Ordinal);
        return string.Join(",", streams.ToArray());
    }

    // A name that is no valid Unicode, in a form that survives everything.
    static string Escape(string name)
    {
        StringBuilder text = new StringBuilder();
        foreach (char c in name) text.Append(c < 0x7f ? c.ToString() : "\\u" + ((int)c).ToString("x4"));
        return text.ToString();
    }

    /// Everything that belongs to a folder and what is in it; a link on the way to the folder is followed, none below.
    public static string[] Snapshot(string root)
    {
        List<string> lines = new List<string>();
        Dictionary<string, string> names = new Dictionary<string, string>();
        Look(root, "", true, lines, names);
        lines.Sort(StringComparer.Ordinal);
        return lines.ToArray();
    }

    static void Look(string path, string name, bool isRoot, List<string> lines, Dictionary<string, string> names)
    {
        Information information;
        using (SafeFileHandle file = Open(path, 0x80, !isRoot))
            if (!GetFileInformationByHandle(file, out information)) throw new Win32Exception();
        bool isLink = !isRoot && (information.Attributes & Reparse) != 0;
        bool isDirectory = (information.Attributes & Directory) != 0;
        string content = "";
        if (isRoot) content = "root";
        else if (isLink) content = "link";
        else if (!isDirectory) content = Hash(path);
        string group = "";
        if (!isDirectory && information.Links > 1)
        {
            string id = information.IndexHigh + ":" + information.IndexLow;
            if (!names.ContainsKey(id)) names[id] = Escape(name);
            group = names[id] + "*" + information.Links;
        }
        long written = ((long)information.WrittenHigh << 32) | information.WrittenLow;
        long created = ((long)information.CreatedHigh << 32) | information.CreatedLow;
        // The root may be looked at through a link, whose own streams and access list are not meant.
        string more = isRoot ? "" : Access(path) + "|" + (isLink ? "" : Streams(path));
        lines.Add(Escape(name) + "|" + (information.Attributes & ~(Reparse | 0x80u)).ToString("x") + "|" + created + "|" + written + "|"
            + content + "|" + group + "|" + more);
        if (!isDirectory || isLink) return;
        List<string> entries = new List<string>();
        Found found;
        IntPtr search = FindFirstFileW(Long(path) + @"\*", out found);
        if (search == Invalid) throw new Win32Exception(Marshal.GetLastWin32Error(), path);
        do
        {
            if (found.Name != "." && found.Name != "..") entries.Add(found.Name);
        } while (FindNextFileW(search, out found));
        FindClose(search);
        entries.Sort(StringComparer.Ordinal);
        foreach (string entry in entries) Look(path + @"\" + entry, name + @"\" + entry, false, lines, names);
    }

    public static void HardLink(string file, string link)
    {
        if (!CreateHardLinkW(Long(link), Long(file), IntPtr.Zero)) throw new Win32Exception();
    }

    /// Writes a file of any name.
    public static void Write(string path, string text)
    {
        SafeFileHandle file = CreateFileW(Long(path), 0x40000000, 0, IntPtr.Zero, 2, 0x80, IntPtr.Zero);
        if (file.IsInvalid) throw new Win32Exception(Marshal.GetLastWin32Error(), Escape(path));
        using (FileStream stream = new FileStream(file, FileAccess.Write))
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            stream.Write(bytes, 0, bytes.Length);
        }
    }

    /// Renames a directory over another name by FileRenameInfoEx, replacing what is there; 0, or the error.
    public static int RenameOver(string from, string to)
    {
        byte[] name = Encoding.Unicode.GetBytes(to);
        int at = IntPtr.Size == 8 ? 20 : 12;
        byte[] information = new byte[at + name.Length + 2];
        information[0] = 3; // FILE_RENAME_FLAG_REPLACE_IF_EXISTS | FILE_RENAME_FLAG_POSIX_SEMANTICS
        BitConverter.GetBytes(name.Length).CopyTo(information, at - 4);
        name.CopyTo(information, at);
        using (SafeFileHandle file = Open(from, 0x00010000, true))
            return SetFileInformationByHandle(file, 22, information, information.Length) ? 0 : Marshal.GetLastWin32Error();
    }

    /// Starts a program in a process group of its own, in this console.
    public static Process StartInGroup(string line)
    {
        StartupInfo startup = new StartupInfo();
        startup.Size = Marshal.SizeOf(startup);
        ProcessInformation information;
        if (!CreateProcessW(null, new StringBuilder(line), IntPtr.Zero, IntPtr.Zero, false, 0x200, IntPtr.Zero, null, ref startup, out information))
            throw new Win32Exception();
        Process process = Process.GetProcessById(information.ProcessId);
        // Opened now, so that the exit code can be told later.
        IntPtr handle = process.Handle;
        GC.KeepAlive(handle);
        return process;
    }

    /// Sends Ctrl-Break to a process group.
    public static void Break(int group)
    {
        if (!GenerateConsoleCtrlEvent(1, group)) throw new Win32Exception();
    }

    delegate uint Export(IntPtr data, IntPtr context, uint length);

    [DllImport("advapi32", CharSet = CharSet.Unicode)]
    static extern uint OpenEncryptedFileRawW(string path, uint flags, out IntPtr context);
    [DllImport("advapi32")]
    static extern uint ReadEncryptedFileRaw(Export export, IntPtr own, IntPtr context);
    [DllImport("advapi32")]
    static extern void CloseEncryptedFileRaw(IntPtr context);

    // The hash of an encrypted file as it is exported without its key, or the number of the error.
    public static string RawExport(string path)
    {
        IntPtr context;
        uint error = OpenEncryptedFileRawW(path, 0, out context);
        if (error != 0) return "error " + error;
        try
        {
            using (var hash = SHA256.Create())
            {
                Export export = (data, own, length) =>
                {
                    var bytes = new byte[length];
                    Marshal.Copy(data, bytes, 0, (int)length);
                    hash.TransformBlock(bytes, 0, bytes.Length, null, 0);
                    return 0;
                };
                error = ReadEncryptedFileRaw(export, IntPtr.Zero, context);
                GC.KeepAlive(export);
                if (error != 0) return "error " + error;
                hash.TransformFinalBlock(new byte[0], 0, 0);
                return BitConverter.ToString(hash.Hash);
            }
        }
        finally { CloseEncryptedFileRaw(context); }
    }

    /// Reads a file of every package under several roots, over and over, until it is stopped.
    public class Readers
    {
        public long Good, Bad, LongestMilliseconds;
        volatile bool stop;
        readonly List<Thread> threads = new List<Thread>();

        public Readers(string[] roots, string file)
        {
            foreach (string root in roots)
            {
                string place = root;
                Thread thread = new Thread(delegate() { Read(place, file); });
                thread.IsBackground = true;
                thread.Start();
                threads.Add(thread);
            }
        }

        void Read(string root, string file)
        {
            // When each package was seen last; before the first time it need not be there.
            Dictionary<string, Stopwatch> missing = new Dictionary<string, Stopwatch>();
            HashSet<string> known = new HashSet<string>();
            while (!stop)
            {
                string[] folders;
                try { folders = System.IO.Directory.GetDirectories(root, "{*}"); }
                catch (IOException) { Thread.Sleep(1); continue; }
                foreach (string folder in folders) known.Add(folder);
                foreach (string folder in known)
                {
                    try
                    {
                        using (FileStream stream = new FileStream(folder + @"\" + file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
                            stream.ReadByte();
                        Interlocked.Increment(ref Good);
                        missing.Remove(folder);
                    }
                    catch (UnauthorizedAccessException) { Miss(folder, missing); }
                    catch (IOException) { Miss(folder, missing); }
                }
            }
        }

        void Miss(string folder, Dictionary<string, Stopwatch> missing)
        {
            Interlocked.Increment(ref Bad);
            if (!missing.ContainsKey(folder)) missing[folder] = Stopwatch.StartNew();
            long gone = missing[folder].ElapsedMilliseconds;
            lock (this) { if (gone > LongestMilliseconds) LongestMilliseconds = gone; }
        }

        public void Stop()
        {
            stop = true;
            foreach (Thread thread in threads) thread.Join(10000);
        }
    }
}
