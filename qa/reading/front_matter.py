"""The YAML at the head of a Markdown file: what it tells, and where it ends."""

import re
from typing import NamedTuple

BLOCK = re.compile(r"---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)

LARGEST = 64 * 1024
"""Characters of front matter that are parsed: PyYAML takes seconds for more."""

NULL = "tag:yaml.org,2002:null"


class FrontMatter(NamedTuple):
    """What the front matter tells, each as it is written; where the rest begins; and what is wrong with it."""

    told: dict[str, str]
    end: int
    fault: str | None = None


def front_matter(text: str) -> FrontMatter:
    """The front matter of a text; one that ends at 0 if there is none."""
    block = BLOCK.match(text)
    if block is None:
        return FrontMatter({}, 0)
    if len(block["yaml"]) > LARGEST:
        return FrontMatter({}, block.end(), "its front matter is larger than 64 kB: nothing is taken from it")
    return _parse(block["yaml"], block.end())


def _parse(source: str, end: int) -> FrontMatter:
    # Only here: it takes a while to load. Nodes are not made into values, so that neither aliases nor merged
    # keys can blow up, and in Python, for a deep nesting ends the process in the C parser that
    # frontmatter.YAMLHandler takes.
    import yaml

    try:
        root = yaml.compose(source, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        return FrontMatter({}, end, _fault(source, error))
    except (ValueError, OverflowError, RecursionError):
        return FrontMatter({}, end, "its front matter is not YAML: nothing is taken from it")
    if root is None:
        return FrontMatter({}, end)
    if not isinstance(root, yaml.MappingNode):
        return FrontMatter({}, 0)  # text between two rules
    told = {
        name.value: value.value
        for name, value in root.value
        if isinstance(name, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode) and value.tag != NULL
    }
    return FrontMatter(told, end)


def _fault(source: str, error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    line = mark.line if mark is not None else source.count("\n", 0, getattr(error, "position", 0))
    return f"its front matter is not YAML (line {line + 2}): nothing is taken from it"
