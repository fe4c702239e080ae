"""Speed and memory of the translator beside what else runs the same weights, in one run on one machine.

Same embedded weights, same sentences and pages, every contender in a process of its own, in turn, several
rounds. Figures are medians; ratios are taken within each round and given as median and range, because a
time alone says as much of the machine as of the program. One that is not installed is left out with the
reason. docs/speed.md says what the figures mean.

    python benchmarks/translate.py
    python benchmarks/translate.py --threads 1 2 --beams 1 2 4 --json speed.json --markdown speed.md
    python benchmarks/translate.py --python argos=/path/to/venv/bin/python
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # training/ is not installed

from benchmarks import figures, job  # noqa: E402
from benchmarks.contenders import CONTENDERS  # noqa: E402

TIMEOUT = 3600  # seconds; a contender that takes longer is no contender


def run_contender(name: str, folder: Path, args: argparse.Namespace, *, threads: int, timed: bool) -> dict[str, Any]:
    """Run one contender in a fresh process; its answer, or ``skip`` with the reason."""
    interpreters = dict(pair.split("=", 1) for pair in args.python)
    # Peers that share a package share an interpreter: transformers-int8 runs where transformers does.
    interpreter = interpreters.get(name) or interpreters.get(name.split("-", maxsplit=1)[0], sys.executable)
    # Whatever parallel library a contender uses must not take more cores than the others have.
    limits = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), str(threads))
    environment = {**os.environ, **limits, "HF_HUB_OFFLINE": "1", "PYTHONPATH": str(ROOT)}
    started = str(time.time() if timed else 0)
    command = [interpreter, str(ROOT / "benchmarks" / "contenders.py"), name, str(folder), started]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, cwd=folder, env=environment, timeout=TIMEOUT, check=True
        )
    except subprocess.TimeoutExpired:
        return {"skip": f"took more than {TIMEOUT} s"}
    except (OSError, subprocess.CalledProcessError) as error:
        said = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
        return {"skip": f"failed: {said[-1] if said else error}"}
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def run_rounds(folder: Path, args: argparse.Namespace, threads: int) -> list[dict[str, dict[str, Any]]]:
    """Make every contender ready, then run them in turn, round after round."""
    ready = {name: run_contender(name, folder, args, threads=threads, timed=False) for name in args.only}
    rounds = []
    for number in range(args.rounds):
        answers = {}
        for name in args.only:
            answers[name] = ready[name] or run_contender(name, folder, args, threads=threads, timed=True)
            state = answers[name].get("skip") or f"{answers[name]['sentences s']:.2f} s"
            print(f"{threads} threads, round {number + 1}, {name}: {state}", file=sys.stderr, flush=True)
        rounds.append(answers)
    return rounds


def parse_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=Path, metavar="FILE", help="one a line (default: our own pairs)")
    parser.add_argument("--count", type=int, default=1000, help="so many sentences (default: 1000)")
    pages = "a folder of .txt, or JSON lines with document_ar (default: our page, and pages made of the sentences)"
    parser.add_argument("--pages", type=Path, metavar="PATH", help=pages)
    parser.add_argument("--page-count", type=int, default=50, help="so many pages (default: 50)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, nargs="+", default=[2])
    parser.add_argument("--beams", type=int, nargs="+", default=[4])
    parser.add_argument("--only", nargs="+", default=list(CONTENDERS), choices=list(CONTENDERS))
    interpreter = "interpreter that has a peer installed (repeatable)"
    parser.add_argument("--python", action="append", default=[], metavar="NAME=PATH", help=interpreter)
    parser.add_argument("--work", type=Path, metavar="DIR", help="keep converted models here (default: a new folder)")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--markdown", type=Path, metavar="FILE")
    return parser.parse_args()


def main() -> None:
    """Measure all combinations and print a table of each."""
    args = parse_arguments()
    sentences = job.distinct(job.read_lines(args.sentences) if args.sentences else job.default_sentences(), args.count)
    pages = job.read_pages(args.pages, args.page_count, sentences)
    with tempfile.TemporaryDirectory() as scratch:
        folder = (args.work or Path(scratch)).resolve()
        job.pack_for_argos(folder)
        if not (folder / "checkpoint").exists() and (reason := job.save_checkpoint(folder)):
            print(f"no checkpoint for transformers and ONNX Runtime: {reason}", file=sys.stderr)
        results = []
        for threads in args.threads:
            for beam in args.beams:
                work = job.write_job(folder, job.Plan(sentences, pages, threads, beam))
                rounds = run_rounds(folder, args, threads)
                results.append(figures.summarize(rounds, work, threads=threads, beam=beam))
    body = {"machine": machine(), "results": results}
    text = figures.to_markdown(body)
    print(text)
    if args.json:
        args.json.write_text(json.dumps(body, indent=1), encoding="utf-8")
    if args.markdown:
        args.markdown.write_text(text + "\n", encoding="utf-8")


def machine() -> dict[str, str]:
    """What the figures were taken on."""
    model = ""
    if (cpu := Path("/proc/cpuinfo")).exists():
        lines = cpu.read_text(encoding="utf-8").splitlines()
        model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")
    return {
        "cpu": model or platform.processor(),
        "cores": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "ctranslate2": version("ctranslate2"),
        "mt-digest": version("mt-digest"),
    }


if __name__ == "__main__":
    main()
