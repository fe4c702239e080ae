"""A shipped CTranslate2 model back into a checkpoint: to train on from, or to run it in transformers.

The int8 weights are multiplied out, so the result computes what the shipped model computes, up to the
rounding of activations. Format of ``model.bin``: CTranslate2 binary version 6 (src/models/model.cc).
"""

import argparse
import struct
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import torch

_TYPES = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}


def _text(file: BinaryIO) -> str:
    (length,) = struct.unpack("<H", file.read(2))
    return file.read(length)[:-1].decode()


def read_variables(path: Path) -> dict[str, np.ndarray]:
    """Return every variable of a ``model.bin`` by name; aliases share one array."""
    with path.open("rb") as file:
        (version,) = struct.unpack("<I", file.read(4))
        if version != 6:
            raise ValueError(f"{path} has binary version {version}; this reader knows version 6")
        _text(file)  # name of the spec
        file.read(4)  # its revision
        (count,) = struct.unpack("<I", file.read(4))
        found: dict[str, np.ndarray] = {}
        for _ in range(count):
            name = _text(file)
            (rank,) = struct.unpack("<B", file.read(1))
            shape = struct.unpack(f"<{rank}I", file.read(4 * rank))
            kind, size = struct.unpack("<BI", file.read(5))
            found[name] = np.frombuffer(file.read(size), dtype=_TYPES[kind]).reshape(shape)
        (aliases,) = struct.unpack("<I", file.read(4))
        for _ in range(aliases):
            alias, name = _text(file), _text(file)
            found[alias] = found[name]
            if f"{name}_scale" in found:  # the loader gives an alias the scale of what it stands for
                found[f"{alias}_scale"] = found[f"{name}_scale"]
    return found


class _Weights:
    """The variables by scope, multiplied out where they are quantized."""

    def __init__(self, variables: dict[str, np.ndarray]) -> None:
        self.variables = variables

    def linear(self, scope: str) -> tuple[torch.Tensor, torch.Tensor]:
        """Weight and bias of one linear layer."""
        return self.matrix(scope), torch.from_numpy(self.variables[f"{scope}/bias"].astype(np.float32))

    def matrix(self, scope: str) -> torch.Tensor:
        """A weight matrix in float32."""
        weight = self.variables[f"{scope}/weight"].astype(np.float32)
        scale = self.variables.get(f"{scope}/weight_scale")
        return torch.from_numpy(weight if scale is None else weight / scale.reshape(-1, 1))

    def norm(self, scope: str) -> tuple[torch.Tensor, torch.Tensor]:
        """Gain and bias of one layer normalization."""
        return tuple(
            torch.from_numpy(self.variables[f"{scope}/layer_norm/{n}"].astype(np.float32)) for n in ("gamma", "beta")
        )


def marian_state(variables: dict[str, np.ndarray], config: Any) -> dict[str, torch.Tensor]:
    """Return the state of transformers' Marian: the inverse of CTranslate2's MarianMTLoader."""
    weights = _Weights(variables)
    state: dict[str, torch.Tensor] = {}

    def put(name: str, pair: tuple[torch.Tensor, torch.Tensor]) -> None:
        state[f"{name}.weight"], state[f"{name}.bias"] = pair

    def attention(name: str, scope: str, fused: tuple[int, ...]) -> None:
        parts = [weights.linear(f"{scope}/linear_{i}") for i in range(len(fused))]
        split = [
            (w, b) for (w, b), n in zip(parts, fused, strict=True) for w, b in zip(w.chunk(n), b.chunk(n), strict=True)
        ]
        for projection, pair in zip(("q_proj", "k_proj", "v_proj"), split, strict=True):
            put(f"{name}.{projection}", pair)
        put(f"{name}.out_proj", weights.linear(f"{scope}/linear_{len(fused)}"))
        put(f"{name}_layer_norm", weights.norm(scope))

    for side, layers in (("encoder", config.encoder_layers), ("decoder", config.decoder_layers)):
        for i in range(layers):
            name, scope = f"model.{side}.layers.{i}", f"{side}/layer_{i}"
            attention(f"{name}.self_attn", f"{scope}/self_attention", (3,))
            if side == "decoder":
                attention(f"{name}.encoder_attn", f"{scope}/attention", (1, 2))
            for j in (0, 1):
                put(f"{name}.fc{j + 1}", weights.linear(f"{scope}/ffn/linear_{j}"))
            put(f"{name}.final_layer_norm", weights.norm(f"{scope}/ffn"))
    shared = weights.matrix("decoder/projection")
    padding = torch.zeros(1, shared.shape[1])
    state["model.shared.weight"] = torch.cat([shared, padding])
    bias = torch.from_numpy(variables["decoder/projection/bias"].astype(np.float32))
    state["final_logits_bias"] = torch.cat([bias, torch.zeros(1)])[None]
    return state


def count_layers(variables: dict[str, np.ndarray]) -> dict[str, int]:
    """How many layers encoder and decoder have."""
    return {
        side: len({n.split("/")[1] for n in variables if n.startswith(f"{side}/layer_")})
        for side in ("encoder", "decoder")
    }


def restore(folder: Path) -> dict[str, torch.Tensor]:
    """Return the full state of the model in a CTranslate2 ``folder``, ready for ``build(...).load_state_dict``."""
    from .model import build

    variables = read_variables(folder / "model.bin")
    vocabulary, width = variables["decoder/projection/weight"].shape
    layers = count_layers(variables)
    model = build(vocabulary + 1, width=width, encoder_layers=layers["encoder"], decoder_layers=layers["decoder"])
    _, unexpected = model.load_state_dict(marian_state(variables, model.config), strict=False)
    if unexpected:
        raise ValueError(f"variables without a place: {unexpected}")
    model.tie_weights()
    return model.state_dict()


def main() -> None:
    """Command line: write ``checkpoint.pt`` that train.py takes with --weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("checkpoint", type=Path)
    args = parser.parse_args()
    torch.save({"model": restore(args.folder)}, args.checkpoint)


if __name__ == "__main__":
    main()
