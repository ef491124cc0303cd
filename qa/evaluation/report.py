"""Report an evaluation as one self-contained HTML file: its curves, and every question, wrong ones first."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from qa.evaluation.calibration import Point
from qa.evaluation.figures import Evaluation, Outcome, Result
from qa.evaluation.intervals import Interval

SIZE = 320
MARGIN = 44
"""Pixels of a chart's side, and of the margin around it for its scales."""

STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 0 0 1.5rem; }
td, th { padding: .2rem .8rem .2rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid #8884; }
td.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
figure { display: inline-block; margin: 0 2rem 1rem 0; }
figcaption { max-width: 24rem; font-size: .9rem; }
svg { font: 11px system-ui, sans-serif; }
svg text { fill: currentColor; }
blockquote { margin: 0; }
input, label { cursor: pointer; }
label { margin-right: 1rem; }
#false:checked ~ table tr:not(.false), #silent:checked ~ table tr:not(.silent),
#later:checked ~ table tr:not(.later), #right:checked ~ table tr:not(.right) { display: none; }
.dim { opacity: .7; font-size: .9rem; overflow-wrap: anywhere; }
"""


def summary(evaluation: Evaluation) -> str:
    """Return the result in a sentence: "57 of 60 right, 2 false answers, 1 silent"."""
    counts = Counter(result.outcome for result in evaluation.results)
    right, later = counts[Outcome.RIGHT] + counts[Outcome.LATER], counts[Outcome.LATER]
    parts = [
        f"{right:,} of {evaluation.questions:,} right" + (f" ({later:,} of them in a later quote)" if later else "")
    ]
    if (false := counts[Outcome.FALSE]) > 0:
        parts.append(f"{false:,} false answer{'s' if false > 1 else ''}")
    if (silent := counts[Outcome.SILENT]) > 0:
        parts.append(f"{silent:,} silent")
    return ", ".join(parts)


def html(evaluation: Evaluation, about: str) -> str:
    """Return the report of an evaluation; `about` is a line on what was asked and when."""
    sections = [
        ("Found", evaluation.retrieval, ""),
        ("Quoted", evaluation.quotes, ""),
        ("Silent or not", evaluation.abstention, f"At the threshold of {evaluation.threshold:g}."),
        ("Milliseconds per question", evaluation.milliseconds, ""),
    ]
    return "\n".join(
        [
            '<!doctype html><html lang="en"><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>Pullquote: evaluation</title><style>{STYLE}</style>",
            f"<h1>{escape(summary(evaluation))}</h1><p>{escape(about)}<br>{evaluation.questions:,} questions, "
            f"{evaluation.answerable:,} of them answerable. In brackets the 95 % interval: Wilson's for a rate, "
            "else by bootstrap.</p>",
            *(_section(title, figures, note) for title, figures, note in sections if figures),
            "<h2>Curves</h2>",
            _chart(
                "Risk and coverage",
                evaluation.risk_coverage,
                ("share of questions answered", "wrong first quotes"),
                "As the threshold falls, more questions are answered, and more of the answers are wrong.",
                line=True,
            ),
            _chart(
                "Calibration",
                evaluation.reliability,
                ("confidence", "share that is answerable"),
                "Confidence is calibrated where the points lie on the diagonal.",
                line=False,
            ),
            "<h2>Every question</h2>",
            *_results(evaluation.results, evaluation.threshold),
        ]
    )


def _section(title: str, figures: Mapping[str, Interval], note: str) -> str:
    rows = "".join(
        f'<tr><td>{escape(name)}<td class="number"><b>{written(one.value)}</b>'
        f'<td class="number">({written(one.low)} to {written(one.high)})'
        for name, one in figures.items()
    )
    return f"<h2>{escape(title)}</h2>{f'<p>{escape(note)}</p>' if note else ''}<table>{rows}</table>"


def _chart(title: str, points: Sequence[Point], axes: tuple[str, str], note: str, *, line: bool) -> str:
    """A chart from 0 to 1 on both axes: a line, or points and the diagonal."""

    def place(x: float, y: float) -> str:
        return f"{MARGIN + x * SIZE:.1f},{MARGIN / 2 + (1 - y) * SIZE:.1f}"

    def text(x: float, y: float, said: str, anchor: str = "middle") -> str:
        return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{escape(said)}</text>'

    ticks = [tick / 4 for tick in range(5)]
    below, left = MARGIN / 2 + SIZE, MARGIN
    drawn = [
        f'<polyline points="{place(0, 1)} {place(0, 0)} {place(1, 0)}" fill="none" stroke="currentColor"/>',
        *(text(left + tick * SIZE, below + 15, f"{tick:g}") for tick in ticks),
        *(text(left - 6, below - tick * SIZE + 4, f"{tick:g}", "end") for tick in ticks),
        text(left + SIZE / 2, below + 32, axes[0]),
        f'<g transform="rotate(-90)">{text(-(MARGIN / 2 + SIZE / 2), 12, axes[1])}</g>',
    ]
    if line:
        path = " ".join(place(point.x, point.y) for point in points)
        drawn.append(f'<polyline points="{path}" fill="none" stroke="#36c" stroke-width="2"/>')
    else:
        drawn.append(f'<path d="M {place(0, 0)} L {place(1, 1)}" stroke="#888" stroke-dasharray="4"/>')
        drawn += [
            f'<circle cx="{x}" cy="{y}" r="4" fill="#36c"><title>{point.count} questions</title></circle>'
            for point in points
            for x, y in [place(point.x, point.y).split(",")]
        ]
    size = f'width="{SIZE + 2 * MARGIN}" height="{SIZE + 2 * MARGIN}"'
    return (
        f'<figure><svg {size} role="img" aria-label="{escape(title)}">{"".join(drawn)}</svg>'
        f"<figcaption><b>{escape(title)}.</b> {escape(note)}</figcaption></figure>"
    )


def _results(results: Iterable[Result], threshold: float) -> Iterable[str]:
    """Every question, wrong ones first, with buttons that show only those with one outcome.

    What was found for a question is marked where it was too unsure to be shown.
    """
    by_outcome = sorted(results, key=lambda one: list(Outcome).index(one.outcome))
    counts = Counter(one.outcome for one in by_outcome)
    yield '<input type="radio" name="shown" id="all" checked><label for="all">all</label>'
    for outcome in Outcome:
        name = outcome.name.lower()
        label = f"{escape(outcome.value)} ({counts[outcome]:,})"
        yield f'<input type="radio" name="shown" id="{name}"><label for="{name}">{label}</label>'
    yield "<table>"
    for one in by_outcome:
        reason = f": {one.reason}" if one.reason else ""
        unsure = "<span class=dim>too unsure to be shown:</span>" if one.said and one.confidence < threshold else ""
        yield (
            f'<tr class="{one.outcome.name.lower()}"><td>{escape(one.outcome.value + reason)}<td>{escape(one.question)}'
            f"<br><span class=dim>wanted: {escape(', '.join(one.wanted) or 'no answer')}</span>"
            f"<td>{unsure}<blockquote>{escape(one.said)}</blockquote>"
            f"<span class=dim>{escape(one.source)} · {one.confidence:.2f}</span>"
        )
    yield "</table>"


def written(value: float) -> str:
    """A figure as it is shown: a share with three digits, seconds and counts with one."""
    return f"{value:.3f}" if value < 10 else f"{value:.1f}"
