"""What the tests share: one engine, a text with code points of every width, and the count that tests/run.sh adds up."""
import pytest

import entente

# one, two, three and four bytes in UTF-8 stand before the first party
TEXT = "é🚀🚀 가온전자는 새벽로보틱스에 🚀 120억원을 투자했다고 2024년 5월 3일 밝혔다."


@pytest.fixture(scope="session")
def engine():
    return entente.Engine()


@pytest.fixture
def text():
    return TEXT


def pytest_terminal_summary(terminalreporter):
    counts = {name: len(terminalreporter.stats.get(name, [])) for name in ("passed", "failed", "error")}
    terminalreporter.write_line("%d passed, %d failed" % (counts["passed"], counts["failed"] + counts["error"]))
