"""What the furniture of an Arabic news page says: rules as data, without any logic of their own.

A rule is a phrase (the whole line, or a line made of nothing but such phrases) or a pattern. All are
compared in the spelling of :func:`mt.lines.fold`, so أ إ آ are ا, ة is ه, ى is ي, digits are 0-9 and
Latin letters are small. Phrases below are written in their ordinary spelling and folded when first
used; patterns are written folded, since a regular expression cannot be folded safely.

Each reason in :data:`REASONS` is a stable value that users may compare with.
"""

from dataclasses import dataclass

REASONS: dict[str, str] = {
    "read-also block": "a pointer to other articles, with their headlines and cut-off excerpts",
    "comment form": "a comment form, its notices, or readers' comments",
    "share line": "share buttons, social networks, invitations to follow",
    "subscription notice": "newsletter, sign-in, paywall or application advertisement of the outlet",
    "cookie notice": "consent to cookies",
    "menu": "navigation, sections, breadcrumbs, page numbers",
    "page control": "buttons of a player or of the page, broken embeds",
    "advertisement": "the label of an advertisement",
    "photo credit": "who made a picture",
    "photo caption": "a line that says it is a caption or ends with a picture's agency",
    "source line": "which agency or outlet the article is from",
    "byline": "who wrote the article, where, for whom",
    "date line": "when the page was published or changed",
    "counter": "views, reading time",
    "tags": "keywords of the article",
    "copyright": "who owns the page",
    "repeated line": "the same text stands elsewhere on the page",
    "decoration": "no letters at all",
}


@dataclass(frozen=True)
class Phrases:
    """Whole lines that are furniture; ``text`` holds them between bars.

    ``edge``: only above the body or below it, because the words also serve as subheadings. ``swallows``:
    how many lines after it may belong to it (0: it opens no block). ``lead``: also with a colon or a dash
    and more words behind it on the line. ``joins``: several may stand on one line with "and", "on" between.
    """

    reason: str
    why: str
    text: str
    edge: bool = False
    swallows: int = 0
    lead: bool = False
    joins: bool = False


@dataclass(frozen=True)
class Pattern:
    """A regular expression searched for in a folded line of at most ``words`` words.

    ``edge`` and ``swallows`` as in :class:`Phrases`; ``below``: not as the first line that is no furniture.
    """

    reason: str
    why: str
    regex: str
    words: int = 30
    edge: bool = False
    swallows: int = 0
    below: bool = False


