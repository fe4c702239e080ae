"""Tiny models with random weights in the layouts of the real ones, small enough to be made by each test run."""

import io
import json
import zipfile

import numpy as np
import sentencepiece
import yaml

WIDTH, HIDDEN, HEADS, LAYERS = 16, 32, 2, 1

ARABIC = [
    "قال الوزير إن الحكومة ستعمل",
    "وصل الرئيس إلى القاهرة اليوم",
    "أعلنت الوزارة تسجيل إصابات جديدة",
]
ENGLISH = [
    "the minister said the government will work",
    "the president arrived in cairo today",
    "oil prices rose again",
]


def spm(lines, size=60):
    """A SentencePiece model of about ``size`` pieces."""
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines * 20),
        model_writer=out,
        vocab_size=size,
        hard_vocab_limit=False,
        bos_id=-1,
        eos_id=0,
        unk_id=1,
        eos_piece="</s>",
        minloglevel=2,
    )
    return out.getvalue()


def pieces(model):
    found = sentencepiece.SentencePieceProcessor(model_proto=model)
    return [found.id_to_piece(i) for i in range(found.get_piece_size())]


def marian_weights(size, seed=1):
    """The arrays of a Marian transformer with ``size`` pieces, and its own description."""
    random = np.random.default_rng(seed)

    def array(*shape):
        return random.normal(0, 0.3, shape).astype(np.float32)

    def norm(scope):
        return {f"{scope}_ln_scale": np.ones((1, WIDTH), np.float32), f"{scope}_ln_bias": array(1, WIDTH)}

    def attention(scope):
        found = {}
        for part in "qkvo":
            found |= {f"{scope}_W{part}": array(WIDTH, WIDTH), f"{scope}_b{part}": array(1, WIDTH)}
        return found | norm(f"{scope}_Wo")

    def feed_forward(scope):
        return {
            f"{scope}_W1": array(WIDTH, HIDDEN),
            f"{scope}_b1": array(1, HIDDEN),
            f"{scope}_W2": array(HIDDEN, WIDTH),
            f"{scope}_b2": array(1, WIDTH),
        } | norm(f"{scope}_ffn")

    weights = {"Wemb": array(size, WIDTH), "decoder_ff_logit_out_b": array(1, size)}
    for n in range(1, LAYERS + 1):
        weights |= attention(f"encoder_l{n}_self") | feed_forward(f"encoder_l{n}_ffn")
        weights |= attention(f"decoder_l{n}_self") | attention(f"decoder_l{n}_context")
        weights |= feed_forward(f"decoder_l{n}_ffn")
    description = {
        "type": "transformer",
        "enc-depth": LAYERS,
        "dec-depth": LAYERS,
        "transformer-heads": HEADS,
        "transformer-ffn-activation": "swish",
        "transformer-preprocess": "",
        "transformer-postprocess": "dan",
        "transformer-postprocess-emb": "d",
        "transformer-decoder-autoreg": "self-attention",
        "transformer-no-projection": False,
        "transformer-guided-alignment-layer": "last",
        "tied-embeddings-all": True,
    }
    text = yaml.safe_dump(description).encode() + b"\0"
    weights["special:model.yml"] = np.frombuffer(text, np.int8)
    return weights


def quoted(tokens):
    rows = (token.replace("\\", "\\\\").replace('"', '\\"') for token in tokens)
    return "".join(f'"{token}": {i}\n' for i, token in enumerate(rows)).encode()


def marian_files(*, plain=False):
    """The files of a Marian release as OPUS-MT packs them; ``plain`` with two vocabularies, one piece a line."""
    source, target = spm(ARABIC), spm(ENGLISH)
    tokens = list(dict.fromkeys(["</s>", "<unk>", *pieces(source), *pieces(target)]))
    weights = io.BytesIO()
    np.savez(weights, **marian_weights(len(tokens)))
    files = {
        "opus.npz.best-perplexity.npz": weights.getvalue(),
        "source.spm": source,
        "target.spm": target,
        "LICENSE": b"Attribution 4.0 International\n",
        "README.md": b"# tiny\n",
    }
    vocabularies = ["opus.spm32k.vocab.yml"] * 2
    if plain:
        vocabularies = ["opus.src.vocab", "opus.trg.vocab"]
        files |= dict.fromkeys(vocabularies, "".join(f"{token}\n" for token in tokens).encode())
    else:
        files[vocabularies[0]] = quoted(tokens)
    # Some releases name the files where their makers had them.
    files["decoder.yml"] = yaml.safe_dump(
        {"models": ["/home/somebody/work/opus.npz.best-perplexity.npz"], "vocabs": vocabularies, "beam-size": 6}
    ).encode()
    return files


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, (2022, 3, 9, 0, 0, 0))
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return out.getvalue()


def marian_zip(*, plain=False):
    return zipped(marian_files(plain=plain))


def ctranslate2_files(folder):
    """A ready CTranslate2 repository, converted from the Marian release."""
    from ctranslate2.converters import OpusMTConverter

    source = folder / "marian"
    source.mkdir()
    for name, data in marian_files().items():
        (source / name).write_bytes(data)
    decoder = {"models": ["opus.npz.best-perplexity.npz"], "vocabs": ["opus.spm32k.vocab.yml"] * 2}
    (source / "decoder.yml").write_text(json.dumps(decoder))
    OpusMTConverter(str(source)).convert(str(folder / "ct2"), quantization="int8")
    files = {path.name: path.read_bytes() for path in (folder / "ct2").iterdir()}
    return files | {name: (source / name).read_bytes() for name in ("source.spm", "target.spm", "README.md")}
