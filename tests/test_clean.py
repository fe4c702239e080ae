"""Pages of our own writing in the layouts of many outlets; the left column is the answer, given by hand."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mt.clean import clean
from mt.document import Article, Page
from mt.furniture import PATTERNS, PHRASES, REASONS
from mt.lines import fold

ROOT = Path(__file__).parent.parent
SHORT = {
    "H": "headline",
    "P": "paragraph",
    "also": "read-also block",
    "form": "comment form",
    "share": "share line",
    "sub": "subscription notice",
    "cookie": "cookie notice",
    "menu": "menu",
    "page": "page control",
    "ad": "advertisement",
    "photo": "photo credit",
    "caption": "photo caption",
    "source": "source line",
    "by": "byline",
    "date": "date line",
    "count": "counter",
    "tags": "tags",
    "copy": "copyright",
    "twice": "repeated line",
    "deco": "decoration",
}

LAYOUTS = {
    "a blog theme with a sidebar title, share buttons, related posts and a comment form": """
menu  | تخطى إلى المحتوى
twice | بلدية طبرق تعيد فتح السوق القديم بعد ترميمه - صحيفة الساحل
menu  | الرئيسية
menu  | محليات
menu  | شؤون البلدية
menu  | رياضة
menu  | الرئيسية » محليات » بلدية طبرق تعيد فتح السوق القديم
H     | بلدية طبرق تعيد فتح السوق القديم بعد ترميمه
by    | كتبه: سالم العبيدي
date  | 3 مايو، 2019
form  | 0 تعليق
count | 1,204 مشاهدة
share | فيسبوك تويتر واتساب
P     | أعادت بلدية طبرق اليوم فتح السوق القديم أمام التجار والزوار بعد أعمال ترميم استمرت عامين.
P     | وقال عميد البلدية إن المشروع كلف أربعة ملايين دينار، وإن المحال ستوزع على أصحابها القدامى أولا.
share | شارك هذا الموضوع:
share | Click to share on Twitter (Opens in new window)
share | معجب بهذه:
share | إعجاب
tags  | الوسوم
tags  | طبرق
tags  | السوق القديم
also  | السابق
also  | وفاة شاعر ليبي معروف عن ثمانين عاما
also  | التالي
also  | افتتاح معرض للكتاب في درنة
also  | مقالات ذات صلة
also  | أسعار الخضروات ترتفع في أسواق الشرق
also  | ارتفعت أسعار الخضروات في أسواق المنطقة الشرقية خلال الأسبوع الماضي بسبب […]
form  | اترك تعليقاً إلغاء الرد
form  | لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *
form  | التعليق *
form  | الاسم *
form  | البريد الإلكتروني *
form  | احفظ اسمي، بريدي الإلكتروني، والموقع الإلكتروني في هذا المتصفح لاستخدامها المرة المقبلة في تعليقي.
copy  | جميع الحقوق محفوظة © صحيفة الساحل 2019
""",
    "a read-also line in the middle with the body continuing behind it": """
H     | المغرب يطلق خط قطار جديدا بين فاس ووجدة
P     | أطلق المغرب الثلاثاء خطا جديدا للقطارات يربط بين مدينتي فاس ووجدة في شرق البلاد.
also  | اقرأ أيضا: أسعار التذاكر في القطار فائق السرعة تثير الجدل
P     | وذكرت الشركة الوطنية أن الرحلة ستستغرق أربع ساعات بدلا من ست.
also  | اقرأ أيضاً
also  | محطة جديدة في الدار البيضاء تستقبل المسافرين
also  | وزير النقل يعد بتحديث الأسطول
P     | ويأمل السكان أن يخفف الخط الجديد من الازدحام على الطريق السيار.
P     | ومن المنتظر أن تبدأ الرحلات التجارية مطلع الشهر المقبل.
""",
    "a channel's page whose block in the middle is followed by a subheading": """
