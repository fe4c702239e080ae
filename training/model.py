"""The network: transformers' Marian classes, a bilingual start for its embeddings, one guided head.

Marian's decoder begins from the zero embedding of the padding token, and CTranslate2's loader drops
the last row of the embedding as padding, so padding must be the last id.
"""

from pathlib import Path

import numpy as np
import sentencepiece as spm
import torch
from scipy import sparse
from scipy.sparse.linalg import svds
from transformers import MarianConfig, MarianMTModel

from .prepare import CONTROL

SPM_PAD = 2  # where prepare.py put padding in the SentencePiece model
EOS = 1
BARRED = -100.0  # output bias of pieces that are never written


def to_model_ids(spm_ids: np.ndarray) -> np.ndarray:
    """SentencePiece ids to model ids: padding is moved from its place to the end."""
    return np.where(spm_ids > SPM_PAD, spm_ids - 1, spm_ids).astype(np.int64)


def build(
    vocabulary: int, *, width: int = 256, encoder_layers: int = 4, decoder_layers: int = 2, dropout: float = 0.05
) -> MarianMTModel:
    """Return a fresh model whose embeddings are tied three ways and whose output bias is trainable."""
    config = MarianConfig(
        vocab_size=vocabulary,
        d_model=width,
        encoder_layers=encoder_layers,
        decoder_layers=decoder_layers,
        encoder_attention_heads=width // 64,
        decoder_attention_heads=width // 64,
        encoder_ffn_dim=4 * width,
        decoder_ffn_dim=4 * width,
        activation_function="relu",
        dropout=dropout,
        attention_dropout=0.0,
        max_position_embeddings=1024,
        scale_embedding=True,
        share_encoder_decoder_embeddings=True,
        tie_word_embeddings=True,
        pad_token_id=vocabulary - 1,
        eos_token_id=EOS,
        bos_token_id=None,
        decoder_start_token_id=vocabulary - 1,
        forced_eos_token_id=None,
        # attention weights are needed for the guided head; at these sizes SDPA is no faster
        attn_implementation="eager",
    )
    model = MarianMTModel(config)
    bias = model.final_logits_bias
    del model.final_logits_bias
    model.register_parameter("final_logits_bias", torch.nn.Parameter(bias))
    return model


def never_written(tokenizer: spm.SentencePieceProcessor, *, reverse: bool = False) -> list[int]:
    """Model ids that no English output may hold: pieces with Arabic letters, and the control tokens.

    The vocabulary is shared, so a model in doubt can otherwise fall back to spelling Arabic. With
    ``reverse`` the output is Arabic, and only the control tokens are barred.
    """
    pieces = [tokenizer.id_to_piece(i) for i in range(tokenizer.get_piece_size())]
    return [
        i - (i > SPM_PAD)
        for i, piece in enumerate(pieces)
        if i > SPM_PAD
        and (piece in CONTROL or (not reverse and any("\u0600" <= letter <= "\u06ff" for letter in piece)))
    ]


def layers_of(state: dict[str, torch.Tensor], side: str) -> int:
    """How many layers the ``side`` ("encoder" or "decoder") of a state has."""
    return len({name.split(".")[3] for name in state if name.startswith(f"model.{side}.layers.")})


def build_for(state: dict[str, torch.Tensor], *, encoder_layers: int | None = None) -> MarianMTModel:
    """Return a model of a state's shape with its weights, its encoder deepened to ``encoder_layers``.

    A new layer goes on top and computes nothing at first: what its two halves add is zero, and its input
    is normalized already, since the gain and bias of the old top move to the new one (growth that keeps
    the function: Chen et al. 2016, "Net2Net").
    """
    vocabulary, width = state["model.shared.weight"].shape
    old = layers_of(state, "encoder")
    new = encoder_layers or old
    if new < old:
        raise ValueError(f"the weights have {old} encoder layers: {new} would lose some")
    model = build(vocabulary, width=width, encoder_layers=new, decoder_layers=layers_of(state, "decoder"))
    model.load_state_dict({**model.state_dict(), **state})
    layers = model.model.encoder.layers
    layers[-1].final_layer_norm.load_state_dict(layers[old - 1].final_layer_norm.state_dict())
    for layer in layers[old - 1 : -1]:
        layer.final_layer_norm.reset_parameters()
    for layer in layers[old:]:
        for linear in (layer.self_attn.out_proj, layer.fc2):
            torch.nn.init.zeros_(linear.weight)
            torch.nn.init.zeros_(linear.bias)
    return model


def lift_bars(bias: torch.Tensor) -> None:
    """Undo, in place, what export.py does to the output bias of pieces that are never written.

    Label smoothing asks for a little of every piece, and a bar of -100 would make that cost more than
    all the rest of the loss; such pieces get the smallest bias of the others.
    """
    barred = bias <= BARRED
    bias[barred] = bias[~barred].min()


