"""COMET, where a user has installed it and has its weights: nothing is fetched here.

The scores of a checkpoint are comparable only with those of the same bytes, so its sha256 is in the
signature. Reading translations by meaning, it sees what BLEU and chrF cannot; it is also slow on a
processor, and it was trained on human ratings of other language pairs more than of this one.
"""

import hashlib
import html
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from mt.errors import ModelError, UsageError
from mt.evaluation.metrics import Score

_BATCH = 8  # sentences; the models are large and the machine may be small


def score_comet(
    checkpoint: Path, sources: Sequence[str], hypotheses: Sequence[str], references: Sequence[str]
) -> Score:
    """Return COMET times 100 with one row a segment, so that all paired tests work on it.

    ``checkpoint`` is a ``.ckpt`` file as ``comet`` saves it. Raises :class:`UsageError` when the package
    is not installed and :class:`ModelError` when the checkpoint cannot be loaded.
    """
    try:
        import comet  # type: ignore[import-not-found]
    except ImportError as error:
        raise UsageError("COMET is not installed: pip install unbabel-comet") from error
    try:
        digest = hashlib.sha256(checkpoint.read_bytes()).hexdigest()
        model = comet.load_from_checkpoint(str(checkpoint))
    except Exception as error:  # the package raises whatever torch and pickle raise
        raise ModelError(f"{checkpoint}: not a COMET checkpoint that can be loaded ({error})") from error
    texts = zip(sources, hypotheses, references, strict=True)
    data = [{"src": s, "mt": html.unescape(h), "ref": html.unescape(r)} for s, h, r in texts]
    found = [float(value) for value in model.predict(data, batch_size=_BATCH, gpus=0, progress_bar=False).scores]
    signature = f"nrefs:1|checkpoint:{digest[:12]}|version:{version('unbabel-comet')}|entities:unescaped"
    return Score("comet", 100 * sum(found) / len(found), signature, tuple((100 * value,) for value in found))
