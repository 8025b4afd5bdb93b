"""Measures RateQL beside sqlite3 and DuckDB on the same rates, held in memory by each.

Every figure is the median of several rounds; in a round each engine runs the query once, one after the other,
so that a slow moment of the machine touches all of them. Answers are compared before anything is measured.

What is compared:
- RateQL: the text of the query is parsed, checked and run over `let held = rates | snapshot`.
- sqlite3: an in-memory table, prices as integers (what it compares and adds fastest), no index.
- DuckDB: an in-memory table on one thread, prices as DECIMAL(18,5) and types as an ENUM: 64-bit integers and
  one byte a row, as RateQL holds them.
"""

import argparse
import decimal
import os
import random
import sqlite3
import statistics
import subprocess
import tempfile
import time

import duckdb

FIELDS = [
    "id", "prefix", "type", "free_seconds", "grace_period", "interval_1", "interval_n", "postcall_surcharge",
    "price_1", "price_n", "description",
]
SHOWN = [
    "prefix", "description", "type", "price_1", "price_n", "interval_1", "interval_n", "free_seconds",
    "grace_period", "postcall_surcharge", "id",
]
MONEY = {"postcall_surcharge", "price_1", "price_n"}
ROUNDS = 11

# Name, RateQL, the same in SQL ({x} is a price for that engine), the columns of the answer.
CASES = [
    (
        "where type, price + sort + take 20",
        "held | where type = MOBILE and price_n > 0.5 | sort price_n desc | take 20",
        f"SELECT {', '.join(SHOWN)} FROM rates WHERE type = 'MOBILE' AND price_n > {{0.5}}"
        " ORDER BY price_n DESC, prefix, id LIMIT 20",
        SHOWN,
    ),
    (
        "where type, prefix + sort + take 20",
        'held | where type = MOBILE and prefix startswith "44" | sort price_n desc | take 20',
        f"SELECT {', '.join(SHOWN)} FROM rates WHERE type = 'MOBILE' AND {{prefix}}"
        " ORDER BY price_n DESC, prefix, id LIMIT 20",
        SHOWN,
    ),
    (
        "summarize by type",
        "held | summarize n = count(), mean = avg(price_n), top = max(price_n), total = sum(price_n) by type",
        "SELECT type, count(*), avg(price_n), max(price_n), sum(price_n) FROM rates GROUP BY type",
        ["type", "count", "price_n", "price_n", "price_n"],
    ),
]


