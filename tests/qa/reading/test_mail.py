"""Mail: messages and boxes of them."""

from datetime import date
from email.message import EmailMessage

import pytest

from qa.reading import decoding
from tests.qa.reading.conftest import Put
from tests.qa.reading.pdfs import pdf
from tests.qa.reading.told import article, articles, body, skipped

SAID = "The bridge over the Lune was opened in May."
TEXT = (
    f"Dear all,\n\n{SAID} It cost four million\neuros in all, as the council has said <today>.\n\n"
    "On Monday, J. Roe wrote:\n"
)
ANSWERED = "> Is the bridge open?\n> I ask for a friend.\n"


def mail(text: str = TEXT, html: str = "", **headers: str) -> bytes:
    """A message by Ann Lee, with further headers (with _ for -)."""
    message = EmailMessage()
    told = {"From": "Ann Lee <ann@example.org>", "Subject": "A bridge opens", "Date": "Fri, 10 May 2019 09:30:00 +0200"}
    for name, value in (told | headers).items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


def box(*messages: bytes) -> bytes:
    return b"".join(b"From ann@example.org Fri May 10 09:30:00 2019\n" + one + b"\n" for one in messages)


def test_a_message_is_an_article_of_what_it_says_itself(put: Put) -> None:
    one = article(put("a.eml", mail(f"{TEXT}{ANSWERED}-- \nAnn Lee, Vale Council\n")))
    assert body(one) == [
        *("Dear all,\n", f"{SAID} It cost four million euros in all, as the council has said <today>.\n"),
        "On Monday, J. Roe wrote:",
    ]
    assert (one.title, one.authors, one.published) == ("A bridge opens", ("Ann Lee",), date(2019, 5, 10))
    assert (one.source, one.url, one.line) == (None, None, None)


def test_headers_are_read_as_people_read_them(put: Put) -> None:
    headers = {
        "Subject": "=?utf-8?q?Br=C3=BCcke_offen?=",
        "From": '"Lee, Ann" <ann@example.org>, jo@example.org',
        "List_Id": "Vale News <news.vale.example.org>",
        "Archived_At": "<https://example.org/news/1>",
    }
    raw = mail(**headers)
    one = article(put("a.eml", raw))
    assert (one.title, one.authors) == ("Brücke offen", ("Ann Lee",))
    assert (one.source, one.url) == ("Vale News", "https://example.org/news/1")


def test_plain_text_comes_before_html_and_attachments_are_not_read(put: Put) -> None:
    page = f"<html><head><title>x</title></head><body><p>{SAID}</p><div class='gmail_quote'>Is it open?</div></body>"
    assert article(put("a.eml", mail(SAID, page))).text == SAID
    only = mail("", page)
    assert article(put("b.eml", only)).text == SAID
    message = EmailMessage()
    message["Subject"] = "x"
    message.set_content(SAID)
    message.add_attachment("It is hidden.", filename="a.txt")
    assert article(put("c.eml", message.as_bytes())).text == SAID


@pytest.mark.parametrize(
    "before",
    [
        "-----Original Message-----\nFrom: J. Roe\n",
        "---------- Forwarded message ---------\nFrom: J. Roe <j@example.org>\nDate: Fri, 3 May 2019\n",
        "________________________________\nFrom: J. Roe <j@example.org>\nSent: Friday, May 3, 2019\nTo: Ann Lee\n",
        "Von: J. Roe\nGesendet: Freitag, 3. Mai 2019 10:00\n",
        "Begin forwarded message:\n\nFrom: J. Roe\nSubject: Tolls\nDate: May 3, 2019\n",
    ],
)
def test_what_another_wrote_is_no_part_of_a_message(put: Put, before: str) -> None:
    own = article(put("a.eml", mail(f"{SAID}\n\n{before}\nThe tolls of the bridge are high.\n")))
    assert body(own)[0].strip() == SAID
    assert "tolls" not in own.text


def test_a_message_within_a_message_is_another_ones(put: Put) -> None:
    message = EmailMessage()
    message["Subject"] = "x"
    message.set_content(SAID)
    inner = EmailMessage()
    inner.set_content("The tolls are high.")
    message.add_attachment(inner, disposition="inline")
    assert article(put("a.eml", message.as_bytes())).text == SAID


