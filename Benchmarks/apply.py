"""Measures `rateql` applying updates beside wrk sending the same requests, and beside the loop over curl and jq
that one would write; all on the same sandbox, in turns. Figures are medians of several rounds; a ratio to wrk is the
median of those of each round.

- wrk sends a GET and a POST for each rate over as many connections, the POST with the whole record, and reads
  no answer but its status. It runs for a few seconds; its time is that of as many requests.
- "applied" is `rateql apply` of a saved plan by the clock of its run, as the journal keeps it: the plan put into the
  journal, each rate read, compared, journalled, written. Nor is wrk's start in its figure.
- "with its start" is the whole program: the plan file is read, checked and shown too. A program without saved plans
  is timed from the query on, less a dry run of the same.
- "whole" is one command from the query to the last write, as the loop is.
- The table is read before and after, so that what is timed is known to have been done.
"""

import argparse
import contextlib
import decimal
import json
import os
import sqlite3
import statistics
import subprocess
import tempfile

from sandbox import CONNECTIONS, Client, Sandbox, timed

# One GET and one POST a rate.
LOOP = """
while read -r id; do
  curl -sSf -H "Authorization: Bearer $TOKEN" "$URL/call_rates/$id" |
    jq -c '.description //= "" | .price_n = (.price_n * 1.01 * 100000 | round / 100000)' |
    curl -sSf -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' --data-binary @- \\
      "$URL/call_rates/$id" || exit 1
done
"""


class Program(Client):
    """Edits of so many rates."""

    def __init__(self, path, sandbox, work, updates):
        super().__init__(path, sandbox, work)
        self.work, self.updates = work, updates
        self.query = f"rates | where price_n >= 0.001 | sort prefix | take {updates} | set price_n += 1%"
        text = subprocess.run([path, "run", "--help"], capture_output=True, text=True).stdout
        self.rail = ["--max-changes", "100000"] if "--max-changes" in text else []
        self.saves_plans = "--plan-out" in text

    def run(self, *arguments):
        return timed(self.command(*arguments), self.environment)

    def expect(self, before, changed):
        """That so many prices went up by 1%, and no other changed."""
        digits = decimal.Decimal("0.00001")
        raised = 0
        for id, price in self.sandbox.prices().items():
            new = (before[id] * decimal.Decimal("1.01")).quantize(digits, decimal.ROUND_HALF_UP)
            if price == before[id]:
                continue
            if price != new:
                raise SystemExit(f"bench: the rate {id} was {before[id]} and is {price}, not {new}")
            raised += 1
        if raised != changed:
            raise SystemExit(f"bench: {raised} rates were raised, not {changed}")

    def whole(self):
        before = self.sandbox.prices()
        _, seconds, processor = self.run("-e", self.query, "--apply", *self.rail)
        self.expect(before, self.updates)
        return seconds, processor

    def run_time(self):
        """The seconds of the last run by its own clock."""
        journal = os.path.join(self.environment["XDG_STATE_HOME"], "rateql", "journal.sqlite")
        with contextlib.closing(sqlite3.connect(journal)) as database:
            times = database.execute("SELECT finished - started FROM run ORDER BY id DESC LIMIT 1")
            return times.fetchone()[0] / 1000

    def apply(self):
        """Seconds by the run's clock, seconds of the program, and its processor seconds."""
        if not self.saves_plans:
            _, dry, dry_processor = self.run("-e", self.query)
            seconds, processor = self.whole()
            return seconds - dry, seconds - dry, processor - dry_processor
        plan = os.path.join(self.work, "plan.json")
        with contextlib.suppress(FileNotFoundError):
            os.remove(plan)
        self.run("-e", self.query, "--plan-out", plan, *self.rail)
        before = self.sandbox.prices()
        _, seconds, processor = self.run("apply", plan, *self.rail)
        self.expect(before, self.updates)
        return self.run_time(), seconds, processor


def requests(sandbox, updates):
    """A GET and a POST for each of the first rates, as wrk's file has them; and the rates' ids."""
    ids = list(sandbox.prices())[:updates]
    lines = []
    for id in ids:
        record = sandbox.get(f"/call_rates/{id}")
        del record["id"]
        # A blank description is sent as "": null is not of the contract.
        record["description"] = record["description"] or ""
        path = f"/api/call_rates/{id}"
        lines += [f"GET {path}", f"POST {path} {json.dumps(record, default=float)}"]
    return ids, lines


