"""Modals, and what is typed into them."""

import pytest

from bot.outgoing.buttons import Verb
from bot.outgoing.modals import Field, modal, submitted


@pytest.mark.asyncio
async def test_what_is_typed_comes_back_with_the_verb() -> None:
    opened = modal(Verb.BAD, 7, "Why?", Field("Say why", 300, placeholder="Because"))
    assert opened.custom_id != modal(Verb.BAD, 8, "Why?", Field("Say why", 300)).custom_id
    assert opened.is_finished()  # nobody waits for it
    (row,) = opened.to_dict()["components"]
    (field,) = row["components"]
    assert (field["label"], field["max_length"], field["placeholder"]) == ("Say why", 300, "Because")
    typed = {
        "custom_id": opened.custom_id,
        "components": [{"type": 1, "components": [{**field, "value": "It is old"}]}],
    }
    assert submitted(typed) == (Verb.BAD, "It is old")


@pytest.mark.parametrize(
    "data", [{}, {"custom_id": "0" * 32, "components": []}, {"custom_id": "pq:bad:"}, {"custom_id": "pq:worse:"}]
)
def test_a_modal_of_another_version_is_unknown(data: dict[str, object]) -> None:
    assert submitted(data) is None
