"""Makes package stores for the suites, and lists everything that can be told of one.

    store.py make DIR PACKAGES FILES MEGABYTES    a store of so many packages and files, about so large in all
    store.py small DIR                            a store of two packages that have a bit of everything
    store.py full DIR                             a store of packages that have everything a copy can lose
    store.py list DIR                             a line an entry, in order: kind, mode, owner, times, hard-link
                                                  group, extended attributes (ACLs among them), flags, project,
                                                  whether it has holes, content hash
    store.py accessed DIR                         a line an entry, in order, with its time of access, which this does not change
"""

import fcntl
import hashlib
import os
import socket
import struct
import random
import stat
import sys

GETFLAGS, SETFLAGS = 0x80086601, 0x40086602
FSGETXATTR, FSSETXATTR = 0x801C581F, 0x401C5820
# Synchronous, no dump, no access time, synchronous directory, project inherited by what is in it.
KEPT_FLAGS = 0x8 | 0x40 | 0x80 | 0x10000 | 0x20000000


def make(root, packages, files, megabytes):
    source = random.Random(1592)
    average = megabytes * 1_000_000 // files
    pool = source.randbytes(4_000_000)
    os.makedirs(root, exist_ok=True)
    for number in range(packages):
        package = os.path.join(root, "{%08X-0000-4000-8000-00000000BEEF}" % number)
        os.makedirs(os.path.join(package, "cache", "deep", "er"))
        count = files // packages
        for file in range(count - 4):
            folder = ("cache", "cache/deep", "cache/deep/er")[file % 3]
            path = os.path.join(package, folder, f"file {file}.dat")
            size = min(int(source.expovariate(1 / average)), 3_900_000)
            start = source.randrange(0, len(pool) - size)
            with open(path, "wb") as out:
                out.write(pool[start : start + size])
            os.chmod(path, source.choice((0o644, 0o600, 0o755, 0o4750)))
            os.chown(path, source.choice((0, 33)), source.choice((0, 33)))
            os.chmod(path, source.choice((0o644, 0o600, 0o755)))
            os.utime(path, ns=(1_500_000_000_123_456_789, 1_600_000_000_987_654_321 + file))
        first = os.path.join(package, "cache", "file 0.dat")
        os.link(first, os.path.join(package, "cache", "deep", "the same"))
        os.symlink("../file 0.dat", os.path.join(package, "cache", "deep", "link"))
        with open(os.path.join(package, "cache", "sparse"), "wb") as out:
            out.truncate(1 << 20)
            out.seek(500_000)
            out.write(b"in the middle")
        meta = os.path.join(package, "package.xml")
        with open(meta, "w") as out:
            out.write(f"<package number='{number}'/>")
        if number % 10 == 0:
            os.setxattr(meta, "user.origin", b"a value")
            # rw for the owner, r for user 33, r for the group, mask r, nothing for others.
            acl = bytes.fromhex("02000000" "01000600ffffffff" "0200040021000000" "04000400ffffffff" "10000400ffffffff" "20000000ffffffff")
            os.setxattr(meta, "system.posix_acl_access", acl)
            default = bytes.fromhex("02000000" "01000700ffffffff" "04000500ffffffff" "20000500ffffffff")
            os.setxattr(os.path.join(package, "cache"), "system.posix_acl_default", default)
            os.mkfifo(os.path.join(package, "cache", "fifo"), 0o640)
        os.utime(os.path.join(package, "cache", "deep"), ns=(1, 1_400_000_000_111_111_111))
        os.utime(package, ns=(1, 1_300_000_000_222_222_222))


def acl(entries):
    """The kernel's form: (tag, permissions, id), id None for entries that have none."""
    packed = (struct.pack("<HHI", tag, bits, 0xFFFFFFFF if who is None else who) for tag, bits, who in entries)
    return struct.pack("<I", 2) + b"".join(packed)


def name_of(number):
    return "{%08X-0000-4000-8000-00000000BEEF}" % number


def write(path, content, mode=0o644):
    with open(path, "wb") as out:
        out.write(content)
    os.chmod(path, mode)