def applying(given, work, latency):
    wrk, apply, started, whole, loop = [], [], [], [], []
    fresh = lambda: contextlib.closing(Sandbox(given.program, work, 2 * given.updates, latency))
    # The same rates are in each sandbox, under the same ids.
    with fresh() as sandbox:
        ids, lines = requests(sandbox, given.updates)
    for _ in range(given.rounds):
        # A sandbox is faster or slower for wrk by a third for as long as it lives, so each round has its own.
        with fresh() as sandbox:
            program = Program(given.program, sandbox, work, given.updates)
            # Its rate moves from one run to the next as well, so it runs before and after.
            runs = [sandbox.wrk(lines)]
            own, seconds, processor = program.apply()
            runs.append(sandbox.wrk(lines))
            wrk.append([len(lines) / sum(rate for rate, _ in runs) * 2, sum(each for _, each in runs) / 2 * len(lines)])
            apply.append([own])
            started.append([seconds, processor])
            whole.append(program.whole())
            environment = {"URL": sandbox.url, "TOKEN": sandbox.token}
            some = "".join(id + "\n" for id in ids[: given.loop])
            _, seconds, processor = timed(["bash", "-o", "pipefail", "-c", LOOP], environment, some)
            loop.append((seconds * given.updates / given.loop, processor * given.updates / given.loop))

    def row(name, seconds, processor=None):
        seconds = statistics.median(seconds)
        each = f"{statistics.median(processor) / given.updates * 1e6:12,.0f} µs" if processor else ""
        print(f"{name:38}{seconds:8.2f} s{given.updates / seconds:11,.0f}{each}")
        return seconds

    print(f"\n{given.updates:,} updates, {CONNECTIONS} connections, {latency} ms added to each answer;"
          f" medians of {given.rounds}\n")
    print(f"{'':38}{'time':>10}{'rates/s':>11}{'CPU a rate':>15}")
    row("wrk, a GET and a POST a rate", *zip(*wrk))
    row("rateql, the plan applied", *zip(*apply))
    row("rateql, that with its start", *zip(*started))
    aim = {0: "   (to be at least 0.35)", 5: "   (to be at least 0.9)"}.get(latency, "")
    total = row("rateql, query, plan and apply", *zip(*whole))
    slow = row(f"curl and jq (from {given.loop} rates)", *zip(*loop))
    for name, runs in (("apply of wrk", apply), ("apply of wrk, with its start", started)):
        ratios = sorted(rival[0] / own[0] for rival, own in zip(wrk, runs))
        print(f"{name:38}{statistics.median(ratios):9.3f}{aim}, from {ratios[0]:.2f} to {ratios[-1]:.2f}")
    print(f"{'whole, times as fast as curl and jq':38}{slow / total:8.1f}   (to be at least 10)")


def serving(given, work):
    """What the sandbox itself can do, since everything else is measured against it."""
    rates = 100_000
    sandbox = Sandbox(given.program, work, rates, 0)
    items = sandbox.get("/call_rates?top=100")["items"]
    reads, writes = [], []
    for item in items:
        path = f"/api/call_rates/{item['id']}"
        reads.append(f"GET {path}")
        writes.append(f"POST {path} {json.dumps({'type': item['type'], 'price_n': 0.5})}")
    cases = [
        ("one rate by id", reads), ("an update of one rate", writes),
        ("the first page", ["GET /api/call_rates?top=100"]),
        ("deep pages", [f"GET /api/call_rates?top=100&skip={skip}" for skip in range(rates - 2_000, rates - 100, 100)]),
        ("every page, as a scan asks for them",
         [f"GET /api/call_rates?top=100&skip={skip}&orderby=prefix" for skip in range(0, rates, 100)]),
    ]
    print(f"\nThe sandbox under wrk, {rates:,} rates, {CONNECTIONS} connections\n")
    for name, lines in cases:
        print(f"{name:38}{sandbox.wrk(lines)[0]:10,.0f} a second")
    sandbox.close()


def main():
    options = argparse.ArgumentParser()
    options.add_argument("program", help="the rateql to measure, a release build")
    options.add_argument("--updates", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--loop", type=int, default=300, help="rates that curl and jq do; their time is scaled")
    options.add_argument("--latency", type=int, nargs="*", default=[0, 5], help="milliseconds added, one run each")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as work:
        serving(given, work)
        for latency in given.latency:
            applying(given, work, latency)


main()