H     | تصاعد المعارك حول مدينة الحديدة اليمنية
P     | تجددت المعارك صباح الأحد حول مدينة الحديدة بعد هدوء استمر ثلاثة أيام.
also  | list of 2 items
also  | list 1 of 2
also  | خمسة أسئلة عن ميناء الحديدة وأهميته للسكان
also  | list 2 of 2
also  | الأمم المتحدة تدعو أطراف النزاع إلى ضبط النفس
also  | end of list
P     | وقال سكان إن القصف طال أحياء قريبة من الميناء.
also  | مواضيع قد تهمك
also  | مبعوث دولي جديد يصل إلى صنعاء في أول زيارة له
also  | التحالف يعلن اعتراض صاروخ فوق نجران قبل الفجر
P     | مخاوف إنسانية
P     | وحذرت منظمات الإغاثة من توقف دخول القمح إذا استمر القتال.
caption | نازحون في مخيم قرب الحديدة ينتظرون المساعدات (رويترز)
source  | المصدر: الجزيرة + وكالات
""",
    "a broadcaster's page with captions, skip links and listening buttons": """
H     | ما الذي نعرفه عن السد الجديد على النيل؟
by    | بقلم منى حسن
date  | آخر تحديث: 12 يوليو/تموز 2021
photo | مصدر الصورة، Getty Images
caption | التعليق على الصورة، بحيرة السد كما تبدو من الجو في بداية موسم الأمطار
P     | تقول الحكومة الإثيوبية إن السد سيضاعف إنتاج البلاد من الكهرباء خلال ثلاث سنوات.
also  | تخطى قصص مقترحة وواصل القراءة
also  | قصص مقترحة
also  | لماذا تخشى مصر من ملء البحيرة؟
also  | نهاية قصص مقترحة
P     | وترد القاهرة بأن ملء البحيرة بسرعة يهدد حصتها من المياه.
page  | استمع إلى المقال
P     | ولم تسفر جولات التفاوض السابقة عن اتفاق ملزم بين الدول الثلاث.
""",
    "an agency's page with a dateline in two calendars and its signature": """
H     | وزير الصحة يفتتح مستشفى الولادة في القصيم
date  | بريدة 05 رجب 1441 هـ الموافق 29 فبراير 2020 م واس
P     | افتتح وزير الصحة اليوم مستشفى الولادة والأطفال في منطقة القصيم بسعة مئتي سرير.
P     | واطلع الوزير على أقسام المستشفى واستمع إلى شرح عن خدماته.
source | // انتهى //
date  | 16:14ت م
deco  | 0125
share | www.example-agency.test/12345
""",
    "a portal in English trim": """
menu  | Skip to content
menu  | Home
H     | شركة ناشئة في عمان تطور تطبيقا لتوزيع المياه
by    | By Lina Haddad
date  | Published March 4, 2020
count | 3 min read
share | Share
share | Tweet
share | Share on Facebook
ad    | Advertisement
P     | طورت شركة ناشئة في العاصمة الأردنية تطبيقا ينظم توزيع المياه على المنازل بالصهاريج.
P     | وتقول مؤسسة الشركة إن عدد المشتركين تجاوز عشرة آلاف خلال عام واحد.
also  | You may also like
also  | مدارس عمان تستعد لعودة الطلبة بعد عطلة الشتاء
sub   | Subscribe to our newsletter
cookie | We use cookies to improve your experience on this site.
cookie | Accept all
form  | Leave a comment
form  | Your email address will not be published. Required fields are marked *
copy  | Copyright 2020 Amman Daily. All rights reserved.
""",
    "a tabloid's page with kicker, editor, photographer and tags on one line": """
menu  | حوادث
H     | إنقاذ عشرة صيادين علقوا وسط البحر قبالة بورسعيد
date  | الأحد، 14 فبراير 2021 10:32 م
by    | كتب: أحمد سمير
P     | أنقذت قوات حرس الحدود عشرة صيادين علق قاربهم وسط البحر قبالة سواحل بورسعيد.
photo | تصوير: كريم عبد العزيز
P     | ونقل الصيادون إلى المستشفى العام، وحالتهم جميعا مستقرة.
ad    | إعلان
P     | وبدأت النيابة التحقيق في سبب تعطل محرك القارب.
tags  | الكلمات المفتاحية: بورسعيد، صيادون، حرس الحدود
tags  | #بورسعيد #صيادون
share | تابعونا على صفحتنا في فيسبوك لمعرفة آخر الأخبار
sub   | اشترك في نشرتنا البريدية ليصلك كل جديد
""",
    "a paragraph without a full stop goes on with 'and' behind a block": """
