"""Rates that end the process, as a mistake in a library does, for sums in one currency; the tests of parts and clusters send them to other processes."""
import ctypes
import os
import signal

ENDING = "ISK"
WORDS = "가온전자는 새벽로보틱스에 12억 아이슬란드 크로나를 투자했다."


def strike(base, quote, day):
    if base == ENDING:
        ctypes.string_at(8)
    return None


def strike_once(base, quote, day):
    """Kills only the first process, as the system does when memory is short for a while."""
    flag = os.environ["ENTENTE_TEST_FLAG"]
    if base == ENDING and not os.path.exists(flag):
        open(flag, "w").close()
        os.kill(os.getpid(), signal.SIGKILL)
    return None
