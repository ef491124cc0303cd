"""Discord's limits, from its published description and from what else is known."""

import pytest

from tests.bot.loopback import limits
from tests.bot.loopback.contract import Contract, published


@pytest.fixture
def contract() -> Contract:
    """Discord's published description; without it the test is skipped."""
    if not published().described:
        pytest.skip("Discord's description is not beside the project")
    return published()


def _button(**changes: object) -> dict[str, object]:
    return {"type": 2, "style": 1, "label": "x", "custom_id": "x"} | changes


def _rows(*buttons: dict[str, object]) -> dict[str, object]:
    return {"components": [{"type": 1, "components": list(buttons)}]}


@pytest.mark.parametrize(
    ("reason", "body"),
    [
        ("content", {"content": "x" * 2001}),
        ("content", {"content": 5}),
        ("embeds", {"embeds": [{"description": "x" * 3001}] * 2}),
        ("embeds.0.title", {"embeds": [{"title": "x" * 257}]}),
        ("embeds.0.description", {"embeds": [{"description": "x" * 4097}]}),
        ("embeds.0.description", {"embeds": [{"description": "😀" * 2049}]}),
        ("embeds.0.footer.text", {"embeds": [{"footer": {"text": "x" * 2049}}]}),
        ("embeds.0.fields", {"embeds": [{"fields": [{"name": "x", "value": "x"}] * 26}]}),
        ("embeds.0.fields.0.name", {"embeds": [{"fields": [{"name": " ", "value": "x"}]}]}),
        ("embeds.0.fields.0.value", {"embeds": [{"fields": [{"name": "x", "value": "x" * 1025}]}]}),
        ("embeds.0.url", {"embeds": [{"title": "x", "url": "javascript:alert(1)"}]}),
        ("embeds", {"embeds": [{"title": "x"}] * 11}),
        ("components", {"components": [{"type": 1, "components": [_button(custom_id=str(n))]} for n in range(6)]}),
        ("components.0.components", _rows(*(_button(custom_id=str(n)) for n in range(6)))),
        ("components.0.components.0.label", _rows(_button(label="x" * 81))),
        ("components.0.components.0.label", _rows(_button(label=""))),
        ("components.0.components.0.custom_id", _rows(_button(custom_id="x" * 101))),
        ("components.0.components.0.custom_id", _rows(_button(custom_id=None))),
        ("components.0.components.0.url", _rows(_button(style=5, custom_id=None, url="https://e.org/" + "x" * 512))),
        ("components", _rows(_button(), _button())),
        ("components.0.type", {"components": [{"type": 10, "content": "x"}]}),
        ("content", {"content": "x", "flags": 1 << 15, "components": [{"type": 10, "content": "x"}]}),
        ("allowed_mentions", {"allowed_mentions": {"parse": ["users"], "users": ["1"]}}),
        ("allowed_mentions.parse.0", {"allowed_mentions": {"parse": ["all"]}}),
        ("message_reference.message_id", {"message_reference": {"message_id": "x"}}),
    ],
)
def test_messages_outside_the_limits_have_a_problem(contract: Contract, reason: str, body: dict[str, object]) -> None:
    for method, path in (("POST", "/channels/1/messages"), ("PATCH", "/channels/1/messages/2")):
        if reason.startswith("message_reference") and method == "PATCH":
            continue
        described, known = contract.problems(method, path, {}, body, multipart=False)
        assert known
        found = described or limits.problems(path, body)
        assert reason in {".".join(problem.at) for problem in found}, [str(problem) for problem in found]


def test_a_message_within_the_limits_has_no_problem(contract: Contract) -> None:
    body = {
        "content": "x" * 2000,
        "embeds": [{"title": "x" * 256, "description": "x" * 4096, "fields": [{"name": "x", "value": "x" * 1024}]}],
        "components": [
            {"type": 1, "components": [_button(custom_id=f"{row} {n}", label="x" * 80) for n in range(5)]}
            for row in range(5)
        ],
        "allowed_mentions": {"parse": [], "replied_user": False},
    }
    assert contract.problems("POST", "/channels/1/messages", {}, body, multipart=False) == ([], True)
    assert limits.problems("/channels/1/messages", body) == []


@pytest.mark.parametrize(
    ("path", "body", "reason"),
    [
        ("/channels/1/messages/2/threads", {"name": "x" * 101}, "name"),
        ("/channels/1/threads", {"name": "x", "message": {"content": "x" * 2001}}, "message.content"),
        ("/interactions/1/x/callback", {"type": 4, "data": {"content": "x" * 2001}}, "data.content"),
        (
            "/interactions/1/x/callback",
            {"type": 8, "data": {"choices": [{"name": "", "value": 1}]}},
            "data.choices.0.name",
        ),
        (
            "/interactions/1/x/callback",
            {"type": 8, "data": {"choices": [{"name": "x", "value": 1}] * 26}},
            "data.choices",
        ),
        ("/interactions/1/x/callback", {"type": 99}, "type"),
        ("/webhooks/1/x", {"content": "x" * 2001}, "content"),
    ],
)
def test_other_requests_outside_the_limits_have_a_problem(
    contract: Contract, path: str, body: dict[str, object], reason: str
) -> None:
    described, known = contract.problems("POST", path, {}, body, multipart=False)
    assert known
    found = described or limits.problems(path, body)
    assert reason in {".".join(problem.at) for problem in found}, [str(problem) for problem in found]
