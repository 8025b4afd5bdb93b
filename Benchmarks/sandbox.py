"""The sandbox that the measurements run against, wrk beside them, and what a command takes."""

import decimal
import json
import os
import re
import subprocess
import tempfile
import time
import urllib.request

CONNECTIONS = 16
# A wrk thread takes its requests from a file, one a line: method, path, body. They have the headers of `rateql`.
LUA = """
local requests, count, at = {}, 0, 0
function init(arguments)
  for line in io.lines(arguments[1]) do
    local method, path, body = line:match("^(%S+) (%S+) ?(.*)$")
    local headers = {
      ["Accept"] = "application/json, */*", ["User-Agent"] = "rateql",
      ["Authorization"] = "Bearer " .. arguments[2],
    }
    if path:find("top=") then headers["Accept-Encoding"] = "gzip, deflate" end
    if body ~= "" then headers["Content-Type"] = "application/json" end
    count = count + 1
    requests[count] = wrk.format(method, path, headers, body ~= "" and body or nil)
  end
end
function request()
  at = at % count + 1
  return requests[at]
end
"""


class Sandbox:
    def __init__(self, program, work, rates, latency):
        self.work = work
        self.token_file = os.path.join(work, f"token-{rates}-{latency}")
        self.process = subprocess.Popen(
            [program, "sandbox", "--port", "0", "--rates", str(rates), "--latency", str(latency),
             "--token-file", self.token_file], stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("sandbox: "):
            raise SystemExit(f"bench: the sandbox does not start: {line}")
        self.url = line.split()[1]
        with open(self.token_file) as file:
            self.token = file.readline().strip()

    def close(self):
        self.process.terminate()
        self.process.wait()

    def get(self, path):
        request = urllib.request.Request(self.url + path, headers={"Authorization": f"Bearer {self.token}"})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer, parse_float=decimal.Decimal)

    def prices(self):
        """The price_n of each rate, by id."""
        prices, count = {}, 1
        while len(prices) < count:
            page = self.get(f"/call_rates?top=100&skip={len(prices)}")
            count = page["count"]
            prices.update((item["id"], decimal.Decimal(item["price_n"])) for item in page["items"])
        return prices

    def wrk(self, lines, seconds=4):
        """Requests a second, and processor seconds a request, of the requests given."""
        script, requests = (os.path.join(self.work, name) for name in ("wrk.lua", "requests"))
        with open(script, "w") as file:
            file.write(LUA)
        with open(requests, "w") as file:
            file.writelines(line + "\n" for line in lines)
        text, _, processor = timed(
            ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", script, self.url, "--", requests, self.token])
        if "Non-2xx" in text or "Socket errors" in text:
            raise SystemExit(f"bench: wrk was refused:\n{text}")
        sent = int(re.search(r"(\d+) requests in", text)[1])
        return float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]), processor / sent


class Client:
    """`rateql` against a sandbox, with nothing of the user's own."""

    def __init__(self, path, sandbox, work):
        self.path, self.sandbox = path, sandbox
        self.environment = {
            "XDG_STATE_HOME": os.path.join(work, "state"), "XDG_CONFIG_HOME": os.path.join(work, "config")}

    def command(self, *arguments):
        server = ["--url", self.sandbox.url, "--token-file", self.sandbox.token_file]
        return [self.path, *arguments, *server, "--connections", str(CONNECTIONS)]


def timed(command, environment=None, given=None, output=None):
    """What it printed, the seconds it took and the processor seconds of it and its children.

    Its output goes to the file `output` where one is named, and only its messages are returned.
    """
    text, seconds, usage = measured(command, environment, given, output)
    return text, seconds, usage.ru_utime + usage.ru_stime


def measured(command, environment=None, given=None, output=None):
    """As `timed`, with all that the system counted."""
    with tempfile.TemporaryFile("w+") as messages, tempfile.TemporaryFile("w+") as source:
        source.write(given or "")
        source.seek(0)
        target = open(output, "w") if output else messages
        start = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=source, stdout=target, stderr=messages, env={**os.environ, **(environment or {})})
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        taken = time.perf_counter() - start
        if output:
            target.close()
        messages.seek(0)
        text = messages.read()
    if process.returncode != 0:
        raise SystemExit(f"bench: {' '.join(command)} ended with {process.returncode}:\n{text[-2000:]}")
    return text, taken, usage
