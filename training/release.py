"""Put an exported model into the package and its entry into models.lock.

The name carries a generation; a better model of the same generation replaces the files, and the lock
shows it. The card is written by training/card.py from measured scores.
"""

import argparse
import shutil
from pathlib import Path

from mt.models.lock import Frame
from mt.models.store import EMBEDDED, lock_embedded

ROLES = {
    "translate": {
        "name": "news-ar-en-1",
        "settings": {
            "decoding": {"beam_size": 4},
            "normalization": {"fold_letters": True},
            "frame": Frame(limit=110),
        },
    },
    "summarize": {
        "name": "news-summary-1",
        "settings": {
            "decoding": {
                "beam_size": 4,
                "length_penalty": 1.6,
                "min_length": 28,
                "max_length": 110,
                "no_repeat_ngram_size": 3,
            },
            "frame": Frame(source_prefix=("<brief>",), limit=250),
        },
    },
}
FILES = ("model.bin", "config.json", "shared_vocabulary.json", "vocabulary.model", "vmap.txt")


def main() -> None:
    """Command line of the release."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("role", choices=ROLES)
    parser.add_argument("exported", type=Path, help="folder that export.py wrote")
    args = parser.parse_args()
    role = ROLES[args.role]
    place = EMBEDDED / role["name"]
    place.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copyfile(args.exported / name, place / name)
    entry = lock_embedded(place, role=args.role, licence="MIT", settings=role["settings"])
    print(f"{entry.name}: {sum(f.size for f in entry.files) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