PHRASES: tuple[Phrases, ...] = (
    Phrases(
        "read-also block",
        "every outlet has its own wording; what follows is the headlines of other articles",
        "شاهد أيضا|شاهدوا أيضا|شاهد المزيد|اقرأ أيضا|اقرأوا أيضا|اقرؤوا أيضا|اقرئي أيضا|اقرأ كذلك|اقرأ المزيد"
        "|اقرأ أكثر"
        "|اقرأ|اقرأ المزيد عن|اقرأ المزيد من|قراءة المزيد|طالع أيضا|طالعوا أيضا|طالع المزيد|يمكنك قراءة|يمكنك"
        " أيضا قراءة"
        "|تابع أيضا|تابعوا أيضا|راجع أيضا|انظر أيضا|مواضيع ذات صلة|موضوعات ذات صلة|مواضيع ذات علاقة|أخبار ذات صلة"
        "|أخبار ذات علاقة|مقالات ذات صلة|مقالات ذات علاقة|أخبار ومقالات ذات صلة|مواد ذات صلة|محتوى ذو صلة|قصص ذات صلة"
        "|تقارير ذات صلة|روابط ذات صلة|فيديوهات ذات صلة|مقاطع ذات صلة|ذات صلة|ذو صلة|مقالات متعلقة|أخبار متعلقة"
        "|مواضيع متعلقة|موضوعات متعلقة|مواضيع مشابهة|أخبار مشابهة|مقالات مشابهة|قد يعجبك|قد يعجبك أيضا|قد يهمك"
        "|قد يهمك أيضا|ربما يعجبك|ربما يعجبك أيضا|ربما يهمك|ربما يهمك أيضا|قد يعجبكم أيضا|قد يهمكم أيضا|مواضيع قد تهمك"
        "|مقالات قد تهمك|أخبار قد تهمك|مواضيع قد تعجبك|مقالات قد تعجبك|اخترنا لك|اخترنا لكم|مختارات|مختارات لك|موصى به"
        "|نرشح لك|نرشح لكم|ننصح بقراءة|ننصحك بقراءة|قصص مقترحة|مواضيع مقترحة|مقالات مقترحة|مقترحات لك|يهمك|لا يفوتك"
        "|لا تفوتك|الأكثر قراءة|الأكثر مشاهدة|الأكثر تداولا|الأكثر شعبية|الأكثر تعليقا|الأكثر تفاعلا|الأكثر رواجا"
        "|الأعلى قراءة|الأكثر قراءة اليوم|آخر الأخبار|أحدث الأخبار|أهم الأخبار|أخبار أخرى|مواضيع أخرى|مقالات أخرى"
        "|المزيد من الأخبار|مزيد من الأخبار|المزيد|المزيد حول هذه القصة|المزيد حول هذا الموضوع|المزيد في هذا القسم"
        "|من نفس القسم|مواضيع ساخنة|أحدث المقالات|أحدث المواضيع|آخر المقالات|آخر المواضيع|مقالات الكاتب|مقالات"
        " أخرى للكاتب"
        "|related|related posts|related articles|related stories|related news|related topics|related content|read also"
        "|also read|read more|read next|see also|you may also like|you might also like|you may also be interested in"
        "|more from|more stories|more news|more on this story|most read|most popular|most viewed|trending|trending now"
        "|recommended|recommended for you|recommended stories|recommended articles|latest news|latest posts|up next"
        "|popular posts|recent posts|keep reading|لمزيد من الأخبار|ربما فاتك|قد فاتك|فيديو ذو صلة",
        swallows=60,
        lead=True,
    ),
    Phrases(
        "read-also block",
        "links to the posts before and after this one, as most blog themes print them: one headline each",
        "المقال السابق|المقال التالي|المقالة السابقة|المقالة التالية|الخبر السابق|الخبر التالي|الموضوع السابق"
        "|الموضوع التالي|المشاركة السابقة|المشاركة التالية|التدوينة السابقة|التدوينة التالية|تصفح المقالات"
        "|السابق|التالي"
        "|previous post|next post|previous article|next article|previous|next|post navigation",
        swallows=1,
    ),
    Phrases(
        "comment form",
        "the heading of the comments; what follows is fields, notices and readers' words",
        "اترك تعليقا|اترك تعليق|اترك تعليقك|اترك ردا|اترك رد|اترك ردك|أضف تعليق|أضف تعليقا|أضف تعليقك|إضافة تعليق"
        "|أضف ردا|اكتب تعليقك|اكتب تعليقا|كتابة تعليق|شاركنا رأيك|شاركونا رأيكم|شارك برأيك|شاركنا برأيك|ضع تعليقك"
        "|علق على الخبر|علق على المقال|تعليقات|التعليقات|تعليق|لا تعليقات|لا توجد تعليقات|لا يوجد تعليقات"
        "|لا توجد تعليقات بعد|تعليقات القراء|آراء القراء|تعليقات الزوار|تعليقات الفيسبوك|أحدث التعليقات"
        "|كن أول من يعلق|كن أول من يضيف تعليقا|كن أول من يكتب تعليقا|التعليقات مغلقة|انضم إلى النقاش|إلغاء الرد"
        "|leave a comment|leave a reply|leave a reply cancel reply|post a comment|comments|comment|add a comment"
        "|responses"
        "|add comment|write a comment|no comments|اكتب تعليقك هنا|تسجيل الدخول للتعليق|سجل الدخول للتعليق|no"
        " comments yet|be the first to comment|join the conversation"
        "|join the discussion|cancel reply|comments are closed|recent comments|reader comments|view comments",
        swallows=400,
    ),
    Phrases(
        "comment form",
        "labels of its fields and buttons: words that also serve as subheadings",
        "الاسم|البريد الإلكتروني|الموقع الإلكتروني|الموقع|التعليق|إرسال التعليق|أرسل التعليق|نشر التعليق|إرسال|أرسل"
        "|اسمك|بريدك الإلكتروني|رد|الرد|name|email|e mail|website|submit|send|post comment|your comment|reply|δ",
        edge=True,
        joins=True,
    ),
    Phrases(
        "share line",
        "buttons and names of networks; no paragraph consists of them",
        "شارك|شاركها|شاركه|شارك هذا|شارك الخبر|شارك المقال|شارك المقالة|شارك هذا الخبر|شارك هذا المقال|شارك الموضوع"
        "|شارك هذا الموضوع|شاركها مع أصدقائك|شارك مع أصدقائك|شارك عبر|شارك على|مشاركة|المشاركة|مشاركة عبر|مشاركة على"
        "|مشاركة الخبر|مشاركة المقال|مشاركات|انشر|انشرها|غرد|تغريد|تغريدة|أرسل لصديق|أرسل إلى صديق|أرسل بالبريد"
        "|إرسال إلى صديق|إرسال لصديق"
        "|إرسال بالبريد|مشاركة عبر البريد|عبر البريد|البريد|طباعة|اطبع|نسخ الرابط|نسخ|انسخ الرابط|تم النسخ"
        "|تم نسخ الرابط|رابط مختصر|الرابط المختصر|رابط المقال|رابط الخبر|حفظ|احفظ|حفظ المقال|إعجاب|أعجبني|أعجبني هذا"
        "|معجب بهذه|متابعة|تابعنا|تابعونا|تابعنا على|تابعونا على|تابع|تابعوا|حجم الخط|تكبير الخط|تصغير الخط|فيسبوك"
        "|فيس بوك|فايسبوك|الفيسبوك|تويتر|إكس|انستغرام|انستجرام|إنستقرام|إنستا|واتساب|واتس اب|الواتساب|تلغرام|تيليجرام"
        "|تلجرام|تليغرام|تيليغرام|يوتيوب|لينكدإن|لينكد إن|بينتيريست|تيك توك|سناب شات|سناب|ماسنجر|مسنجر|فايبر"
        "|ريديت|تمبلر"
        "|جوجل|جوجل بلس|غوغل|أخبار جوجل|أخبار غوغل|google news|share|share this|share this article|share on"
        "|shares|tweet"
        "|pin|pin it|print|copy link|copy|copied|link copied|like|like this|likes|follow|follow us|follow us on"
        "|whatsapp"
        "|telegram|linkedin|pinterest|reddit|tumblr|messenger|viber|facebook|twitter|x|instagram|youtube|tiktok"
        "|snapchat"
        "|google|google plus|share via|share via email|email this|save|vk|odnoklassniki|flipboard|threads|bluesky"
        "|facebook messenger|تكبير|تصغير|نسخة للطباعة|a a a|مشاركة عبر البريد الإلكتروني",
        joins=True,
    ),
    Phrases(
        "subscription notice",
        "the outlet's own services",
        "النشرة البريدية|النشرة الإخبارية|القائمة البريدية|نشرتنا البريدية|اشترك|اشترك الآن|اشترك معنا|الاشتراك"
        "|سجل الآن"
        "|تسجيل الدخول|إنشاء حساب|اشترك في النشرة البريدية|اشترك في القناة|حمل التطبيق|تحميل التطبيق|تفعيل الإشعارات"
        "|للمشتركين فقط|newsletter|subscribe|subscribe now|sign in|sign up|log in|login|register|my account"
        "|download app",
        joins=True,
    ),
    Phrases(
        "cookie notice",
        "buttons of the consent window",
        "موافق|أوافق|قبول|قبول الكل|رفض الكل|قبول ملفات تعريف الارتباط|إعدادات ملفات تعريف الارتباط|سياسة ملفات"
        " تعريف الارتباط"
        "|accept|accept all|reject all|i agree|got it|cookie settings|cookie policy|accept cookies|manage cookies",
    ),
    Phrases(
        "menu",
        "pages that every site has and no article is about",
        "الرئيسية|الصفحة الرئيسية|القائمة الرئيسية|انتقل إلى المحتوى|تخطي إلى المحتوى|تخطى إلى المحتوى"
        "|تجاوز إلى المحتوى|التجاوز إلى المحتوى|بحث عن|ابحث في الموقع|من نحن|اتصل بنا|اتصلوا بنا|تواصل معنا"
        "|سياسة الخصوصية"
        "|شروط الاستخدام|شروط الخدمة|الشروط والأحكام|اتفاقية الاستخدام|أعلن معنا|هيئة التحرير|خريطة الموقع"
        "|العودة إلى الأعلى"
        "|العودة للأعلى|إلى الأعلى|rss|about us|about|contact us|contact|privacy policy|terms of use|terms and"
        " conditions"
        "|terms of service|advertise with us|sitemap|home|menu|search|skip to content|skip to main content|back to top"
        "|skip to navigation|main menu|عرض كل المقالات|عرض جميع المقالات|عرض الكل|view all posts|view all|see all",
    ),
    Phrases(
        "menu",
        "names of sections: in a menu or as a kicker above the headline, but subheadings inside a body",
        "القائمة|بحث|ابحث|البحث|إغلاق|أغلق|english|العربية|français|مباشر|بث مباشر|البث المباشر|البث الحي|أخبار"
        "|الأخبار|سياسة"
        "|السياسة|اقتصاد|الاقتصاد|رياضة|الرياضة|ثقافة|الثقافة|فن|فنون|ثقافة وفن|ثقافة وفنون|منوعات|متفرقات|تكنولوجيا"
        "|علوم|علوم وتكنولوجيا|صحة|الصحة|مقالات|رأي|آراء|مقالات الرأي|كتاب|كتاب وآراء|تحقيقات|تقارير|حوارات"
        "|حوادث|مجتمع"
        "|محليات|محلية|محلي|وطنية|جهوية|عربي|عربي ودولي|عربي وعالمي|دولي|دولية|عالمية|عالمي|عربية|العالم|العالم العربي"
        "|الشرق الأوسط|صور|فيديو|فيديوهات|بودكاست|برامج|برامجنا|الأرشيف|الطقس|حالة الطقس|أسعار العملات|خدمات|وظائف"
        "|كاريكاتير|عاجل|خاص|سيارات|مرأة|المرأة|أسرة|دين|إسلاميات|تعليم|جامعات|سياحة|ملفات|وسائط|المدونة|مدونات"
        "|أخبار محلية"
        "|أخبار عربية|أخبار عالمية|أخبار دولية|أخبار العالم|أخبار الرياضة|أخبار الاقتصاد|شؤون دولية|شؤون عربية|الرأي"
        "|news|politics|sports|sport|business|economy|culture|opinion|world|video|videos|live|photos|podcast|podcasts"
        "|arabic|العودة|إقرأ الصحيفة|اليوم السابع|أعمدة|الواجهة|المحليات|الدوليات|نمط الحياة|ترفيه|لايف ستايل"
        "|مال وأعمال",
        edge=True,
    ),
    Phrases(
        "page control",
        "buttons of a player or of the page; an article does not tell its reader where to click",
        "استمع|استمع إلى المقال|استمع للمقال|استمع إلى الخبر|استمع للخبر|تشغيل|تشغيل الفيديو|تعذر تشغيل الفيديو"
        "|شاهد الفيديو|شاهد البث المباشر|انقر هنا|اضغط هنا|اضغط للمشاهدة|لم يتم العثور على نتائج|اضغط هنا"
        " للمشاهدة|تحميل|تنزيل|جاري التحميل|الرجاء الانتظار"
        "|فيديو متعلق|play|play video|pause|mute|unmute|listen|listen to this article|watch|watch live|gallery"
        "|download|pdf"
        "|loading|show more|show less|click here|عرض المزيد|تحميل المزيد|load more|تكبير الصورة|مقطع الفيديو"
        "|المحتوى غير متاح"
        "|هذا المحتوى غير متاح|toggle play|fullscreen|video player|media playback is unsupported on your device",
    ),
    Phrases(
        "advertisement",
        "the label that the law asks for",
        "إعلان|الإعلان|إعلانات|إعلان ممول|محتوى ممول|محتوى إعلاني|مساحة إعلانية|إعلانات ممولة|إعلانات جوجل"
        "|advertisement"
        "|advertisements|ad|ads|sponsored|sponsored content|promoted|promoted content|advertisement continue reading"
        "|article continues below|يتبع بعد الإعلان",
    ),
    Phrases(
        "tags",
        "the heading of a list of keywords, each on its own line",
        "الكلمات المفتاحية|الكلمات المفتاحيه|الكلمات الدلالية|كلمات دلالية|كلمات مفتاحية|كلمات البحث|الوسوم|وسوم"
        "|الأوسمة"
        "|وسوم الخبر|علامات|تاغات|تاجز|هاشتاج|هاشتاغ|مواضيع الخبر|tags|tagged|keywords|topics|tag|tags in",
        swallows=40,
        lead=True,
    ),
    Phrases(
        "photo caption",
        "the picture shows something else",
        "صورة أرشيفية|صورة تعبيرية|صورة توضيحية|صورة من الأرشيف|صور أرشيفية|file photo|archive photo|illustration",
    ),
    Phrases(
        "counter",
        "reading time in words",
        "دقيقة واحدة|دقيقة واحدة للقراءة|أقل من دقيقة|دقيقتان|دقيقتان للقراءة",
        edge=True,
    ),
    Phrases(
        "source line",
        "how agencies end a report",
        "انتهى|يتبع|انتهى الخبر|نهاية الخبر|ends|انتهى م",
        edge=True,
    ),
    Phrases(
        "byline",
        "the author's box",
        "عن الكاتب|نبذة عن الكاتب|حول الكاتب|الكاتب|about the author|about author|author|admin|المحرر|كل مقالات الكاتب",
        edge=True,
    ),
)

