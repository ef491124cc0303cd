"""Articles, quotes and answers for tests of what is sent."""

from datetime import date

from bot.outgoing.escape import clean
from bot.outgoing.layout import Shown, answer_messages
from qa.answers import Answer, Quote
from qa.conversation.exchange import Exchange
from qa.values import ArticleInfo, Span
from tests.bot.markup import Line, shown
from tests.bot.texts import hostile

seen = hostile.filter(lambda text: bool(clean(text)))


def article(number: int = 1, title: str = "A bridge", url: str | None = None, source: str | None = None) -> ArticleInfo:
    return ArticleInfo(
        id=f"{number:016x}", title=title, source=source, url=url, published=date(2024, 3, 12),
        path=f"/srv/news/world/{number}.md", collection="world",
    )  # fmt: skip


def quote(text: str, *, about: ArticleInfo | None = None, highlight: tuple[int, int] | None = None) -> Quote:
    span = Span(*highlight) if highlight else None
    return Quote(
        text=text, start=10, end=10 + len(text), line=3, highlight=span, confidence=0.9, article=about or article()
    )


def answer(*quotes: Quote, question: str = "When?", understood: str | None = None, **told: object) -> Answer:
    given_: dict[str, object] = {
        "question": question, "standalone_question": understood or question, "answered": bool(quotes),
        "confidence": 0.9, "quotes": quotes, "nearest": (), "generation": 1, "seconds": {"total": 0.1},
    }  # fmt: skip
    return Answer.model_validate(given_ | told)


def quoted(messages: tuple[str, ...] | list[str]) -> list[Line]:
    return [line for message in messages for line in shown(message) if line.kind == "quote"]


def laid(told: Answer, question: str) -> Shown:
    """Return the messages of an answer to a question."""
    return answer_messages(told, Exchange(question).answered(told))
