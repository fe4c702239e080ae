"""One command for a whole training: prepare, back-translate, train, export, release, card.

    python -m training translate --corpora CORPORA --work WORK --minutes 90
    python -m training summarize --corpora CORPORA --work WORK --minutes 30   # after the translator

Stop it at any moment; the same command goes on: what is prepared is not prepared again, and training
goes on from its checkpoint. On CUDA one process is used, on a CPU one for each core.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parent.parent / "eval_sets" / "libya_benghazi" / "page.ar.txt"


SUMMARIZER = ["--peak", "1e-3", "--hold", "0.3", "--short-first", "0.5", "--copy-share", "8", "--longest", "256"]
BACKWARDS = 0.2  # share of the minutes that the model gets which back-translates


def steps(role: str, corpora: Path, work: Path, minutes: float, *, processes: int) -> list[list[str]]:
    """Return the commands of one training in order, without those whose result is there already."""
    data, run, exported = work / "data", work / role, work / f"{role}.exported"
    vocabulary, checkpoint = data / "vocabulary.model", run / "checkpoint.pt"
    source = ["--corpora", str(corpora), "--page", str(PAGE)]
    python = [sys.executable, "-m"]
    launch = [*python, "torch.distributed.run", f"--nproc-per-node={processes}", "-m"] if processes > 1 else python

    def train(out: Path, minutes: float, *more: str) -> list[str]:
        budget = ["--minutes", str(minutes), *more]
        return [*launch, "training.train", "--data", str(data), "--out", str(out), *budget]

    def export(checkpoint: Path, out: Path, *more: str) -> list[str]:
        return [*python, "training.export", str(checkpoint), "--vocabulary", str(vocabulary), "--out", str(out), *more]

    commands = []
    if role == "translate":
        back, backwards = work / "backwards", work / "backwards.exported"
        if not (data / "news_ant.npz").exists():
            commands.append([*python, "training.prepare", *source, "--out", str(data)])
        if not (data / "noisy.npz").exists():
            commands.append([*python, "training.noisy", "--data", str(data)])
        if not (data / "back_translated.npz").exists():
            translated = [*python, "training.backtranslate", *source, "--model", str(backwards), "--data", str(data)]
            commands += [
                train(back, minutes * BACKWARDS, "--reverse"),
                export(back / "checkpoint.pt", backwards, "--reverse"),
                translated,
                [*translated, "--news", "xsum", "cnndm", "--name", "back_translated_general"],
            ]
        commands.append(train(run, minutes * (1 - BACKWARDS), "--task", role))
        commands.append(export(checkpoint, exported, "--sources", str(corpora / "eval_sets" / "news-dev.ar")))
    else:
        translator = ["--model", str(work / "translate.exported")]
        if not (data / "news_ant_ar2en.npz").exists():
            commands.append([*python, "training.summaries", *source, "--out", str(data), *translator])
        start = ["--task", role, "--weights", str(work / "translate" / "checkpoint.pt"), "--tokens", "1536"]
        commands.append(train(run, minutes, *start, *SUMMARIZER))
        commands.append(export(checkpoint, exported))
    release = [*python, "training.release", role, str(exported)]
    card = [*python, "training.card", role, *source, "--log", str(run / "log.jsonl")]
    return [*commands, release, card]


def main() -> None:
    """Command line: run the steps, each in a process of its own, and stop at the first that fails."""
    import torch

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("role", choices=["translate", "summarize"])
    parser.add_argument(
        "--corpora", type=Path, required=True, help="folder with bitext/, mono/, summaries/, eval_sets/"
    )
    parser.add_argument("--work", type=Path, required=True, help="folder for prepared data and checkpoints")
    parser.add_argument("--minutes", type=float, required=True, help="time to train, all runs together")
    args = parser.parse_args()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    processes = 1 if torch.cuda.is_available() else cores
    if processes > 1:
        os.environ.setdefault("OMP_NUM_THREADS", "1")
    for command in steps(args.role, args.corpora, args.work, args.minutes, processes=processes):
        print("+", *command, flush=True)
        done = subprocess.run(command, check=False)
        if done.returncode:
            sys.exit(done.returncode)


if __name__ == "__main__":
    main()
