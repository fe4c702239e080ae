"""What ``mt serve`` loses against its own engine, how long clients wait, and whether any answer is lost or mixed up.

One run, on this machine alone: (1) the raw engine translates all texts in one call, (2) a server is started and
``--clients`` threads ask it for one text at a time for ``--seconds``, (3) the raw engine again. Each text is asked
for under a number of its own, so that no answer can come from another request. Throughput is in characters of
source a second, as a share of the mean of (1) and (3): an even load of other work on the machine does the same to
all three. The ratio by processor time bears an uneven one. Every answer is compared with the raw engine's; one that
is the raw answer to *another* text is mixed up.

    python benchmarks/server_load.py --seconds 60
    python benchmarks/server_load.py --texts paragraphs.txt --clients 16 --requests 2000

With ``--beside`` other servers are loaded in turn with the first, in several rounds, and nothing else: what batching
gains, and whether several processes with a thread each do better than one with two.

    python benchmarks/server_load.py --seconds 15 --rounds 4 --beside "--in-flight 2" --beside "2x --threads 1"
"""

import argparse
import http.client
import json
import os
import platform
import re
import shlex
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import linear_regression, median, quantiles

from mt.read import read_path
from mt.segment import segment

PAGE = Path(__file__).resolve().parent.parent / "eval_sets" / "libya_benghazi" / "page.ar.txt"
_RAW = """
import json, sys, time
import mt
from mt.server.texts import translate_texts
texts = json.load(sys.stdin)
translator = mt.load_translator()
translator.translate(texts[:8])
start, busy = time.perf_counter(), time.process_time()
done = translate_texts(texts, translator=translator)
seconds, busy = time.perf_counter() - start, time.process_time() - busy
json.dump({"seconds": seconds, "busy": busy, "done": done}, sys.stdout)
"""