def small(root):
    """Two packages; few entries, so that each call that moves them can be broken."""
    first, second = (os.path.join(root, name_of(number)) for number in (1, 2))
    os.makedirs(os.path.join(first, "cache", "deep"))
    write(os.path.join(first, "cache", "large"), b"\7" * ((1 << 20) + 1000))
    os.link(os.path.join(first, "cache", "large"), os.path.join(first, "cache", "deep", "same"))
    os.symlink("../large", os.path.join(first, "cache", "deep", "link"))
    write(os.path.join(first, "cache", "empty"), b"", 0o600)
    # One that its copy is not given by being made.
    os.chown(os.path.join(first, "cache", "empty"), 4711, 4712)
    with open(os.path.join(first, "sparse"), "wb") as out:
        out.truncate(1 << 19)
        out.seek(200_000)
        out.write(b"in the middle")
    special = os.path.join(first, "odd \n name")
    write(special, b"odd")
    os.setxattr(special, "user.origin", b"a value")
    os.setxattr(special, "system.posix_acl_access", acl([(1, 6, None), (2, 4, 33), (4, 4, None), (16, 4, None), (32, 0, None)]))
    os.setxattr(os.path.join(first, "cache"), "system.posix_acl_default", acl([(1, 7, None), (4, 5, None), (32, 0, None)]))
    os.mkfifo(os.path.join(first, "fifo"), 0o640)
    os.makedirs(second, 0o700)
    write(os.path.join(second, "package.xml"), b"<package/>", 0o640)
    for package in (first, second):
        os.utime(package, ns=(1, 1_300_000_000_222_222_222))


def set_flags(path, flags):
    with_flags(path, lambda fd: fcntl.ioctl(fd, SETFLAGS, struct.pack("<I4x", get_flags(fd) | flags)))


def get_flags(fd):
    return struct.unpack("<I4x", fcntl.ioctl(fd, GETFLAGS, bytes(8)))[0]


def project_of(fd):
    return struct.unpack("<5I8x", fcntl.ioctl(fd, FSGETXATTR, bytes(28)))[3]


def set_project(path, project):
    def change(fd):
        fields = list(struct.unpack("<5I8x", fcntl.ioctl(fd, FSGETXATTR, bytes(28))))
        fields[3] = project
        fcntl.ioctl(fd, FSSETXATTR, struct.pack("<5I8x", *fields))

    with_flags(path, change)


def with_flags(path, work):
    fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        return work(fd)
    finally:
        os.close(fd)


def full(root):
    """A package for each thing that a copy can lose. Flags and projects as far as the volume has them."""
    for number in range(1, 7):
        os.makedirs(os.path.join(root, name_of(number), "cache", "deep"))
        write(os.path.join(root, name_of(number), "package.xml"), b"<package/>")
    content, names, rights, times, kinds, marks = (os.path.join(root, name_of(n), "cache") for n in range(1, 7))
    source = random.Random(7)
    write(os.path.join(content, "large"), source.randbytes(3_000_001))
    write(os.path.join(content, "empty"), b"")
    with open(os.path.join(content, "holes"), "wb") as out:
        out.truncate(1 << 30)
        for at in (0, 5_000_000, 700_000_000):
            out.seek(at)
            out.write(source.randbytes(70_000))
    with open(os.path.join(content, "hole at the end"), "wb") as out:
        out.write(b"x" * 5000)
        out.truncate(1 << 25)
    for other in ("deep/a", "deep/b", "c"):
        os.link(os.path.join(content, "large"), os.path.join(content, other))
    for name in (b" spaces ", b"new\nline", b"\xff\xfe", b"-rf", b"x" * 255, "日本".encode()):
        write(os.path.join(names.encode(), name), name)
    for at, mode in enumerate((0o000, 0o400, 0o4755, 0o2755, 0o1777, 0o6711, 0o666)):
        path = os.path.join(rights, f"mode {mode:o}")
        write(path, b"x")
        os.chown(path, 1000 + at, 2000 + at)
        os.chmod(path, mode)
    os.mkdir(os.path.join(rights, "sticky"))
    os.chown(os.path.join(rights, "sticky"), 33, 33)
    os.chmod(os.path.join(rights, "sticky"), 0o3777)
    listed = os.path.join(rights, "acl")
    write(listed, b"x", 0o640)
    named = acl([(1, 6, None), (2, 7, 33), (2, 4, 1000), (4, 4, None), (8, 5, 50), (16, 7, None), (32, 0, None)])
    os.setxattr(listed, "system.posix_acl_access", named)
    os.setxattr(rights, "system.posix_acl_default", acl([(1, 7, None), (2, 5, 33), (4, 5, None), (16, 5, None), (32, 0, None)]))
    os.setxattr(os.path.dirname(rights), "system.posix_acl_access", acl([(1, 7, None), (2, 5, 33), (4, 0, None), (16, 5, None), (32, 0, None)]))
    for name, value in (("user.one", b""), ("user.two", bytes(range(256)) * 8), ("trusted.root", b"only"), ("security.other", b"x")):
        os.setxattr(listed, name, value)
    # cap_net_raw, in the form of version 2.
    capable = os.path.join(rights, "capable")
    write(capable, b"x", 0o755)
    os.setxattr(capable, "security.capability", bytes.fromhex("0100000200200000000000000000000000000000"))
    os.symlink("capable", os.path.join(rights, "link"))
    os.chown(os.path.join(rights, "link"), 1234, 1234, follow_symlinks=False)
    for name, time in (("old", 86_400_000_000_001), ("precise", 1_500_000_000_123_456_789), ("late", 4_000_000_000_999_999_999)):
        write(os.path.join(times, name), b"x")
        os.utime(os.path.join(times, name), ns=(time + 7, time))
    os.symlink("nowhere", os.path.join(times, "link"))
    os.utime(os.path.join(times, "link"), ns=(1_100_000_000_000_000_003, 1_100_000_000_000_000_001), follow_symlinks=False)
    os.mkfifo(os.path.join(kinds, "fifo"), 0o622)
    os.mknod(os.path.join(kinds, "null"), 0o666 | stat.S_IFCHR, os.makedev(1, 3))
    os.mknod(os.path.join(kinds, "block"), 0o640 | stat.S_IFBLK, os.makedev(7, 200))
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(os.path.join(kinds, "socket"))
    for name, target in (("outside", "/etc/passwd"), ("itself", "itself"), ("parent", ".."), ("package", "../../")):
        os.symlink(target, os.path.join(kinds, name))
    for bit in (0x8, 0x40, 0x80):
        path = os.path.join(marks, f"flag {bit:x}")
        write(path, b"x")
        set_flags(path, bit)
    write(os.path.join(marks, "of project 42"), b"x")
    try:
        set_project(os.path.join(marks, "of project 42"), 42)
    except OSError:
        # ext4 needs a kernel with quotas for it.
        pass
    for folder in (content, names, rights, times, kinds, marks):
        os.utime(os.path.join(folder, "deep"), ns=(5, 1_200_000_000_000_000_001))
        os.utime(folder, ns=(5, 1_200_000_000_000_000_002))
        os.utime(os.path.dirname(folder), ns=(5, 1_200_000_000_000_000_003))


