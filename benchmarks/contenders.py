"""The programs that are timed, each in a process of its own: ``python contenders.py NAME JOB STARTED``.

A job is a folder that :mod:`job` has made. Whatever interpreter has a peer installed can run this file:
nothing but the peer is imported, and only ours imports this project. Prints one line of JSON; says ``skip``
and why when the peer is not there. With 0 for STARTED the contender is only made ready: what it does once in
its life, such as converting the model, is no part of its speed.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

BATCH = 32  # sentences, for engines that must be handed batches; sorted by length, as is best for them
WARM_PAGES = 5


class Job:
    """What is to be translated, and how."""

    def __init__(self, folder: Path) -> None:
        raw = json.loads((folder / "job.json").read_text(encoding="utf-8"))
        self.folder = folder
        self.threads: int = raw["threads"]
        self.beam: int = raw["beam"]
        self.model = Path(raw["model"])
        self.sentences: list[dict[str, Any]] = raw["sentences"]  # text, plain (normalized), pieces, ids
        self.pages: list[dict[str, Any]] = raw["pages"]  # text, and the sentences of the article as above


class Ours:
    """The product's own path: clean, segment, normalize, encode, decode, check, align."""

    def __init__(self, job: Job) -> None:
        import mt

        self.job, self.mt = job, mt
        self.translator = mt.load_translator(threads=job.threads, beam_size=job.beam)

    def sentences(self) -> list[str]:
        """Translate the sentences as ``mt translate`` does."""
        return [t.text for t in self.translator.translate([s["text"] for s in self.job.sentences])]

    def page(self, number: int) -> None:
        """Digest one page without a summary, as a reader of one page waits for it."""
        from mt.pipeline import Settings

        self.mt.digest(self.job.pages[number]["text"], translator=self.translator, settings=Settings(summary=False))

    def pages(self) -> None:
        """Make records of all pages as ``mt batch`` does, without writing them."""
        from mt.batch.inputs import Item
        from mt.batch.window import Engines, windows
        from mt.batch.workers import here
        from mt.pipeline import Settings

        engines = Engines(self.translator, settings=Settings(summary=False))
        items = (Item(str(n), str(n), page["text"], len(page["text"])) for n, page in enumerate(self.job.pages))
        for _, records in here(windows(items), engines):
            for record in records:
                json.dumps(record, ensure_ascii=False)


class Batched:
    """An engine that is handed the sentences; of a page, those of its article. Batching is left to ``_run``."""

    job: Job

    def _run(self, sentences: list[dict[str, Any]]) -> list[str]:
        raise NotImplementedError

    def sentences(self) -> list[str]:
        """Translate the sentences."""
        return self._run(self.job.sentences)

    def page(self, number: int) -> None:
        """Translate the sentences of one page."""
        self._run(self.job.pages[number]["sentences"])

    def pages(self) -> None:
        """Translate the sentences of all pages."""
        self._run([s for page in self.job.pages for s in page["sentences"]])


class Raw(Batched):
    """CTranslate2 called with pieces that were made beforehand, everything in one call: the limit."""

    def __init__(self, job: Job) -> None:
        import ctranslate2

        self.job = job
        self.model = ctranslate2.Translator(str(job.model), inter_threads=job.threads, intra_threads=1)

    def _run(self, sentences: list[dict[str, Any]]) -> list[str]:
        pieces = [[*s["pieces"], "</s>"] for s in sentences]
        found = self.model.translate_batch(
            pieces, beam_size=self.job.beam, max_batch_size=1024, batch_type="tokens", max_input_length=0,
            max_decoding_length=512, use_vmap=(self.job.model / "vmap.txt").exists(),
        )  # fmt: skip
        return [joined(each.hypotheses[0]) for each in found]


class Argos:
    """Argos Translate with the same CTranslate2 files in a package of its own form.

    It splits with spaCy's rules, not with the neural splitter that it fetches by default: that flatters it.
    Of a page it gets the article alone, normalized as the model wants it.
    """

    def __init__(self, job: Job) -> None:
        home = job.folder / "argos"
        cache = home / "cache" / "argos-translate" / "spacy"
        settings = {
            "XDG_DATA_HOME": home / "data", "XDG_CONFIG_HOME": home / "config", "XDG_CACHE_HOME": home / "cache",
            "ARGOS_PACKAGES_DIR": home / "packages", "ARGOS_CHUNK_TYPE": "SPACY", "ARGOS_BEAM_SIZE": job.beam,
            "ARGOS_INTRA_THREADS": job.threads, "ARGOS_DEVICE_TYPE": "cpu",
        }  # fmt: skip
        os.environ.update({key: str(value) for key, value in settings.items()})
        if not (cache / "senter" / "model").exists():  # what it looks for before it downloads a splitter
            import spacy

            cache.parent.mkdir(parents=True, exist_ok=True)
            spacy.blank("xx").to_disk(cache)
            (cache / "senter").mkdir()
            (cache / "senter" / "model").touch()
        from argostranslate import translate

        self.job = job
        self.translation = translate.get_translation_from_codes("ar", "en")
        self.translation.translate("نعم.")  # it loads its model with the first sentence

    def sentences(self) -> list[str]:
        """Translate the sentences as one text, a paragraph each."""
        return self.translation.translate("\n".join(s["plain"] for s in self.job.sentences)).split("\n")

    def page(self, number: int) -> None:
        """Translate one article."""
        self.translation.translate("\n".join(s["plain"] for s in self.job.pages[number]["sentences"]))

    def pages(self) -> None:
        """Translate one article after the other: it has no call for several."""
        for number in range(len(self.job.pages)):
            self.page(number)