@dataclass
class Tally:
    """What all clients saw; guarded by ``lock``."""

    seconds: list[float] = field(default_factory=list)
    answers: list[tuple[int, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def texts_of(path: Path, least: int) -> list[str]:
    """The sentences of a text, repeated under numbers until there are ``least``, so that no two are the same."""
    sentences = [s.text for line in read_path(path).text.split("\n") if line.strip() for s in segment(line.strip())]
    long_enough = [sentence for sentence in sentences if len(sentence) > 20]
    return [f"{n} {long_enough[n % len(long_enough)]}" for n in range(max(least, len(long_enough)))]


def raw(texts: Sequence[str]) -> tuple[float, float, list[str]]:
    """Seconds, processor seconds and answers of the engine alone, all sentences in one call, in its own process."""
    done = subprocess.run(
        [sys.executable, "-c", _RAW], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    return found["seconds"], found["busy"], found["done"]


def client(port: int, texts: Sequence[str], turn: "count[int]", until: "Until", tally: Tally) -> None:
    """Ask for one text after the other until the time or the requests are over."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    while until.more(number := next(turn)):
        place = number % len(texts)
        start = time.perf_counter()
        try:
            body = json.dumps({"q": texts[place], "source": "ar", "target": "en"})
            connection.request("POST", "/translate", body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            answer = json.loads(response.read())
        except (OSError, http.client.HTTPException, ValueError) as error:
            connection.close()
            with tally.lock:
                tally.faults.append(type(error).__name__)
            continue
        with tally.lock:
            if response.status == 200:
                tally.seconds.append(time.perf_counter() - start)
                tally.answers.append((place, answer["translatedText"]))
            else:
                tally.faults.append(str(response.status))
    connection.close()


@dataclass(frozen=True)
class Until:
    """When to stop: after ``requests`` where that is set, else at ``end`` of the monotonic clock."""

    end: float
    requests: int

    def more(self, number: int) -> bool:
        """Whether request ``number`` is still to be made."""
        return number < self.requests if self.requests else time.monotonic() < self.end


@dataclass
class Served:
    """One load: seconds, processor seconds, what came, and memory in MB by answers, of all processes together."""

    tally: Tally = field(default_factory=Tally)
    seconds: float = 0.0
    busy: float = 0.0
    memory: list[tuple[int, float]] = field(default_factory=list)

    def rate(self, texts: Sequence[str]) -> float:
        """Characters of source translated a second."""
        return sum(len(texts[place]) for place, _ in self.tally.answers) / self.seconds


def load(texts: Sequence[str], args: argparse.Namespace, options: Sequence[str], processes: int = 1) -> Served:
    """Start servers with ``options``, let the clients ask each its own, and end them."""
    served, turn = Served(), count()
    with ExitStack() as stack:
        servers = [stack.enter_context(running(options)) for _ in range(processes)]
        busy = sum(busy_seconds(pid) for pid, _ in servers)
        until = Until(time.monotonic() + args.seconds, args.requests)
        start = time.perf_counter()
        ports = [servers[n % processes][1] for n in range(args.clients)]
        threads = [threading.Thread(target=client, args=(port, texts, turn, until, served.tally)) for port in ports]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            served.memory.append((len(served.tally.answers), sum(resident(pid) for pid, _ in servers)))
            time.sleep(0.5)
        served.seconds = time.perf_counter() - start
        served.busy = sum(busy_seconds(pid) for pid, _ in servers) - busy
    return served


@contextmanager
def running(options: Sequence[str]) -> Iterator[tuple[int, int]]:
    """``mt serve`` with ``options``; gives its process id and its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mt", "-q", "serve", "--no-ui", "--port", str(port), *options]
    with subprocess.Popen(command) as server:
        try:
            wait_for(port)
            yield server.pid, port
        finally:
            server.send_signal(signal.SIGTERM)


def wait_for(port: int) -> None:
    """Return when the server answers; give up after two minutes."""
    for _ in range(1_200):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/health")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    sys.exit("the server did not start")


def busy_seconds(pid: int) -> float:
    """Processor seconds of a process and all its threads so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> float:
    """Resident memory of a process in MB."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def told(texts: Sequence[str], args: argparse.Namespace) -> dict[str, object]:
    """Run all three parts and return the figures."""
    before, busy_before, expected = raw(texts)
    served = load(texts, args, args.serve)
    after, busy_after, again = raw(texts)
    tally, memory, size = served.tally, served.memory, sum(map(len, texts))
    engine, server = 2 * size / (before + after), served.rate(texts)
    by_processor = server * served.seconds / served.busy / (2 * size / (busy_before + busy_after))
    owners = {answer: place for place, answer in enumerate(expected)}
    other = [(place, answer) for place, answer in tally.answers if answer != expected[place]]
    mixed = sum(owners.get(answer, place) != place for place, answer in other)
    cuts = quantiles(tally.seconds, n=100)
    warm = [sample for sample in memory if sample[0] > len(tally.answers) / 4]
    slope = linear_regression([n / 1000 for n, _ in warm], [m for _, m in warm])[0] if len(warm) > 2 else 0.0
    return {
        "requests answered": len(tally.answers),
        "lost or refused": len(tally.faults),
        "mixed up": mixed,
        "other words than the raw engine": len(other) - mixed,
        "two raw runs differ in": sum(a != b for a, b in zip(expected, again, strict=True)),
        "requests a second": round(len(tally.answers) / served.seconds, 1),
        "p50 ms": round(1000 * cuts[49]),
        "p95 ms": round(1000 * cuts[94]),
        "server characters a second": round(server),
        "engine characters a second": round(engine),
        "engine, first and second run": [round(size / s) for s in (before, after)],
        "server to engine": round(server / engine, 2),
        "the same by processor time": round(by_processor, 2),
        "memory MB, warm and at the end": [round(warm[0][1]), round(warm[-1][1])] if warm else [],
        "memory MB a 1,000 requests": round(slope, 2),
        "clients": args.clients,
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, load {os.getloadavg()[0]:.1f}",
    }


def beside(texts: Sequence[str], args: argparse.Namespace) -> dict[str, object]:
    """Load the first server and each other one in turn; return how much faster the first one was, round by round."""
    contenders = {" ".join(args.serve) or "first": (args.serve, 1), **{other: parsed(other) for other in args.beside}}
    results: dict[str, list[Served]] = {name: [] for name in contenders}
    for turn in range(args.rounds):
        # Back and forth, so that work that grows or fades beside us favours nobody.
        for name, (options, processes) in sorted(contenders.items(), reverse=bool(turn % 2)):
            results[name].append(load(texts, args, options, processes))
    rates = {name: [served.rate(texts) for served in own] for name, own in results.items()}
    first = next(iter(rates.values()))
    figures: dict[str, object] = {"rounds, seconds, clients": [args.rounds, args.seconds, args.clients]}
    for name, own in results.items():
        waits = [1000 * second for served in own for second in served.tally.seconds]
        ratios = sorted(mine / other for mine, other in zip(first, rates[name], strict=True))
        figures[name] = {
            "first is so many times as fast": [round(figure, 2) for figure in (median(ratios), ratios[0], ratios[-1])],
            "p50, p95 ms": [round(quantiles(waits, n=100)[n]) for n in (49, 94)],
            "memory MB": round(max(megabytes for served in own for _, megabytes in served.memory)),
            "lost or refused": sum(len(served.tally.faults) for served in own),
        }
    return figures


def rows(figures: dict[str, object]) -> Iterator[tuple[str, object]]:
    """Names and values; what belongs to one server stands under its options."""
    for name, value in figures.items():
        if isinstance(value, dict):
            yield from ((f"`{name}`: {own}", figure) for own, figure in value.items())
        else:
            yield name, value


def parsed(contender: str) -> tuple[list[str], int]:
    """Options and number of processes of ``2x --threads 1``; one without a number."""
    first, *rest = shlex.split(contender)
    many = re.fullmatch(r"(\d+)x", first)
    return (rest, int(many[1])) if many else ([first, *rest], 1)


def main() -> None:
    """Print the figures as a table, and as JSON with ``--json``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=PAGE, help="Arabic text (default: the page in eval_sets)")
    parser.add_argument("--number", type=int, default=400, help="different texts (default: 400)")
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--requests", type=int, default=0, help="this many requests instead of --seconds")
    parser.add_argument("--beside", action="append", default=[], metavar="OPTIONS", help="of another server; 2x: two")
    parser.add_argument("--rounds", type=int, default=3, help="with --beside (default: 3)")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    parser.add_argument("serve", nargs="*", help="options for mt serve, after --")
    args = parser.parse_args()
    texts = texts_of(args.texts, args.number)
    figures = beside(texts, args) if args.beside else told(texts, args)
    print("| figure | |\n|---|---|")
    for name, value in rows(figures):
        print(f"| {name} | {', '.join(map(str, value)) if isinstance(value, list) else value} |")
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
