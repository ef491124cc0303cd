"""Questions -> answers: verified quotes, or an honest no."""

import json
from datetime import date
from pathlib import Path

import pytest

from qa import Where, open_assistant
from qa.answers import Staleness
from qa.assistant import Assistant
from qa.errors import LibraryMissing, ModelMismatch, QuestionError
from qa.library.indexing import index
from qa.library.options import IndexOptions
from tests.conftest import Shelf
from tests.fakes import WordEmbedder
from vectorstore.local import LocalStore

BRIDGE = (
    "Old bridge closes\n"
    "The council voted on Tuesday to close the old bridge for eleven months of repairs.\n\n"
    "Engineers had found cracks in two of its arches in January. They told the mayor at once.\n"
    "Source: courier.example.org\n"
)
FAIR = "---\ntitle: Harbour fair\ndate: 2024-06-17\n---\nThe harbour fair drew 42,000 visitors over the weekend.\n"


@pytest.fixture
def assistant(shelf: Shelf) -> Assistant:
    return shelf({"town/bridge.txt": BRIDGE, "town/fair.md": FAIR, "sport/run.txt": "A run\nThe run is 42 km long.\n"})


def test_an_answer_is_a_slice_of_its_file(assistant: Assistant) -> None:
    answer = assistant.ask("For how many months will the old bridge close for repairs?")
    (quote, *_) = answer.quotes
    assert answer.answered
    assert quote.text == "The council voted on Tuesday to close the old bridge for eleven months of repairs."
    assert Path(quote.article.path).read_text()[quote.start : quote.end] == quote.text
    assert (quote.line, quote.article.title, quote.article.source) == (2, "Old bridge closes", "courier.example.org")
    assert (quote.article.collection, answer.generation) == ("town", 1)


def test_a_sentence_that_leans_on_the_one_before_brings_it(assistant: Assistant) -> None:
    (quote, *_) = assistant.ask("Who told the mayor at once of the cracks in the arches?").quotes
    assert quote.text == "Engineers had found cracks in two of its arches in January. They told the mayor at once."


def test_title_front_matter_and_source_are_never_quoted(assistant: Assistant) -> None:
    for question in ("courier example org", "Old bridge closes", "title date 2024"):
        for quote in assistant.ask(question, min_confidence=0, limit=50).quotes:
            assert not any(part in quote.text for part in ("courier", "closes", "title:", "2024-06"))


def test_what_the_articles_do_not_say_is_not_answered(assistant: Assistant) -> None:
    answer = assistant.ask("Who composed the ninth symphony?")
    assert (answer.answered, answer.quotes) == (False, ())
    assert answer.confidence < 0.1
    assert answer.nearest == ()  # nothing comes near
    assert assistant.ask("Who composed the ninth symphony?", min_confidence=0).answered


@pytest.mark.parametrize("question", ["🙂🙂", "?!", "what is it", "的", "...", "\ud800"])
def test_a_question_without_telling_words_is_not_answered(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question).answered
    assert assistant.ask(question, min_confidence=0).quotes  # as it promises, whatever is asked


def test_bytes_that_are_no_text_are_a_question_and_a_name_all_the_same(assistant: Assistant) -> None:
    answer = assistant.ask("For how many months will the old bridge\udcff close?")
    assert answer.question == "For how many months will the old bridge\ufffd close?"
    assert answer.quotes[0].text.startswith("The council voted")
    for where in (Where(article="\udcff"), Where(collections=frozenset({"\udcff"}))):
        with pytest.raises(QuestionError, match=r"There is no .* '\ufffd'"):
            assistant.ask("What?", where=where)


@pytest.mark.parametrize("question", ["", "  \n ", "\t"])
def test_an_empty_question_is_an_error(assistant: Assistant, question: str) -> None:
    with pytest.raises(QuestionError, match="empty"):
        assistant.ask(question)


def test_ten_thousand_words_are_a_question(assistant: Assistant) -> None:
    answer = assistant.ask("bridge months " + "repairs " * 10_000, min_confidence=0)
    assert answer.quotes[0].text.startswith("The council voted")


def test_a_question_in_another_language_is_not_answered(assistant: Assistant) -> None:
    assert not assistant.ask("Wer hat die neunte Sinfonie komponiert?").answered


def test_filters_keep_everything_else_out(assistant: Assistant) -> None:
    def sources(where: Where) -> set[str]:
        answer = assistant.ask("How long is the bridge, the fair, the run?", where=where, min_confidence=0, limit=9)
        return {quote.article.title for quote in answer.quotes} | {article.title for article in answer.nearest}

    (run,) = (article for article in assistant.sources() if article.title == "A run")
    assert sources(Where(collections=frozenset({"sport"}))) == {"A run"}
    assert sources(Where(article=run.id)) == {"A run"}
    assert sources(Where(since=date(2024, 6, 1))) == {"Harbour fair"}
    assert sources(Where(until=date(2024, 6, 1))) == set()


