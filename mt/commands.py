"""The commands on text: ``mt digest``, ``mt translate``, ``mt summarize``. Parse, call, print."""

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .console import finish, form_of, is_quiet, is_terminal, opened, place, plain_page, say_flags, say_terms
from .document import SCHEMA_VERSION, Page, TranslatedParagraph
from .errors import InputError, UsageError
from .normalize import ARABIC_LETTER
from .options import add_device, natural, positive
from .progress import Bar
from .report import FORMS, escape_json, render, show, visible
from .stop import stoppable
from .terminology import add_options as add_terminology_options
from .terminology import from_options as terminology_of
from .write import check, say, write

if TYPE_CHECKING:
    from .read import Document
    from .summarize import Summarizer
    from .translate import Translator


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register ``digest``, ``translate`` and ``summarize``."""
    digest = subparsers.add_parser(
        "digest",
        help="translate and summarize a page",
        description="Translate a page, summarize it, say what to distrust.",
    )
    _add_files(digest, run_digest, FORMS, needed=False)
    _add_source_options(digest)
    _add_model_options(digest, "translator")
    add_terminology_options(digest)
    digest.add_argument("--summarizer", metavar="NAME", help="summarizer's name in models.lock")
    digest.add_argument("--keep-furniture", action="store_true", help="translate menus, forms and doubled lines too")
    digest.add_argument("--show-source", action="store_true", help="set the Arabic beside the English")
    digest.add_argument("--no-summary", action="store_true", help="translate only")
    digest.add_argument(
        "--many", nargs="+", default=[], metavar="FILE", help="one digest of several pages on the same story"
    )
    _add_summary_options(digest)

    translate = subparsers.add_parser(
        "translate",
        help="translate line by line, or a document in its own format",
        description="Translate a text: one line out for each line in. Web pages, Word, OpenDocument, Markdown, "
        "subtitles, tables, JSON and epub come back in the format they came in.",
    )
    _add_files(translate, run_translate, ("text", "json", "tmx"))
    _add_source_options(translate)
    _add_model_options(translate, "translator")
    add_terminology_options(translate)
    translate.add_argument("--clean", action="store_true", help="leave out menus, forms and doubled lines")
    translate.add_argument("--stream", action="store_true", help="print every line as soon as it is translated")
    for parser in (digest, translate):
        parser.add_argument(
            "--alternatives", type=natural, default=0, metavar="N", help="give N further translations of each sentence"
        )

    summarize = subparsers.add_parser(
        "summarize", help="summarize English text", description="Summarize English text in a few sentences."
    )
    _add_files(summarize, run_summarize, ("text", "json"))
    _add_summary_options(summarize)
    _add_model_options(summarize, "summarizer")


def _add_files(
    parser: argparse.ArgumentParser,
    run: Callable[[argparse.Namespace], int],
    forms: tuple[str, ...],
    *,
    needed: bool = True,
) -> None:
    count = None if needed else "?"
    parser.add_argument("file", metavar="FILE", nargs=count, help='a file, or "-" for standard input')
    parser.add_argument("--to", choices=forms, metavar="FORM", help=f"{', '.join(forms)} (default: text)")
    parser.add_argument("--out", type=place, metavar="FILE", help="write there, in the form its suffix names")
    parser.set_defaults(run=run, forms=forms)


def _add_source_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--column", action="append", default=[], metavar="NAME", help="column of a table or JSON field; may be repeated"
    )
    parser.add_argument(
        "--allow-private", action="store_true", help="let an address lead to this machine or a private network"
    )


def _add_summary_options(parser: argparse.ArgumentParser) -> None:
    lengths = "headline, sentence, brief, long, or a number of words (default: brief)"
    parser.add_argument("--length", default="brief", metavar="LENGTH", help=f"of the summary: {lengths}")
    parser.add_argument(
        "--method",
        default="auto",
        metavar="METHOD",
        help="auto: the text's first sentences, shortened; abstractive: the model's words as far as the text "
        "holds them; extractive: the text's most central sentences; lead: its first ones (default: auto)",
    )
    parser.add_argument("--bullets", action="store_true", help="each sentence of the summary on a line of its own")


def _add_model_options(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument("--model", metavar="NAME", help=f"{what}'s name in models.lock (default: the lock's choice)")
    parser.add_argument("--beam", type=positive, metavar="N", help=f"hypotheses the {what} searches side by side")
    parser.add_argument(
        "--threads", type=natural, metavar="N", help="processor threads (default: MT_THREADS, or all cores)"
    )
    add_device(parser)
    parser.add_argument("--lock", type=Path, metavar="FILE", help="models.lock to use")
    parser.add_argument("--verify", action="store_true", help="hash the models' files again, changed or not")


def run_digest(args: argparse.Namespace) -> int:
    """``mt digest``: headline, summary, translation, and what to distrust."""
    form, files = form_of(args), [*([args.file] if args.file else []), *args.many]
    if not files:
        raise UsageError("name a FILE, or several with --many FILE ...; see `mt digest --help`")

    from . import pipeline
    from .joint import digest_many
    from .read import read_page

    settings = pipeline.Settings(
        args.keep_furniture, not args.no_summary, length=args.length, method=args.method, bullets=args.bullets
    )
    found = [opened(file, args.allow_private) for file in files]
    read = [read_page(data, name=name, columns=args.column) for data, name in found]
    pages, facts = [page for page, _ in read], read[0][1] if len(read) == 1 else {}
    with Bar(wanted=not is_quiet(args)) as bar, stoppable(bar.close):
        start = time.perf_counter()
        translator, summarizer = _translator(args), None if args.no_summary else _summarizer(args, args.summarizer)
        load = round(time.perf_counter() - start, 4)
        made = partial(digest_many, pages) if len(pages) > 1 else partial(pipeline.digest, pages[0])
        digest = made(translator=translator, summarizer=summarizer, settings=settings, progress=bar)
    digest = replace(digest, settings={**digest.settings, **facts}, timings={**digest.timings, "load": load})
    say_terms(digest, args)
    if form == "text" and args.out is None and is_terminal(sys.stdout):
        show(digest, show_source=args.show_source)
        return 0
    return finish(render(digest, form, show_source=args.show_source), args)


def run_translate(args: argparse.Namespace) -> int:
    """``mt translate``: one line out for each line in, or the document again; with ``--clean`` the article alone."""
    from .read import ALIASES, open_document, read_page
    from .read import SUFFIXES as DOCUMENTS

    if args.out:
        check(args.out)
    if args.stream and (args.out or args.clean or args.to not in (None, "text")):
        raise UsageError("--stream prints lines of text: leave out --out, --clean and --to")
    suffix = args.out.suffix.lower() if args.out else ""
    as_text = args.to or args.stream or args.alternatives
    may_keep = not as_text and (args.out is None or ALIASES.get(suffix, suffix) in DOCUMENTS)
    form = None if may_keep else form_of(args)
    data, name = opened(args.file, args.allow_private)
    document = None if args.clean else open_document(data, name=name, columns=args.column)

    from . import documents, pipeline

    if document is not None and form is None and documents.keeps_format(document.suffix, args.out):
        return _translate_document(document, name, args)
    form = form or form_of(args)
    page = documents.page_of(document.texts, name) if document else read_page(data, name=name, columns=args.column)[0]
    if args.stream:
        return _stream_lines(page, args)
    with Bar(wanted=not is_quiet(args)) as bar, stoppable(bar.close):
        translator = _translator(args)
        if args.clean:
            settings = pipeline.Settings(summary=False)
            digest = pipeline.digest(page, translator=translator, settings=settings, progress=bar)
        else:
            digest = pipeline.translate_lines(page, translator=translator, progress=bar)
    blocks = [*([digest.headline] if digest.headline else []), *digest.paragraphs]
    if form == "json":
        return finish(escape_json(digest.to_json()) + "\n", args)
    say_terms(digest, args)
    if form == "tmx":
        from .memory import to_tmx

        return finish(to_tmx(s for b in blocks for s in b.sentences), args)
    say_flags([(f"line {b.line}", b.flags) for b in blocks], args)
    if args.clean:
        return finish("\n\n".join(map(_shown, blocks)) + "\n", args)
    lines = [""] * (page.text.removesuffix("\n").count("\n") + 1)
    for block in blocks:
        lines[block.line - 1] = _shown(block)
    return finish("\n".join(lines) + "\n", args)


def _shown(block: TranslatedParagraph) -> str:
    """One line, and below it, set in, one for each alternative."""
    from .report.text import alternatives

    return "\n    ".join([visible(block.translation), *alternatives(block.sentences)])


def _stream_lines(page: Page, args: argparse.Namespace) -> int:
    from . import pipeline

    with Bar(wanted=not is_quiet(args)) as bar, stoppable(bar.close):
        translator, written = _translator(args), 0
        for block in pipeline.stream_lines(page, translator=translator):
            bar.close()
            write("\n" * (block.line - 1 - written) + _shown(block) + "\n", None)
            written = block.line
            say_flags([(f"line {block.line}", block.flags)], args)
    write("\n" * (page.text.removesuffix("\n").count("\n") + 1 - written), None)
    return 0


def _translate_document(document: "Document", name: str, args: argparse.Namespace) -> int:
    from . import documents

    with Bar(wanted=not is_quiet(args)) as bar, stoppable(bar.close):
        translator = _translator(args)
        data, digest = documents.translate_document(document, name=name, translator=translator, progress=bar)
    say_flags([(f"text {p.line}", p.flags) for p in digest.paragraphs], args)
    say_terms(digest, args)
    for note in document.notes if not is_quiet(args) else ():
        say(f"mt: {note}")
    if args.out is None:
        return finish(documents.shown(data), args)
    write(data, args.out)
    if not is_quiet(args):
        say(f"mt: wrote {args.out}")
    return 0


def run_summarize(args: argparse.Namespace) -> int:
    """``mt summarize``: a short summary of English text."""
    from .summarize import Wanted

    form, wanted = form_of(args), Wanted(args.length, args.method)
    page = plain_page(args.file)
    _require_english(page)
    with Bar(wanted=not is_quiet(args)) as bar, stoppable(bar.close):
        summary = _summarizer(args, args.model).summarize(page.text, wanted=wanted)
    if form == "json":
        body = {"schema": SCHEMA_VERSION, "name": page.name, **asdict(summary)}
        return finish(escape_json(json.dumps(body, ensure_ascii=False, indent=2)) + "\n", args)
    say_flags([("summary", summary.flags)], args)
    if args.bullets:
        return finish("".join(f"- {visible(sentence.text)}\n" for sentence in summary.sentences), args)
    return finish(visible(summary.text) + "\n", args)


def _require_english(page: Page) -> None:
    arabic = len(ARABIC_LETTER.findall(page.text))
    if 2 * arabic > sum(map(str.isalpha, page.text)):
        raise InputError(f"{page.name}: is Arabic; `mt digest` translates and summarizes, this command takes English")


def _translator(args: argparse.Namespace) -> "Translator":
    from . import pipeline

    engine = pipeline.load_translator(args.model, beam_size=args.beam, **_loading(args))
    return terminology_of(args).around(replace(engine, alternatives=args.alternatives) if args.alternatives else engine)


def _summarizer(args: argparse.Namespace, name: str | None) -> "Summarizer":
    from . import pipeline

    # In a digest --beam is about the translator, which comes first in its --help.
    beam = None if args.run is run_digest else args.beam
    return pipeline.load_summarizer(name, beam_size=beam, **_loading(args))


def _loading(args: argparse.Namespace) -> dict[str, Any]:
    return {"threads": args.threads, "device": args.device, "lock": args.lock, "verify": args.verify}