# At most so many words in a line that a block swallows; keywords are names, headlines are not longer
# than this on any outlet we know (the longest of 20,000 Saudi ones has 25).
BLOCK_WORDS: dict[str, int] = {"tags": 4, "read-also block": 30, "comment form": 40}

# How a paragraph goes on from the one before: "and" with a verb of saying, being or an imperfect verb. Headlines do
# not begin so (names such as ويليام and ويكيليكس do). A line that does is body even without a full stop.
GOES_ON = (
    r"^\W*((و|ف)(قال|اضاف|اشار|اكد|اوضح|ذكر|تابع|كان|افاد|اعلن|لفت|شدد|نقل|بين|اعتبر|راي|جاء|دعا|حذر|نفي|اعرب|كشف"
    r"|استطرد|زاد|نوه"
    r"|اردف|استدرك|طالب|اختتم|ختم|قد|لم|كانت|قالت|اضافت|اشارت|اكدت|اوضحت|ذكرت|افادت|اعلنت|لفتت|نقلت)|وت(?!يره)\w{3,}"
    r"|وي(?!ل|ك|م|س|ن)\w{3,}|كما|(يشار|يذكر|تجدر الاشاره|جدير بالذكر|الجدير بالذكر)( الي)? ان"
    r"|من (جهته|جهتها|جانبه|جانبها)) "
)

