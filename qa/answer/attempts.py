"""Try a question as each of its queries, in order, until one is answered."""

from collections.abc import Iterable
from dataclasses import replace

from qa.answer.asking import Request
from qa.answer.clarification import LOOKED_AT, asked_back
from qa.answer.pipeline import Pipeline
from qa.answers import Answer
from qa.library.documents import article_of
from qa.question.query import Query, QueryKind
from qa.values import ArticleInfo
from vectorstore.store import Snapshot


def first_answered(pipeline: Pipeline, snapshot: Snapshot, queries: Iterable[Query], request: Request) -> Answer:
    """Return the first answer that says something, else that to the first query. Later queries wait."""
    answers = (answered(pipeline, snapshot, query, request) for query in queries)
    first = next(answers)
    return first if first.answered else next((one for one in answers if one.answered), first)


def answered(pipeline: Pipeline, snapshot: Snapshot, query: Query, request: Request) -> Answer:
    """Return a query's answer; if it names nothing, that from the article that is meant, or a choice of two.

    Put to one article, such a question is about its title's subject. Whoever asks for quotes however unsure is
    not asked back.
    """
    if request.where.since is not None or request.where.until is not None:
        query = replace(query, text=query.timeless, days=None)
    if query.kind is QueryKind.ABOUT_IT and query.article and request.where.article is None:
        request = replace(request, where=request.where.model_copy(update={"article": query.article}))
    if not query.is_open:
        return pipeline.answer(snapshot, query, request)

    def of(article: ArticleInfo) -> Answer:
        there = request.where.model_copy(update={"article": article.id})
        return pipeline.answer(snapshot, replace(query, topic=article.title), replace(wide, where=there))

    wide = replace(request, limit=max(LOOKED_AT, request.limit))
    if (key := request.where.article) is not None:
        answer = of(article_of(snapshot.documents([key])[key]).info)
    else:
        answer = pipeline.answer(snapshot, query, wide)
        answer = answer if request.threshold == 0 else asked_back(answer, of)
    return answer.model_copy(update={"quotes": answer.quotes[: request.limit], "about": ""})
