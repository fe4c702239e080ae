"""``mt eval``: the commands and their options. What they do is in :mod:`mt.evaluation.actions`."""

import argparse
from pathlib import Path

from mt.evaluation import actions, compare_actions


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register ``mt eval`` and its commands."""
    parser = subparsers.add_parser(
        "eval",
        help="measure quality: run, score, compare, gate",
        description="Measure quality on stated texts (docs/evaluation.md).",
    )
    commands = parser.add_subparsers(dest="eval_command", required=True, metavar="COMMAND")
    _add_sets(commands)
    _add_run(commands)
    _add_score(commands)
    _add_compare(commands)
    _add_gate(commands)
    _add_accept(commands)
    _add_robustness(commands)


def _add_set_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cards", type=Path, metavar="DIR", help="folder of the sets' cards (default: eval_sets)")
    parser.add_argument(
        "--sets-dir", type=Path, action="append", default=[], metavar="DIR", help="folder with files of public sets"
    )


def _add_run(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("run", help="translate sets with models and write run files")
    names = "a set (repeatable); see `mt eval sets list`"
    parser.add_argument("--set", action="append", default=[], metavar="NAME", help=names)
    pair = "a set from two text files, and a third with each line's domain if you like (repeatable)"
    parser.add_argument("--text", action="append", default=[], metavar="NAME=SOURCE,REFERENCE[,DOMAINS]", help=pair)
    documents = "a summary set from JSON lines with document and summary (repeatable)"
    parser.add_argument("--documents", action="append", default=[], metavar="NAME=FILE", help=documents)
    parser.add_argument("--out", type=Path, required=True, metavar="PATH", help="run file, or a folder for several")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N segments of each set")
    parser.add_argument("--restart", action="store_true", help="forget what a stopped run has done")
    comet = "also score by this COMET checkpoint (needs unbabel-comet)"
    parser.add_argument("--comet", type=Path, metavar="FILE", help=comet)
    _add_engine_options(parser)
    _add_set_options(parser)
    parser.set_defaults(run=actions.run_command)


def _add_engine_options(parser: argparse.ArgumentParser) -> None:
    model = "a translation model (repeatable; default: the embedded one)"
    parser.add_argument("--model", action="append", default=[], metavar="NAME", help=model)
    beam = "beam size (repeatable; default: the model's own)"
    parser.add_argument("--beam", type=int, action="append", default=[], metavar="N", help=beam)
    decoding = "a setting of the search, such as length_penalty=0.8 (repeatable; one key twice: a run each)"
    parser.add_argument("--decoding", action="append", default=[], metavar="KEY=VALUE", help=decoding)
    summarizer = "also summarize, with this model, or 'default', 'lead-3' or 'extractive'"
    parser.add_argument("--summarizer", metavar="NAME", help=summarizer)
    parser.add_argument("--whole-lines", action="store_true", help="do not split segments into sentences first")
    reference = "model to time beside this one, for the gate's speed rule"
    parser.add_argument("--reference-engine", metavar="NAME", help=reference)
    parser.add_argument("--threads", type=int, default=0, metavar="N", help="processor threads (default: all cores)")
    parser.add_argument("--lock", type=Path, metavar="FILE", help="models.lock to use")


def _add_score(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("score", help="score a text file of translations, or show a run file's scores")
    parser.add_argument("file", type=Path, metavar="FILE", help="a run file (.json), or one hypothesis a line")
    parser.add_argument("--reference", type=Path, metavar="FILE", help="one reference a line")
    parser.add_argument("--set", metavar="NAME", help="take references (and sources) from this set")
    parser.add_argument(
        "--metric",
        action="append",
        default=[],
        metavar="NAME",
        help="bleu, chrf, chrf++, ter, rouge1, ... (repeatable)",
    )
    parser.add_argument(
        "--keep-entities", action="store_true", help="do not unescape HTML entities, as sacrebleu's own command"
    )
    parser.add_argument("--json", action="store_true", help="JSON on stdout")
    _add_set_options(parser)
    parser.set_defaults(run=actions.score_command)


def _add_sets(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("sets", help="list, fetch and verify evaluation sets")
    verbs = parser.add_subparsers(dest="sets_command", required=True, metavar="COMMAND")
    listing = verbs.add_parser("list", help="list the sets and whether their data is here")
    _add_set_options(listing)
    listing.set_defaults(run=actions.list_sets)
    fetching = verbs.add_parser("fetch", help="download a public set and check its sha256")
    fetching.add_argument("names", nargs="+", metavar="NAME", help="name of a set")
    _add_set_options(fetching)
    fetching.set_defaults(run=actions.fetch_sets)
    verifying = verbs.add_parser("verify", help="check the sha256 of the sets' data")
    verifying.add_argument("names", nargs="*", metavar="NAME", help="name of a set (default: all that are here)")
    _add_set_options(verifying)
    verifying.set_defaults(run=actions.verify_sets)


def _add_compare(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "compare", help="hold systems against the first one: tests, slices, examples, a web page"
    )
    parser.add_argument(
        "runs",
        nargs="+",
        metavar="[NAME=]FILE",
        help="run files, or plain text files with one hypothesis a line (these need --set)",
    )
    parser.add_argument("--set", metavar="NAME", help="the set that plain text files translate")
    parser.add_argument(
        "--form", choices=("text", "md", "json", "html"), default="text", help="form of the output (default: text)"
    )
    parser.add_argument("--html", type=Path, metavar="FILE", help="also write a self-contained web page")
    _add_chance_options(parser)
    parser.add_argument(
        "--shuffles",
        type=int,
        default=2000,
        metavar="N",
        help="draws of approximate randomization; 0 leaves it out (default: 2000)",
    )
    parser.add_argument(
        "--rows", type=int, default=300, metavar="N", help="segments in the web page's tables (default: 300)"
    )
    _add_set_options(parser)
    parser.set_defaults(run=compare_actions.compare_command)


def _add_chance_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--seed", type=int, default=0, metavar="N", help="seed of the resampling; 0 is a seed (default: 0)"
    )
    parser.add_argument("--trials", type=int, default=1000, metavar="N", help="bootstrap resamples (default: 1000)")


def _add_gate(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("gate", help="fail when a run is worse than an accepted baseline")
    parser.add_argument("run_file", type=Path, metavar="RUN", help="the new run file")
    parser.add_argument("--baseline", type=Path, required=True, metavar="FILE", help="the accepted run file")
    parser.add_argument(
        "--limit", action="append", default=[], metavar="NAME=ALLOWED,FATAL",
        help="points that a score may lose: the first if it may be chance, the second never (repeatable)",
    )  # fmt: skip
    parser.add_argument(
        "--allow",
        action="append",
        default=[],
        metavar="FAULT=N",
        help="so many more faults of a kind pass (repeatable)",
    )
    parser.add_argument(
        "--alpha", type=float, default=0.05, metavar="P", help="what counts as no chance (default: 0.05)"
    )
    parser.add_argument(
        "--min-speed",
        type=float,
        default=0.0,
        metavar="RATIO",
        help="least speed relative to the run's reference engine",
    )
    parser.add_argument("--junit", type=Path, metavar="FILE", help="write JUnit XML")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write a Markdown summary")
    parser.add_argument("--json", action="store_true", help="the verdict as JSON on stdout")
    _add_chance_options(parser)
    parser.set_defaults(run=compare_actions.gate_command)


def _add_accept(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("accept", help="make a run the new baseline, with a reason")
    parser.add_argument("run_file", type=Path, metavar="RUN", help="the run file to accept")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why; it is kept in the baseline")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="the baseline, such as eval_sets/baselines/NAME.json"
    )
    parser.set_defaults(run=compare_actions.accept_command)


def _add_robustness(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("robustness", help="how scores move as spelling noise is added to the source")
    parser.add_argument("--set", action="append", default=[], metavar="NAME", help="a translation set (repeatable)")
    parser.add_argument(
        "--text", action="append", default=[], metavar="NAME=SOURCE,REFERENCE", help="a set from two text files"
    )
    parser.add_argument("--model", metavar="NAME", help="a translation model (default: the embedded one)")
    parser.add_argument(
        "--noise", action="append", default=[], metavar="NAME", help="kind of noise (repeatable; default: all)"
    )
    parser.add_argument(
        "--level",
        type=float,
        action="append",
        default=[],
        metavar="SHARE",
        help="share of places that are hit (repeatable; default: 0.1 0.3 1)",
    )
    parser.add_argument(
        "--limit", type=int, default=200, metavar="N", help="only the first N segments of each set (default: 200)"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="seed of the noise (default: 0)")
    parser.add_argument("--threads", type=int, default=0, metavar="N", help="processor threads (default: all cores)")
    parser.add_argument("--lock", type=Path, metavar="FILE", help="models.lock to use")
    parser.add_argument("--json", action="store_true", help="JSON on stdout")
    parser.add_argument("--html", type=Path, metavar="FILE", help="also write the curves as a web page")
    _add_set_options(parser)
    parser.set_defaults(run=compare_actions.robustness_command)
