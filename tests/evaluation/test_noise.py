import pytest
from fixtures_eval import PAIRS, make_set

from mt.errors import UsageError
from mt.evaluation import robustness
from mt.evaluation.noise import NOISES, add_noise
from mt.evaluation.robustness import Plan
from mt.evaluation.run import System
from mt.normalize import normalize
from mt.testing import FakeTranslator

TEXT = "أعلن الرئيس، أمس، أن المدينة القديمة ستفتح أبوابها في الأسبوع المقبل؛ وقال إن ذلك سيجري على مراحل."


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("hamza", "أعلن أحمد إلى آخر", "اعلن احمد الى اخر"),
        ("final-letters", "في المدينة على", "فى المدينه علي"),
        ("stops", "نعم، لا؛ ربما.", "نعم لا ربما"),
        ("joined", "قال إن", "قالإن"),
        ("tatweel", "كتب", "كـتـب"),
    ],
)
def test_all_places_are_hit_at_level_one(kind, before, after):
    assert add_noise(before, kind, level=1.0, seed=0) == after


@pytest.mark.parametrize("kind", NOISES)
def test_level_zero_changes_nothing_and_the_same_seed_changes_the_same(kind):
    assert add_noise(TEXT, kind, level=0.0, seed=0) == TEXT
    noisy = add_noise(TEXT, kind, level=0.5, seed=0)
    assert noisy != TEXT
    assert noisy == add_noise(TEXT, kind, level=0.5, seed=0)


@pytest.mark.parametrize("kind", ["tatweel", "diacritics"])
def test_noise_that_our_normalization_undoes_is_undone(kind):
    assert normalize(add_noise(TEXT, kind, level=1.0, seed=3)) == normalize(TEXT)


def test_ocr_noise_keeps_the_length_and_hits_about_the_share_asked_for():
    text = "ب" * 1000
    noisy = add_noise(text, "ocr", level=0.3, seed=1)
    # 300 expected; 5 deviations are 72.
    assert len(noisy) == 1000
    assert 228 < sum(a != b for a, b in zip(text, noisy, strict=True)) < 372


def test_an_unknown_noise_and_an_impossible_share_are_refused():
    with pytest.raises(UsageError, match="hamza"):
        add_noise(TEXT, "typhoon", level=0.1, seed=0)
    with pytest.raises(UsageError, match="0 to 1"):
        add_noise(TEXT, "hamza", level=2, seed=0)


def test_curves_begin_clean_and_fall_for_a_system_that_knows_only_clean_text():
    system = System("fake", FakeTranslator(dict(PAIRS)))
    curves = robustness.measure(system, [make_set(2)], Plan(("ocr", "tatweel"), (0.5, 0.1)))
    assert [[p.level for p in c.points] for c in curves] == [[0.0, 0.1, 0.5]] * 2
    assert all(c.points[0].value == pytest.approx(100) and c.loss > 20 for c in curves)
    assert len({p.signature for c in curves for p in c.points}) == 5
    assert "ocr" in "\n".join(robustness.to_lines(curves))
    assert "<svg" in robustness.to_page(curves)