class RateQL:
    """The measuring program, told what to do line by line."""

    def __init__(self, program, rows):
        self.process = subprocess.Popen(
            [program, str(rows)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        lines = []
        while (line := self.process.stdout.readline().rstrip("\n")) != ".":
            if line.startswith("error: ") or not self.alive():
                raise SystemExit(f"bench: {command}: {line}")
            lines.append(line)
        return lines

    def alive(self):
        return self.process.poll() is None

    def seconds(self, query):
        return int(self.ask("run " + query)[0]) / 1e9

    def rows(self, query):
        return [tuple(line.split("\t")) for line in self.ask("show " + query)]

    def peak(self):
        """The most memory it ever held, in bytes; None where the system does not tell."""
        try:
            with open(f"/proc/{self.process.pid}/status") as status:
                for line in status:
                    if line.startswith("VmHWM:"):
                        return int(line.split()[1]) * 1024
        except OSError:
            pass
        return None

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class SQL:
    """A database of Python's, timed to the last row fetched."""

    def seconds(self, query):
        start = time.perf_counter()
        self.run(query)
        return time.perf_counter() - start


class SQLite(SQL):
    name = "sqlite3"
    version = sqlite3.sqlite_version

    def __init__(self, path):
        self.connection = sqlite3.connect(":memory:")
        types = ["TEXT" if f in ("id", "prefix", "type", "description") else "INTEGER" for f in FIELDS]
        self.connection.execute(
            f"CREATE TABLE rates ({', '.join(f'{f} {t}' for f, t in zip(FIELDS, types))})")
        with open(path) as rows:
            self.connection.executemany(
                f"INSERT INTO rates VALUES ({', '.join('?' * len(FIELDS))})",
                ([None if c == "\\N" else c for c in line.rstrip("\n").split("\t")] for line in rows))
        self.connection.commit()

    def run(self, query):
        text = query.replace("{0.5}", "50000").replace("{prefix}", "prefix >= '44' AND prefix < '45'")
        return self.connection.execute(text).fetchall()

    def plain(self, value, column):
        return decimal.Decimal(value) / 100_000 if column in MONEY and value is not None else value


class DuckDB(SQL):
    name = "DuckDB"
    version = duckdb.__version__

    def __init__(self, path):
        self.connection = duckdb.connect(":memory:", config={"threads": 1})
        self.connection.execute("CREATE TYPE rate_type AS ENUM ('LOCAL', 'NATIONAL', 'INTERNATIONAL', 'MOBILE')")
        columns = {
            f: "VARCHAR" if f in ("id", "prefix", "type", "description") else "BIGINT" for f in FIELDS}
        names = ", ".join(
            f"{f}::rate_type AS {f}" if f == "type"
            else f"({f}::DECIMAL(18,0) / 100000)::DECIMAL(18,5) AS {f}" if f in MONEY else f
            for f in FIELDS)
        self.connection.execute(
            f"CREATE TABLE rates AS SELECT {names} FROM read_csv(?, delim='\t', header=false, quote='',"
            f" escape='', nullstr='\\N', columns={columns})", [path])

    def run(self, query):
        text = query.replace("{0.5}", "0.5").replace("{prefix}", "starts_with(prefix, '44')")
        return self.connection.execute(text).fetchall()

    def plain(self, value, column):
        return value


def cell(value, column):
    """A value so that the three engines' answers can be compared."""
    if value is None or value == "null":
        return None
    if column in MONEY or column.startswith(("interval", "free", "grace", "count")):
        text = str(value)
        number = decimal.Decimal(text[:-1]) / 100 if text.endswith("%") else decimal.Decimal(text)
        return round(float(number), 9)
    return str(value)


def agree(rateql, other, case):
    name, query, sql, columns = case
    mine = [tuple(cell(v, c) for v, c in zip(row, columns)) for row in rateql.rows(query)]
    theirs = [tuple(cell(other.plain(v, c), c) for v, c in zip(row, columns)) for row in other.run(sql)]
    if "GROUP BY" in sql:
        mine.sort()
        theirs.sort()
    if mine != theirs:
        raise SystemExit(f"bench: {other.name} answers `{query}` otherwise:\n{mine[:3]}\n{theirs[:3]}")


def measure(runners, rounds=ROUNDS):
    """The median seconds of each runner, taken in turns after one round to warm up."""
    times = [[] for _ in runners]
    for round in range(rounds + 1):
        for place, run in enumerate(runners):
            seconds = run()
            if round > 0:
                times[place].append(seconds)
    return [statistics.median(t) for t in times]


def queries(program, work, rows):
    rateql = RateQL(program, rows)
    rateql.ask("run let held = rates | snapshot")
    held = rateql.peak()
    for _, query, _, _ in CASES:
        rateql.seconds(query)
    peak = rateql.peak()
    path = os.path.join(work, "rates.tsv")
    rateql.ask("data " + path)
    engines = [SQLite(path), DuckDB(path)]
    print(f"{rows:,} rates in memory; sqlite3 {SQLite.version}, DuckDB {DuckDB.version} on one thread;"
          f" medians of {ROUNDS} runs\n")
    print(f"{'':38}{'RateQL':>10}{'sqlite3':>10}{'DuckDB':>10}{'of sqlite3':>12}{'of DuckDB':>11}")
    for case in CASES:
        name, query, sql, _ = case
        for engine in engines:
            agree(rateql, engine, case)
        mine, sqlite, duck = measure(
            [lambda: rateql.seconds(query)] + [lambda engine=engine: engine.seconds(sql) for engine in engines])
        print(f"{name:38}{mine * 1e3:7.1f} ms{sqlite * 1e3:7.1f} ms{duck * 1e3:7.1f} ms"
              f"{mine / sqlite:12.3f}{mine / duck:11.2f}")
    rateql.close()
    print()
    if peak:
        print(f"{'peak memory, rates held':38}{held / 1e6:7.0f} MB")
        print(f"{'peak memory, and the queries run':38}{peak / 1e6:7.0f} MB   (to be under 300)")


def check(program, binary, work, lines):
    rateql = RateQL(program, 0)
    path = os.path.join(work, "script.rql")
    rateql.ask(f"script {path} {lines}")
    inside = statistics.median(int(rateql.ask("check " + path)[0]) / 1e6 for _ in range(ROUNDS))
    rateql.close()
    print(f"{f'check of {lines:,} lines, in a process':38}{inside:7.1f} ms")
    if not binary:
        return
    def run():
        start = time.perf_counter()
        done = subprocess.run([binary, "check", path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            raise SystemExit(f"bench: {binary} check: {done.stdout[:500]}")
        return time.perf_counter() - start
    [whole] = measure([run])
    print(f"{f'rateql check of {lines:,} lines':38}{whole * 1e3:7.1f} ms   (to be under 50)")


def rate(program, work, calls, prefixes):
    """Longest-prefix matching beside the loop over a dictionary that one would write in Python."""
    random.seed(7)
    codes = ["1", "7", "20", "27", "30", "33", "34", "39", "44", "49", "61", "81", "86", "91", "351", "420"]
    known = {}
    while len(known) < prefixes:
        prefix = random.choice(codes) + str(random.randrange(10 ** random.choice([1, 2, 3, 4, 5, 6, 7])))
        known.setdefault(prefix, len(known))
    lines = list(known)
    numbers = [
        (random.choice(lines) if random.random() < 0.95 else random.choice(codes)) + str(random.randrange(10**6))
        for _ in range(calls)]
    paths = [os.path.join(work, name) for name in ("prefixes", "numbers")]
    for path, texts in zip(paths, (lines, numbers)):
        with open(path, "w") as file:
            file.write("\n".join(texts) + "\n")
    longest = max(map(len, lines))

    def loop():
        found = []
        for number in numbers:
            for length in range(min(longest, len(number)), 0, -1):
                row = known.get(number[:length])
                if row is not None:
                    found.append(row)
                    break
            else:
                found.append(-1)
        return found

    def python():
        start = time.perf_counter()
        loop()
        return time.perf_counter() - start

    rateql = RateQL(program, 0)
    made = int(rateql.ask("index " + paths[0])[0]) / 1e6
    if [int(row) for row in rateql.ask("rated " + paths[1])] != loop():
        raise SystemExit("bench: the longest prefixes are not those that Python finds")
    mine, theirs = measure([lambda: int(rateql.ask("rate " + paths[1])[0]) / 1e9, python], rounds=5)
    rateql.close()
    print(f"\n{calls:,} calls against {prefixes:,} prefixes, longest first\n")
    print(f"{'':38}{'RateQL':>10}{'Python':>10}{'times as fast':>15}")
    print(f"{'longest prefix of each call':38}{mine * 1e3:7.1f} ms{theirs * 1e3:7.0f} ms{theirs / mine:15.1f}"
          f"   (to be at least 10)")
    print(f"{'calls a second':38}{calls / mine / 1e6:7.1f} M{calls / theirs / 1e6:9.2f} M")
    print(f"{'the index is made in':38}{made:7.1f} ms")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("program")
    options.add_argument("--rateql", help="the program whose `check` is timed")
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--lines", type=int, default=2_000)
    options.add_argument("--calls", type=int, default=1_000_000)
    options.add_argument("--prefixes", type=int, default=200_000)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as work:
        queries(given.program, work, given.rows)
        check(given.program, given.rateql, work, given.lines)
        rate(given.program, work, given.calls, given.prefixes)


main()
