"""A slower disk on demand: a library loaded before libc lets each fsync and fdatasync take longer."""

import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

_SOURCE = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>
typedef int (*sync_fn)(int);
static int slowly(const char *name, int fd) {
    usleep(%d);
    return ((sync_fn)dlsym(RTLD_NEXT, name))(fd);
}
int fsync(int fd) { return slowly("fsync", fd); }
int fdatasync(int fd) { return slowly("fdatasync", fd); }
"""


@contextmanager
def environment(milliseconds: float | None) -> Generator[dict[str, str]]:
    """The environment that slows a process's fsync; empty for None. Needs Linux and a C compiler."""
    if not milliseconds:
        yield {}
        return
    with tempfile.TemporaryDirectory() as folder:
        source, library = Path(folder) / "slow.c", Path(folder) / "slow.so"
        source.write_text(_SOURCE % int(milliseconds * 1000))
        subprocess.run(["cc", "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"], check=True)
        yield {"LD_PRELOAD": str(library)}
