"""Words that lines are recognized by where no single rule decides: dates, counters, agencies, outlets."""

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
