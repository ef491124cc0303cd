"""Lines of a page that state nothing."""

import pytest

from qa.library.cutting.notices import LONGEST_ADVERT, is_advert, is_credited, is_notice


@pytest.mark.parametrize(
    "line",
    [
        "Photo: The mill in 1911.",
        "Photograph by Nora Quist",
        "File Photo: the mill",
        "Courtesy of Vale Museum",
        "Credit: NASA",
        "The mayor in front of the mill. Nora Quist/AP",
        "The mill at dusk. Image: N. Quist (flickr).",
        "Visitors wait at the gate of the mill on Friday. Getty Images",
        "The mill, via Reuters",
        "The mill in May. (AP)",
        "(AP Photo/Nora Quist)",
        "Figure 2. The mill leans to the north.",
        "**Fig. 3:** The mill leans to the north.",
        "Table A.1 | Mills by year",
        "Table 4 – Mills by year",
        "Video Ad Feedback The mayor speaks 02:13 - Source: CNN",
    ],
)
def test_a_caption_is_told_by_its_credit(line: str) -> None:
    assert is_credited(line)


@pytest.mark.parametrize(
    "line",
    [
        "Photos of the mill were shown.",
        "Photo editors lost their jobs.",
        "The museum bought a photo by Holm.",
        "Courtesy costs nothing in Odde.",
        "Figure 2 shows how the mill leans to the north.",
        "Table 4.1 shows it, too.",
        "Chart 5 songs in a year: nobody had done it.",
        "Source code was stolen.",
        "Credit cards were stolen: 40 of them.",
        "Getty Images sued the museum for the use of its pictures, and lost the case in the city court.",
    ],
)
def test_a_statement_of_pictures_is_no_caption(line: str) -> None:
    assert not is_credited(line)


@pytest.mark.parametrize(
    "said",
    [
        "READ MORE: The flood of 1911 and what it took.",
        "Read more here.",
        "More:The flood took two mills.",
        "Related stories: the flood",
        "Here's what to know about the flood.",
        "Click here to see the plans.",
        "Advertisement",
        "Get the Courier's Daily Edition by email",
        "Sign up for our Mill Weekly newsletter.",
        "Subscribe to the Courier and never miss a story.",
        "Support local journalism.",
        "Got a news tip?",
        "We use cookies to make this site better.",
        "© 2019 Vale Courier. All rights reserved.",
        "Copyright 2019, Vale Courier.",
        "Copyright The Vale Courier.",
        "Copyright by Vale Courier",
        "5 min read",
        "Editor's note: The mill opens at nine.",
        "(Editor’s Note: Nora Quist lives in Odde.)",
        "This story has been updated with additional reporting.",
        "This letter was originally published in our 2023 Annual Report.",
        "A version of this article first appeared in the Mill Weekly newsletter.",
        "This video is not available.",
        "Follow us on Facebook!",
        "Follow Nora Quist on Twitter @nquist.",
        "She can be reached on Signal.",
        "Contributing: Sam Odell",
        "Sam Odell contributed to this report.",
        "Quist reported from Vellmar.",
        "(This is a guest post by Nora Quist, who studies at Odde.)",
        f"Sam Odell{', Nora Quist and Ida Kern' * 9} contributed to this report.",
        "Nora Quist is a senior reporter for the Courier.",
    ],
)
def test_a_line_that_sells_links_or_tells_of_its_page_is_a_notice(said: str) -> None:
    assert is_notice(said)
    assert is_notice(f"** {said}")


@pytest.mark.parametrize(
    "said",
    [
        "More than a hundred people came.",
        "Read is the mayor of Odde.",
        "Watch out: the river rises.",
        "Advertisements were banned in May.",
        "Sign language is taught in both schools.",
        "Subscribers of the Courier fell by ten percent.",
        "Support for local journalism fell in May.",
        "Copyright law was changed in May.",
        "Follow the river to the mill.",
        "Contact lenses were banned in the mill.",
        "Registered voters came.",
        "Loading the ship took a day.",
        "He is on the council.",
        "Nora Quist is a baker of the town.",
        "This story of the flood was told in every house.",
        "The editors noted that the mill was shut.",
        "",
    ],
)
def test_a_statement_that_begins_alike_is_no_notice(said: str) -> None:
    assert not is_notice(said)


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Sign up for our Mill Weekly newsletter. Stories of the valley, each week.", True),
        ("Stories of the valley, each week. Sign up for our Mill Weekly newsletter.", True),
        ("Nora Quist is a reporter for the Courier. She lives by the river.", True),
        ("The mill is old. It was built by monks.", False),
        ("Read more here. The mill is old.", False),
    ],
)
def test_a_line_is_an_advert_where_one_of_its_sentences_is(line: str, is_one: bool) -> None:
    assert is_advert(line) is is_one


def test_a_long_line_is_no_advert_for_one_sentence() -> None:
    advert = "Sign up for our newsletter. "
    assert is_advert(advert + "x" * (LONGEST_ADVERT - len(advert)))
    assert not is_advert(advert + "x" * (LONGEST_ADVERT - len(advert) + 1))
