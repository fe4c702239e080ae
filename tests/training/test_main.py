from pathlib import Path

from training.__main__ import steps


def modules(commands):
    """The recipe's module in each command: ``-m training.x`` or, under the launcher, its second ``-m``."""
    return [command[len(command) - command[::-1].index("-m")] for command in commands]


def test_a_translator_is_prepared_trained_exported_released_and_described(tmp_path):
    commands = steps("translate", Path("c"), tmp_path, 90, processes=2)
    assert modules(commands) == [f"training.{s}" for s in ("prepare", "train", "export", "release", "card")]
    assert "torch.distributed.run" in commands[1] and "--nproc-per-node=2" in commands[1]


def test_what_is_prepared_is_not_prepared_again(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "news_ant.npz").touch()
    assert modules(steps("translate", Path("c"), tmp_path, 90, processes=1))[0] == "training.train"


def test_a_summarizer_begins_from_the_translators_weights(tmp_path):
    commands = steps("summarize", Path("c"), tmp_path, 30, processes=1)
    assert modules(commands)[0] == "training.summaries"
    assert str(tmp_path / "translate" / "checkpoint.pt") in commands[1]
