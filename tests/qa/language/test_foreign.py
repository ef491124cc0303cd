"""Which lines are clearly in another language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.foreign import is_foreign

QUESTIONS = [
    "Qui est le premier ministre de la France ?",
    "pourquoi le pont est-il fermé",
    "qu'est-ce que la police a dit quand il est mort",
    "Combien de personnes sont mortes dans l’incendie ?",
    "¿Quién ganó la copa?",
    "¿Qué pasó?",
    "donde esta la nueva biblioteca de la ciudad",
    "Quem ganhou a copa do mundo?",
    "Perché il ponte è chiuso?",
    "Wer hat die Wahl gewonnen?",
    "wann wurde die Brücke gebaut",
    "was ist mit der Fähre",
    "Wie lange ist die Brücke in Vellmar zu?",
    "Waarom is de brug dicht?",
    "Kto jest prezydentem?",
    "Kim Jong Un nerede ve ne zaman öldü?",
    "Vem är statsministern?",
    "Siapa presiden yang baru?",
    "Кто стал президентом?",
    "أين هو الرئيس",
    "भारत के प्रधानमंत्री कौन हैं",
    "谁是总统？",
    "大統領は誰ですか",
    "대통령은 누구입니까",
]

OTHERS = [
    *("Petra Holm", "Kim Jong Un", "Kim da Silva", "Wen Jiabao in Beijing", "Ben-Hur in Rome", "Che Guevara"),
    *("Dov Charney", "Place de la Concorde", "Rio de Janeiro", "Médecins Sans Frontières", "Casa de Papel"),
    *("Qué Ganas De Verte", "El Salvador", "Cosa Nostra", "Como agua para chocolate", "Place des Vosges fire"),
    *("Île de la Cité", "Los Angeles de la Croix", "Die Zeit", "Владимир Путин", "Владимир Путин и США", "習近平"),
    *("왜관", "金正恩", "नरेंद्र मोदी", "محمد صلاح", "Angela Merkel und CDU", "Vellmar ferry strike toll"),
    *("ceasefire pause length", "VAR penalty World Cup", "quid pro quo", "déjà vu", "zeitgeist"),
    *("who won the Tour de France", "what is a coup d'état", "who is Robert De Niro"),
    *("Did Angela Merkel sign?", "what does 'Wer ist der Mann' mean", "what does 谁 mean here"),
    *("who sang Que sera sera", "when was La Scala built", "is the Louvre open", "how is the coq au vin made"),
    *("Was kostet die Welt was written by whom", "why", "", "?", "¿", "Who is who in Les Misérables"),
    *("what is das Boot", "how many die in der Spiegel affair"),
]  # fmt: skip


@pytest.mark.parametrize("line", QUESTIONS)
def test_a_question_of_another_language_is_known_by_its_function_words(line: str) -> None:
    assert is_foreign(line)


@pytest.mark.parametrize("line", OTHERS)
def test_names_keywords_loan_words_and_english_are_never_foreign(line: str) -> None:
    assert not is_foreign(line)


@given(st.text(max_size=100))
def test_an_english_clause_in_a_line_makes_it_english(text: str) -> None:
    assert not is_foreign(f"who would have said “{text}”")
