"""Persian, Urdu, Pashto and Kurdish told from Arabic, dialects and Maghrebi spellings of French among it."""

from pathlib import Path

import pytest

from mt.language import other_language, untouched

SETS = Path(__file__).resolve().parents[2] / "shared" / "eval_sets"

PERSIAN = """
وزیر خارجه ایران برای گفتگو با همتای خود وارد بغداد شد.
دولت اعلام کرد که قیمت نان افزایش نخواهد یافت.
این کتاب را سال گذشته از یک دوست قدیمی گرفتم.
هوا در تهران امروز ابری است و احتمال بارش باران وجود دارد.
تیم ملی فوتبال در بازی دیروز سه گل به حریف زد.
مردم شهر از کیفیت آب آشامیدنی ناراضی هستند.
پلیس سه نفر را به اتهام سرقت بازداشت کرد.
رئیس جمهور در سخنرانی خود از وحدت ملی گفت.
قطار ساعت هشت صبح از ایستگاه مرکزی حرکت می‌کند.
او سال‌هاست که در این بیمارستان کار می‌کند.
دانشجویان خواستار تغییر برنامه درسی شدند.
زلزله‌ای به بزرگی پنج ریشتر غرب کشور را لرزاند.
نمایشگاه بین‌المللی کتاب هفته آینده آغاز می‌شود.
کشاورزان به کمبود آب اعتراض دارند.
پزشکان می‌گویند این دارو بی‌خطر است.
نخست وزیر استعفای خود را پذیرفت.
بازار ارز امروز روز آرامی داشت.
مجلس لایحه بودجه را تصویب کرد.
دو کشور توافق نامه تجاری امضا کردند.
مدرسه‌ها فردا تعطیل خواهند بود.
""".strip().splitlines()

URDU = """
وزیر اعظم نے کہا کہ حکومت عوام کے ساتھ ہے۔
بارش کی وجہ سے سڑکیں بند ہو گئیں۔
پولیس نے تین افراد کو گرفتار کر لیا۔
کل اسکول بند رہیں گے۔
ٹیم نے میچ پانچ وکٹوں سے جیت لیا۔
یہ کتاب میں نے پچھلے سال پڑھی تھی۔
شہر میں پانی کی کمی ہے۔
صدر نے نئے قانون پر دستخط کر دیے۔
کسانوں نے قیمتوں کے خلاف احتجاج کیا۔
ہسپتال میں مریضوں کی تعداد بڑھ رہی ہے۔
دونوں ملکوں کے درمیان مذاکرات شروع ہو گئے۔
عدالت نے فیصلہ محفوظ کر لیا۔
وہ کراچی سے لاہور جا رہا تھا۔
طلبہ نے امتحان ملتوی کرنے کا مطالبہ کیا۔
بجلی کی قیمت میں اضافہ کر دیا گیا۔
آج موسم خوشگوار رہے گا۔
فوج نے سرحد پر گشت بڑھا دیا۔
اس نے اپنی ماں کو خط لکھا۔
نئی ٹرین اگلے مہینے سے چلے گی۔
بچوں کو ویکسین لگائی جا رہی ہے۔
""".strip().splitlines()


@pytest.mark.parametrize("text", PERSIAN)
def test_persian_is_another_language(text):
    assert other_language(text) == "Persian"


@pytest.mark.parametrize("text", URDU)
def test_urdu_is_another_language(text):
    assert other_language(text) == "Urdu"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("د افغانستان حکومت وايي چې نن به نوې غونډه کېږي", "Pashto"),
        ("زه غواړم چې تاسو سره خبرې وکړم", "Pashto"),
        ("حکوومەتی هەرێم ڕایگەیاند کە مووچە دابەش دەکرێت", "Kurdish"),
        ("من دەمەوێت لەگەڵ تۆ قسە بکەم", "Kurdish"),
        ("وزير خارجه در سفر خود از همكاري دو كشور گفت", "Persian"),  # written with the Arabic k and y
    ],
)
def test_pashto_kurdish_and_persian_on_an_arabic_keyboard_are_other_languages(text, name):
    assert other_language(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "أعلن الجيش الليبي سيطرته على المدينة.",
        "چاد تستقبل لاجئين من السودان",  # a foreign name
        "فرقة پينك فلويد في ڤيينا",
        "شركة گوگل وشركة پپسي",  # two of them and nothing else
        "وزیر الخارجیة المصری یزور الکویت الیوم",  # a Persian keyboard
        "سوريا: مقتل جنديين في درعا",
        "مش عارف ايه اللي حصل امبارح",  # dialects
        "شو بدك تعمل اليوم يا زلمة",
        "واش راك خويا، كيفاش دايرة الدنيا",
        "لازمني لپۆرت تاع لۆفيس، ماشي امپۆرتانت",  # French in Arabic letters
        "قال خامنئي بالفارسية: «این انقلاب است» ثم شرح المعنى للحاضرين في القاعة.",  # a quotation inside Arabic
        "قصيدة بعنوان «از خون جوانان وطن» لعارف القزويني",
        "حكمت المحكمة على المتهم",
        "",
        "12:30 – ٢٠٢٠",
        "Only English here",
        "هر",
        "كی",
    ],
)
def test_arabic_of_every_kind_and_what_has_too_few_words_is_no_other_language(text):
    assert other_language(text) == ""


def test_a_text_left_as_it_is_says_so():
    left = untouched("سلام دنیا", "Persian")
    assert (left.source, left.text, left.origin) == ("سلام دنیا", "سلام دنیا", "copied")
    assert [flag.kind for flag in left.flags] == ["other-language"]


def test_no_line_of_the_public_test_sets_is_taken_for_another_language():
    if not SETS.is_dir():
        pytest.skip("the shared evaluation sets are not beside this checkout")
    lines = [line for path in sorted(SETS.glob("*.ar")) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(lines) > 7000
    assert [line for line in lines if other_language(line)] == []
