"""What ``mt eval compare``, ``gate``, ``accept`` and ``robustness`` do once their arguments are parsed."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mt.errors import GateError, InputError, UsageError
from mt.evaluation.actions import cards_folder, load_system, read_sets, sets_dirs, show_progress

if TYPE_CHECKING:
    from mt.evaluation.compare import SetComparison
    from mt.evaluation.gate import Policy
    from mt.evaluation.runfile import Run


def compare_command(args: argparse.Namespace) -> int:
    """Compare two or more systems and print the result in the form asked for."""
    from mt.evaluation.compare import compare
    from mt.evaluation.runfile import write_text
    from mt.evaluation.significance import Chance

    runs = [_read_named(args, given) for given in args.runs]
    found = compare(runs, Chance(args.seed, args.trials, args.shuffles))
    if args.html:
        write_text(args.html, _page(found, runs, args.rows))
    if args.form == "text":
        from rich.console import Console

        from mt.evaluation.tables import show

        show(found, Console(file=sys.stdout))
    else:
        sys.stdout.write(_rendered(args.form, found, runs, args.rows))
    return 0


def _rendered(form: str, found: "tuple[SetComparison, ...]", runs: "list[Run]", rows: int) -> str:
    from mt.evaluation.tables import to_json, to_markdown

    if form == "html":
        return _page(found, runs, rows)
    return to_json(found) if form == "json" else to_markdown(found)


def _page(found: "tuple[SetComparison, ...]", runs: "list[Run]", rows: int) -> str:
    from mt.evaluation.page import render

    return render(found, title=" · ".join(run.system for run in runs), rows=rows)


def _read_named(args: argparse.Namespace, given: str) -> "Run":
    """The run in a run file or, for any other file, of the text in it, under the name given before ``=``."""
    from dataclasses import replace

    from mt.evaluation.run import from_text_file
    from mt.evaluation.runfile import read_run
    from mt.evaluation.sets import find_card, read_set, split_lines

    name, equals, place = given.partition("=")
    path = Path(place if equals else given)
    if path.suffix == ".json":
        run = read_run(path)
        return replace(run, system=name) if equals else run
    if not args.set:
        raise UsageError(f"{path} is plain text: say with --set which set it translates")
    eval_set = read_set(find_card(args.set, cards=cards_folder(args)), sets_dirs=sets_dirs(args))
    try:
        lines = split_lines(path.read_bytes())
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as UTF-8 text ({error})") from error
    return from_text_file(name if equals else path.stem, eval_set, lines)


def gate_command(args: argparse.Namespace) -> int:
    """Hold a run against a baseline; raises :class:`GateError` when it is worse."""
    from dataclasses import asdict

    from mt.evaluation import verdict as forms
    from mt.evaluation.gate import judge
    from mt.evaluation.runfile import read_run, write_text

    verdict = judge(read_run(args.baseline), read_run(args.run_file), _policy(args))
    if args.junit:
        write_text(args.junit, forms.to_junit(verdict))
    if args.markdown:
        write_text(args.markdown, forms.to_markdown(verdict))
    if args.json:
        body = {"passed": verdict.passed, **asdict(verdict)}
        sys.stdout.write(json.dumps(body, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write("\n".join(forms.to_lines(verdict)) + "\n")
    if not verdict.passed:
        failed = sum(not check.passed for check in verdict.checks)
        raise GateError(
            f"{failed} of {len(verdict.checks)} checks failed; mend the cause, or `mt eval accept` with a reason"
        )
    return 0


def _policy(args: argparse.Namespace) -> "Policy":
    from mt.evaluation.gate import Limit, Policy

    policy = Policy(alpha=args.alpha, trials=args.trials, seed=args.seed, min_speed_ratio=args.min_speed)
    try:
        for given in args.limit:
            name, _, points = given.partition("=")
            allowed, fatal = map(float, points.split(","))
            policy.limits[name] = Limit(allowed, fatal)
        for given in args.allow:
            name, _, count = given.partition("=")
            policy.faults[name] = int(count)
    except ValueError as error:
        raise UsageError(f"{given}: write --limit NAME=ALLOWED,FATAL and --allow FAULT=N") from error
    unknown = [name for name in (*policy.limits, *policy.faults) if name not in _known_names()]
    if unknown:
        raise UsageError(f"the gate knows no {', '.join(unknown)}; it knows {', '.join(sorted(_known_names()))}")
    return policy


def _known_names() -> set[str]:
    from mt.evaluation.faults import KINDS
    from mt.evaluation.metrics import METRICS

    return {*METRICS, *KINDS, "passes"}


def accept_command(args: argparse.Namespace) -> int:
    """Write a run as the baseline."""
    from mt.evaluation.baseline import accept
    from mt.evaluation.runfile import read_run

    accept(read_run(args.run_file), args.out, reason=args.reason)
    sys.stderr.write(f"{args.out}: accepted; review and commit it\n")
    return 0


def robustness_command(args: argparse.Namespace) -> int:
    """Measure a model on sources with more and more noise."""
    from mt.evaluation import robustness
    from mt.evaluation.runfile import write_text

    system = load_system(args, args.model, {})
    noises = args.noise or list(robustness.NOISES)
    with show_progress(system.name, quiet=getattr(args, "quiet", False)) as progress:
        plan = robustness.Plan(tuple(noises), tuple(args.level) or robustness.LEVELS, args.seed)
        curves = robustness.measure(system, read_sets(args), plan, progress=progress)
    if args.html:
        write_text(args.html, robustness.to_page(curves))
    sys.stdout.write(robustness.to_json(curves) if args.json else "\n".join(robustness.to_lines(curves)) + "\n")
    return 0
