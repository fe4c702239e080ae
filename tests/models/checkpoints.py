"""Make tiny checkpoints with transformers, and say what transformers itself decodes from them.

Run by an interpreter that has torch: ``python checkpoints.py OUT``. Each folder below OUT has the files
of a repository of its architecture, and ``expected.json`` beside it the input, its token ids as strings,
and the greedy output of ``generate``.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import tiny
import torch
import transformers as t

NEW = 12
ENGLISH = "the minister said oil prices rose."
ARABIC = "قال الوزير إن الحكومة ستعمل"


def marian(folder):
    source, target = tiny.spm(tiny.ARABIC), tiny.spm(tiny.ENGLISH)
    tokens = list(dict.fromkeys(["</s>", "<unk>", *tiny.pieces(source), *tiny.pieces(target), "<pad>"]))
    (folder / "source.spm").write_bytes(source)
    (folder / "target.spm").write_bytes(target)
    (folder / "vocab.json").write_text(json.dumps({token: i for i, token in enumerate(tokens)}))
    pad = len(tokens) - 1
    config = t.MarianConfig(
        vocab_size=len(tokens), pad_token_id=pad, eos_token_id=0, bos_token_id=0, decoder_start_token_id=pad,
        forced_eos_token_id=0, activation_function="swish", max_position_embeddings=64, scale_embedding=True,
        static_position_embeddings=True, **SIZES,
    )  # fmt: skip
    return t.MarianMTModel(config), t.MarianTokenizer.from_pretrained(folder), ARABIC, {"bad_words_ids": [[pad]]}


def bart(folder):
    # Bytes alone and three merges: enough for pieces of several kinds.
    alphabet = [chr(b) for b in range(0x21, 0x7F)] + ["\u0120"]
    merges = ["t h", "th e", "\u0120 s"]
    tokens = ["<s>", "<pad>", "</s>", "<unk>", *alphabet, "th", "the", "\u0120s", "<mask>"]
    (folder / "vocab.json").write_text(json.dumps({token: i for i, token in enumerate(tokens)}))
    (folder / "merges.txt").write_text("#version: 0.2\n" + "\n".join(merges) + "\n")
    config = t.BartConfig(
        vocab_size=len(tokens), max_position_embeddings=64, **SIZES,
    )  # fmt: skip
    model = t.BartForConditionalGeneration(config)
    model.generation_config.update(
        forced_bos_token_id=0, num_beams=4, length_penalty=2.0, min_length=6, max_length=30, no_repeat_ngram_size=3
    )
    return model, t.BartTokenizer.from_pretrained(folder), ENGLISH, {}


def pegasus(folder):
    (folder / "spiece.model").write_bytes(_pegasus_spm())
    tokenizer = t.PegasusTokenizer.from_pretrained(folder)
    config = t.PegasusConfig(
        vocab_size=len(tokenizer), max_position_embeddings=64, scale_embedding=True, static_position_embeddings=True,
        **SIZES,
    )  # fmt: skip
    return t.PegasusForConditionalGeneration(config), tokenizer, ENGLISH, {}


def t5(folder):
    (folder / "spiece.model").write_bytes(_spm("<pad>", "</s>", "<unk>"))
    tokenizer = t.T5Tokenizer.from_pretrained(folder)
    config = t.T5Config(
        vocab_size=len(tokenizer), d_model=16, d_kv=8, d_ff=32, num_layers=1, num_heads=2, decoder_start_token_id=0,
        feed_forward_proj="gated-gelu", tie_word_embeddings=False,
    )  # fmt: skip
    return t.T5ForConditionalGeneration(config), tokenizer, ENGLISH, {}


def m2m_100(folder):
    vocabulary = _spm("<unk>", "<s>", "</s>", lines=tiny.ARABIC + tiny.ENGLISH, kind="bpe")  # as NLLB's is
    (folder / "sentencepiece.bpe.model").write_bytes(vocabulary)
    tokenizer = t.NllbTokenizer.from_pretrained(
        folder, extra_special_tokens=["ara_Arab", "eng_Latn"], src_lang="ara_Arab", tgt_lang="eng_Latn"
    )
    config = t.M2M100Config(vocab_size=len(tokenizer), max_position_embeddings=64, decoder_start_token_id=2, **SIZES)
    forced = tokenizer.convert_tokens_to_ids("eng_Latn")
    return t.M2M100ForConditionalGeneration(config), tokenizer, ARABIC, {"forced_bos_token_id": forced}


SIZES = {
    "d_model": 16, "encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2,
    "decoder_attention_heads": 2, "encoder_ffn_dim": 32, "decoder_ffn_dim": 32,
}  # fmt: skip


def _spm(*special, lines=tiny.ENGLISH, kind="unigram"):
    """A SentencePiece model whose first pieces are ``special``, in that order."""
    import io

    import sentencepiece

    out = io.BytesIO()
    places = {name: special.index(piece) if piece in special else -1 for name, piece in _SPECIAL.items()}
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(list(lines) * 20), model_writer=out, vocab_size=80, hard_vocab_limit=False,
        minloglevel=2, model_type=kind, **places,
    )  # fmt: skip
    return out.getvalue()


_SPECIAL = {"pad_id": "<pad>", "eos_id": "</s>", "unk_id": "<unk>", "bos_id": "<s>"}


def _pegasus_spm():
    return _spm("<pad>", "</s>", "<unk>")


def special(piece):
    return piece[0] == "<" or piece in ("ara_Arab", "eng_Latn")


def main(out):
    for make in (marian, bart, pegasus, t5, m2m_100):
        folder = out / make.__name__
        folder.mkdir(parents=True)
        torch.manual_seed(7)
        model, tokenizer, text, options = make(folder)
        for name, weights in model.named_parameters():
            # Strong layers over weak embeddings, or a tied model says its last token again and again.
            if weights.dim() > 1 and "embed_positions" not in name:
                torch.nn.init.normal_(weights, std=0.2 if "embed" in name or "shared" in name else 1.0)
        with torch.no_grad():
            # A zero row is a zero logit: special tokens stay behind the best of many random ones.
            specials = [
                i for i, piece in enumerate(tokenizer.convert_ids_to_tokens(range(len(tokenizer)))) if special(piece)
            ]
            for matrix in {model.get_input_embeddings().weight, model.get_output_embeddings().weight}:
                matrix[specials] = 0
        model.tie_weights()
        model.eval()
        model.save_pretrained(folder, safe_serialization=True)
        tokenizer.save_pretrained(folder)
        batch = tokenizer([text], return_tensors="pt")
        with torch.no_grad():
            found = model.generate(
                **batch, num_beams=1, do_sample=False, max_new_tokens=NEW, min_new_tokens=0, no_repeat_ngram_size=0,
                length_penalty=1.0, **options,
            )[0].tolist()  # fmt: skip
        tokens = tokenizer.convert_ids_to_tokens
        expected = {"text": text, "source": tokens(batch["input_ids"][0].tolist()), "output": tokens(found)}
        (out / f"{make.__name__}.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
