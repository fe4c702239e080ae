"""What the documentation prints as Python runs as it is printed, one snippet after the other of a page."""

import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SNIPPETS = {
    f"{page.stem}-{number}": code
    for page in PAGES
    for number, code in enumerate(re.findall(r"^```python\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S))
}
ASK_A_SERVER = ("localhost:8080", "127.0.0.1:8080")  # tested in tests/server and tests/page
TERMS = "source\ttarget\nداعش\tISIS\n"
TEXT = "أعلن الجيش الليبي سيطرته على المدينة."


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the files that the documentation speaks of."""
    docx = pytest.importorskip("docx")
    shutil.copy(ROOT / "eval_sets" / "libya_benghazi" / "page.ar.txt", tmp_path / "page.txt")
    (tmp_path / "terms.tsv").write_text(TERMS, encoding="utf-8")
    (tmp_path / "ours.tmx").write_text(
        f'<tmx version="1.4"><header srclang="ar"/><body><tu><tuv xml:lang="ar"><seg>{TEXT}</seg></tuv>'
        '<tuv xml:lang="en"><seg>The army took the city.</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.txt").write_text(TEXT, encoding="utf-8")
    letter = docx.Document()
    letter.add_paragraph(TEXT)
    letter.save(str(tmp_path / "letter.docx"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # a snippet may leave closing to Python
@pytest.mark.parametrize("name", SNIPPETS)
def test_a_snippet_runs_as_it_is_printed(name, folder):
    code = compile(SNIPPETS[name], name, "exec")
    if not any(address in SNIPPETS[name] for address in ASK_A_SERVER):
        exec(code, {"__name__": name})


def test_all_pages_are_looked_at():
    assert {"README-0", "terminology-0", "documents-1", "batch-0"} <= set(SNIPPETS)
