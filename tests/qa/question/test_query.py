"""A question as it is understood."""

from qa.question.query import Query, QueryKind


def test_a_line_as_typed_is_its_words_and_nothing_else() -> None:
    query = Query.as_typed("who spoke this week?")
    assert query.typed == query.text == query.standalone == query.timeless == "who spoke this week?"
    assert (query.topic, query.context, query.days, query.kind) == ("", "", None, QueryKind.FACT)
    assert (query.is_relative, query.is_present, query.is_open) == (False, False, False)
