"""Becomes ffmpeg, with little memory and little time: limits must be set by the process itself.

Runs as a script, never imported by the server: `MEMORY SECONDS PROGRAM WORDS...`.
"""

import os
import resource
import sys


def main() -> None:
    memory, seconds, *command = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # macOS refuses this one
        resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    os.execv(command[0], command)  # noqa: S606  the packaged program, by its whole path


if __name__ == "__main__":
    main()
