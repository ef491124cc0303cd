"""A small library of articles that talks are about, and the quotes that their turns got."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qa.answers import Quote, Turn
from qa.library.documents import article_of
from qa.library.indexing import index
from qa.question.names import Texts
from qa.values import Article, Span
from tests.fakes import WordEmbedder
from vectorstore.local import LocalStore
from vectorstore.store import Snapshot

ARTICLES = {
    "lee": """Speech after the attack

Peruvian Prime Minister Tom Lee spoke to the nation after the attack. "Our nation is in danger," Lee said in a speech on
television on Wednesday. He is 58.
""",
    "court": """A lawyer at the court

Solicitor General Ann Poe is the top lawyer of the government at the court. Poe, 43, argues the greatest cases.

Justice Sam Ray, 73, is on the other side.

"Because corporate America wants it," Poe said, "the law must stay."
""",
    "telescope": """A telescope is launched

The James Webb Space Telescope was launched on Saturday from the coast. A shield keeps the mirror of the telescope cold,
and the James Webb Space Telescope cost ten billion dollars. The Hubble is older. The Hubble cost five billion dollars.
""",
    "lay-offs": """Technology firms shrink

About 12,000 people at Google lost their work. Last week the firm Amazon laid off 18,000 people, and at Amazon workers
protested. For years both firms had grown, Google by a third.
""",
    "bridge": """Mill Bridge to be closed

The Mill Bridge is closed for repairs, mayor Ida Kern said. Shop owners near the Mill Bridge are against it.
""",
    "quake": """Earthquake kills thousands

The earthquake of 2023 killed 40,000 people in Turkey. In Turkey rescuers still dig. In Syria 6,000 people died, doctors
in Syria said.
""",
    "octopus": """Three hearts

The octopus has three hearts. Octopuses have nine brains and blue blood.
""",
}


@pytest.fixture(scope="session")
def talked_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """A library of articles to talk about, open for reading."""
    folder = tmp_path_factory.mktemp("talks")
    for name, text in ARTICLES.items():
        Path(folder / f"{name}.txt").write_text(text, encoding="utf-8")
    embedder = WordEmbedder()
    store = LocalStore(tmp_path_factory.mktemp("library"), embedder.dimension)
    index([folder], store, embedder)
    with store.snapshot() as snapshot:
        yield snapshot


@pytest.fixture(scope="session")
def texts() -> Texts:
    """The texts of those articles, without their titles."""
    return Texts(tuple(text.partition("\n\n")[2] for text in ARTICLES.values()))


QuotedTurn = Callable[..., Turn]


@pytest.fixture
def quoted(talked_of: Snapshot) -> QuotedTurn:
    """Makes a turn with the quote that it got: quoted(question, article, words, answering words)."""
    documents = talked_of.documents([entry.key for entry in talked_of.entries()]).values()
    articles: dict[str, Article] = {Path(one.path).stem: one for one in map(article_of, documents)}

    def make(question: str, name: str, words: str, answer: str = "") -> Turn:
        article = articles[name]
        start = article.text.index(words)
        place = words.index(answer)
        quote = Quote(
            text=words,
            start=start,
            end=start + len(words),
            line=1,
            highlight=Span(place, place + len(answer)) if answer else None,
            confidence=0.9,
            article=article.info,
        )
        return Turn(question=question, quotes=(quote,))

    return make