@pytest.mark.parametrize(
    ("where", "told"),
    [
        (Where(article="nothing"), "no article 'nothing'"),
        (Where(collections=frozenset({"town", "x"})), "no collection 'x'"),
        (Where(author="Jane Roe"), "no article by 'Jane Roe'"),
        (Where(since=date(2024, 2, 1), until=date(2024, 1, 1)), "swap them"),
    ],
)
def test_a_filter_that_names_nothing_is_an_error(assistant: Assistant, where: Where, told: str) -> None:
    with pytest.raises(QuestionError, match=told):
        assistant.ask("What?", where=where)


def test_a_quote_whose_file_has_changed_is_withheld_and_takes_no_part(assistant: Assistant) -> None:
    question = "For how many months will the old bridge close?"
    path = Path(assistant.ask(question).quotes[0].article.path)
    path.write_text(BRIDGE.replace("eleven", "twelve"))
    assert all("bridge for" not in quote.text for quote in assistant.ask(question, min_confidence=0).quotes)
    answer = assistant.ask(question)
    assert (answer.answered, answer.quotes) == (False, ())
    assert answer.confidence < assistant.threshold
    assert [(one.article.title, one.reason) for one in answer.withheld] == [("Old bridge closes", Staleness.CHANGED)]
    path.unlink()
    assert assistant.ask(question).withheld[0].reason is Staleness.DELETED
    assert assistant.ask("How long is the run?").withheld == ()
    path.write_text(BRIDGE)
    assert assistant.ask(question).quotes[0].article.title == "Old bridge closes"


def test_a_quote_that_still_stands_in_a_file_that_changed_is_shown_where_it_stands_now(assistant: Assistant) -> None:
    question = "For how many months will the old bridge close?"
    before = assistant.ask(question).quotes[0]
    path = Path(before.article.path)
    path.write_text(BRIDGE.replace("closes\n", "closes\nThis is news.\n\nIt was long expected.\n"))
    quote = assistant.ask(question).quotes[0]
    assert quote.text == before.text
    assert (before.line, quote.line) == (2, 5)
    assert path.read_text()[quote.start : quote.end] == quote.text
    assert assistant.ask(question).withheld == ()
    context = assistant.context(before)
    assert context is not None
    assert context.before.endswith("It was long expected.\n")
    assert assistant.find(before.address) == quote.model_copy(update={"confidence": 1.0, "highlight": None})
    path.write_text(BRIDGE.replace("eleven", "twelve"))
    assert assistant.context(before) is None
    assert assistant.find(before.address) is None
    path.unlink()
    assert assistant.context(before) is None
    assert assistant.find(before.address) is None


def test_of_words_that_stand_twice_the_nearer_are_quoted(assistant: Assistant) -> None:
    quote = assistant.ask("For how many months will the old bridge close?").quotes[0]
    path = Path(quote.article.path)
    path.write_text(BRIDGE.replace("Source:", f"{quote.text}\nSource:"))
    assert assistant.ask("For how many months will the old bridge close?").quotes[0].start == quote.start


def test_at_most_two_quotes_of_an_article_unless_it_is_the_only_one(shelf: Shelf) -> None:
    lines = "\n".join(f"The bridge has pillar number {number} of stone." for number in range(9))
    two = shelf({"a.txt": f"One\n{lines}", "b.txt": "Two\nThe bridge has a pillar of wood, the number is unknown."})
    answer = two.ask("What pillar number has the bridge?", limit=5, min_confidence=0)
    titles = [quote.article.title for quote in answer.quotes]
    assert sorted(titles) == ["One", "One", "Two"]
    (one,) = (article for article in two.sources() if article.title == "One")
    alone = two.ask("What pillar number has the bridge?", limit=5, where=Where(article=one.id), min_confidence=0)
    assert len(alone.quotes) == 5


def test_the_same_said_twice_is_quoted_once_but_not_with_other_numbers(shelf: Shelf) -> None:
    said = "The fair in the harbour drew {} visitors over the whole weekend, it was said."
    articles = {
        "a.txt": said.format("42,000"),
        "b.txt": said.format("42,000") + " Indeed.",
        "c.txt": said.format("31,000"),
    }
    assistant = shelf({name: f"Title of {name}\n{text}" for name, text in articles.items()})
    texts = [quote.text for quote in assistant.ask("How many visitors did the fair draw?", min_confidence=0).quotes]
    assert sum("42,000" in text for text in texts) == 1
    assert sum("31,000" in text for text in texts) == 1


def test_quotes_are_short_where_the_article_allows_it(shelf: Shelf) -> None:
    long = "The bridge " + "of stone and iron " * 30 + "was built in 1782."
    assistant = shelf({"a.txt": f"Title\n{long}\nThe bridge is old. It was built by monks, they say."})
    quotes = assistant.ask("When was the bridge built?", min_confidence=0, limit=9).quotes
    assert all(len(quote.text.split()) <= 60 for quote in quotes)


def test_context_is_the_text_around_a_quote(assistant: Assistant) -> None:
    quote = assistant.ask("For how many months will the old bridge close?").quotes[0]
    context = assistant.context(quote)
    assert context is not None
    assert (context.before, context.quote) == ("", quote.text)
    assert context.after.startswith("\n\nEngineers had found cracks")
    assert "courier" not in context.after
    gone = quote.model_copy(update={"article": quote.article.model_copy(update={"id": "gone"})})
    assert assistant.context(gone) is None