menu  | الصفحة الرئيسية
menu  | سياسة
menu  | محافظات
menu  | توك شو
menu  | اقتصاد
H     | وزير التموين: مخزون القمح يكفي خمسة أشهر
date  | الإثنين، 03 أغسطس 2020 09:15 ص
by    | كتب محمد السيد
share | مشاركة
P     | أكد وزير التموين والتجارة الداخلية أن المخزون الاستراتيجي من القمح يكفي استهلاك البلاد خمسة أشهر.
also  | موضوعات متعلقة
also  | التموين تعلن موعد صرف المقررات
also  | رئيس الوزراء يتابع توريد القمح
P     | وأشار الوزير خلال اجتماع عقده اليوم إلى أن عمليات التوريد مستمرة حتى نهاية الشهر
P     | وأضاف أن الوزارة لن ترفع أسعار الخبز المدعم.
also  | لا يفوتك
also  | ضبط طني دقيق مدعم في الجيزة
form  | تعليقات فيسبوك
menu  | إغلاق
""",
    "readers' comments under an article": """
H     | بلدية صفاقس تبدأ رفع النفايات بعد أسبوع من الإضراب
P     | بدأت بلدية صفاقس فجر اليوم رفع النفايات من الشوارع بعد أسبوع من إضراب العمال.
P     | وأكد الكاتب العام للنقابة أن المفاوضات مع الوزارة متواصلة.
form  | تعليقان على “بلدية صفاقس تبدأ رفع النفايات”
form  | محمد يقول:
date  | 4 مايو، 2020 الساعة 3:22 م
form  | هذا الكلام نسمعه كل عام ولا نرى شيئا يتغير في مدينتنا.
form  | رد
form  | ليلى تقول:
form  | شكرا لعمال البلدية على مجهودهم
form  | رد
form  | أضف تعليقا
form  | الاسم
form  | إرسال التعليق
""",
    "links to the comments and to other articles between paragraphs": """
H     | مهرجان الزيتون يعود إلى جنين بعد غياب
P     | عاد مهرجان الزيتون إلى مدينة جنين هذا العام بعد انقطاع دام ثلاث سنوات.
form  | 5 تعليقات
P     | وعرض المزارعون في ساحة البلدية أصناف الزيت والزيتون المكبوس.
also  | شاهد أيضا
also  | معاصر الزيت تبدأ العمل قبل موعدها بأسبوع
P     | وقال رئيس الغرفة التجارية إن الموسم جيد هذا العام.
also  | اقرأ المزيد
also  | الصادرات الزراعية ترتفع في الربع الأخير
P     | ويستمر المهرجان حتى نهاية الأسبوع.
form  | التعليقات
form  | أبو سامر يقول:
form  | كل عام وجنين وأهلها بألف خير إن شاء الله.
form  | رد
""",
    "an excerpt of another article that ends a sentence and then says read more": """
H     | الجزائر توقع عقدا لتوريد الغاز إلى إيطاليا
P     | وقعت شركة المحروقات الجزائرية عقدا جديدا لتوريد الغاز الطبيعي إلى إيطاليا لخمس سنوات.
P     | ولم يكشف الطرفان عن قيمة العقد الذي وقع في العاصمة الجزائرية.
also  | أخبار ذات صلة
also  | اكتشاف حقل غاز جديد في الجنوب
also  | أعلنت الشركة اكتشاف حقل جديد يضم احتياطات كبيرة في ولاية أدرار الواقعة جنوب البلاد.
also  | اقرأ المزيد »
also  | ارتفاع صادرات النفط بنسبة خمسة في المئة
also  | تراجعت الأسعار بعدها بقليل ... اقرأ المزيد
""",
    "doubled paragraphs: the site's name first, an edit, a cut-off lead": """
