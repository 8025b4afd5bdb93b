"""Measures `rateql` reading a whole table beside wrk asking for the same pages, and beside the loop over curl and
jq that one would write; all on the same sandbox, in turns. Figures are medians of several rounds.

- wrk asks for every page of the table over as many connections, and reads no answer but its status.
- rateql reads, decodes and checks every rate, and counts them by type. Its pages a second are told three times: of
  the query by its own clock, connections and all, as `explain` tells them; of the whole program, from its start
  to its end; and once it is under way, as wrk is, which is what a table three times as large takes longer.
- Every price of the table written as CSV is compared with the sandbox's; the memory that writing it takes is told
  for two sizes.
"""

import argparse
import csv
import decimal
import os
import re
import statistics
import subprocess
import tempfile
import time

from sandbox import CONNECTIONS, Client, Sandbox, measured, timed

PAGE = 100
# One request a page, one after the other, until a page is empty.
LOOP = """
skip=0
while rows=$(curl -sSf -H "Authorization: Bearer $TOKEN" "$URL/call_rates?top=100&skip=$skip" |
    jq -r '.items[] | [.prefix, .type, .price_n] | @csv') && [ -n "$rows" ] && [ $skip -lt $END ]; do
  printf '%s\\n' "$rows"
  skip=$((skip + 100))
done
"""


class Program(Client):
    """What is read of a table."""

    def count(self, rates):
        """Seconds of the query, seconds of the program, and its processor seconds."""
        query = "rates | summarize n = count(), high = max(price_n) by type"
        command = self.command("--format", "csv", "-e", query, "-e", "explain " + query)
        text, seconds, processor = timed(command, self.environment)
        counted = sum(int(line.split(",")[1]) for line in text.splitlines()[1:] if re.fullmatch(r"\w+,\d+,[\d.]+", line))
        took = re.search(rf"for {rates} rates, in ([\d.]+) s", text)
        if counted != rates or not took:
            raise SystemExit(f"bench: {counted} rates were read, not {rates}:\n{text}")
        return float(took[1]), seconds, processor

    def first_row(self):
        """Seconds until the first row of the whole table is on the screen, and until the last."""
        start = time.perf_counter()
        command = self.command("--format", "csv", "-e", "rates | select prefix, price_n")
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, **self.environment})
        lines = 0
        first = None
        while chunk := os.read(process.stdout.fileno(), 1 << 16):
            lines += chunk.count(b"\n")
            if first is None and lines > 1:
                first = time.perf_counter() - start
        process.wait()
        return first, time.perf_counter() - start

    def export(self, path):
        _, seconds, usage = measured(
            self.command("--format", "csv", "-e", "rates | select id, prefix, type, price_n"), self.environment,
            output=path)
        return seconds, usage.ru_maxrss / 1024


def scanning(given, work, latency):
    sandbox = Sandbox(given.program, work, given.rates, latency)
    program = Program(given.program, sandbox, work)
    larger = Sandbox(given.program, work, 3 * given.rates, latency)
    longer = Program(given.program, larger, work)
    pages = given.rates // PAGE
    lines = [f"GET /api/call_rates?top={PAGE}&skip={page * PAGE}&orderby=prefix" for page in range(pages)]
    program.count(given.rates)
    longer.count(3 * given.rates)
    wrk, scan, whole, steady, loop = [], [], [], [], []
    for _ in range(given.rounds):
        rate, processor = sandbox.wrk(lines, 3)
        wrk.append((rate, processor))
        query, seconds, processor = program.count(given.rates)
        scan.append((pages / query, processor / pages))
        whole.append((pages / seconds, processor / pages))
        longest, _, most = longer.count(3 * given.rates)
        steady.append((2 * pages / (longest - query), (most - processor) / (2 * pages)))
        environment = {"URL": sandbox.url, "TOKEN": sandbox.token, "END": str(given.loop * PAGE)}
        text, seconds, processor = timed(["bash", "-c", LOOP], environment)
        read = len(text.splitlines()) / PAGE
        loop.append((read / seconds, processor / read))
    firsts = [program.first_row() for _ in range(given.rounds)]
    sandbox.close()
    larger.close()

    def row(name, runs):
        rate, processor = (statistics.median(values) for values in zip(*runs))
        print(f"{name:38}{rate:10,.0f}{processor * 1e6:12,.0f} µs")
        return rate

    print(f"\n{given.rates:,} rates in pages of {PAGE}, {CONNECTIONS} connections, {latency} ms added to each answer;"
          f" medians of {given.rounds}\n")
    print(f"{'':38}{'pages/s':>10}{'CPU a page':>15}")
    base = row("wrk, every page", wrk)
    own = row("rateql, every page read and checked", scan)
    all = row("with the start of the program", whole)
    under_way = row("once it is under way", steady)
    slow = row(f"curl and jq (from {given.loop} pages)", loop)
    aim = {0: "   (to be at least 0.35)", 5: "   (to be at least 0.9)"}.get(latency, "")
    print(f"{'rateql of wrk':38}{own / base:10.2f}{aim}")
    print(f"{'with the start of the program':38}{all / base:10.2f}")
    print(f"{'once it is under way':38}{under_way / base:10.2f}")
    print(f"{'times as fast as curl and jq':38}{all / slow:10.1f}   (to be at least 10)")
    first, last = (statistics.median(values) for values in zip(*firsts))
    print(f"{'first row after':38}{first * 1e3:7.0f} ms, the last after {last * 1e3:.0f} ms")


def streaming(given, work):
    print("\nTo CSV, with nothing added to each answer\n")
    sizes = (given.rates, 3 * given.rates)
    sandboxes = [Sandbox(given.program, work, rates, 0) for rates in sizes]
    paths = [os.path.join(work, f"rates-{rates}.csv") for rates in sizes]
    # Before this program grows: what it takes itself counts for what it starts.
    exports = [Program(given.program, sandbox, work).export(path) for sandbox, path in zip(sandboxes, paths)]
    for rates, sandbox, path, (seconds, memory) in zip(sizes, sandboxes, paths, exports):
        with open(path, newline="") as file:
            written = {row["id"]: decimal.Decimal(row["price_n"]) for row in csv.DictReader(file)}
        prices = sandbox.prices()
        sandbox.close()
        if written != prices or len(written) != rates:
            raise SystemExit(f"bench: the {len(written):,} prices written are not the {len(prices):,} of the sandbox")
        print(f"{f'{rates:,} rates':38}{seconds:8.2f} s{memory:8.0f} MB at the most")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("program", help="the rateql to measure, a release build")
    options.add_argument("--rates", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--loop", type=int, default=100, help="pages that curl and jq read; their time is scaled")
    options.add_argument("--latency", type=int, nargs="*", default=[0, 5], help="milliseconds added, one run each")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as work:
        streaming(given, work)
        for latency in given.latency:
            scanning(given, work, latency)


main()
