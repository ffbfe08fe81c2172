"""A report as PDF, made in a thread: it takes a tenth of a second, and nothing else may wait."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from nutritrack.reports.models import Report
from nutritrack.reports.words import Words

BESIDE = ThreadPoolExecutor(1, thread_name_prefix="reports")


async def printed(report: Report, name: str, words: Words) -> bytes:
    """The file. `name` is that of its user."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(BESIDE, _print, report, name, words)


def _print(report: Report, name: str, words: Words) -> bytes:
    # fpdf2 takes a while to load, which a server need not spend before it starts.
    from nutritrack.reports import paper

    return paper.write(report, name, words)
