"""Whose voice a sentence is in: the site's, which speaks to its reader ("we", "your", "please"), or the story's.

A story about cookies, newsletters and subscriptions has the words of the notices in it. It reports them, in the third
person; the notice itself says "we" and "you". Typed by hand, from general knowledge of the languages.
"""

from __future__ import annotations

import re
from functools import lru_cache

from newslint.late import regex
from newslint.text import is_far

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

WORDS = 5  # from so many on a line that ends as a sentence does is prose
DENSE = 14  # characters, where a script sets no blanks
_READ = 600
_ENDS = frozenset(".!?…。！？؟۔।॥\"”’'»)」")
_DENSE = regex("[\u0e00-\u0eff\u1780-\u17ff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]")
_QUOTED = regex(r"\"[^\"]{1,200}\"|「[^」]{1,200}」")  # of an even text, whose quotes are all of one sort

# `word_` is a whole word, `word` the beginning of one, `*end` the end of one.
_ADDRESS = {
    "en": (
        "we_ we're we've our_ us_ you_ you' you'll your please_ this_site this_website this_page this_article "
        "this_story"
    ),
    "de": (
        "wir_ uns_ unser ihr_ ihre_ ihren_ ihrem_ ihrer_ sie_ dein du_ dir_ dich_ euch_ bitte_ diese_seite "
        "diese_website"
    ),
    "fr": "nous_ notre_ nos_ vous_ votre_ vos_ ce_site votre tu_ ton_ cliquez",
    "es": (
        "*amos_ *emos_ *imos_ nuestr usted ustedes_ su_ sus_ tu_ tus_ te_ *te_ haz_ clic_ este_sitio esta_web vuestr"
    ),
    "ca": "*em_ nostr vostr el_teu la_teva us_ aquest_lloc",
    "gl": "*amos_ *emos_ noso túa_ teu_ súa_",
    "pt": "*amos_ *emos_ *imos_ noss você sua_ suas_ seu_ seus_ este_site clique",
    "it": "*iamo_ nostr tuo_ tua_ tuoi_ tue_ vostr suo_ ti_ vi_ questo_sito questo_articolo clicca",
    "ro": "*ăm_ *em_ *im_ noastr nostr dvs dumneavoastr tău_ ta_ tale_ te_ vă_ acest_site",
    "nl": "we_ wij_ ons_ onze_ je_ jij_ jouw u_ uw_ deze_website deze_site klik_",
    "af": "ons_ jy_ jou_ u_ hierdie_webwerf",
    "sv": "vi_ oss_ vår våra du_ dig_ din_ ditt_ dina_ ni_ er_ denna_webbplats klicka",
    "no": "vi_ oss_ vår våre du_ deg_ din_ ditt_ dine_ dere_ klikk",
    "da": "vi_ os_ vores_ du_ dig_ din_ dit_ dine_ dere klik",
    "is": "við_ okkar þú_ þig_ þín þér_",
    "fi": "*mme_ meidän_ meitä_ meille_ sinä_ sinun_ sinulle_ voit_ *si_ *t_hyväksy olet_ teidän_",
    "et": "me_ meie_ sa_ sina_ sinu_ teie_ te_",
    "lv": "mēs_ mūsu_ jūs_ jūsu_ jums_ tu_ tavs_ tavu_",
    "lt": "mes_ mūsų_ jūs_ jūsų_ jums_ tu_ tavo_ *ame_",
    "pl": "*amy_ *emy_ *imy_ nasz nas_ nam_ ty_ twoj twój państw wasz możesz_ ci_ kliknij tej_strony",
    "cs": "*áme_ *eme_ *íme_ náš naš nám_ vám_ vás_ váš vaš tvůj tvoj klikněte_ tomto_webu",
    "sk": "*áme_ *eme_ *íme_ náš naš nám_ vám_ vás_ váš vaš tvoj kliknite_",
    "sl": "*amo_ *emo_ *imo_ naš nam_ vas_ vam_ vaš tvoj",
    "hr": "*amo_ *emo_ *imo_ naš nam_ vas_ vam_ vaš tvoj *ujete_ ovaj_sadržaj",
    "sr": ("*amo_ *emo_ *imo_ naš vas_ vam_ vaš *амо_ *емо_ *имо_ наш_ наша_ наше_ наши_ нашег_ нашем_ вас_ вам_ ваш"),
    "sq": "ne_ tonë tona_ juaj_ ju_ tuaj",
    "mk": "наш_ нашиот_ нашата_ нашето_ нашите_ вас_ ви_ ваш *аме_ *име_",
    "bg": ("ние_ наш_ нашата_ нашето_ нашите_ нашия_ наша_ наше_ наши_ вас_ вие_ ви_ ваш *аме_ *яме_ моля_ този_сайт"),
    "hu": "*unk_ *ünk_ *juk_ *jük_ ön_ önt_ önnek_ önök te_ a_böngész weboldalunk *od_ *ed_",
    "el": "μας_ σας_ σου_ *ουμε_ *ούμε_ εσείς_ εδώ_",
    "tr": ("*ıyoruz_ *iyoruz_ *uyoruz_ *üyoruz_ sitemiz *ımız *imiz siz_ sizi sizin_ *ınız *iniz *unuz *ünüz lütfen_"),
    "az": "biz_ bizim_ siz_ sizin_ *rıq_ *rik_",
    "ru": (
        "мы_ наш_ наша_ наше_ наши_ нашего_ нашей_ нашему_ наших_ нашим_ нашими_ нашу_ нашем_ нас_ вы_ вас_ "
        "вам_ ваш ты_ тебе_ твой_ *итесь_ этом_сайте наш_сайт"
    ),
    "uk": (
        "ми_ наш_ наша_ наше_ наші_ нашого_ нашої_ нашому_ наших_ нашим_ нашу_ вас_ ви_ вам_ ваш *уємо_ "
        "*аємо_ *имо_ ти_ твій_ цьому_сайті"
    ),
    "be": "мы_ наш_ наша_ наша_ нашы_ нашага_ нашай_ вас_ вы_ вам_ ваш",
    "kk": "біз_ сіз_ сіздің_",
    "ka": "ჩვენ_ თქვენ",
    "hy": "մենք_ մեր_ դուք_ ձեր_",
    "ar": "نحن_ نستخدم نستعمل موقعنا لدينا قناتنا صفحتنا تطبيقنا *كم_ أنت_ بك_ يرجى_ خدماتنا",
    "fa": "ما_ شما_ شما لطفا وب‌سایت_ما",
    "ur": "ہم_ ہمار آپ_",
    "he": "אנו_ אנחנו_ שלנו_ שלך_ שלכם_ אתה_ אתם_ לך_ אותנו_ אחרינו_ אצלנו_",
    "hi": "हम_ हमारे_ हमारी_ हमें_ आप_ आपके_ आपकी_ आपको_ कृपया_",
    "mr": "आम्ही_ आमच्या_ तुम्ही_ तुमच्या_ आपल्या_ आम्हाला_",
    "ne": "हामी हाम्रो_ तपाईं",
    "bn": "আমরা_ আমাদের_ আপনি_ আপনার_ আপনাকে_ এই_সাইট",
    "ta": "நாங்கள்_ எங்கள்_ நீங்கள்_ உங்கள்_ எங்களை_",
    "te": "మేము_ మా_ మీరు_ మీ_",
    "kn": "ನಾವು_ ನಮ್ಮ_ ನೀವು_ ನಿಮ್ಮ_",
    "ml": "ഞങ്ങൾ ഞങ്ങളുടെ_ നിങ്ങൾ നിങ്ങളുടെ_",
    "gu": "અમે_ અમારા_ અમારી_ તમે_ તમારા_ તમારી_",
    "pa": "ਅਸੀਂ_ ਸਾਡੇ_ ਤੁਸੀਂ_ ਤੁਹਾਡੇ_",
    "th": "เรา คุณ ท่าน กรุณา โปรด คลิก ได้ที่",
    "vi": "chúng_tôi chúng_ta bạn_ quý_vị trang_này vui_lòng mời_bạn",
    "id": "kami_ kita_ anda_ kamu_ *mu_ silakan_ klik_",
    "ms": "kami_ kita_ anda_ sila_ klik_",
    "tl": "namin_ kami_ ikaw_ iyong_ ninyo_ mo_",
    "sw": "yetu_ sisi_ wewe_ yako_ zetu_ tafadhali_",
    "zh": "我们 我們 您 你 本网站 本網站 本站 请 請 点击 點擊 敬请 敬請 本文",
    "ja": (
        "ください 下さい 当社 当サイト 弊社 本サイト このサイト あなた お客様 ご利用 ご覧 お届け "
        "ましょう しよう この記事 いただ お読み"
    ),
    "ko": "하세요 주세요 십시오 귀하 저희 당사 이_사이트 기다립니다 있습니다 합니다 됩니다",
}
_REPORT = {
    "en": (
        "said_ says_ told_ asked_ urged_ warned_ shouted_ explained_ argued_ ruled_ demanded_ reported_ "
        "according_to used_to_say show_ accused lawsuit survey_ study_"
    ),
    "de": (
        "sagte sagt_ sagen_ rief_ forderte bat_ warnte urteilte entschied entschieden_ erklärte hieß_es "
        "heißt_es laut_ nach_angaben teilte fragte berichtete sagte"
    ),
    "fr": (
        "a_dit dit_ selon_ a_déclaré déclare a_lancé lançait rappelle_ a_estimé demandait demande_ criai "
        "a_indiqué affirme explique repét répétait"
    ),
    "es": "dijo_ decía_ según_ pidió afirmó explicó aseguró señaló repetía declaró demanda_ informó",
    "ca": "va_dir segons_ va_decidir va_explicar",
    "pt": "disse_ dizia_ segundo_ pediu_ pediram_ afirmou explicou ordenou declarou informou",
    "it": "ha_detto diceva_ secondo_ ha_chiesto ha_spiegato ha_deciso riferisce afferma dice_",
    "ro": "a_spus spunea_ potrivit_ a_declarat a_decis arată_ a_cerut",
    "nl": "zei_ zegt_ volgens_ riep_ vroeg_ bepaalde oordeelde staat_in meldt_",
    "sv": "sa_ säger_ enligt_ ropade_ kräver_ sade_ uppger",
    "no": "sa_ sier_ ifølge_ ropte_ krever_",
    "da": "sagde_ siger_ ifølge_ råbte_ kræver_ oplyser",
    "fi": "sanoi_ sanoo_ mukaan_ kertoo_ kertoi_ huusi_",
    "et": "ütles_ sõnul_ otsustas",
    "lv": "sacīja_ teica_ nolēma_",
    "lt": "sakė_ teigė_ nusprendė_",
    "pl": (
        "powiedział mówi_ mawiał orzekł stwierdził podał_ podała_ przyznał krzyknął prosił czytamy według_ "
        "informuje_ poinformował"
    ),
    "cs": "řekl říkal uvedl uvádí rozhodl podle_ tvrdí",
    "sk": "povedal hovoril uviedol uvádza rozhodol podľa_ tvrdí",
    "sl": "je_dejal je_povedal pravi_ odločilo po_besedah",
    "hr": "rekao_ rekla_ govorio_ kaže_ kazao_ odlučio_ prema_riječima",
    "sr": "rekao_ rekla_ govorio_ kaže_ odlučio_ рекао_ каже_ одлучио_ говорио_",
    "bg": "каза_ казва казваше реши_ според_ заяви",
    "mk": "рече_ вели_ според_ одлучи_",
    "hu": "mondta_ szerint_ közölte_ kiáltotta_",
    "el": "είπε_ έλεγε_ λέει_ σύμφωνα_ έκρινε_ δήλωσε",
    "tr": "dedi_ derdi_ diyor_ göre_ söyledi açıkladı karar_verdi",
    "ru": "сказал говорил говорит заявил решил_ по_словам сообщ говорится_ рассказал",
    "uk": "сказав сказала казав казала говорить заявив вирішив_ за_словами повідом йдеться_",
    "be": "сказаў кажа_ паводле_",
    "ar": "قال_ قالت_ حتى_ أضاف_ وفق_ صرح بحسب_",
    "fa": "گفت_ به_گفته اعلام_کرد",
    "he": "אמר_ אמרה_ לומר_ לדברי_ קבע_ לפי_",
    "hi": "कहा_ ने_कहा बताया_ अपील_की",
    "bn": "বলেছে বলেন_ জানিয়েছে",
    "vi": "nói_ cho_rằng theo_ông cho_biết",
    "id": "kata_ ujar_ menurut_ memutuskan_",
    "ms": "kata_ menurut_",
    "zh": "表示 称 稱 裁定 警方 据 據",
    "ja": "と述べ と話 判断した によると 発表し 認めた した。",
    "ko": "말했다 밝혔다 했다 판단했 에_따르면",
    "th": "กล่าว ตัดสิน ระบุ ตำรวจ",
}