# Joining words that may stand between phrases which join ("شارك على فيسبوك وتويتر").
JOINING = frozenset(
    ["و", "على", "علي", "عبر", "في", "من", "او", "مع", "الى", "الي", "on", "via", "and", "or", "to", "by"]
)

# A line made of these and of numbers is a date or a counter, whatever the order: "نشر في: الأحد 31 يناير 2016".
DATE_WORDS = (
    "السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة يناير فبراير مارس أبريل إبريل مايو يونيو يوليو أغسطس"
    " سبتمبر أكتوبر نوفمبر ديسمبر كانون شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين الثاني الأول الثانية الأولى"
    " جانفي فيفري أفريل ماي جوان جويلية أوت غشت شتنبر نونبر دجنبر يوليوز محرم صفر ربيع الآخر جمادى الآخرة رجب"
    " شعبان رمضان"
    " شوال ذو ذي القعدة الحجة هـ ه م ص ت تغ مساء صباحا ظهرا الموافق الساعة التوقيت المحلي بتوقيت غرينتش جرينتش"
    " مكة المكرمة"
    " القاهرة آخر تحديث تاريخ النشر التحديث نشر نشرت نشرة في النشر بتاريخ تم حرر منذ قبل دقيقة دقائق ساعة ساعات ساعتين"
    " يوم أيام يومين أسبوع أسابيع شهر أشهر سنة سنوات اليوم أمس على عند و يوما ثانية ثوان واحدة واحد عام gmt utc am pm"
    " monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun january february"
    " march april"
    " may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec"
    " updated"
    " published posted last update on at ago hours hour minutes minute min mins day days week weeks month months"
    " kst ast eet"
)
COUNTER_WORDS = (
    "مشاهدة مشاهدات المشاهدات شوهد قراءة قراءات القراءات القراءة للقراءة زيارة زيارات الزيارات مرة مرات عدد زمن"
    " مدة وقت"
    " دقيقة دقائق دقيقتان دقيقتين ثانية ثوان ألف الف تقريبا أقل من واحدة واحد تعليق تعليقات إعجاب إعجابات مشاركة"
    " مشاركات"
    " تحميل نقرة حجم الخط قرئ هذا الخبر المقال views view reads read reading time min mins minute minutes shares share"
    " likes comments comment k m hits estimated less than a to"
)

