"""Small runs and sets that several tests build on; every text is our own."""

from pathlib import Path

from mt.evaluation.judge import judge_set
from mt.evaluation.runfile import Run
from mt.evaluation.sets import Card, DataFile, EvalSet, Segment

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
PAIRS = [
    ("وصل الوزير إلى القاهرة صباح اليوم.", "The minister arrived in Cairo this morning."),
    ("قتل 5 جنود في الهجوم.", "Five soldiers were killed in the attack."),
    ("ارتفعت أسعار النفط بنسبة 3 في المئة.", "Oil prices rose by 3 percent."),
    ("نفت الحكومة الخبر.", "The government denied the report."),
    ("فاز الفريق بالمباراة النهائية.", "The team won the final match."),
    ("تستمر المفاوضات في جنيف.", "Negotiations continue in Geneva."),
]


def make_set(copies: int = 10) -> EvalSet:
    """A translation set of 60 segments."""
    pairs = PAIRS * copies
    segments = tuple(Segment(str(i), ar, en) for i, (ar, en) in enumerate(pairs))
    files = {"source": DataFile("s", "0" * 64), "reference": DataFile("r", "1" * 64)}
    card = Card("tiny", "1.0", "translation", "MIT", "tests", "", "news", len(segments), files, Path())
    return EvalSet(card, segments)


def make_run(name: str, change=lambda i, text: text, *, eval_set: EvalSet | None = None) -> Run:
    """A run whose hypotheses are the references after ``change(index, text)``."""
    eval_set = eval_set or make_set()
    outputs = [
        {"hypothesis": change(i, s.reference), "score": -0.1 - i / 1000} for i, s in enumerate(eval_set.segments)
    ]
    return Run(name, {}, {}, (judge_set(eval_set, outputs),))
