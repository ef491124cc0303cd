"""Reports: what a library holds, and what was done to it. All are frozen."""

from datetime import date, datetime
from enum import StrEnum

from qa.values import ArticleInfo, Value


class FollowedKind(StrEnum):
    """Kinds of what is followed; a sitemap counts as a feed."""

    FOLDER = "folder"
    FILE = "file"
    FEED = "feed"
    PAGE = "page"


class Followed(Value):
    """A path or an address that a library follows: when it was last checked, and why that failed, if it did."""

    place: str
    kind: FollowedKind
    looked: datetime | None = None
    problem: str | None = None


class Skipped(Value):
    """Something that should have been indexed but was not, and why. `line` is 1-based."""

    path: str
    line: int | None = None
    reason: str


class LibraryStatus(Value):
    """The contents of a library. `updated` is the moment of its last commit, `bytes` its size on disk.

    `drafts`: it also has articles not for the public. `left_out` are the patterns of files that it leaves out.

    `first` and `last` are the days of the oldest and the newest article, None if none has a date; `undated` counts
    those without one. `excluded` are forgotten paths below the followed ones, `failures` what could not be read or
    fetched below these at the last check.
    """

    path: str
    generation: int
    updated: datetime | None
    articles: int
    passages: int
    bytes: int
    collections: dict[str, int]
    roots: tuple[str, ...]
    drafts: bool = False
    left_out: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    undated: int = 0
    followed: tuple[Followed, ...] = ()
    excluded: tuple[str, ...] = ()
    failures: tuple[Skipped, ...] = ()
    model: str
    model_digest: str
    dimension: int


class ArticlesAround(Value):
    """Some articles of a list, of which the first has the number `first` (from 0), and how many the list has."""

    articles: tuple[ArticleInfo, ...]
    first: int
    total: int


class Diagnosis(Value):
    """The result of one check of a library; `mend` is what to do about it, None if all is well."""

    what: str
    mend: str | None = None


class Sentence(Value):
    """A sentence of an article that may be quoted, and its line in the file, if that has lines."""

    line: int | None
    text: str


class LeftOut(Sentence):
    """A part of an article that may not be quoted, and why."""

    reason: str


class Explanation(Value):
    """What was taken from an article, and what was not.

    `title_from` and `published_from` say where the title and the day come from; a `draft` is not for the public, nor
    is anything before its day `public_from`.
    """

    article: ArticleInfo
    authors: tuple[str, ...]
    title_from: str
    published_from: str
    draft: bool
    public_from: date | None
    quotable: tuple[Sentence, ...]
    left_out: tuple[LeftOut, ...]


class Notice(Value):
    """Something worth saying about an article that was read all the same."""

    path: str
    reason: str


class IndexReport(Value):
    """What one run of indexing did, in articles, passages and seconds.

    `moved` counts articles whose file has a new path but the same content; they are neither added nor removed.
    `undated` counts the added and changed ones that have no date. `embedded` counts the passages whose vectors were
    computed, `passages` all that the library holds. `reread` counts unchanged files that were read again because an
    earlier version of the program had read them, and `drafts` the articles that were left out because they are not
    for the public, or not yet.
    """

    added: int
    changed: int
    unchanged: int
    moved: int = 0
    removed: int
    reread: int = 0
    drafts: int = 0
    undated: int = 0
    skipped: tuple[Skipped, ...]
    notices: tuple[Notice, ...]
    embedded: int
    passages: int
    articles: int
    generation: int
    seconds: float
    dry_run: bool = False


class ForgetReport(Value):
    """The paths and addresses that were forgotten, and how many articles with them; `articles` are left."""

    paths: tuple[str, ...]
    addresses: tuple[str, ...]
    removed: int
    articles: int
    generation: int


class TransferReport(Value):
    """What was copied to another store; `vectors` counts those that it did not have."""

    articles: int
    passages: int
    vectors: int
    generation: int


class MoveReport(Value):
    """What was moved from `old` to `new`, in articles; `changed` counts the files that differ there."""

    old: str
    new: str
    moved: int
    removed: int
    changed: int
    articles: int
    generation: int