class Transformers(Batched):
    """transformers on PyTorch; the int8 weights are multiplied out to float32."""

    beam = 0  # the job's
    int8 = False

    def __init__(self, job: Job) -> None:
        import torch
        from transformers import MarianMTModel

        torch.set_num_threads(job.threads)
        self.job, self.torch = job, torch
        self.model = MarianMTModel.from_pretrained(job.folder / "checkpoint").eval()
        if self.int8:
            torch.backends.quantized.engine = (
                "x86" if "x86" in torch.backends.quantized.supported_engines else "qnnpack"
            )
            self.model = torch.ao.quantization.quantize_dynamic(self.model, {torch.nn.Linear}, dtype=torch.qint8)
        self.vocabulary = json.loads((job.model / "shared_vocabulary.json").read_text(encoding="utf-8"))

    def _run(self, sentences: list[dict[str, Any]]) -> list[str]:
        done = [""] * len(sentences)
        order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]["ids"]))
        pad, end = len(self.vocabulary), 1
        for at in range(0, len(order), BATCH):
            rows = [[*sentences[i]["ids"], end] for i in order[at : at + BATCH]]
            width = max(map(len, rows))
            ids = self.torch.tensor([row + [pad] * (width - len(row)) for row in rows])
            with self.torch.inference_mode():
                found = self.model.generate(
                    input_ids=ids, attention_mask=(ids != pad).long(), num_beams=self.beam or self.job.beam,
                    do_sample=False, max_new_tokens=3 * width + 16, max_length=None,
                )  # fmt: skip
            for i, row in zip(order[at : at + BATCH], found.tolist(), strict=True):
                done[i] = joined([self.vocabulary[j] for j in row if j not in {pad, end}])
        return done


class Greedy(Transformers):
    """The same without a beam."""

    beam = 1


class Int8(Transformers):
    """The same with PyTorch's dynamic quantization of linear layers."""

    int8 = True


class Onnx(Transformers):
    """ONNX Runtime through optimum, weights quantized to int8 dynamically."""

    def __init__(self, job: Job) -> None:
        import onnxruntime
        import torch
        from optimum.onnxruntime import ORTModelForSeq2SeqLM

        torch.set_num_threads(job.threads)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = job.threads
        self.job, self.torch = job, torch
        folder = job.folder / "onnx"
        if not folder.exists():
            export_onnx(job.folder / "checkpoint", folder)
        self.model = ORTModelForSeq2SeqLM.from_pretrained(folder, session_options=options)
        self.vocabulary = json.loads((job.model / "shared_vocabulary.json").read_text(encoding="utf-8"))


def export_onnx(checkpoint: Path, folder: Path) -> None:
    """Write the checkpoint as int8 ONNX graphs into ``folder``."""
    import shutil

    from onnxruntime.quantization import QuantType, quantize_dynamic
    from optimum.onnxruntime import ORTModelForSeq2SeqLM

    plain = folder.with_name("onnx-float32")
    ORTModelForSeq2SeqLM.from_pretrained(checkpoint, export=True).save_pretrained(plain)
    beside = folder.with_name("onnx-part")
    shutil.copytree(plain, beside, dirs_exist_ok=True)
    for graph in plain.glob("*.onnx"):
        quantize_dynamic(graph, beside / graph.name, weight_type=QuantType.QInt8)
    beside.rename(folder)


CONTENDERS: dict[str, Callable[[Job], Any]] = {
    "ours": Ours,
    "raw": Raw,
    "argos": Argos,
    "transformers": Transformers,
    "transformers-greedy": Greedy,
    "transformers-int8": Int8,
    "onnxruntime-int8": Onnx,
}


def joined(pieces: list[str]) -> str:
    """Pieces of SentencePiece to text."""
    return "".join(pieces).replace("\u2581", " ").strip()


def peak_memory() -> float:
    """Most resident memory of this process so far in MiB, as Linux counts it; 0 elsewhere.

    Not getrusage: its figure begins with that of the process which started this one.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def measure(name: str, job: Job, started: float) -> dict[str, Any]:
    """Time one contender. ``started`` is when its process was asked for, in seconds of ``time.time``."""
    begin = time.perf_counter()
    contender = CONTENDERS[name](job)
    load = time.perf_counter() - begin
    contender.page(0)
    cold = time.time() - started
    warm = [timed(lambda n=n: contender.page(n)) for n in range(min(WARM_PAGES, len(job.pages)))]
    found: dict[str, Any] = {"load s": load, "cold page s": cold, "warm page s": statistics.median(warm)}
    begin = time.perf_counter()
    outputs = contender.sentences()
    found["sentences s"] = time.perf_counter() - begin
    found["pages s"] = timed(contender.pages)
    return {**found, "peak MiB": peak_memory(), "outputs": outputs}


def timed(work: Callable[[], Any]) -> float:
    """Seconds that ``work`` takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def main() -> None:
    """Measure the contender that the command line names."""
    name, folder, started = sys.argv[1], Path(sys.argv[2]), float(sys.argv[3])
    answer: dict[str, Any]
    try:
        if started:
            answer = measure(name, Job(folder), started)
        else:
            CONTENDERS[name](Job(folder))
            answer = {}
    except ImportError as error:
        answer = {"skip": f"not installed ({error})"}
    print(json.dumps(answer, ensure_ascii=False))


if __name__ == "__main__":
    main()
