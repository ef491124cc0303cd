"""Sentences that were published as tokens."""

from benchmarks.reader.tokenised import Text, agreed, plain


def words(tokens: str) -> list[str]:
    return tokens.split()


def test_tokens_become_a_text_as_it_is_written() -> None:
    assert plain(words("she said , `` it 's $ 5 -lrb- or more -rrb- . ''")) == 'She said, "it\'s $5 (or more)."'


def test_each_token_is_found_where_it_stands() -> None:
    text = Text()
    text.add(words("The cat ( a tom ) slept ."))
    text.add(words("It did n't wake ."))
    said = [[text.text[start:end] for start, end in places] for places in text.tokens]
    assert said == [["The", "cat", "(", "a", "tom", ")", "slept", "."], ["It", "did", "n't", "wake", "."]]
    assert [text.text[start:end] for start, end in text.sentences] == ["The cat (a tom) slept.", "It didn't wake."]


def test_people_agree_who_mark_what_the_first_one_did() -> None:
    assert agreed([[3, 4], [4], [3, 4, 5]])
    assert not agreed([[3, 4], [4], [7]])
    assert not agreed([[1, 9], [1], [9]])