def is_prose(line: str) -> bool:
    """Whether an even line reads as a sentence of a text: some words, and a sentence's end (Thai and its kin set none)."""
    if not ends_sentence(line):
        return False
    return len(line) >= DENSE if _is_dense(line) else line.count(" ") + 1 >= WORDS


def ends_sentence(line: str) -> bool:
    """Whether a line ends as sentences do; in scripts that may do without a stop, any line does."""
    return line[-1:] in _ENDS or (line[-1:] >= "\u0e00" and _is_dense(line))


def _is_dense(text: str) -> bool:
    return is_far(text) and bool(_DENSE.search(text))


def is_report(line: str, languages: Iterable[str]) -> bool:
    """Whether an even line tells what somebody said, found or ruled."""
    return _has(line[:_READ], _REPORT, languages)


def is_address(line: str, languages: Iterable[str]) -> bool:
    """Whether an even line speaks to its reader, outside of quotation marks."""
    return _has(_QUOTED.sub(" ", line[:_READ]), _ADDRESS, languages)


def _has(line: str, table: dict[str, str], languages: Iterable[str]) -> bool:
    codes = [code for code in languages if code in table] or list(table if not languages else ())
    return any(_pattern(table[code]).search(line) for code in codes)


@lru_cache(maxsize=256)
def _pattern(words: str) -> re.Pattern[str]:
    """The words of a table as one regular expression, which asks once for each place whether a word begins there."""
    dense = [_body(word) for word in words.split() if _is_dense(word)]
    begun = [word for word in words.split() if not _is_dense(word)]
    spaced = [
        (r"\w+" if word[0] == "*" else "") + _body(word) + (r"(?!\w)" if word[-1] == "_" else "") for word in begun
    ]
    return re.compile("|".join([*dense, *([rf"(?<!\w)(?:{'|'.join(spaced)})"] if spaced else [])]))


def _body(word: str) -> str:
    """The letters of a word in a table, as a regular expression has them."""
    return re.escape(word.strip("*_").replace("_", " "))
