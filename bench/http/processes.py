"""What the kernel knows about a server process."""
import os
import pathlib
import time


def cpu_seconds(pid):
    """User and system time of all threads of a process, those that ended too, in seconds."""
    # As clock_getcpuclockid() makes a clock of a process.
    return time.clock_gettime((~pid << 3) | 2)


def resident_mib(pid):
    """Memory that a process holds in RAM, in MiB."""
    for line in pathlib.Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise ValueError(f"no VmRSS for process {pid}")


def machine():
    """The machine in one line: processor, cores, memory, kernel."""
    model = "unknown processor"
    for line in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB, "
            f"{os.uname().sysname} {os.uname().release}")
