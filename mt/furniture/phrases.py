"""Whole lines that are furniture, in their ordinary spelling."""

from .rule import Phrases

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