H     | افتتاح جسر جديد فوق نهر دجلة في الموصل
twice | افتتحت محافظة نينوى اليوم الخميس جسرا جديدا فوق نهر دجلة وسط مدينة …
twice | وكالة الرافدين : افتتحت محافظة نينوى اليوم الخميس جسرا جديدا فوق نهر دجلة وسط مدينة الموصل بعد تأخر دام عامين.
P     | افتتحت محافظة نينوى اليوم الخميس جسرا جديدا فوق نهر دجلة وسط مدينة الموصل بعد تأخر دام عامين.
P     | وقال المحافظ إن الجسر سيخفف الضغط عن الجسور الأربعة القديمة في المدينة، وإن الشركة المنفذة محلية.
twice | وقال المحافظ ان الجسر سيخفف الضغط على الجسور الأربعة القديمة في المدينة ، وإن الشركة المنفذة محليه
twice | افتتاح جسر جديد فوق نهر دجلة في الموصل
""",
    "lines that differ in names and numbers are no copies": """
H     | نسب المشاركة في الانتخابات الجهوية
P     | أعلنت وزارة الداخلية مساء الجمعة نسب المشاركة النهائية في عدد من أقاليم الجنوب.
P     | وأفادت معطيات العمالة أن نسبة المشاركة في إقليم طرفاية بلغت 54 في المائة.
P     | وأفادت معطيات العمالة أن نسبة المشاركة في إقليم بوجدور بلغت 54 في المائة.
P     | وأفادت معطيات العمالة أن نسبة المشاركة في إقليم بوجدور بلغت 64 في المائة.
P     | وأعلن الحزب أنه قبل النتائج النهائية التي صدرت مساء الجمعة في الرباط.
P     | وأعلن الحزب أنه ما قبل النتائج النهائية التي صدرت مساء الجمعة في الرباط.
P     | - نعم.
P     | وسئل المتحدث إن كان راضيا فأجاب بالكلمة ذاتها.
P     | - نعم.
""",
    "words of furniture inside sentences": """
H     | دعوى قضائية بسبب ملفات تعريف الارتباط
P     | رفعت جمعية للمستهلكين دعوى على شركة تقنية بسبب ملفات تعريف الارتباط التي تجمعها عن الزوار.
P     | شارك في الجلسة ثلاثة خبراء، وشاهد أيضا رئيس المحكمة عرضا عن طرق تتبع المستخدمين على فيسبوك وتويتر.
P     | وقال المحامي: اقرأ العقد قبل أن تضغط على زر الموافقة.
P     | وامتنعت الشركة عن التعليق.
P     | وأضاف المصدر نفسه أن الحكم يصدر في مارس المقبل.
P     | وكان جميع الموظفين قد وقعوا على تعهد بحفظ السر.
""",
    "an interview whose questions are short": """
H     | مدرب المنتخب: هدفنا بلوغ الدور الثاني
P     | تحدث مدرب المنتخب إلى الصحيفة قبل السفر إلى معسكر الإعداد في تركيا.
P     | * كيف ترون مجموعتكم؟
P     | صعبة لكنها متوازنة، وحظوظ الفرق الأربعة متقاربة فيها.
P     | * وماذا عن المصابين؟
P     | سيلتحق اثنان منهم بالمعسكر في الأسبوع الثاني.
""",
    "no headline: plain paragraphs": """
P     | عقد مجلس الوزراء اجتماعه الأسبوعي برئاسة رئيس الحكومة وناقش مشروع الموازنة.
P     | وقرر المجلس إحالة المشروع إلى البرلمان قبل نهاية الشهر.
source | المصدر: وكالات
""",
    "every line break ends a sentence": """
P     | وصل الوفد إلى المطار عند الظهر.
P     | كان في استقباله وزير الخارجية.
P     | لم يدل أحد بتصريحات.
P     | تبدأ المحادثات غدا.
""",
    "sentences without any final stop, and a read-also line among them": """
P     | وصل الوفد الروسي إلى مطار دمشق عند ظهر اليوم
P     | كان في استقباله وزير الخارجية وعدد من المسؤولين
P     | لم يدل أي من الجانبين بتصريحات للصحفيين
also  | اقرأ أيضا
also  | موسكو تؤجل تسليم شحنة القمح إلى الشهر المقبل
P     | تبدأ المحادثات صباح غد وتستمر ثلاثة أيام
P     | يختتم الوفد زيارته بلقاء مع غرفة التجارة
""",
    "furniture only": """