def entries(root):
    groups = {}
    stack = [root]
    while stack:
        path = stack.pop()
        found = os.lstat(path)
        kind = stat.S_IFMT(found.st_mode)
        content = ""
        if kind == stat.S_IFREG:
            group = groups.setdefault((found.st_dev, found.st_ino), len(groups)) if found.st_nlink > 1 else "-"
            with open(path, "rb") as file:
                content = f"{hashlib.file_digest(file, 'sha256').hexdigest()} {found.st_size} group {group}"
            # A file that small may be kept beside its metadata, and seem to occupy nothing.
            if found.st_size > 1 << 18 and found.st_blocks * 512 < found.st_size // 2:
                content += " with holes"
        elif kind == stat.S_IFLNK:
            content = os.readlink(path)
        elif kind in (stat.S_IFCHR, stat.S_IFBLK):
            content = f"{found.st_rdev:x}"
        elif kind == stat.S_IFDIR:
            stack.extend(sorted((os.path.join(path, name) for name in os.listdir(path)), reverse=True))
        # XFS shows root its ACLs a second time under this name.
        names = sorted(os.listxattr(path, follow_symlinks=False))
        names = [name for name in names if not name.startswith("trusted.SGI_ACL_")]
        attributes = [f"{name}={os.getxattr(path, name, follow_symlinks=False).hex()}" for name in names]
        marks = []
        if kind in (stat.S_IFREG, stat.S_IFDIR):
            for mark, read in (("flags", lambda fd: f"{get_flags(fd) & KEPT_FLAGS:x}"), ("project", project_of)):
                try:
                    marks.append(f"{mark} {with_flags(path, read)}")
                except OSError:
                    pass
        marks = ", ".join(marks)
        relative = os.path.relpath(path, root)
        if relative == "." or relative == "lost+found":
            continue
        yield f"{relative!r} {found.st_mode:o} {found.st_uid}:{found.st_gid} {found.st_mtime_ns} {attributes} {marks} {content}"


def accessed(root):
    found = []

    def look(folder, path):
        for name in os.listdir(folder):
            stat_of = os.stat(name, dir_fd=folder, follow_symlinks=False)
            found.append((os.path.join(path, name), stat_of.st_atime_ns))
            if stat.S_ISDIR(stat_of.st_mode) and name != "lost+found":
                inner = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOATIME, dir_fd=folder)
                look(inner, os.path.join(path, name))
                os.close(inner)

    look(os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_NOATIME), "")
    return [f"{path!r} {time}" for path, time in sorted(found)]


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2], *map(int, sys.argv[3:6]))
    elif sys.argv[1] == "small":
        small(sys.argv[2])
    elif sys.argv[1] == "full":
        full(sys.argv[2])
    else:
        for line in (accessed if sys.argv[1] == "accessed" else entries)(sys.argv[2]):
            print(line)
