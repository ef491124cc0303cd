"""A line that asks for nothing is recognised only as a whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.conversation.acts import Act, ActKind, act_of, asks

LINES = {
    ActKind.GREETING: [
        "hi",
        "Hello there!",
        "good morning",
        "Hey.",
        "hello, hello",
        "Hi everyone",
        "Hello, how are you?",
    ],
    ActKind.THANKS: [
        *("thanks!", "Thank you, that helps", "ok, thanks a lot!", "Great, thank you very much.", "thx", "No, thanks."),
        *("Thanks for the quotes", "That helps.", "many thanks", "Thank you, that is all", "ok thanks"),
        *("good bot", "Nice work!", "well done", "great, that helps", "Oh, thank you", "thanks, great!", "thanks 👍"),
        "nice one",
    ],
    ActKind.BYE: [
        *("bye", "bye 👋", "Goodbye!", "exit", "quit", "good night", "ok, bye", "See you later.", "stop", "Stop it!")
    ],
    ActKind.NOD: [
        *("👍", "…", "🙂🙂", "ok 👍", "lol 😂", "no 🙃", "<:owl:123456789012345678>", "<a:wave:1> ok", "oh, ok"),
        *("no", "nope", "lol", "haha", "ok, fine", "never mind", "I see.", "sure, ok", "no, no", "haha nice", "well"),
        *("+1", "wrong", "That’s wrong!", "no, that is not true", "you're right", "shut up", "bad bot", "stupid bot!"),
        *("yes", "ok", "OK!", "yeah", "great", "Great.", "cool", "wow", "oh", "Perfect!"),
    ],
    ActKind.HELP: [
        *("What can you tell me?", "what do you know about", "What's this bot for?", "list of commands", "usage"),
        *("what are you able to do?", "who made you", "are you ChatGPT?"),
        *("help", "Help!", "who are you?", "What can you do?", "what can I ask", "are you a bot?"),
        *("how does this work?", "how do I use this"),
    ],
    ActKind.UNDO: ["undo", "Undo that", "take that back", "forget it"],
    ActKind.MORE: [
        *("more", "tell me more", "any more?", "show more quotes", "Show me more", "More, please!", "anything else?"),
        *("What else?", "go on", "Is there any more?", "thanks, show me more", "and more?", "Tell me more about that."),
    ],
    ActKind.WHY: ["why?", "Why", "But why?", "and why is that?", "How come?", "why so"],
    ActKind.WHO: ["who said that?", "Who says so?", "who said this", "Says who?", "And who said that?"],
    ActKind.SOURCE: [
        *("show me the source", "source?", "where is that from?", "link?", "Sources, please", "What’s the source?"),
        *("Can you show me the source?", "where did you get that?", "Which article is that from?", "give me a link"),
    ],
    ActKind.OTHER: [
        *(
            "no, the other one",
            "not that one",
            "The other one.",
            "the other article",
            "No, not that one!",
            "another one",
        ),
        *("No, I meant the other one", "another one", "wrong one", "not this", "no, not that one, the other one"),
    ],
    ActKind.NEW: [
        "/new",
        "/NEW ",
        "new topic",
        "Start over",
        "let’s start over",
        "New topic, please",
        "ok, a new topic",
    ],
}
PICKS = {
    **{"the second one": 2, "yes, the second one": 2, "number 2": 2, "2": 2, "2.": 2, "#2": 2, "(1)": 1, "no. 2": 2},
    **{
        "The first": 1,
        "the 2nd one, please": 2,
        "one": 1,
        "quote 3": 3,
        "the latter": 2,
        "I mean the first article": 1,
    },
    **{"12": 12, "I mean the first article": 1, "show me the third one": 3},
}
QUESTIONS = [
    *("why did the bridge close?", "thanks, but who signed it?", "hello, who won?", "Hello, world news?", "why him?"),
    *("why not?", "who said that the bridge is closed?", "who said it was signed?", "Who is he?", "who else?"),
    *("more people or fewer?", "how many more?", "tell me more about the bridge", "tell me more about her", "what?"),
    *("where is it from?", "where is Fleming from?", "what is the source of the Nile?", "source of the fire?"),
    *("the second one was signed when?", "second world war", "when was the second one?", "2 or 3?", "2024", "1,000"),
    *("the other one who won", "what about the other one?", "who was the first?", "the first bridge", "0", "$2"),
    *("bye bye birdie", "who was helped?", "exit polls", "undo button", "no deal", "?!"),
    *("what is the new topic?", "who started over?", "new bridge", "/news", "/new york", "good", "yes and no?"),
    *("and in Lebanon?", "and when?", "hi-fi", "thanks to whom?", "thank you notes", "", "  ", "?"),
    *("more " * 30,),
]
NOUNS = ("bridge", "ceasefire", "octopus", "mayor", "42,000 visitors", "Lebanon", "café", "penicillin")


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in LINES.items() for line in lines])
def test_a_line_that_is_nothing_else_is_an_act(kind: ActKind, line: str) -> None:
    assert act_of(line) == Act(kind)


@pytest.mark.parametrize(("line", "number"), PICKS.items())
def test_a_number_picks(line: str, number: int) -> None:
    assert act_of(line) == Act(ActKind.PICK, number)


@pytest.mark.parametrize("line", QUESTIONS)
def test_a_line_with_anything_else_in_it_is_a_question(line: str) -> None:
    assert act_of(line) == Act(ActKind.ASK, text=line)


@given(
    st.sampled_from(("", "hello, ", "thanks, ", "ok, ", "no, ", "the second one: ", "more: ", "and ")),
    st.sampled_from(("who", "what", "when", "where", "why", "how many", "which", "whose", "how")),
    st.lists(st.sampled_from(("said", "is", "the", "other", "one", "that", "more", "second", "from", "source", "new"))),
    st.sampled_from(NOUNS),
    st.sampled_from(("", "?", "!", " please?")),
)
def test_a_question_word_and_content_are_always_a_question(
    courtesy: str, asking: str, filling: list[str], noun: str, end: str
) -> None:
    assert act_of(f"{courtesy}{asking} {' '.join([*filling, noun])}{end}").kind is ActKind.ASK


@given(st.text(max_size=100))
def test_any_text_is_one_act(text: str) -> None:
    act = act_of(text)
    assert (act.number > 0) == (act.kind is ActKind.PICK)
    assert act.text == (text if act.kind is ActKind.ASK else "")


@pytest.mark.parametrize(
    "line", ["Who pays?", "who pays for it", "And how long", "is it closed?", "What's the cost", "ok, why not"]
)
def test_a_mark_or_an_asking_word_makes_a_line_a_question(line: str) -> None:
    assert asks(line)


@pytest.mark.parametrize(
    "line", ["", "What a match!", "what a day", "I know who pays", "will do", "the bridge", "howdy", "whatever"]
)
def test_without_them_it_is_none(line: str) -> None:
    assert not asks(line)


HELPING = """
help
Help!
/help
help me
please help me
I need help
can you help me?
who r u
what is this bot?
What's Pullquote?
what does this bot do
what can you do for me
What can you help me with?
what can I ask you?
What can we ask here?
what should I ask
what can I ask you about?
hello, what can I ask?
hi! who are you?
hey pullquote, help
what questions can I ask?
What kind of questions can I ask you?
which topics do you cover?
what topics can I ask about
how does this bot work
how do I ask a question?
How can I ask you something?
how do I talk to you
how to use this bot
tell me about yourself
what is your name?
commands
show me the commands
what commands are there?
Which commands do you understand?
ok so what can you do
sorry, who are you again?
what can I do here
"""
ASKING = """
Who are the council?
what is this about?
what can I do about the flood
How does the bridge work?
who is against it
help for shopkeepers
who helped the shopkeepers?
what do you know about octopuses
what can you tell me about Webb?
How do I ask for a refund
what is the bridge
Who are you and what is the bridge?
tell me about the telescope
what can you do about climate change?
which questions did the council ask
how can we use the bridge?
what is a bot?
who wrote the article
how do we do it?
hello, how many hearts does an octopus have?
"""


@pytest.mark.parametrize("line", HELPING.strip().splitlines())
def test_help_is_understood_in_any_wording(line: str) -> None:
    assert act_of(line) == Act(ActKind.HELP)


@pytest.mark.parametrize("line", ASKING.strip().splitlines())
def test_a_question_that_resembles_one_for_help_is_a_question(line: str) -> None:
    assert act_of(line) == Act(ActKind.ASK, text=line)