def test_an_outlook_answer_in_html_ends_where_the_answered_message_begins(put: Put) -> None:
    page = (
        f'<p>{SAID}</p><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> J. Roe</div><p>Tolls.</p>'
    )
    assert article(put("a.eml", mail("", page))).text == SAID


def test_an_outlook_answer_may_only_name_the_sender_and_the_day_of_the_answered_message(put: Put) -> None:
    head = "<p class=MsoNormal><b>From:</b> J. Roe<br><b>Sent:</b> Friday, May 3, 2019<br><b>To:</b> Ann Lee</p>"
    page = f"<p>{SAID}</p><div style='border-top:solid #E1E1E1 1.0pt'>{head}</div><p>Tolls are high.</p>"
    assert article(put("a.eml", mail("", page))).text == SAID


@pytest.mark.parametrize(
    "line", [b"From - Fri May 10 09:30:00 2019", b"From ", b"From ann@example.org", b"From 1@xxx 2019"]
)
def test_a_message_begins_with_a_line_of_its_own(put: Put, line: bytes) -> None:
    first, second = articles(put("a.mbox", b"\n".join([line, mail(SAID), line, mail("It is open.")])))
    assert (first.text, second.text) == (SAID, "It is open.")


def test_a_sentence_that_begins_with_from_is_no_new_message(put: Put) -> None:
    (one,) = articles(put("a.mbox", box(mail(f"{SAID}\n\nFrom here on the road is closed.\n"))))
    assert one.text == f"{SAID}\nFrom here on the road is closed."


def test_an_encoding_that_is_not_known_or_not_kept_to_loses_no_text(put: Put) -> None:
    raw = b"Subject: x\nContent-Type: text/plain; charset=%s\nContent-Transfer-Encoding: 8bit\n\nDie Br\xfccke steht.\n"
    for charset in (b"iso-8859-1", b"klingon", b"utf-8"):
        assert article(put("a.eml", raw % charset)).text == "Die Brücke steht."


def test_a_box_has_an_article_for_each_message(put: Put) -> None:
    second = mail("From the north it is closed.\n\n>From here too.\n", Subject="Tolls", Message_ID="<2@example.org>")
    file = put("a.mbox", box(mail(SAID, Message_ID="<1@example.org>"), second.replace(b"\nFrom the", b"\n>From the")))
    first, other = articles(file)
    assert (first.title, first.text, first.line) == ("A bridge opens", SAID, 1)
    assert (other.title, other.text, other.line) == ("Tolls", "From the north it is closed.\nFrom here too.", 12)
    assert first.id != other.id


def test_a_message_that_cannot_be_read_does_not_end_its_box(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.reading.mail.LARGEST", 400)
    file = put("a.mbox", box(mail("word " * 200), b"no headers\n", mail(SAID)))
    assert skipped(file) == [(1, decoding.TOO_LARGE), (23, "not a mail message")]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.eml", b"", "empty"),
        ("a.eml", b"\0" * 1000, "empty"),
        ("a.eml", pdf([SAID]), "not a mail message"),
        ("a.eml", mail()[:40], "no text"),
        (
            "a.eml",
            mail(Content_Type="x").replace(b"text/plain", b"multipart/encrypted"),
            "encrypted: save it unencrypted",
        ),
        ("a.mbox", b"", "empty"),
        ("a.mbox", b"\0" * 1000, "not a mailbox"),
        ("a.mbox", pdf([SAID]), "not a mailbox"),
        ("a.mbox", box(mail(""))[:-1], "none of its 1 records has any text"),
    ],
)
def test_what_is_no_mail_is_skipped_with_a_reason(put: Put, name: str, data: bytes, reason: str) -> None:
    assert skipped(put(name, data)) == [(None, reason)]


def test_a_message_nested_a_hundred_thousand_deep_ends_nothing(put: Put) -> None:
    part = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (one, one) for one in range(100_000))
    ((_, reason),) = skipped(put("a.eml", b"Subject: x\n" + part))
    assert reason in ("nested too deeply", "no text")