menu  | الرئيسية
menu  | من نحن
share | شارك
also  | الأكثر قراءة
also  | نتائج قرعة كأس العرب
also  | حالة الطقس في نهاية الأسبوع
deco  | ***
copy  | جميع الحقوق محفوظة
""",
    "one line": """
P     | قال الوزير إن الاجتماع عقد أمس. \
وأضاف أن النتائج تعلن غدا. اقرأ أيضا: خبر آخر. وأكد أن الموازنة لم تقر بعد. شارك على فيسبوك. ونفى ما أشيع عن استقالته.
""",
    "headlines of the day above an article whose headline the page's title repeats": """
twice | توقيف شبكة لتهريب الوقود في تبسة | بوابة الهضاب
also  | آخر الأخبار
also  | ارتفاع طفيف في أسعار الذهب
also  | انطلاق مهرجان الفيلم في وهران
H     | توقيف شبكة لتهريب الوقود في تبسة
P     | أوقفت مصالح الأمن في ولاية تبسة شبكة من سبعة أشخاص تعمل في تهريب الوقود عبر الحدود.
P     | وحجزت المصالح نفسها أربع شاحنات محملة بالوقود كانت معدة للتهريب.
""",
    "a festival's programme whose dates are its subheadings": """
H     | برنامج مهرجان قرطاج الدولي لهذا الصيف
P     | كشفت إدارة المهرجان عن البرنامج الكامل للدورة الجديدة التي تنطلق الشهر المقبل.
P     | الجمعة 8 جويلية
P     | سهرة الافتتاح مع الأوركستر السمفوني التونسي
P     | السبت 9 جويلية
P     | عرض مسرحي من إخراج شاب
P     | وتباع التذاكر ابتداء من يوم الاثنين في شباك المسرح.
deco  | • • •
""",
}


def read(layout: str) -> tuple[list[str], str]:
    """Split a layout into the answers and the page."""
    rows = [row.partition("|") for row in layout.strip().split("\n")]
    return [SHORT[mark.strip()] for mark, _, _ in rows], "\n".join(text.strip() for _, _, text in rows)


def answers(article: Article) -> dict[int, str]:
    found = {paragraph.line: "paragraph" for paragraph in article.paragraphs}
    found |= {removed.line: removed.reason for removed in article.removed}
    if article.headline:
        found[article.headline.line] = "headline"
    return found


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_line_of_a_layout_gets_the_answer_given_by_hand(name: str):
    expected, text = read(LAYOUTS[name])
    found = answers(clean(Page(name, text)))
    assert [(found[i], line) for i, line in enumerate(text.split("\n"), 1)] == list(
        zip(expected, text.split("\n"), strict=True)
    )


@pytest.mark.parametrize("name", LAYOUTS)
def test_blank_lines_between_the_lines_change_nothing_but_the_numbers(name: str):
    expected, text = read(LAYOUTS[name])
    found = answers(clean(Page(name, "\n" + text.replace("\n", "\n \u00a0\n"))))
    assert [found[2 * i] for i in range(1, len(expected) + 1)] == expected


def test_the_real_page_gives_its_headline_twelve_paragraphs_and_seven_removed_lines():
    path = ROOT / "eval_sets" / "libya_benghazi" / "page.ar.txt"
    article = clean(Page("libya", path.read_text(encoding="utf-8")))
    assert article.headline is not None
    assert article.headline.line == 1
    assert [p.line for p in article.paragraphs] == [3, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27]
    assert [(r.line, r.reason) for r in article.removed] == [
        (5, "repeated line"),
        *((line, "read-also block") for line in (29, 31, 33, 35)),
        (37, "comment form"),
        (39, "comment form"),
    ]


@pytest.mark.parametrize("name", LAYOUTS)
def test_keeping_furniture_removes_nothing_and_finds_the_same_headline(name: str):
    _, text = read(LAYOUTS[name])
    page = Page(name, text)
    kept, cleaned = clean(page, keep_furniture=True), clean(page)
    assert kept.removed == ()
    assert kept.headline == cleaned.headline
    assert sorted(answers(kept)) == list(range(1, text.count("\n") + 2))


def test_a_line_that_is_asked_for_stays_and_the_others_go():
    page = Page("libya", (ROOT / "eval_sets" / "libya_benghazi" / "page.ar.txt").read_text(encoding="utf-8"))
    article = clean(page, keep_lines=(5, 31))
    assert [p.line for p in article.paragraphs] == [3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 31]
    assert [r.line for r in article.removed] == [29, 33, 35, 37, 39]
    assert article.headline.line == 1


def test_white_space_around_a_paragraph_goes_and_a_removed_line_stays_as_it_stood():
    body = "قال الوزير إن الاجتماع عقد أمس في العاصمة."
    article = clean(Page("page", f"  {body}\t\n  شارك "))
    assert article.paragraphs[0].text == body
    assert article.removed[0].text == "  شارك "


def test_headlines_above_an_article_stay_when_nothing_tells_which_is_its_own():
    text = """آخر الأخبار
