"""The one object with state: questions in, answers out, from a library that may change meanwhile."""

import time
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from datetime import date
from itertools import chain

from qa.answer.asking import Request, askable
from qa.answer.attempts import first_answered
from qa.answer.confidence import fitted
from qa.answer.overview import first_statement
from qa.answer.pipeline import Pipeline
from qa.answer.quotes import placed, quote_of
from qa.answer.retrieval import retrieve, sought
from qa.answers import Address, Answer, Context, Quote, Turn, digest_of
from qa.errors import QuestionError
from qa.library.advice import AdvisedStore
from qa.library.cutting.seen import Seen
from qa.library.cutting.segments import around, sentences
from qa.library.disk.disk_check import Freshness
from qa.library.disk.elsewhere import recorded_of
from qa.library.documents import filter_of
from qa.library.listing import Listing, articles_around, listed_articles, require, status_of, unasked
from qa.library.model_identity import check
from qa.models.embedder import Embedder
from qa.models.reader import Reader, shipped
from qa.question.understand import attempts
from qa.reports import ArticlesAround, LibraryStatus
from qa.values import Article, ArticleInfo, Match, Span, Where, whole
from qa.verification.verdict import LONGEST, Verdict, verdict
from qa.verification.words import words
from qa.web.followed import with_followed
from vectorstore.store import Snapshot, VectorStore

AROUND = 600
"""Characters of context on each side of a quote, completed to the end of a sentence."""


