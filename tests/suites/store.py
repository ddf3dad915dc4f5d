"""Makes package stores for the suites, and lists everything that can be told of one.

    store.py make DIR PACKAGES FILES MEGABYTES    a store of so many packages and files, about so large in all
    store.py list DIR                             a line an entry, in order: kind, mode, owner, times, hard-link
                                                  group, extended attributes (ACLs among them), content hash
"""

import hashlib
import os
import random
import stat
import sys


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
        elif kind == stat.S_IFLNK:
            content = os.readlink(path)
        elif kind == stat.S_IFDIR:
            stack.extend(sorted((os.path.join(path, name) for name in os.listdir(path)), reverse=True))
        # XFS shows root its ACLs a second time under this name.
        names = sorted(os.listxattr(path, follow_symlinks=False))
        names = [name for name in names if not name.startswith("trusted.SGI_ACL_")]
        attributes = [f"{name}={os.getxattr(path, name, follow_symlinks=False).hex()}" for name in names]
        relative = os.path.relpath(path, root)
        if relative == "." or relative == "lost+found":
            continue
        yield f"{relative!r} {found.st_mode:o} {found.st_uid}:{found.st_gid} {found.st_mtime_ns} {attributes} {content}"


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2], *map(int, sys.argv[3:6]))
    else:
        for line in entries(sys.argv[2]):
            print(line)
