"""Archives that mean harm, or are something else, are refused before a byte is written."""

import io
import stat
import zipfile
from pathlib import Path

import pytest
import tiny
from fetching import archive_entry

from mt.errors import ModelError
from mt.models import fetch


def hostile(build):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        build(archive)
    return out.getvalue()


def _link(archive):
    info = zipfile.ZipInfo("decoder.yml")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(info, "/etc/passwd")


def _twice(archive):
    archive.writestr("decoder.yml", "a")
    archive.writestr("Decoder.yml", "b")


@pytest.mark.parametrize(
    ("build", "why"),
    [
        (lambda a: a.writestr("../evil", "x"), "leaves the folder"),
        (lambda a: a.writestr("a/../../evil", "x"), "leaves the folder"),
        (lambda a: a.writestr("/evil", "x"), "leaves the folder"),
        (lambda a: a.writestr("C:/evil", "x"), "leaves the folder"),
        (_link, "is a link or a device"),
        (_twice, "is there twice"),
        (lambda a: a.writestr("bomb", b"\0" * (40 << 20)), "it would grow to 41943040 bytes"),
        (lambda a: [a.writestr(str(i), "") for i in range(1001)], "it has 1001 files"),
    ],
)
def test_an_archive_that_means_harm_is_refused_before_a_byte_is_written(server, options, build, why):
    data = hostile(build)
    server.files["opus.zip"] = data
    with pytest.raises(ModelError, match=f"opus.zip is refused: .*{why}"):
        fetch.fetch(archive_entry(data), options)
    assert not list(options.store.rglob("unpacked/*"))
    assert not (options.store.parent / "evil").exists()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"no zip at all", "no readable zip archive"),
        (tiny.zipped({"readme": b"x"}), "no Marian release: decoder.yml"),
        (tiny.zipped({"decoder.yml": b"models: [a.npz]\nvocabs: [v.yml, v.yml]\n"}), "a.npz, v.yml, v.yml is missing"),
    ],
)
def test_an_archive_of_something_else_is_refused(server, options, data, why):
    server.files["opus.zip"] = data
    with pytest.raises(ModelError, match=why):
        fetch.fetch(archive_entry(data), options)


def test_weights_that_are_pickles_in_disguise_are_not_executed(server, options, tmp_path):
    import numpy as np

    class Evil:
        def __reduce__(self):
            return (Path(tmp_path / "executed").touch, ())

    out = io.BytesIO()
    np.savez(out, **{"special:model.yml": np.array([Evil()], dtype=object)})
    (tmp_path / "executed").unlink(missing_ok=True)
    files = tiny.marian_files() | {"opus.npz.best-perplexity.npz": out.getvalue()}
    data = tiny.zipped(files)
    server.files["opus.zip"] = data
    with pytest.raises(ModelError, match="cannot be converted"):
        fetch.fetch(archive_entry(data), options)
    assert not (tmp_path / "executed").exists()
