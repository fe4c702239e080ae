"""The architecture, written out: who may import whom, and which file holds which foreign library."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

MT = Path(__file__).resolve().parent.parent / "mt"

# In reading order. A part imports only from rows above its own; files of one package also from its own row.
# A dotted name is a file that stands elsewhere than the rest of its package. "mt" is mt/__init__.py.
ROWS = (
    {"errors", "version", "furniture", "fold", "translit", "rewritten"},
    {"values", "names", "negation"},
    {"document", "normalize", "align", "confidence", "lines", "device", "support", "tokenizer"},
    {"inline", "language", "options"},
    {"read", "repeats", "models", "report", "write"},
    {"clean", "segment", "engine"},
    {"checks", "rejoin"},
    {"join"},
    {"retry"},
    {"wider"},
    {"recount", "rename"},
    {"translate", "summarize"},
    {"wrapped"},
    {"glossary", "memory"},
    {"terminology"},
    {"load", "testing"},
    {"pipeline"},
    {"mt"},
    # Making a model tries it out, so these stand below the stages; finding one (models) above them.
    {"models.framed", "models.smoke", "models.convert", "models.fetch", "models.catalog", "documents"},
    {"evaluation", "batch", "server", "progress", "stop", "joint", "console"},
    {"page"},
    {"commands", "info", "batch.commands", "models.commands", "models.show", "server.commands"},
    {"cli"},
    {"__main__"},
)
RANK = {name: row for row, names in enumerate(ROWS) for name in names}

# Foreign library -> the files or folders of mt/ that may import it; none: only outside the package.
HOMES = {
    "ctranslate2": ("engine.py", "models/"),  # its converters come with it
    "sentencepiece": ("tokenizer.py",),
    "tokenizers": ("tokenizer.py",),
    "sentencex": ("segment.py",),
    "huggingface_hub": ("models/",),
    "evaluate": ("evaluation/",),
    "sacrebleu": ("evaluation/",),
    "rouge_score": ("evaluation/",),
    "rich": (
        "report/",
        "progress.py",
        "evaluation/",
        "models/show.py",
    ),  # whatever a terminal shows
    "fastapi": ("server/",),
    "fastapi_offline": ("server/",),
    "limits": ("server/",),
    "prometheus_client": ("server/",),
    "pydantic": ("server/",),
    "starlette": ("server/",),
    "uvicorn": ("server/",),
    "pyarrow": ("batch/",),
    "fastwarc": ("batch/",),
    "rensa": ("batch/",),
    "ray": ("batch/cluster.py",),
    "fsspec": ("batch/remote.py",),
    "docx": ("report/docx.py",),
    "rapidfuzz": ("memory/",),
    "gradio": ("page/",),
    "lxml": ("read/",),
    "markdown_it": ("read/markdown",),
    "pypdfium2": ("read/pdf.py",),
    "trafilatura": ("read/html.py",),
}

FILES = sorted(path.relative_to(MT).as_posix() for path in MT.rglob("*.py"))


def part_of(*path: str) -> str:
    """``models, lock`` -> ``models``; ``models, smoke`` -> ``models.smoke``, which has a row of its own."""
    return ".".join(path[:2]) if ".".join(path[:2]) in RANK else path[0]


def part_of_file(file: str) -> str:
    """``clean.py`` -> ``clean``, ``__init__.py`` -> ``mt``."""
    path = file.removesuffix(".py").split("/")
    return "mt" if path == ["__init__"] else part_of(*path)


@cache
def tree_of(file: str) -> ast.Module:
    return ast.parse((MT / file).read_text(encoding="utf-8"))


def imports_of(file: str) -> Iterator[tuple[str, ...]]:
    """The absolute dotted names that a file imports, those inside functions included."""
    package = ("mt", *file.split("/")[:-1])
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            yield from (tuple(alias.name.split(".")) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = (*above, *(node.module.split(".") if node.module else ()))
            yield from ((*module, alias.name) for alias in node.names)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "require":  # an extra, by its name
            yield tuple(ast.literal_eval(node.args[0]).split("."))


def parts_imported(file: str) -> set[str]:
    """The parts of mt/ that a file imports."""
    parts = set()
    for name in imports_of(file):
        if name[0] == "mt":
            # "from mt import digest" names the public door, "from mt import clean" the module.
            is_part = len(name) > 1 and ((MT / f"{name[1]}.py").exists() or (MT / name[1]).is_dir())
            parts.add(part_of(*name[1:]) if is_part else "mt")
    return parts


def test_the_reader_of_imports_sees_every_spelling():
    assert {"pipeline", "document"} <= parts_imported("__init__.py")  # relative, one of them inside a function
    assert "furniture" in parts_imported("clean.py")  # from mt import furniture
    assert "errors" in parts_imported("models/lock.py")  # from mt.errors import ...
    assert ("rich", "console", "Console") in imports_of("progress.py")
    assert ("lxml", "etree") in imports_of("read/markup.py")  # require("lxml.etree", ...)


@pytest.mark.parametrize("file", FILES)
def test_every_module_has_its_row(file):
    assert part_of_file(file) in RANK, f"write {part_of_file(file)} into a row of {Path(__file__).name}"


def allowed(part: str, other: str) -> bool:
    same_package = part.partition(".")[0] == other.partition(".")[0]
    return RANK[other] < RANK[part] or (same_package and RANK[other] == RANK[part])


@pytest.mark.parametrize("file", FILES)
def test_a_module_imports_only_from_rows_above_its_own(file):
    part = part_of_file(file)
    assert not {other for other in parts_imported(file) if not allowed(part, other)}


def test_the_rule_refuses_a_step_back_and_a_step_aside():
    assert not allowed("clean", "pipeline")
    assert not allowed("translate", "summarize")
    assert not allowed("models", "models.smoke")
    assert allowed("models", "models")
    assert allowed("pipeline", "clean")


@pytest.mark.parametrize("library", sorted(HOMES))
def test_a_foreign_library_is_imported_in_its_home_only(library):
    users = {file for file in FILES if any(name[0] == library for name in imports_of(file))}
    assert not {file for file in users if not file.startswith(HOMES[library])}


def reads_environment(node: ast.AST) -> bool:
    """Whether a node takes a value out of ``os.environ``; handing all of it on, or setting it for a child, is fine."""
    if isinstance(node, ast.Attribute) and node.attr in {"getenv", "get"}:
        return node.attr == "getenv" or getattr(node.value, "attr", "") == "environ"
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        return getattr(node.value, "attr", "") == "environ"
    return False


def test_the_environment_is_read_by_the_command_line_and_the_store_only():
    reading = {file for file in FILES if any(map(reads_environment, ast.walk(tree_of(file))))}
    # A library call and a command must find the same models, hence the store's own variable.
    assert reading <= {"cli.py", "models/store.py"}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("os.environ['A']", True),
        ("os.environ.get('A')", True),
        ("os.getenv('A')", True),
        ("os.environ['A'] = '1'", False),
        ("run(env={**os.environ})", False),
        ("{}.get('A')", False),
    ],
)
def test_reading_the_environment_is_told_from_handing_it_on(code, expected):
    assert any(map(reads_environment, ast.walk(ast.parse(code)))) is expected


def run_python(code: str) -> str:
    """What a fresh interpreter prints; in this one everything is imported already."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=MT.parent)
    return done.stdout


def test_importing_mt_loads_no_engine_and_no_heavy_library():
    heavy = {"ctranslate2", "sentencepiece", "numpy", "rich", "huggingface_hub", "gradio", "mt.pipeline"}
    loaded = run_python("import sys, mt; print(*sys.modules)").split()
    assert not heavy & set(loaded)


def test_asking_for_help_loads_no_engine_and_no_heavy_library():
    heavy = {"ctranslate2", "sentencepiece", "numpy", "rich", "huggingface_hub", "sacrebleu", "fastapi", "mt.pipeline"}
    loaded = run_python("import sys; from mt.cli import build_parser; build_parser(); print(*sys.modules)").split()
    assert not heavy & set(loaded)
