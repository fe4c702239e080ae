"""Sentence ends in Arabic news, judged by hand, and the promises of cut()."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt.errors import UsageError
from mt.segment import cut, segment

# ``¦`` stands where a reader of Arabic news ends a sentence inside the paragraph.
CASES = (
    # plain stops
    "وصل الوفد إلى القاهرة.¦ وغادر الوزير أمس.",
    "هل وصل الوفد؟¦ لا أحد يعلم.",
    "يا له من فوز!¦ احتفل الجمهور حتى الصباح.",
    "كيف حدث هذا؟!¦ لم تجب الوزارة.",
    "انتهى الاجتماع دون اتفاق",
    "قال الوزير إن الوضع صعب؛ لكن الحكومة ستعمل على تحسينه.",
    "أضاف المتحدث: لن نغادر المدينة.¦ وأكد ذلك مرتين.",
    "زار بغداد، ودمشق، وبيروت.¦ ثم عاد إلى عمان.",
    # abbreviations and initials
    "أعلن د. أحمد زويل عن اكتشاف جديد.¦ ورحب به العلماء.",
    "حضر أ. محمد علي الجلسة.¦ وغاب عنها آخرون.",
    "ألقى أ.د. خالد حسن محاضرة في الجامعة.",
    "صرح م. سامي عبد الله بأن المشروع اكتمل.",
    "قال ود. منى شريكته في البحث.",
    "انظر ص. 12 من التقرير.¦ ففيه التفاصيل.",
    "رحبت م.ت.ف. بالقرار.¦ ورفضته إسرائيل.",
    "قال عضو في م.ت.ف إن القرار مهم.",
    "وقعت ج.م.ع. الاتفاقية عام 1979.¦ وما زالت سارية.",
    "تعود القطعة إلى عام 500 ق.م. تقريبا.",
    "بني المعبد عام 1200 ق.م.¦ ويزوره السياح اليوم.",
    "ولد عام 1445هـ.¦ وتعلم في مكة.",
    "صدر في 5 رجب 1445 هـ. الموافق 17 يناير 2024.",
    "جرت الانتخابات عام 2019م.¦ وفاز فيها الرئيس.",
    "نقلت شبكة بي.بي.سي عن المتحدث قوله إن الهجوم فشل.",
    "قال ج. بايدن إن بلاده تدعم الاتفاق.",
    "التقى الرئيس U.S. envoy في جنيف.¦ ثم سافر.",
    "قال Mr. Smith إنه راض عن النتيجة.",
    "درس عند د. طه حسين و د. شوقي ضيف.¦ ثم سافر إلى باريس.",
    "العنوان ص.ب. 1234 الرياض.",
    # numbers
    "ارتفع السعر 3.5 في المئة.¦ وتوقع الخبراء المزيد.",
    "ارتفع السعر ٣.٥ في المئة.¦ وتوقع الخبراء المزيد.",
    "بلغ العدد 1.250.000 نسمة.",
    "وقع الحادث في 12.5.2023 قرب الحدود.",
    "انخفض المؤشر إلى 95.¦ وأغلق عند هذا الحد.",
    "فاز الفريق بنتيجة 3-1.¦ وسجل القائد هدفين.",
    "1. وصول الوفد إلى المطار.",
    "1- الأمن 2- الاقتصاد 3- التعليم.",
    "٢. توقيع الاتفاق بين الطرفين.",
    "أ. شروط القبول في الجامعة.",
    "وصلت الطائرة في الساعة 10.30 صباحا.¦ ولم يصب أحد.",
    # numbers in brackets
    "بلغ عدد المصابين (50) حالة وتوفي (9) منهم.",
    "أحيلت القضية رقم (12) إلى المحكمة رقم (٧) أمس.¦ (3) شهود حضروا الجلسة.",
    "شروط القبول¦ (1) بطاقة الهوية¦ (2) صورة حديثة¦ (3) طلب مكتوب.",
    # addresses
    "زوروا موقعنا www.example.com للمزيد.¦ أو اتصلوا بنا.",
    "التفاصيل على https://example.com/a.b?x=1 لمن يريد.",
    "راسلونا على news.desk@example.org.¦ وسنجيب قريبا.",
    # dots
    "قال الرجل... ثم صمت طويلا",
    "لم يكن يعلم أن النهاية... قريبة جدا.",
    "غزة.. قتلى وجرحى في قصف جديد",
    "انتهى الاجتماع دون اتفاق بين الطرفين..¦ وغادر الجميع القاعة.",
    "كان الجميع ينتظر هذه اللحظة منذ سنوات…¦ ثم جاءت فجأة.",
    # forgotten space
    "انتهت الحرب في المدينة.¦وقال السكان إنهم سيعودون.",
    "من المسؤول عن ذلك؟¦لم يجب أحد.",
    "وقع ذلك عام 2014.¦وكانت البلاد في أزمة.",
    # quotations and brackets
    'قال: "لن نرحل."¦ ثم غادر القاعة.',
    "قال الرئيس «نحن هنا. لن نرحل» ثم غادر.¦ وصفق الحضور.",
    "سأل الصحفي: «متى تعودون؟»¦ فأجاب الوزير: «قريبا».",
    "«من المسؤول عن هذا؟» سأل أحد الحاضرين.",
    'قال: "هل تسمعونني؟"، ثم انصرف.',
    "وصف القرار بأنه تاريخي (!) وغادر.",
    "وقع الهجوم ليلا (بتوقيت غرينتش.)¦ ولم تعلن جهة مسؤوليتها.",
    "أعلنت مجموعة تسمى ”كتيبة البتار“ ولاءها.¦ ونفت الحكومة ذلك.",
    'قال المتحدث "إن قواتنا تقدمت في كل المحاور وسيطرت على المدينة.¦ ولن تتوقف حتى تحقق أهدافها كاملة".',
    # words that only look like abbreviations
    "انضم إلى التنظيم وأصبح عضوا به.¦ وبعد عام عاد إلى بلده.",
    "أوقفت الشرطة 54 شخصًا.¦ وأفرج عن عشرة منهم.",
    "ربما ينجح الاتفاق أو ربما لا.¦ ولكن الوقت ينفد.",
    'كشف موقع "أحداث.أنفو" تفاصيل القضية.¦ ونفى المحامي ذلك.',
    # datelines
    "بيروت. - قال مسؤول إن الهدنة صامدة.¦ ولم يذكر اسمه.",
    "القدس المحتلة (رويترز) - قال شهود إن الجيش انسحب.¦ وعاد السكان.",
    "الرياض – واس: استقبل الملك الوزير أمس.¦ وبحثا التعاون.",
    # marks of other keyboards
    "انتهت المباراة .¦ وفاز الفريق .",
    "وصل الوزير۔¦ وبدأ الاجتماع.",
)


def expected(case: str) -> list[str]:
    return [part.strip() for part in case.split("¦")]


@pytest.mark.parametrize("case", CASES)
def test_sentences_end_where_a_reader_ends_them(case: str):
    assert [sentence.text for sentence in segment(case.replace("¦", ""))] == expected(case)


def test_a_line_break_always_ends_a_sentence():
    assert [s.text for s in segment("عنوان بلا نقطة\nنص الخبر")] == ["عنوان بلا نقطة", "نص الخبر"]


def test_blank_text_has_no_sentences():
    assert segment("") == ()
    assert segment(" \n\t\u00a0 ") == ()


# Letters and marks that meet every rule, in any order.
ODD = st.text(alphabet='اودم هـ1٣.؟!…؛،:"«»()\n -aZ\u064b\u200f', max_size=80)


@given(st.one_of(ODD, st.text(max_size=80)))
def test_spans_are_exact_in_order_and_leave_out_only_white_space(text: str):
    place = 0
    for sentence in segment(text):
        assert sentence.text
        assert sentence.text == text[sentence.start : sentence.end]
        assert sentence.start >= place
        assert not text[place : sentence.start].strip()
        place = sentence.end
    assert not text[place:].strip()


@pytest.mark.parametrize("unit", ["م. ", ".", '"', "(", "كلمة.كلمة", "قال «نعم. ", "1. ", "(1) ", "1", "…", "ا"])
def test_a_hostile_line_of_sixty_thousand_characters_is_split_at_once(unit: str):
    # Quadratic code takes minutes here, so a hang is the failure.
    text = unit * (60_000 // len(unit))
    assert "".join(s.text for s in segment(text)).replace(" ", "") == text.replace(" ", "")


def quarter(piece: str) -> int:
    """About what a subword tokenizer gives: one piece for four characters."""
    return math.ceil(len(piece) / 4)


def test_a_text_within_the_limit_stays_whole():
    assert cut("نص قصير", count=quarter, limit=10) == ("نص قصير",)


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [
        ("جاء اليوم إلى هنا، وذهب أمس إلى هناك", 6, ("جاء اليوم إلى هنا، ", "وذهب أمس إلى هناك")),
        ("جاء اليوم الى هنا ثم ذهب أمس الى هناك", 6, ("جاء اليوم الى هنا ", "ثم ذهب أمس الى هناك")),
        ("قال إن الأمر انتهى. وغادر في الساعة، نفسها", 7, ("قال إن الأمر انتهى. ", "وغادر في الساعة، نفسها")),
        # Not before وزير, though it is nearer to the middle: its و is part of the word.
        ("لقد زار الرئيس وزير حرب وعاد الى بلاده", 6, ("لقد زار الرئيس وزير حرب ", "وعاد الى بلاده")),
        ("ابتثجحخد", 1, ("ابتث", "جحخد")),
    ],
)
def test_the_cut_falls_on_the_strongest_mark_near_the_middle(text: str, limit: int, pieces: tuple[str, ...]):
    assert cut(text, count=quarter, limit=limit) == pieces


@given(st.text(alphabet="اوب ،.ث\u064b\n", max_size=300), st.integers(1, 20))
def test_pieces_joined_are_the_text_and_none_is_over_the_limit(text: str, limit: int):
    pieces = cut(text, count=quarter, limit=limit)
    assert "".join(pieces) == text
    assert all(quarter(piece) <= limit for piece in pieces)
    assert all(pieces) or text == ""


def test_a_sentence_of_two_thousand_words_makes_about_even_pieces():
    text = "قال المتحدث إن الوضع صعب، " * 400
    pieces = cut(text, count=quarter, limit=256)
    sizes = [quarter(piece) for piece in pieces]
    assert "".join(pieces) == text
    assert max(sizes) <= 256
    assert min(sizes) >= 128
    assert len(pieces) <= 2 * math.ceil(quarter(text) / 256)


@pytest.mark.parametrize("letter", ["ا", " ", "،"])
def test_a_hundred_thousand_characters_without_a_word_break_are_cut_with_few_counts(letter: str):
    asked = 0

    def count(piece: str) -> int:
        nonlocal asked
        asked += len(piece)
        return quarter(piece)

    text = letter * 100_000
    pieces = cut(text, count=count, limit=100)
    assert "".join(pieces) == text
    # n log n, not n squared: 250 pieces need 8 halvings, each of which counts the text once.
    assert asked <= 20 * len(text)


def test_a_limit_that_one_character_exceeds_is_refused():
    with pytest.raises(UsageError, match="higher"):
        cut("نص", count=lambda piece: 3 * len(piece), limit=2)


def test_a_vowel_mark_stays_with_its_letter():
    pieces = cut("كَ" * 8, count=len, limit=5)
    assert "".join(pieces) == "كَ" * 8
    assert not any(piece.startswith("\u064e") for piece in pieces)
