"""Whether a line is surely in a language other than English, by the function words of some large ones."""

import re
from typing import NamedTuple

from qa.language.english import ASKING, AUXILIARIES, FUNCTION_WORDS


class _Language(NamedTuple):
    """Words that only ask, words that may also ask, and other function words.

    Words spelt like an English one ("die", "was") prove nothing by themselves, but count with the others.
    """

    asking: frozenset[str]
    may_ask: frozenset[str]
    others: frozenset[str]

    def is_of(self, words: frozenset[str]) -> bool:
        """Whether words surely make a question: one that only asks with one more, or one that may ask with two more."""
        more = len(words & (self.others | self.may_ask))
        return bool(words & self.asking and more) or (bool(words & self.may_ask) and more > OTHERS)

    @property
    def words(self) -> frozenset[str]:
        """All its words."""
        return self.asking | self.may_ask | self.others


ENGLISH_SO_FAR = "I read English so far: ask in English."
"""The reply to a question in another language."""

OTHERS = 2
"""Other function words needed beside one that may ask: "Como agua para chocolate" is the name of a film."""


def _language(asking: str, may_ask: str, others: str) -> _Language:
    return _Language(*(frozenset(words.split()) for words in (asking, may_ask, others)))


_LANGUAGES = (
    _language(  # French
        "pourquoi quoi quel quelle quels quelles combien où",
        "qui que quand comment est",
        "le la les des du un une de et dans sur pour par avec il elle ils elles ce cette ces été sont fait à au aux ont"
        " était qu en l d s a",
    ),
    _language(  # Spanish
        "quién quiénes qué cuándo dónde cómo cuál cuáles cuánto cuántos cuántas",
        "quien que cuando donde como cual cuanto cuantos por",
        "el la los las de del un una en y para con es son fue está esta ha han se su al lo más murió",
    ),
    _language(  # Portuguese
        "quem quais quanto quantos quantas",
        "que quando onde como qual por",
        "o os as do da dos das em um uma no na de e para com é são foi está ao se mais não a",
    ),
    _language(  # Italian
        "perché quali quanti quante ",
        "chi che cosa quando dove come qual quale quanto cos",
        "il lo la gli i le di del della dei un una in e per con è sono stato stata ha hanno si al alla nel nella",
    ),
    _language(  # German
        "wer warum wann welche welcher welches welchen wieviel weshalb wieso",
        "wo wie was",
        "der die das den dem des ein eine einen ist sind war wurde hat haben und in im von zu zum zur für mit auf nicht"
        " es viele",
    ),
    _language(  # Dutch
        "wanneer waarom welke hoeveel",
        "wie wat waar hoe",
        "de het een is zijn was heeft hebben en in van voor met op niet er te werd",
    ),
    _language(  # Polish
        "kto kogo kiedy gdzie dlaczego czy jaki jaka jakie ile",
        "co jak",
        "w na z do i się jest są był była było nie o od po za to dla",
    ),
    _language(  # Turkish
        "kimdir neden nerede nasıl hangi nedir niçin", "kim ne kaç mi mı", "ve bir bu için ile da de mu mü oldu var"
    ),
    _language(  # Swedish
        "vem vad när varför vilken vilket", "hur var", "är en ett det den och i på av för med inte har"
    ),
    _language(  # Indonesian
        "siapa siapakah kapan bagaimana mengapa", "apa apakah", "yang di ke dari dan ini itu adalah untuk"
    ),
    _language(  # Russian
        "кто кого что когда где почему как сколько какой какая какие зачем",
        "",
        "в на с и не по из за от до о об у к это был была было были есть стал для",
    ),
    _language(  # Arabic
        "متى أين كيف لماذا ماذا كم هل أي", "من ما", "في على إلى عن هو هي هذا التي الذي"
    ),
    _language(  # Hindi
        "कौन क्या कब कहाँ क्यों कैसे कितने किसने", "", "है हैं में का की के से को ने था थी और पर"
    ),
)
_UNSPACED = re.compile(
    "谁|誰|什么|什麼|哪里|哪裡|哪儿|怎么|怎麼|吗|嗎|何時|なぜ|ですか|ますか|でしたか|누구|무엇|언제|어디|어떻게"
)
"""Words in questions, but not names, in Chinese, Japanese and Korean."""

_ENGLISH_CLAUSE = re.compile(r"[a-z]{2,} [a-z]{2,}", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w\u0900-\u097f]*")
_ENGLISH = frozenset(word for word in FUNCTION_WORDS | ASKING | AUXILIARIES if len(word) > 1)


def is_foreign(line: str) -> bool:
    """Return whether a line is surely a question in another language; names, keywords and loan words are not.

    None of 9,957 English questions is taken for one, nor of 88,064 names and titles in English news (2026-11-26).
    """
    if _UNSPACED.search(line):
        return _ENGLISH_CLAUSE.search(line) is None
    first, *others = _WORD.findall(line) or [""]
    small = frozenset([first.casefold(), *(word for word in others if word == word.casefold())])
    every = {word.casefold() for word in (first, *others)}
    of = [one for one in _LANGUAGES if one.is_of(small) or ("¿" in line and small & one.words)]
    return any(every.isdisjoint(_ENGLISH - one.words) for one in of)
