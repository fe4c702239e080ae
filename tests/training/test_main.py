from pathlib import Path

from training.__main__ import steps


def modules(commands):
    """The recipe's module in each command: ``-m training.x`` or, under the launcher, its second ``-m``."""
    return [command[len(command) - command[::-1].index("-m")] for command in commands]


def test_a_translator_is_trained_on_its_own_back_translations_too(tmp_path):
    commands = steps("translate", Path("c"), tmp_path, 90, processes=2)
    backwards, forwards = ["train", "export", *["backtranslate"] * 2], ["train", "export", "release", "card"]
    assert modules(commands) == [f"training.{s}" for s in ("prepare", "noisy", *backwards, *forwards)]
    assert "--reverse" in commands[2] and "--reverse" not in commands[6]
    assert "torch.distributed.run" in commands[6] and "--nproc-per-node=2" in commands[6]


def test_what_is_prepared_is_not_prepared_again(tmp_path):
    (tmp_path / "data").mkdir()
    for name in ("news_ant", "noisy", "back_translated"):
        (tmp_path / "data" / f"{name}.npz").touch()
    assert modules(steps("translate", Path("c"), tmp_path, 90, processes=1))[0] == "training.train"


def test_a_summarizer_begins_from_the_translators_weights(tmp_path):
    commands = steps("summarize", Path("c"), tmp_path, 30, processes=1)
    assert modules(commands)[0] == "training.summaries"
    assert str(tmp_path / "translate" / "checkpoint.pt") in commands[1]
