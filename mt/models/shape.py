"""What a checkpoint is, read from its own small files: which files it needs, which tokens frame its input."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mt.errors import ModelError
from mt.models.lock import Frame
from mt.models.toml import Value

# Our file, and the names that publishers give it.
VOCABULARIES: Mapping[str, tuple[str, ...]] = {
    "sentencepiece-pair": ("source.spm", "target.spm"),
    "sentencepiece": ("vocabulary.model", "spiece.model", "sentencepiece.bpe.model", "sentencepiece.model"),
    "byte-bpe": ("merges.txt",),
}
_CTRANSLATE2 = ("config.json", "model.bin", "*_vocabulary.json", "*_vocabulary.txt", "*_vocabulary_*.json")
_TOKENIZER = (
    "added_tokens.json",
    "merges.txt",
    "sentencepiece.bpe.model",
    "source.spm",
    "special_tokens_map.json",
    "spiece.model",
    "target.spm",
    "tokenizer.json",
    "tokenizer_config.json",
    "vocab.json",
)
_CARDS = ("LICENSE", "LICENSE.txt", "LICENSE.md", "README.md")

# What transformers' configuration calls each architecture that the converter and our tokenizers know.
ARCHITECTURES: Mapping[str, str] = {
    "marian": "sentencepiece-pair",
    "bart": "byte-bpe",
    "pegasus": "sentencepiece",
    "t5": "sentencepiece",
    "mt5": "sentencepiece",
    "m2m_100": "sentencepiece",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """How a model is converted, tokenized, framed and, by its makers' advice, decoded."""

    method: str
    tokenizer: str
    frame: Frame = field(default_factory=Frame)
    decoding: dict[str, Value] = field(default_factory=dict)


def needed(names: Iterable[str]) -> tuple[str, ...]:
    """Return the files of a repository that converting or loading it needs, from the names of all.

    Of several weight formats one is taken: a CTranslate2 model, else safetensors, else a pickle.
    Raises ModelError when there are none.
    """
    here = {name for name in names if "/" not in name}
    if "model.bin" in here:
        own = {n for n in here if n in _CTRANSLATE2 or n.endswith(("vocabulary.json", "vocabulary.txt"))}
        return tuple(sorted(own | {n for n in here if n in _TOKENIZER or n in _CARDS or n == "vocabulary.model"}))
    weights = sorted(n for n in here if n.startswith("model") and n.endswith(".safetensors"))
    if weights and "model.safetensors" not in weights:
        weights.append("model.safetensors.index.json")
    if not weights and "pytorch_model.bin" in here:
        weights = ["pytorch_model.bin"]
    if not weights or "config.json" not in here:
        raise ModelError("holds neither a CTranslate2 model nor config.json with safetensors or one pytorch_model.bin")
    if "model.safetensors" in weights:
        weights = ["model.safetensors"]
    small = {"config.json", "generation_config.json", *_TOKENIZER, *_CARDS}
    return tuple(sorted(here & small | set(weights)))


def of_checkpoint(config: Mapping[str, Any], generation: Mapping[str, Any], *, role: str) -> Shape:
    """Return the shape of a transformers checkpoint from its two configuration files.

    Raises ModelError for an architecture that cannot be converted or run here.
    """
    kind = str(config.get("model_type"))
    if kind not in ARCHITECTURES:
        raise ModelError(f"is a {kind} model; these can be converted: {', '.join(ARCHITECTURES)}")
    if config.get("auto_map"):
        raise ModelError("needs code from its repository, which is never run here")
    merged = {**config, **_task(config, role), **generation}
    return Shape("transformers", ARCHITECTURES[kind], _frame(kind, merged, role), _decoding(merged))


def of_converted(config: Mapping[str, Any], names: Iterable[str], vocabulary: Iterable[str], *, role: str) -> Shape:
    """Return the shape of a CTranslate2 folder from its configuration, file names and first vocabulary.

    Raises ModelError when it has no vocabulary file of a known kind.
    """
    here = set(names)
    for tokenizer, files in VOCABULARIES.items():
        if here.issuperset(files) if tokenizer == "sentencepiece-pair" else here & set(files):
            break
    else:
        raise ModelError("has no SentencePiece or merges.txt file, so text cannot be cut into its pieces")
    tokens = set(vocabulary)
    frame = Frame()
    if role == "translate" and {"ara_Arab", "eng_Latn"} <= tokens:
        frame = _NLLB
    if tokenizer == "byte-bpe" and not config.get("add_source_bos"):
        frame = Frame(source_prefix=("<s>",), target_prefix=("<s>",))
    return Shape("none", tokenizer, frame)


# The source language comes first in the form the current tokenizers use; without it the model assumes
# another language. The target language is the first token of every translation.
_NLLB = Frame(source_prefix=("ara_Arab",), source_suffix=("</s>",), target_prefix=("eng_Latn",))


def _task(config: Mapping[str, Any], role: str) -> dict[str, Any]:
    """Generation settings that older checkpoints keep in their configuration."""
    tasks = config.get("task_specific_params") or {}
    return dict(tasks.get("summarization") or {}) if role == "summarize" else {}


def _frame(kind: str, config: Mapping[str, Any], role: str) -> Frame:
    room = int(config.get("max_position_embeddings") or config.get("n_positions") or 0)
    if kind == "m2m_100":
        if role != "translate":
            raise ModelError("is a translation model: use --role translate")
        return Frame(_NLLB.source_prefix, _NLLB.source_suffix, _NLLB.target_prefix, max(0, room - 2))
    if kind == "bart":
        forced = config.get("forced_bos_token_id")
        first = ("<s>",) if forced is not None and forced == config.get("bos_token_id") else ()
        return Frame(("<s>",), ("</s>",), first, max(0, room - 2))
    # T5 has relative positions: n_positions is what it was trained on, not what it can hold.
    return Frame(source_suffix=("</s>",), limit=max(0, room - 1))


def _decoding(config: Mapping[str, Any]) -> dict[str, Value]:
    """Generation settings under our names. transformers counts the start token in both lengths, we do not."""
    found: dict[str, Value] = {}
    for theirs, ours, kind in (
        ("num_beams", "beam_size", int),
        ("length_penalty", "length_penalty", float),
        ("repetition_penalty", "repetition_penalty", float),
        ("no_repeat_ngram_size", "no_repeat_ngram_size", int),
        ("min_length", "min_length", int),
        ("max_length", "max_length", int),
    ):
        if config.get(theirs) is not None:
            found[ours] = kind(config[theirs]) - (1 if theirs.endswith("_length") else 0)
    if int(found.get("min_length", 1)) < 1:
        found.pop("min_length")
    return found


def parse_json(data: bytes, name: str) -> dict[str, Any]:
    """Return the object in ``data``; ModelError naming the file when it is not JSON or not an object."""
    try:
        found = json.loads(data)
    except ValueError as error:
        raise ModelError(f"{name} is not JSON: {error}") from error
    if not isinstance(found, dict):
        raise ModelError(f"{name} holds no JSON object")
    return found
