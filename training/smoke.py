"""The whole recipe on a tiny corpus of our own, in about a minute, to see that every step still works.

prepare -> misspell -> train backwards -> export -> back-translate -> train -> stop -> resume -> export
(converted model equals the original) -> decode.
"""

import json
import lzma
import subprocess
import sys
import tempfile
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus" / "pairs"
PAGE = Path(__file__).parent.parent / "eval_sets" / "libya_benghazi" / "page.ar.txt"


def run(module: str, *arguments: object) -> None:
    """Run one step of the recipe as a user would, and stop here when it fails."""
    subprocess.run([sys.executable, "-m", f"training.{module}", *map(str, arguments)], check=True)


def main() -> None:
    """Run every step and check what each one leaves behind."""
    with tempfile.TemporaryDirectory() as work:
        root = Path(work)
        corpora = root / "corpora"
        (corpora / "bitext").mkdir(parents=True)
        lines = [line for path in sorted(CORPUS.glob("*.tsv")) for line in path.read_text("utf-8").splitlines()]
        with lzma.open(corpora / "bitext" / "news_ant.tsv.xz", "wt", encoding="utf-8") as out:
            out.write("\n".join(lines[:1000]) + "\n")
        (corpora / "mono").mkdir()
        with lzma.open(corpora / "mono" / "en_abp_world.txt.xz", "wt", encoding="utf-8") as out:
            out.write("\n".join(line.split("\t")[1] for line in lines[1000:1200]) + "\n")
        data, model, exported = root / "data", root / "model", root / "exported"
        # Only the tiny corpus: our own pairs and the grammar take minutes.
        run("prepare", "--corpora", corpora, "--page", PAGE, "--out", data, "--vocabulary", 1000, "--only", "news_ant")
        vocabulary = data / "vocabulary.model"
        run("noisy", "--data", data, "--pairs", 200)
        back, backwards = root / "back", root / "backwards"
        tiny = ["--width", 64, "--tokens", 256]
        run("train", "--data", data, "--out", back, "--minutes", 0.1, "--reverse", *tiny)
        run("export", back / "checkpoint.pt", "--vocabulary", vocabulary, "--reverse", "--out", backwards)
        # After seconds of training the Arabic is poor: whatever comes out is kept.
        lowest = ["--lowest", -100]
        run("backtranslate", "--corpora", corpora, "--page", PAGE, "--model", backwards, "--data", data, *lowest)
        settings = ["--data", data, "--out", model, "--minutes", 0.2, "--resegment", 0.5, *tiny]
        run("train", *settings, "--stop-after", 0.1)
        halfway = (model / "checkpoint.pt").stat().st_mtime_ns
        run("train", *settings)
        if (model / "checkpoint.pt").stat().st_mtime_ns == halfway:
            sys.exit("training did not resume")
        sources, english = root / "sources.ar", root / "references.en"
        for side, path in enumerate((sources, english)):
            path.write_text("\n".join(line.split("\t")[side] for line in lines[:50]) + "\n", encoding="utf-8")
        pairs = ["--held-out", f"seen={sources},{english}", "--work", root / "worth"]
        run("worth", "--data", data, "--checkpoint", model / "checkpoint.pt", *pairs, "--batches", 2)
        wide = ["--corpora", corpora, "--page", PAGE, "--vocabulary", vocabulary, "--pieces", 1500]
        run("widen", *wide, "--checkpoint", model / "checkpoint.pt", "--out", root / "wide")
        run(
            "export",
            model / "checkpoint.pt",
            "--vocabulary",
            vocabulary,
            "--sources",
            sources,
            "--require",
            0.9,
            "--out",
            exported,
        )
        from mt.engine import Decoding, Engine
        from mt.translate import EngineTranslator

        [translation] = EngineTranslator(Engine(exported), Decoding(beam_size=1), fold_letters=True).translate(["قال"])
        if translation.pieces_in < 1:
            sys.exit("the exported model did not decode")
        print(json.dumps({"smoke": "passed", "hypothesis": translation.text[:80]}))


if __name__ == "__main__":
    main()