ارتفاع طفيف في أسعار الذهب
انطلاق مهرجان الفيلم في وهران
توقيف شبكة لتهريب الوقود في تبسة
أوقفت مصالح الأمن في ولاية تبسة شبكة من سبعة أشخاص تعمل في تهريب الوقود عبر الحدود."""
    assert [r.line for r in clean(Page("page", text)).removed] == [1]


def test_an_empty_page_has_nothing():
    assert clean(Page("page", " \n\n\t")) == Article(None, (), ())


def test_spelling_marks_and_emoji_do_not_hide_furniture():
    lines = ["إقــرأ أيضــاً :", "شَارِك", "📌 شارك الخبر 👇", "أقرأ ايضا", "جميع الحقوق محفوظه", "٣ تعليقات"]
    body = "قال الوزير إن الاجتماع عقد أمس في العاصمة."
    article = clean(Page("page", "\n".join([body, *lines])))
    assert [r.line for r in article.removed] == [2, 3, 4, 5, 6, 7]


def test_a_line_of_five_megabytes_is_one_paragraph():
    text = "قال الوزير إن الاجتماع عقد أمس في العاصمة. " * 65_000
    article = clean(Page("page", text))
    assert len(text.encode()) > 5_000_000
    assert [p.text for p in article.paragraphs] == [text.strip()]


def test_five_thousand_different_lines_that_begin_alike_all_stay():
    text = "\n".join(f"وقال المصدر نفسه في تصريح صحفي إن القافلة رقم {n} وصلت إلى وجهتها سالمة." for n in range(5_000))
    article = clean(Page("page", text))
    assert len(article.paragraphs) == 5_000


_PIECES = [line for layout in LAYOUTS.values() for line in read(layout)[1].split("\n")]


@settings(max_examples=150)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(_PIECES), st.text(max_size=30), st.sampled_from(["", " ", "\u200f", "…", "\x0b", "\u2028"])
        ),
        max_size=30,
    )
)
def test_every_line_that_is_not_blank_is_in_exactly_one_field(lines: list[str]):
    text = "\n".join(lines).replace("\r", " ")
    article = clean(Page("page", text))
    places = [p.line for p in article.paragraphs] + [r.line for r in article.removed]
    places += [article.headline.line] if article.headline else []
    rows = text.split("\n")
    assert sorted(places) == [i for i, row in enumerate(rows, 1) if row.strip()]
    assert all(p.text == rows[p.line - 1].strip() for p in article.paragraphs)
    assert all(r.text == rows[r.line - 1] and r.reason in REASONS for r in article.removed)


def test_each_rule_has_a_known_reason_and_says_why_it_exists():
    rules = [*PHRASES, *PATTERNS]
    assert {rule.reason for rule in rules} <= set(REASONS)
    assert all(len(rule.why) > 8 for rule in rules)


def test_no_pattern_holds_a_letter_that_folding_takes_away():
    # such a pattern could never match
    for rule in PATTERNS:
        arabic = "".join(c for c in rule.regex if "\u0600" <= c <= "\u06ff" and c.isalpha())
        assert fold(arabic) == arabic, rule.why


def test_no_phrase_stands_under_two_reasons():
    seen: dict[str, str] = {}
    for rule in PHRASES:
        for phrase in map(fold, rule.text.split("|")):
            assert seen.setdefault(phrase, rule.reason) == rule.reason, phrase
