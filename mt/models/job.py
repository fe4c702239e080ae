"""The conversion itself, run as a process of its own: ``python -P job.py METHOD SOURCE OUT QUANTIZATION``.

It imports nothing of this package, so that an interpreter with torch that has no ``mt`` can run it. No
code of a checkpoint is run, and a pickle is opened with ``weights_only`` or not at all. With the single
argument ``versions`` it prints what would convert. Exit code 3: a library is missing, named on stderr.
"""

import json
import os
import sys
from typing import Any


def main(arguments: list[str]) -> int:
    """Run one job; the message of a failure is the last line on stderr."""
    os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"  # conversion never fetches
    try:
        if arguments == ["versions"]:
            sys.stdout.write(json.dumps(versions()) + "\n")
            return 0
        method, source, out, quantization = arguments
        (marian if method == "marian" else transformers)(source, out, quantization)
    except ImportError as error:
        sys.stderr.write(f"{error.name or error}\n")
        return 3
    except Exception as error:
        sys.stderr.write(f"{type(error).__name__}: {' '.join(str(error).split())[:500]}\n")
        return 1
    return 0


def versions() -> dict[str, str]:
    """Return the versions of the libraries that decide the converted bytes, those that are installed."""
    from importlib import metadata

    found = {}
    for name in ("ctranslate2", "transformers", "torch"):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def marian(source: str, out: str, quantization: str) -> None:
    """Convert a Marian release folder with its ``decoder.yml``."""
    from ctranslate2.converters import OpusMTConverter

    OpusMTConverter(source).convert(out, quantization=quantization)


def transformers(source: str, out: str, quantization: str) -> None:
    """Convert a transformers checkpoint folder."""
    from importlib import import_module

    from ctranslate2.converters import TransformersConverter

    torch, library = import_module("torch"), import_module("transformers")
    library.utils.logging.set_verbosity_error()
    # The converter reads these from the configuration, where older checkpoints have them and newer ones
    # leave them to the architecture.
    for config, before, embedding in ((library.BartConfig, False, True), (library.PegasusConfig, True, False)):
        config.normalize_before, config.normalize_embedding = before, embedding
    real = torch.load

    def load(*args: Any, **kwargs: Any) -> Any:
        if not kwargs.setdefault("weights_only", True):
            raise ValueError("the checkpoint wants its pickle executed: refused")
        return real(*args, **kwargs)

    torch.load = load  # type: ignore[attr-defined]
    TransformersConverter(source, trust_remote_code=False).convert(out, quantization=quantization)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
