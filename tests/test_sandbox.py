"""The walls around a worker, tried from within."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the walls below the language are Linux's")

#: What a worker that was taken over would try, and the error that the kernel answers with.
ATTEMPTS = [
    ("socket.socket(socket.AF_INET)", "EACCES"),
    ("socket.socket(socket.AF_UNIX)", "EACCES"),
    ("os.execv('/bin/true', ['true'])", "EACCES"),
    ("os.kill(os.getppid(), 0)", "EACCES"),
    ("open('/etc/hostname')", "EMFILE"),
    ("open('/paingraph-test', 'w')", "EMFILE"),
]


def confined(code: str, *, files: bool) -> str:
    """Run code behind the walls, and return the name of the error that ends it."""
    script = (
        "import errno, os, socket\n"
        "from paingraph.queries.sandbox import confine\n"
        "out = os.dup(1)\n"
        f"missing = confine(files={files})\n"
        "try:\n"
        f"    {code}\n"
        "    outcome = 'done'\n"
        "except OSError as error:\n"
        "    outcome = errno.errorcode[error.errno]\n"
        "os.write(out, str(missing or outcome).encode())\n"
    )
    return subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True).stdout


@pytest.mark.parametrize(("code", "error"), ATTEMPTS)
def test_what_a_query_never_needs_is_denied(code: str, error: str) -> None:
    """Below the language, by the kernel."""
    assert confined(code, files=False) == error


def test_an_on_disk_store_may_read_files_and_write_none() -> None:
    """It opens its tables as it goes."""
    assert confined("open('/etc/hostname').read()", files=True) == "done"
    assert confined("socket.socket()", files=True) == "EACCES"
    assert confined("os.write(os.open('/tmp', os.O_TMPFILE | os.O_RDWR), b'x')", files=True) == "EFBIG"


@pytest.mark.parametrize(
    "code",
    [
        "open('/etc/hostname')",
        "socket.socket()",
        "socket.socketpair()",
        "given.connect(('127.0.0.1', 9))",
        "given.bind(('127.0.0.1', 0))",
        "given.listen()",
        "given.accept()",
        "os.pidfd_open(os.getppid())",
    ],
)
def test_who_is_handed_descriptors_opens_and_connects_none(code: str) -> None:
    """Though it may have some."""
    script = (
        "import errno, os, socket\n"
        "from paingraph.queries.sandbox import confine\n"
        "out, given = os.dup(1), socket.socket()\n"
        "missing = confine(files=False, descriptors=64)\n"
        "os.close(os.dup(out))\n"
        f"try: {code}; outcome = 'done'\n"
        "except OSError as error: outcome = errno.errorcode[error.errno]\n"
        "os.write(out, str(missing or outcome).encode())\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert done.stdout == "EACCES"


def test_what_a_worker_does_need_is_left() -> None:
    """Memory, time, randomness, and the sockets that it has."""
    script = (
        "import os, socket\n"
        "from paingraph.queries.sandbox import confine\n"
        "one, other = socket.socketpair()\n"
        "confine(files=False)\n"
        "one.sendall(b'x'); assert other.recv(1) == b'x'; os.urandom(8); bytearray(10_000_000)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
