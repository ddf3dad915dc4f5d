"""The terminal of a relocation goes away, as when an SSH connection drops: `hangup.py SMPCTL FOLDER`.

Starts smpctl from a shell with job control on a terminal of its own, with bars, closes the terminal while servers are
suspended, and prints how that ended, a fact a line: what was reported, and whether anything is left suspended.
"""

import os, pty, signal, subprocess, sys, time
from pathlib import Path

smpctl, folder = os.path.abspath(sys.argv[1]), Path(sys.argv[2]).absolute()
folder.mkdir(parents=True, exist_ok=True)
for number in range(1, 9):
    package = folder / "old" / f"{{{number:08X}-0000-4000-8000-00000000ABCD}}"
    package.mkdir(parents=True)
    (package / "package.xml").write_bytes(os.urandom(200_000))
(folder / "settings.toml").write_text(
    f"[alerts]\nsyslog = false\ncommand = 'env | grep ^SMPCTL_ALERT_ | sort > {folder}/alert'\n"
)
environment = dict(
    os.environ, SMPCTL_STATE_DIR=str(folder / "state"), SMPCTL_SETTINGS=str(folder / "settings.toml"), TERM="xterm", PS1="$ "
)
run = (
    f"'{smpctl}' -v relocation run --from old --to new --accept medium --transfer copy --threads 2 --limit-rate 100k "
    "--suspend-command 'touch suspended' --resume-command 'sleep 1; rm suspended' --offline\n"
)
pid, terminal = pty.fork()
if pid == 0:
    os.chdir(folder)
    os.execvpe("bash", ["bash", "--norc", "--noprofile", "-i"], environment)
os.write(terminal, run.encode())
until = time.time() + 30
os.set_blocking(terminal, False)
seen = b""
while not (folder / "suspended").exists() and time.time() < until:
    time.sleep(0.05)
    try:
        seen += os.read(terminal, 65536)
    except BlockingIOError:
        pass
print("was suspended:", (folder / "suspended").exists())
time.sleep(0.5)
os.close(terminal)
os.waitpid(pid, 0)
until = time.time() + 30
while not (folder / "alert").exists() and time.time() < until:
    time.sleep(0.1)
time.sleep(0.2)
alert = (folder / "alert").read_text() if (folder / "alert").exists() else ""
print(alert, end="")
print("is suspended:", (folder / "suspended").exists())
print("written down:", len(list((folder / "state/sharing").glob("*"))))
status = subprocess.run([smpctl, "relocation", "status"], env=environment, cwd=folder, capture_output=True, text=True)
print(*[line for line in status.stdout.splitlines() if line.startswith(("Status", "Running"))], sep="\n")