# Agencies and kinds of picture sources: in brackets behind a caption nothing else stands there. Outlets too
# stand in datelines and source lines, but many of their names are plain words (the nation, today, the city).
AGENCIES = (
    "رويترز|أ ف ب|اف ب|فرانس برس|وكالة فرانس برس|الفرنسية|د ب أ|دبأ|أ ب|أسوشيتد برس|أسوشيتدبرس|الأناضول|وكالة الأناضول"
    "|واس|وفا|وام|كونا|بترا|سانا|أ ش أ|أش أ|وكالة المغرب العربي للأنباء|الألمانية|الوكالة الألمانية|الأوروبية"
    "|شينخوا|تاس"
    "|سبوتنيك|نوفوستي|وكالات|الوكالات|وكالات الأنباء|الجزيرة|الجزيرة نت|الجزيرة مباشر|العربية نت|سكاي نيوز عربية"
    "|بي بي سي"
    "|بي بي سي عربي|غيتي|غيتي إيميجز|غيتي إيمجز|جيتي|جيتي إيميجز|أرشيف|أرشيفية|الأرشيف|متداولة|مواقع التواصل"
    "|مواقع التواصل الاجتماعي"
    "|إنترنت|الإنترنت|شترستوك|reuters|afp|ap|associated press|getty|getty images|epa|dpa|anadolu|shutterstock"
    "|xinhua|bbc|social media"
)
OUTLETS = (
    "وكالة|العربية|سكاي نيوز|روسيا اليوم|آر تي|rt|الحرة|فرانس 24|فرانس24|دويتشه فيله|سي إن إن|سي إن إن عربية"
    "|القدس العربي"
    "|الشرق الأوسط|الحياة|العربي الجديد|عربي21|عربي 21|الأهرام|اليوم السابع|المصري اليوم|الشروق|الوطن|الخليج"
    "|البيان|الاتحاد"
    "|عكاظ|الرياض|سبق|المدينة|اليوم|الوئام|النهار|السفير|الأخبار|المنار|الميادين|الغد|الدستور|الرأي|هسبريس"
    "|موزاييك|موزاييك أف أم"
    "|جوهرة أف أم|الشروق أونلاين|مواقع إلكترونية|مواقع|خاص|متابعات|بنا|قنا|وات|وأج|واج|ومع|تسنيم|فارس|إرنا|إيرنا"
    "|مهر|معا|صفا|شهاب"
    "|سما|تويتر|فيسبوك|إنستغرام|يوتيوب|cnn|sputnik|نيويورك تايمز|واشنطن بوست|غارديان|الغارديان|وول ستريت جورنال"
    "|بلومبيرغ|بلومبرغ"
    "|هآرتس|يديعوت أحرونوت|الصحافة الإسرائيلية|الصحافة الأميركية|الصحافة البريطانية"
)

