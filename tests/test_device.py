import pytest

from mt.batch.commands import _loader
from mt.cli import main, parse
from mt.device import Device, choose_device
from mt.errors import UsageError
from mt.load import load_summarizer, load_translator

# What ctranslate2.get_supported_compute_types("cuda") gives by compute capability, from CTranslate2's
# documentation on quantization: 8-bit products from 6.1, float16 from 7.0, bfloat16 from 8.0.
AMPERE = {"float32", "int8", "int8_float32", "int8_float16", "int8_bfloat16", "float16", "bfloat16"}
VOLTA = {"float32", "int8", "int8_float32", "int8_float16", "float16"}
PASCAL = {"float32", "int8", "int8_float32"}
KEPLER = {"float32"}


class Machine:
    def __init__(self, cards=0, types=(), broken=""):
        self.cards, self.types, self.broken = cards, types, broken

    def get_cuda_device_count(self):
        if self.broken:
            raise RuntimeError(self.broken)
        return self.cards

    def get_supported_compute_types(self, device):
        assert device == "cuda", "a processor keeps the type that the model was stored in"
        return self.types


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (AMPERE, "int8_float16"),
        (VOLTA, "int8_float16"),
        (PASCAL, "int8_float32"),
        (KEPLER, "float32"),
        (set(), "default"),
    ],
)
def test_a_card_calculates_with_the_smallest_numbers_it_is_fast_with(types, expected):
    assert choose_device("auto", Machine(1, types)) == Device("cuda", expected)
    assert choose_device("cuda", Machine(1, types)) == Device("cuda", expected)


def test_auto_without_a_card_is_the_processor():
    assert choose_device("auto", Machine()) == Device("cpu", "default")


def test_auto_with_a_broken_driver_is_the_processor():
    assert choose_device("auto", Machine(broken="CUDA driver version is insufficient")).name == "cpu"


def test_the_processor_is_taken_when_asked_for_though_there_is_a_card():
    assert choose_device("cpu", Machine(1, AMPERE)).name == "cpu"


def test_a_card_that_is_asked_for_and_absent_is_an_error_that_says_what_to_do():
    with pytest.raises(UsageError, match="--device cpu"):
        choose_device("cuda", Machine())


def test_the_drivers_own_words_are_in_the_error():
    with pytest.raises(UsageError, match="driver version is insufficient"):
        choose_device("cuda", Machine(broken="CUDA driver version is insufficient"))


def test_an_unknown_device_is_an_error_that_lists_the_known_ones():
    with pytest.raises(UsageError, match="cpu, cuda, auto"):
        choose_device("tpu", Machine())


def test_a_card_runs_one_batch_at_a_time_and_a_processor_one_on_each_thread():
    assert Device("cuda", "float16").workers(8) == 1
    assert Device("cpu", "default").workers(8) == 8


def test_the_real_runtime_answers_what_is_asked_of_it():
    import ctranslate2

    assert choose_device("auto", ctranslate2).name == ("cuda" if ctranslate2.get_cuda_device_count() else "cpu")


class Loaded(Exception):
    """Stands for a model that was loaded; holds what it was loaded with."""


@pytest.fixture
def loading(monkeypatch):
    """CTranslate2 says that it has one Volta card, and tells what it is asked to load instead of loading it."""

    def load(folder, **wanted):
        raise Loaded(wanted)

    monkeypatch.setattr("ctranslate2.get_cuda_device_count", lambda: 1)
    monkeypatch.setattr("ctranslate2.get_supported_compute_types", lambda device: VOLTA)
    monkeypatch.setattr("ctranslate2.Translator", load)
    monkeypatch.setattr("mt.load._engines", {})


@pytest.mark.parametrize("load", [load_translator, load_summarizer])
@pytest.mark.parametrize(
    ("device", "expected"), [("auto", ("cuda", "int8_float16", 1)), ("cpu", ("cpu", "default", 3))]
)
def test_a_model_is_loaded_where_it_was_asked_for(load, device, expected, loading):
    with pytest.raises(Loaded) as caught:
        load(threads=3, device=device).engine.encode("It rained.")
    [wanted] = caught.value.args
    assert (wanted["device"], wanted["compute_type"], wanted["inter_threads"]) == expected


def test_a_summarizer_is_loaded_when_its_model_is_first_asked(loading):
    summarizer = load_summarizer()
    assert summarizer.summarize("The army took the city on Friday.").text == "The army took the city on Friday."
    with pytest.raises(Loaded):
        summarizer.headline("The army took the city on Friday.")


def test_a_model_that_was_loaded_late_is_loaded_once(monkeypatch):
    monkeypatch.setattr("mt.load._engines", {})
    summarizer = load_summarizer()
    copies = [summarizer.engine.with_prefix("<headline>"), summarizer.engine.with_prefix("<sentence>")]
    assert {copy.frame.source_prefix for copy in copies} == {("<headline>",), ("<sentence>",)}
    assert len({id(engine._model) for engine in (summarizer.engine, *copies)}) == 1
    assert not hasattr(summarizer.engine, "nothing")


@pytest.mark.parametrize("command", ["translate", "digest", "summarize"])
def test_commands_load_where_device_says(command, tmp_path, loading):
    page = tmp_path / "page.txt"
    text = "The army took the city." if command == "summarize" else "أعلن الجيش الليبي سيطرته على مدينة بنغازي."
    page.write_text(f"{text}\n", encoding="utf-8")
    asked = ["--method", "abstractive"] if command == "summarize" else []
    args = parse([command, str(page), "--device", "auto", *asked], {})
    with pytest.raises(Loaded) as caught:
        args.run(args)
    assert caught.value.args[0]["device"] == "cuda"


def test_a_batch_and_a_server_hand_the_device_on(tmp_path):
    assert _loader(parse(["batch", str(tmp_path), str(tmp_path / "out"), "--device", "auto"], {})).device == "auto"
    assert parse(["serve", "--device", "auto"], {}).device == "auto"


def test_a_command_on_a_card_that_is_not_there_is_told_what_to_do_instead(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr("ctranslate2.get_cuda_device_count", lambda: 0)
    page = tmp_path / "page.txt"
    page.write_text("أعلن الجيش الليبي سيطرته على مدينة بنغازي شرقي البلاد.\n", encoding="utf-8")
    assert main(["translate", str(page), "--device", "cuda"]) == UsageError.exit_code
    assert "--device cpu" in capsys.readouterr().err
