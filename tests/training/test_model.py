import pytest

pytest.importorskip("torch", reason="the training extra is not installed")
pytest.importorskip("transformers", reason="the training extra is not installed")

import torch
import torch.nn.functional as F

from training.batches import Batch
from training.model import build, build_for, lift_bars
from training.train import Loss


def outputs(model):
    model.eval()
    source = torch.arange(24).reshape(2, 12) + 5
    with torch.no_grad():
        return model(input_ids=source, decoder_input_ids=source[:, :7]).logits


def trained_a_little(layers):
    """A model whose every parameter, gains and biases too, is away from its first value."""
    torch.manual_seed(3)
    model = build(40, width=64, encoder_layers=layers, decoder_layers=1)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(0.2 * torch.randn_like(parameter))
    return model


def test_a_deepened_model_computes_what_it_computed_before():
    small = trained_a_little(2)
    deep = build_for(small.state_dict(), encoder_layers=5)
    assert deep.config.encoder_layers == 5
    torch.testing.assert_close(outputs(deep), outputs(small), rtol=1e-4, atol=1e-4)


def test_every_new_layer_learns():
    deep = build_for(trained_a_little(1).state_dict(), encoder_layers=3)
    source = torch.arange(12)[None] + 5
    deep(input_ids=source, decoder_input_ids=source, labels=source).loss.backward()
    for layer in deep.model.encoder.layers[1:]:
        assert layer.fc2.weight.grad.abs().sum() > 0
        assert layer.self_attn.out_proj.weight.grad.abs().sum() > 0


def test_weights_are_never_made_shallower():
    with pytest.raises(ValueError, match="2 encoder layers"):
        build_for(trained_a_little(2).state_dict(), encoder_layers=1)


def test_pieces_that_were_barred_get_the_smallest_bias_of_the_others():
    bias = torch.tensor([0.5, -100.0, -2.5, 1.0, -100.0])
    lift_bars(bias)
    assert bias.tolist() == [0.5, -2.5, -2.5, 1.0, -2.5]


def test_the_loss_is_that_of_all_pieces_with_the_barred_ones_at_minus_infinity():
    model = trained_a_little(1).eval()
    pad, barred = 39, [7, 8, 30]
    source, target = torch.tensor([[5, 9, 1], [7, 1, pad]]), torch.tensor([[6, 20, 1], [11, 1, pad]])
    entropy, _ = Loss(model, barred, smoothing=0.0)(Batch(source, target, torch.zeros(2, 3, 3)))
    previous = torch.cat([torch.full((2, 1), pad), target[:, :-1]], 1)
    logits = model(input_ids=source, attention_mask=(source != pad).long(), decoder_input_ids=previous).logits
    logits[:, :, [*barred, pad]] = -torch.inf
    expected = F.cross_entropy(logits.flatten(0, 1), target.flatten(), ignore_index=pad)
    torch.testing.assert_close(entropy, expected)
