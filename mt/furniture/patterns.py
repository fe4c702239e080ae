"""Regular expressions of furniture, written as :func:`mt.lines.fold` leaves a line."""

from .rule import Pattern

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
        "the field of a newsletter",
        r"^\W*(ادخل|ادخلي|ادخلوا|اكتب|ضع|سجل) (عنوان )?بريدك\b[^.؟]{0,60}\W*$",
        12,
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
        "source line",
        "agencies sign a report with the initials of its editors",
        r"^(?=.*[/.] ?\w)\W*[^\W\d_]{1,2}(( ?[/.] ?| )[^\W\d_]{1,2}){1,4}\W*$",
        5,
        edge=True,
    ),
    Pattern(
        "byline",
        "a label with a colon or a slash, then a name",
        r"^\W*(كتب|كتبت|كتبه|كتبها|حاوره|حاورها|حاورته|حاورتها|اجر[يت] (الحوار|المقابله)|بقلم|اعداد|تحرير|المحرر"
        r"|الكاتب|الكاتبه|نشر بواسطه|بواسطه|كتب بواسطه|نشره|ترجمه وتعليق|written by|author|posted by|published by"
        r"|reported by|by)" + _SEP + r"[^.؟!]{3,60}$",
        9,
        edge=True,
    ),
    Pattern(
        "byline",
        "words that are also prefixes of headlines count only before a slash",
        r"^\W*(تقرير|حوار|متابعه|ترجمه|تحقيق|مراسل) ?/ ?[^.؟!]{3,40}$",
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
