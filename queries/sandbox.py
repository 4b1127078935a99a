"""Walls around a worker that evaluates hostile queries: memory, files, network, and the life of its parent.

Two walls stand between a worker and the network: it may open no further file descriptor, and on Linux the kernel
denies it socket(2) itself. One that is to be handed descriptors may have some, but the kernel denies it every call
that would open or connect one. Each wall that cannot be raised is named in what `confine` returns.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import struct
import sys

__all__ = ["confine", "die_with_parent", "limit_memory", "mapped_bytes"]

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_SET_MODE_FILTER = 1
#: The filter holds for all threads, those too that an engine has started already.
_SECCOMP_FILTER_FLAG_TSYNC = 1
_RETURN_ALLOW = 0x7FFF0000
#: SECCOMP_RET_ERRNO with EACCES.
_RETURN_DENIED = 0x00050000 | 13

#: Machine → (AUDIT_ARCH of linux/audit.h, number of seccomp(2), denied system calls by number): socket (the first),
#: execve, execveat, ptrace, process_vm_writev, kill, and io_uring_setup, which could open sockets past the others.
_SYSTEM_CALLS = {
    "x86_64": (0xC000003E, 317, (41, 59, 322, 101, 311, 62, 425)),
    "aarch64": (0xC00000B7, 277, (198, 221, 281, 117, 271, 129, 425)),
}
#: Machine → what else is denied to a process that is handed descriptors, of files and of sockets: open, creat, openat,
#: openat2, open_by_handle_at, mq_open, pidfd_open, pidfd_getfd; and connect, accept, accept4, bind, listen, socketpair.
_OPENING = {
    "x86_64": ((2, 85, 257, 437, 304, 240, 434, 438), (42, 43, 288, 49, 50, 53)),
    "aarch64": ((56, 437, 265, 180, 434, 438), (203, 202, 242, 200, 201, 199)),
}
#: System calls of the x32 ABI carry this bit; they would be numbered past the list.
_X32 = 0x40000000


def die_with_parent(parent: int) -> None:
    """Have the kernel end this process with its parent; end at once if the parent has gone already."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def mapped_bytes() -> int:
    """Return the address space that this process takes now; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def limit_memory(total: int) -> None:
    """Bound the address space of this process, up to its hard limit."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (total if hard == resource.RLIM_INFINITY else min(total, hard), hard))


def confine(*, files: bool, network: bool = False, descriptors: int = 0) -> list[str]:
    """Take from this process what a query never needs; return what could not be taken.

    `files` says that it must still open files to read, as an on-disk store does; `network`, sockets; `descriptors`,
    how many it may have in all where it is handed some.
    """
    missing = []
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):  # an engine that aborts writes a backtrace
        os.dup2(null, stream)
    os.close(null)
    limits = {"core dumps": (resource.RLIMIT_CORE, 0), "writing files": (resource.RLIMIT_FSIZE, 0)}
    if not files:
        limits["opening files"] = (resource.RLIMIT_NOFILE, descriptors)
    for what, (limit, value) in limits.items():
        try:
            hard = resource.getrlimit(limit)[1]
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(limit, (value, value))
        except (OSError, ValueError) as error:
            missing.append(f"{what} ({error})")
    try:
        _deny_system_calls(files=files or not descriptors, network=network, handed=bool(descriptors))
    except OSError as error:
        missing.append(f"network and processes, below the language ({error.strerror})")
    return missing


def _deny_system_calls(*, files: bool, network: bool, handed: bool) -> None:
    machine = platform.machine()
    if sys.platform != "linux" or machine not in _SYSTEM_CALLS:
        raise OSError(0, f"no system call filter is known for {sys.platform} on {machine}")
    architecture, seccomp, denied = _SYSTEM_CALLS[machine]
    opening, connecting = _OPENING[machine]
    denied = (*denied[network:], *(() if files else opening), *(connecting if handed else ()))
    program = _filter(architecture, denied)
    code = ctypes.create_string_buffer(program, len(program))
    header = ctypes.c_char_p(struct.pack("HxxxxxxQ", len(program) // 8, ctypes.addressof(code)))
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(_PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), None, None, None)
    if library.syscall(seccomp, _SECCOMP_SET_MODE_FILTER, _SECCOMP_FILTER_FLAG_TSYNC, header) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _filter(architecture: int, denied: tuple[int, ...]) -> bytes:
    """Assemble a classic BPF program over struct seccomp_data: number at offset 0, architecture at 4."""
    load, jump_equal, jump_at_least, end = 0x20, 0x15, 0x35, 0x06
    body = [(load, 0, 0, 4), (jump_equal, 1, 0, architecture), (end, 0, 0, _RETURN_DENIED), (load, 0, 0, 0)]
    tests = [(jump_at_least, _X32), *((jump_equal, number) for number in denied)]
    for index, (operation, operand) in enumerate(tests):
        body.append((operation, len(tests) - index, 0, operand))
    body += [(end, 0, 0, _RETURN_ALLOW), (end, 0, 0, _RETURN_DENIED)]
    return b"".join(struct.pack("HBBI", *instruction) for instruction in body)