def test_the_first_statement_of_an_article_is_a_slice_of_its_file_as_it_is_now(assistant: Assistant) -> None:
    (bridge,) = assistant.sources(search="old bridge")
    quote = assistant.first_statement(bridge.id)
    assert quote is not None
    assert quote.text == "The council voted on Tuesday to close the old bridge for eleven months of repairs."
    assert Path(bridge.path).read_text()[quote.start : quote.end] == quote.text
    assert assistant.first_statement(bridge.id, Where(collections=frozenset({"sport"}))) is None
    Path(bridge.path).unlink()
    assert assistant.first_statement(bridge.id) is None


def test_sources_and_status_tell_what_is_there(assistant: Assistant) -> None:
    assert [article.title for article in assistant.sources()] == ["A run", "Harbour fair", "Old bridge closes"]
    assert [article.title for article in assistant.sources(search="BRIDGE courier")] == ["Old bridge closes"]
    status = assistant.status()
    assert (status.generation, status.articles, status.collections) == (1, 3, {"sport": 1, "town": 2})
    assert (status.model, status.dimension) == ("words", 256)


def test_articles_without_a_date_are_counted_where_days_are_asked_for(assistant: Assistant) -> None:
    held = assistant.status()
    assert (held.first, held.last, held.undated) == (date(2024, 6, 17), date(2024, 6, 17), 2)
    assert assistant.ask("How long is the run?").undated == 0
    assert assistant.ask("How long is the run?", where=Where(since=date(2024, 1, 1))).undated == 2
    there = Where(collections=frozenset({"town"}), until=date(2025, 1, 1))
    assert assistant.ask("How long is the run?", where=there).undated == 1
    assert [one.title for one in assistant.sources(Where(since=date(2024, 6, 17)))] == ["Harbour fair"]
    assert assistant.sources(Where(until=date(2024, 6, 16))) == []


def test_an_empty_library_says_so(tmp_path: Path) -> None:
    embedder = WordEmbedder()
    store = LocalStore(tmp_path / "library", embedder.dimension)
    (tmp_path / "a.txt").write_text("A run\nThe run is 42 km long.\n")
    index([tmp_path / "a.txt"], store, embedder)
    (tmp_path / "a.txt").unlink()
    index([], store, embedder, options=IndexOptions(allow_removals=True))
    empty = open_assistant(store=store, embedder=embedder)
    for ask in (empty.ask, empty.search, empty.verify):
        with pytest.raises(LibraryMissing, match=r"The library is empty\. Fill it with: pullquote index PATH"):
            ask("How long is the run?")
    assert empty.status().articles == 0


@pytest.mark.usefixtures("assistant")
def test_another_model_is_refused(tmp_path: Path) -> None:
    other = WordEmbedder(digest="f" * 64)
    store = LocalStore(tmp_path / "library")
    with pytest.raises(ModelMismatch, match="was made with the model words"):
        open_assistant(store=store, embedder=other).ask("What?")


def test_the_json_of_an_answer_has_the_names_that_programs_rely_on(assistant: Assistant) -> None:
    answer = json.loads(assistant.ask("When does the old bridge close?", min_confidence=0).model_dump_json())
    assert list(answer) == [
        *("question", "standalone_question", "about", "answered", "confidence", "quotes", "disagreement", "days"),
        *("outside", "undated", "recorded", "choices", "nearest", "generation", "seconds", "is_overview"),
    ]
    assert answer["is_overview"] is False
    quote = answer["quotes"][0]
    assert list(quote) == [
        *("text", "start", "end", "line", "page", "marks", "highlight", "confidence", "articles", "article"),
        *("dates", "stands", "is_older", "is_dated"),
    ]
    assert list(quote["article"]) == ["id", "title", "source", "url", "published", "path", "collection"]
    assert list(answer["nearest"][0]) == list(quote["article"])
    assert answer["seconds"]["total"] > 0
    assert 0 <= quote["confidence"] <= answer["confidence"] <= 1


def test_hostile_questions_are_only_questions(assistant: Assistant, shared: Path) -> None:
    strings = json.loads((shared / "data" / "adversarial" / "blns.json").read_text())
    assert len(strings) > 400
    for string in strings:
        if string.strip():
            for quote in assistant.ask(string, min_confidence=0).quotes:
                assert Path(quote.article.path).read_text()[quote.start : quote.end] == quote.text


def test_hostile_articles_are_only_text(shelf: Shelf, shared: Path) -> None:
    strings = json.loads((shared / "data" / "adversarial" / "blns.json").read_text())
    assistant = shelf({f"{n}.txt": f"Title {n}\n{text}\n" for n, text in enumerate(strings) if text.isprintable()})
    answer = assistant.ask("Which script alerts?", min_confidence=0, limit=20)
    assert answer.quotes
    for quote in answer.quotes:
        assert Path(quote.article.path).read_text()[quote.start : quote.end] == quote.text
