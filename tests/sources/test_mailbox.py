"""A mail box of any size is read in the memory of a few messages."""

import subprocess
import sys
from pathlib import Path

from bench.mailbox import BYTES_EACH, walk, write_mbox

LARGE = 20 * 2**20
MORE_MB = 24
"""What reading a box twenty times as large may take more: a message and a chunk are a few megabytes, and
the allocator keeps some of what it had."""
READ = """
import resource, sys
from pathlib import Path
from vinculo.sources import mail
from vinculo.sources.container import members
(member,) = members(Path(sys.argv[1]))
read = 0
for record in mail.records(member, "mbox"):
    mail.parse("mbox", record)
    read += 1
print(read, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def reading(path: Path) -> tuple[int, int]:
    """How many messages, and the peak memory in MiB."""
    command = [sys.executable, "-c", READ, str(path)]
    read, memory = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return int(read), int(memory)


def test_a_large_mail_box_takes_no_more_memory_than_a_small_one(tmp_path: Path) -> None:
    """And not one message of it is lost: Python's own module counts the same."""
    many = LARGE // BYTES_EACH
    small, large = tmp_path / "small.mbox", tmp_path / "large.mbox"
    write_mbox(small, many // 20)
    write_mbox(large, many)
    assert large.stat().st_size > 0.8 * LARGE
    read, before = reading(small)
    assert read == many // 20
    read, after = reading(large)
    assert read == many == walk(large)
    assert after - before < MORE_MB
