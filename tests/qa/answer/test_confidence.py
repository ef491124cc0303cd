"""What the probabilities are made of."""

from qa.answer.confidence import fitted, of_answer, of_sentences
from tests.qa.making import candidate


def test_the_features_of_a_question_are_those_of_its_likeliest_sentence() -> None:
    first = candidate("a", "on Tuesday", odds=5.0, text="The bridge of Vellmar was closed on Tuesday.")
    other = candidate("b", "Holm", odds=20.0, text="It was Holm who closed it.")
    told = of_answer("When was the bridge of Vellmar closed?", [first, other], 0.25)
    assert (told.odds, told.names, told.fits, told.meaning) == (0.5, 1.0, 1.0, 0.25)
    swapped = of_answer("When was the bridge of Vellmar closed?", [other, first], 0.25)
    assert (swapped.odds, swapped.names, swapped.fits) == (1.0, 0.0, 0.0)  # bounded; no Vellmar, no day
    assert of_answer("When?", [], 0.0).odds == -1.0


def test_the_models_have_a_weight_for_each_feature_and_no_other() -> None:
    """A new feature without a fit would fail at the first question."""
    sentence = of_sentences([candidate("a", "Tuesday")])[0]
    assert fitted().sentence.weights.keys() == sentence.model_dump().keys()
    assert fitted().answer.weights.keys() == of_answer("", [], 0.0).model_dump().keys()