_SEP = r" ?[:/،,|\-–—»>]+ ?"
_NETWORK = (
    r"(فيسبوك|فيس بوك|تويتر|تلغرام|تيليجرام|تليغرام|واتساب|واتس اب|يوتيوب|انستغرام|جوجل نيوز|غوغل|telegram|whatsapp)"
)

PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        "read-also block",
        "related things of any kind, with or without articles",
        r"^\W*(ال)?(اخبار|مواضيع|موضوعات|مقالات|مواد|قصص|تقارير|مقاطع|روابط|محتوي|فيديو\w*) (ذات|ذو) (ال)?(صله"
        r"|علاقه)\W*$",
        words=4,
        swallows=60,
    ),
    Pattern(
        "read-also block",
        "lists of the most read name their own span of time",
        r"^\W*الاكثر (قراءه|مشاهده|تداولا|شعبيه|تفاعلا|تعليقا)\b[^.؟!]*$",
        words=6,
        swallows=60,
    ),
    Pattern(
        "share line",
        "buttons name what they share",
        r"^\W*(شارك|شاركوا|مشاركه|انشر) (هذا |هذه )?(الخبر|المقال|المقاله|القصه|الموضوع|التقرير|الفيديو|الصفحه"
        r"|التدوينه|المحتوي)"
        r"( (علي|عبر|مع)\b.*)?\W*$",
        words=9,
    ),
    Pattern(
        "share line",
        "copied buttons often stick together",
        r"^\W*((فيس ?بوك|تويتر|لينكد ?ان|واتس ?اب|تلي?غرام|تيليجرام|بينتيريست|ماسنجر|مشاركه عبر البريد|طباعه"
        r"|facebook|twitter"
        r"|linkedin|whatsapp|telegram|pinterest|messenger|reddit|tumblr|email|print|x)\W*){2,}$",
        words=14,
    ),
    Pattern(
        "share line",
        "follow the latest news, somewhere else",
        r"^\W*تابع(وا)? (معنا )?(اخر|احدث|اهم|كل) (ال)?(اخبار|مستجدات|تطورات)\b.*(علي|عبر)\b[^.]*$",
        words=16,
    ),
    Pattern(
        "share line",
        "follow this outlet, on the networks whose icons come next",
        r"^\W*تابع(وا)?(نا)? \w+( \w+)? (علي|عبر)( \w+)?\W*$",
        words=5,
    ),
    Pattern("page control", "where to click", r"(اضغط|انقر|اضغطوا|click) (هنا|here)\W*$", words=14),
    Pattern(
        "byline",
        "no colon: a name below the headline, where no sentence is so short",
        r"^\W*(كتب|كتبت) \w+( \w+){1,3}\W*$",
        words=5,
        edge=True,
        below=True,
    ),
    Pattern(
        "read-also block",
        "imperatives that run on into the other headline without a colon; a body paragraph would be longer and stop",
        r"^[^\w]*(اقرا|اقراوا|شاهد|شاهدوا|طالع|طالعوا|تابع)[ ]?(ايضا|كذلك)\b(?!.*[.]$)",
        words=22,
    ),
    Pattern(
        "read-also block",
        "the count of a list of links, and the markers that players and embedded lists leave behind",
        r"^(list( \d+)? of \d+( items)?|end of list|\d+ of \d+|قائمه من \d+ عناصر|نهايه القائمه)$",
        swallows=1,
    ),
    Pattern(
        "read-also block",
        "a heading of links names its own subject or section: 'more about Libya', 'latest news of sport'",
        r"^(المزيد|more) (من (\w*اخبار|\w*مقالات|\w*مواضيع|\w*موضوعات|\w*قصص|\w*تقارير|هذا|هذه)|عن|حول|في|on"
        r"|about|from|in)\b[^.؟!]*$|^(اقرا|قراءه|تابع) (المزيد )(من|عن|حول|علي|في)\b[^.]*$",
        words=6,
        swallows=60,
    ),
    Pattern(
        "read-also block",
        "an excerpt's last words",
        r"^(اكمل|متابعه|تابع|استكمل|واصل|اكمال) القراءه\b|^continue reading",
        25,
    ),
    Pattern(
        "read-also block",
        "an excerpt that ends in a link",
        r"(\.\.\.|…|\[…\]) ?(اقرا|اكمل|قراءه|تابع|read) (المزيد|القراءه|more)\W*$",
        80,
    ),
    Pattern(
        "read-also block",
        "blog themes name the neighbours and the headline on one line",
        r"^(المقال|المقاله|الخبر|الموضوع) (السابق|التالي|السابقه|التاليه)\b",
        25,
    ),
    Pattern(
        "read-also block",
        "skip links around suggested stories",
        r"^(تخطي?|تجاوز) .{2,50} (و?واصل القراءه|وتابع القراءه)$|^(نهايه|end of) (قصص|الاكثر|البودكاست|podcast"
        r"|story|recommendations)",
        10,
    ),
    Pattern(
        "comment form",
        "the e-mail notice of a form",
        r"(لن|لا) (يتم )?(نشر|ينشر|يتم اظهار|يظهر) (عنوان )?(البريد|بريدك)|email address will not be published",
        30,
    ),
    Pattern(
        "comment form",
        "which fields must be filled",
        r"^\W*الحقول (الالزاميه|المطلوبه|الاجباريه)|required fields (are|marked)",
        15,
    ),
    Pattern(
        "comment form",
        "browser memory and notifications of a form",
        r"^\W*(احفظ (اسمي|بريدي)|save my name|notify me of|(ابلغني|نبهني|اعلمني|اخطرني)\b.*(تعليق|مقال|مواضيع"
        r"|متابعه|التدوين))",
        30,
    ),
    Pattern(
        "comment form",
        "only members may comment",
        r"^\W*((يجب|عليك) .{0,30}(تسجيل الدخول|مسجلا).*تعليق|you must be logged in)",
        20,
    ),
    Pattern(
        "comment form",
        "disclaimers about readers' words",
        r"^\W*(جميع )?(التعليقات|تعليقات القراء|الاراء)( \w+){0,3} (لا )?(تعبر|تمثل) .*(راي|وجهه|اصحاب|كتاب)",
        30,
    ),
    Pattern("comment form", "spam filters name themselves", r"akismet|recaptcha|\bكابتشا\b", 25),
    Pattern(
        "comment form",
        "the heading that counts comments on a title",
        r"^(تعليقان|ردان|رايان|فكرتان) (علي|حول)\b|^(\d+|فكره واحده|راي واحد|تعليق واحد|one|no) (تعليق|تعليقات|رد"
        r"|ردود|افكار|علي|thoughts?|comments?|responses?|replies)( (علي|حول|عن|on|to)\b.*)?$",
        30,
        swallows=400,
    ),
    Pattern(
        "comment form",
        "the heading that answers a title",
        r"^(اترك|اضف) (ردا|رد|تعليقا|تعليق)( |ا )?(علي|حول|الغاء)\b|^leave a (reply|comment) (to|on)\b",
        30,
        swallows=400,
    ),
    Pattern(
        "share line",
        "an invitation says 'follow us'; reports about networks do not",
        r"(\b(تابعونا|زورونا|انضم(وا)? الينا)|^\W*(تابعنا|follow us|join us))\b.*(علي|عبر|في|on|" + _NETWORK + r")",
        30,
    ),
    Pattern(
        "share line",
        "an invitation to the outlet's page or channel",
        r"^\W*(لمتابعه|لمتابعتنا|للمزيد|للاشتراك|اشترك(وا)?|انضم(وا)?|تابع(وا)?|يمكنكم متابعه)\b.*((صفحت|قنات"
        r"|قنوات|حساب|حسابات|مجموعت)نا\b|(قناه|صفحه|مجموعه|حساب)\b.*\b" + _NETWORK + r"\b[^.]*\W*$)",
        22,
    ),
    Pattern(
        "share line",
        "share buttons with the title or the network behind",
        r"^(شارك|شاركوا|انشر|شير) (هذا |هذه )?(ال\w+ )?(علي|عبر|مع اصدقا\w+)\b[^.]*$|^(click to|share (on|via|to)"
        r"|email a link|print this)\b",
        10,
    ),
    Pattern(
        "share line",
        "a link of this page, given to be copied",
        r"^(رابط|الرابط) (الخبر|المقال|الموضوع|المختصر|مختصر|الدائم|التقرير)\b.*$",
        30,
    ),
    Pattern(
        "share line",
        "addresses, handles and embedded posts alone on a line",
        r"^\W*((https?://|www\.)\S+|pic\.twitter\.com/\S+|[\w.+-]+@[\w.-]+\.\w+|@\w+)\W*$|^[—–-] .{2,60}\(@\w+\)",
        14,
    ),
    Pattern(
        "subscription notice",
        "newsletters ask for an address",
        r"(اشترك|اشتركوا|سجل|انضم|للاشتراك|احصل|تصلك|sign up|subscribe)\b.{0,50}(نشرتنا|النشره (البريديه"
        r"|الاخباريه|اليوميه|الاسبوعيه)|القائمه البريديه|قائمتنا|الي بريدك|في بريدك|newsletter|your inbox)",
        35,
    ),
    Pattern(
        "subscription notice",
        "applications of the outlet",
        r"^\W*(حمل|حملوا|نزل|نزلوا|لتحميل|download)\b.{0,25}(تطبيق(نا)?|our app|the app)\b[^.]*[.!]?$",
        20,
    ),
    Pattern(
        "subscription notice",
        "a paywall speaks to those who do not pay",
        r"(هذا|باقي|بقيه|لقراءه) .{0,40}(للمشتركين( فقط)?|خاص بالمشتركين)\W*$|^(this (article|content) is for"
        r"|already a subscriber|subscribe to (read|continue))",
        20,
    ),
    Pattern(
        "cookie notice",
        "the site speaks of itself",
        r"(نستخدم|يستخدم (هذا )?(ال)?موقع\w*|تستخدم مواقعنا|الموقع يستخدم|موقعنا|باستخدام\w*|باستمرار\w*|بمتابعتك"
        r"|استمرارك|بمواصله|we use|site uses|use of).{0,120}(ملفات (تعريف )?الارتباط|الكوكيز|كوكيز|cookies)",
        70,
    ),
    Pattern(
        "menu",
        "a breadcrumb begins at home",
        r"^\W*(انت هنا\W*)?(الرئيسيه|الصفحه الرئيسيه|home)\W*[>›»/|:\-–•\\←«‹]",
        25,
    ),
    Pattern(
        "menu",
        "sections between bars: at least three short pieces",
        r"^[^.؟!|›>•·]{1,25}(([|›>•·]| » )[^.؟!|›>•·]{1,25}){2,}$",
        30,
        edge=True,
    ),
    Pattern("menu", "pages of a list", r"^(الصفحه|صفحه|page) \d+( (من|of) \d+)?$", 5),
    Pattern(
        "photo credit",
        "a label, then a name",
        r"^\W*(تصوير|عدسه|بعدسه|مصدر الصوره|صدر الصوره|مصدر الصور|حقوق الصوره|photo credit|photo by|image source"
        r"|image credit|photograph by|picture credit)\b(" + _SEP + r"| )[^.؟]{2,60}$",
        8,
    ),
    Pattern(
        "photo credit",
        "a short label needs a name of three words or fewer behind it",
        r"^\W*(صوره|الصوره|الصور|photo|photos|image|images|picture|credit)" + _SEP + r"\w+( \w+){0,2}\W*$",
        5,
    ),
    Pattern(
        "photo caption",
        "some outlets print the label that screen readers hear",
        r"^\W*(التعليق علي الصوره|تعليق الصوره|شرح الصوره|image caption|caption)\b",
        45,
    ),
    Pattern(
        "source line",
        "a label, then at most a few names",
        r"^\W*(المصدر|المصادر|مصدر الخبر|نقلا عن|source|sources|via)" + _SEP + r"[^.؟!]{2,60}\W*$",
        9,
    ),
    Pattern(
        "byline",
        "a label with a colon or a slash, then a name",
        r"^\W*(كتب|كتبت|كتبه|كتبها|بقلم|اعداد|تحرير|المحرر|الكاتب|الكاتبه|نشر بواسطه|بواسطه|كتب بواسطه|نشره|ترجمه"
        r" وتعليق|written by|author|posted by|published by|reported by|by)" + _SEP + r"[^.؟!]{3,60}$",
        9,
        edge=True,
    ),
    Pattern(
        "byline",
        "words that are also prefixes of headlines count only before a slash",
        r"^\W*(تقرير|حوار|حاوره|حاورها|متابعه|ترجمه|تحقيق|مراسل|اجري الحوار|اجرت الحوار) ?/ ?[^.؟!]{3,40}$",
        7,
        edge=True,
    ),
    Pattern(
        "byline",
        "no colon: the words begin nothing else that is so short",
        r"^\W*(بقلم|نشر بواسطه|بواسطه|by|written by|posted by) [^.؟!:\d]{3,40}$",
        6,
        edge=True,
    ),
    Pattern(
        "date line",
        "a label makes a date out of what follows",
        r"^\W*(اخر تحديث|تاريخ النشر|تم النشر|نشر في|نشر بتاريخ|تاريخ التحديث|published( on)?|posted on|last"
        r" updated?|updated)\b ?[:\-–|]? ?[^.؟!]*\d[^.؟!]*$",
        16,
    ),
    Pattern(
        "counter",
        "a label, then a number",
        r"^\W*(عدد )?(المشاهدات|القراءات|الزيارات|الزوار|المشاهدين|مشاهدات|قراءات|views|reads|hits)\W*[\d.,k ]+$",
        4,
    ),
    Pattern("counter", "reading time", r"^\W*(مده|وقت|زمن) القراءه\W.{0,25}$|^\d+ (min|minute|minutes) read$", 8),
    Pattern("tags", "nothing but hashtags", r"^\W*#\w+([\s،,|]+#\w+)*\W*$", 40),
    Pattern(
        "copyright",
        "rights are reserved",
        r"(جميع|كل|كافه) الحقوق محفوظه|الحقوق محفوظه|حقوق (النشر|الطبع|الملكيه)( والطبع| والنشر)? محفوظه|all"
        r" rights reserved|^\W*(copyright|حقوق النشر)\b.{0,40}\d{4}|©",
        35,
    ),
    Pattern(
        "copyright",
        "terms of reprinting",
        r"(لا يسمح|يمنع|يحظر|لا يجوز) .{0,25}(اعاده )?(نشر|نسخ|اقتباس|استخدام) .{0,40}(المواد|المحتوي|الماده|اذن"
        r"|بدون)|powered by|^\W*(تصميم|برمجه|تطوير)( و ?(تطوير|برمجه))? ?[:/]",
        30,
        edge=True,
    ),
)