def unigram_bias(folder: Path, vocabulary: int, side: str) -> np.ndarray:
    """Log frequency of each piece on one ``side`` ("source" or "target") of the pairs in ``folder``, mean zero."""
    counts = np.full(vocabulary, 0.5)
    for path in sorted(folder.glob("*.npz")):
        if path.stem != "copy":
            counts += np.bincount(to_model_ids(np.load(path)[side]), minlength=vocabulary)
    log = np.log(counts / counts.sum())
    return (log - log.mean()).astype(np.float32)


def bilingual_embeddings(folder: Path, vocabulary: int, width: int, *, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Return (vocabulary, width) start embeddings and log unigram probabilities of the target side.

    Target pieces: truncated SVD of their positive pointwise mutual information with neighbours within
    three pieces (Levy & Goldberg 2014). Source pieces: the mean of the target pieces they are aligned
    with. A piece and its translation so start out as neighbours, and attention plus the tied output
    layer amounts to a dictionary before the first update.
    """
    counts = sparse.csr_matrix((vocabulary, vocabulary))
    aligned = sparse.csr_matrix((vocabulary, vocabulary))
    unigram = np.full(vocabulary, 0.1)
    for path in sorted(folder.glob("*.npz")):
        data = np.load(path)
        if path.stem == "copy" or "links" not in data:
            continue
        source, target = to_model_ids(data["source"]), to_model_ids(data["target"])
        unigram += np.bincount(target, minlength=vocabulary)
        sentence = np.repeat(np.arange(len(data["target_length"])), data["target_length"])
        for distance in (1, 2, 3):
            same = sentence[:-distance] == sentence[distance:]
            a, b = target[:-distance][same], target[distance:][same]
            one = sparse.coo_matrix((np.full(len(a), 1.0 / distance), (a, b)), counts.shape).tocsr()
            counts = counts + one + one.T
        offsets = [
            np.repeat(np.cumsum(n) - n, data["links_length"])
            for n in (data["source_length"].astype(int), data["target_length"].astype(int))
        ]
        s, t = source[offsets[0] + data["links"][:, 0]], target[offsets[1] + data["links"][:, 1]]
        aligned = aligned + sparse.coo_matrix((np.ones(len(s)), (s, t)), aligned.shape).tocsr()
    rows, columns = counts.nonzero()
    row, column = np.asarray(counts.sum(1)).ravel(), np.asarray(counts.sum(0)).ravel() ** 0.75
    pmi = np.log(np.asarray(counts[rows, columns]).ravel() * column.sum() / (row[rows] * column[columns]))
    ppmi = sparse.csr_matrix((np.maximum(pmi, 0), (rows, columns)), counts.shape)
    u, s, _ = svds(ppmi, k=width, random_state=seed)
    table = u * np.sqrt(s)
    strength = np.asarray(aligned.sum(1)).ravel()
    # pieces seen mostly on the source side take the mean of their translations
    foreign = (strength > 0) & (row < strength)
    mean = sparse.diags(1 / np.maximum(strength, 1)) @ aligned @ table
    table[foreign] = mean[foreign]
    rng = np.random.default_rng(seed)
    noise = rng.normal(size=table.shape)
    norms = np.linalg.norm(table, axis=1, keepdims=True)
    table = np.where(norms > 1e-6, table / np.maximum(norms, 1e-6), 0) + 0.3 * noise / np.sqrt(width)
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    table[-1] = 0
    return table.astype(np.float32), np.log(unigram / unigram.sum()).astype(np.float32)


class GuidedAttention:
    """Keeps the first head of the last layer's cross-attention of the latest forward pass.

    CTranslate2 returns exactly that head as its attention, so what is supervised here is what
    alignment reads later. Loss: Chen et al. 2016, "Guided Alignment Training for Topic-Aware NMT".
    """

    def __init__(self, model: MarianMTModel) -> None:
        self.weights: torch.Tensor | None = None
        model.model.decoder.layers[-1].encoder_attn.register_forward_hook(self._keep)

    def _keep(self, _module: torch.nn.Module, _inputs: object, outputs: tuple[torch.Tensor, ...]) -> None:
        self.weights = outputs[1][:, 0]

    def loss(self, alignment: torch.Tensor) -> torch.Tensor:
        """Cross-entropy of (batch, target, source) reference alignments; rows without links do not count."""
        if self.weights is None:
            raise RuntimeError("no forward pass has been run")
        rows = alignment.sum().clamp(min=1)
        return -(alignment * torch.log(self.weights.float() + 1e-6)).sum() / rows