class Assistant:
    """Answers questions from a library. Safe to share between threads; each question sees one generation.

    `embedder` and `reader` are called once, when the first question needs them. `min_confidence` is the threshold
    below which the answer is "not in the articles"; None takes the fitted one. `path` is the library's folder,
    `place` where it is kept, if that is elsewhere.
    """

    def __init__(
        self,
        store: VectorStore,
        embedder: Callable[[], Embedder],
        reader: Callable[[], Reader] = shipped,
        path: str = "",
        min_confidence: float | None = None,
        place: str = "",
    ) -> None:
        self._store = AdvisedStore(store)
        self._path, self._place = path, place or path
        models = fitted()
        self.threshold = models.threshold if min_confidence is None else min_confidence
        self._freshness = Freshness(is_shared=bool(place))
        self.pipeline = Pipeline(embedder, reader, self._freshness, models)
        self._collections: tuple[int, dict[str, int]] = (-1, {})

    def opened(self) -> AbstractContextManager[Snapshot]:
        """The newest generation, open during the block. Raises LibraryError if it cannot be read."""
        return self._store.snapshot()

    def warm(self) -> None:
        """Load all that a question needs, so that the first one is as fast as the rest."""
        self.ask("Is all in memory?", min_confidence=0)

    def ask(
        self,
        question: str,
        *,
        where: Where | None = None,
        limit: int = 3,
        min_confidence: float | None = None,
        history: Sequence[Turn] = (),
        today: date | None = None,
    ) -> Answer:
        """Answer a question with at most `limit` quotes, best first, and from three on one more that adds to the first.
        A higher limit does not change the earlier ones, unless the question names days.

        `history` has the earlier turns of the conversation, oldest first: a question that depends on them is understood
        in their light, and `standalone_question` says how. If it depends on something that nobody named, and two
        articles answer, `choices` asks which one is meant. A question that names days ("this week", counted from
        `today`, by default the present day) is answered from articles of those days, or from any others if those do not
        answer; not where `where` has days.

        Raises QuestionError if the question is empty or about an article or a collection that does not exist,
        ModelMismatch if the library is another model's, LibraryError if it cannot be read.
        """
        question, limit = askable(question, limit)
        threshold = self.threshold if min_confidence is None else min_confidence
        request = Request(where=where or Where(), today=today or date.today(), limit=limit, threshold=threshold)
        start = time.perf_counter()
        with self._store.snapshot() as snapshot:
            check(snapshot.attributes, self.pipeline.embedder)
            self._check_exists(snapshot, request.where)
            opened = time.perf_counter()
            queries = attempts(question, history, snapshot, filter_of(request.where), request.today)
            query = next(queries)
            understood = time.perf_counter()
            answer = first_answered(self.pipeline, snapshot, chain([query], queries), request)
            undated = unasked(snapshot, request.where)
            recorded = recorded_of(answer, self._freshness.elsewhere(snapshot.attributes))
        seconds = {"total": time.perf_counter() - start, "open": opened - start, "understand": understood - opened}
        unchanged = {"standalone_question": question} if answer.standalone_question == question.strip() else {}
        said = {"question": question, "undated": undated, "recorded": recorded, **unchanged}
        return answer.model_copy(update={**said, "seconds": answer.seconds | seconds})

    def search(self, words: str, where: Where | None = None, limit: int = 10) -> list[Match]:
        """Return the passages that match words best, by meaning and by the words themselves.

        Raises QuestionError as `ask` does.
        """
        words = whole(words)
        if not words.strip():
            raise QuestionError("There is nothing to look for: name some words.")
        where = where or Where()
        with self._store.snapshot() as snapshot:
            check(snapshot.attributes, self.pipeline.embedder)
            self._check_exists(snapshot, where)
            question = sought(snapshot, self.pipeline.embedder, words)
            return retrieve(snapshot, question, filter_of(where), limit).matches

    def verify(self, text: str, where: Where | None = None) -> Verdict:
        """Return whether a text stands in the articles, word for word, nearly so, or not.

        Raises QuestionError if it has no words or too many, or as `ask` does.
        """
        text = whole(text).strip()
        if not 0 < len(words(text)) <= LONGEST:
            raise QuestionError(f"Give the words to be checked: at least one, at most {LONGEST:,}.")
        where = where or Where()
        with self._store.snapshot() as snapshot:
            check(snapshot.attributes, self.pipeline.embedder)
            self._check_exists(snapshot, where)

            def current(articles: Collection[Article]) -> dict[str, Article]:
                digests = snapshot.origins({article.path for article in articles})
                found = self._freshness.current(articles, digests, self._freshness.elsewhere(snapshot.attributes))
                return {key: one for key, one in found.items() if isinstance(one, Article)}

            return verdict(snapshot, self.pipeline.embedder, text, where, current)

    def article(self, key: str, where: Where | None = None) -> Article:
        """Return an article as its file has it now. Raises QuestionError if there is none with this id."""
        article = self._article(whole(key), where)
        if article is None:
            raise QuestionError(f"There is no article {key!r}, or its file is gone; see: pullquote sources")
        return article

    def find(self, address: Address, where: Where | None = None) -> Quote | None:
        """The quote at an address, or where its words stand now; None if they are gone, or not in these articles."""
        article = self._article(address.article, where)
        if article is None:
            return None
        length = address.end - address.start

        def is_there(start: int) -> bool:
            return digest_of(article.text[start : start + length]) == address.digest

        begins = (start for start, _ in sentences(article))
        start = address.start if is_there(address.start) else next(filter(is_there, begins), None)
        return None if start is None else quote_of(article, Span(start, start + length), 1.0)

    def first_statement(self, key: str, where: Where | None = None) -> Quote | None:
        """An article's first statement, as its file has it now; None if it has none, or is not among these."""
        article = self._article(key, where)
        return first_statement(article) if article is not None else None

    def context(self, quote: Quote) -> Context | None:
        """The text around a quote, in whole sentences; None if the article no longer has the quote."""
        article = self._article(quote.article.id, None)
        now = placed(quote, article) if article is not None else None
        if article is None or now is None:
            return None
        start, end = around(article, Span(now.start, now.end), AROUND)
        seen = Seen(article)
        return Context(
            article=article.info,
            before=seen.words(Span(start, now.start)),
            quote=now.seen(),
            after=seen.words(Span(now.end, end)),
        )

    def sources(
        self, where: Where | None = None, search: str = "", listing: Listing | None = None, *, by_path: bool = True
    ) -> list[ArticleInfo]:
        """The facts about every article from these days, or about those that have all words of `search`, if given.

        Words are looked for in title, source and address, or without an address in the path: all of it if `by_path`,
        else collection and file name.

        Raises QuestionError for a collection that does not exist.
        """
        where = where or Where()
        with self._store.snapshot() as snapshot:
            self._check_exists(snapshot, where)
            return listed_articles(snapshot, where, listing or Listing(), search, by_path=by_path)

    def sources_around(self, number: int, count: int, where: Where, search: str = "") -> ArticlesAround:
        """Articles of the list of `sources` by title, with whole paths left out of the search: at most `count` before a
        number (from 0), and as many from it on. Raises QuestionError as `sources` does.
        """
        with self._store.snapshot() as snapshot:
            self._check_exists(snapshot, where)
            return articles_around(snapshot, where, search, number, count)

    def authors(self, where: Where | None = None) -> dict[str, int]:
        """How many articles each author has, by name, in the named collections if there are any."""
        with self._store.snapshot() as snapshot:
            return snapshot.authors(where.collections if where else None)

    def collections(self) -> dict[str, int]:
        """How many articles each collection has, by name."""
        with self._store.snapshot() as snapshot:
            return dict(self._collections_of(snapshot))

    def digests(self, where: Where | None = None) -> dict[str, str]:
        """The digest of every article, by id; a changed article has another digest."""
        with self._store.snapshot() as snapshot:
            among = where.collections if where else None
            return {one.key: one.digest for one in snapshot.entries() if among is None or one.collection in among}

    def status(self) -> LibraryStatus:
        """The library's contents and sources."""
        with self._store.snapshot() as snapshot:
            held = with_followed(status_of(snapshot, self._path, self._collections_of(snapshot)))
            return held.model_copy(update={"path": self._place})

    def _collections_of(self, snapshot: Snapshot) -> dict[str, int]:
        """The collections of a generation, counted once."""
        generation, collections = self._collections
        if generation != snapshot.generation:
            collections = snapshot.collections()
            self._collections = snapshot.generation, collections
        return collections

    def _check_exists(self, snapshot: Snapshot, where: Where) -> None:
        """Raise QuestionError for an article or a collection that the library does not have."""
        require(snapshot, where, self._collections_of(snapshot))

    def _article(self, key: str, where: Where | None) -> Article | None:
        with self._store.snapshot() as snapshot:
            return self._freshness.article(snapshot, key, where.collections if where is not None else None)
