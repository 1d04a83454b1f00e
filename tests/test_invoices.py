"""Invoices: numbered without gaps, once each, frozen, readable in any script, and nothing on them runs."""

import io
import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from pypdf import PdfReader

from kit import clock
from policy.purposes import ACCOUNTING
from privacy.access.services import acting
from privacy.access.types import Actor, Closed
from shop.orders import services
from shop.orders.models import Invoice, InvoiceKind, Order
from shop.orders.papers import glyphs
from shop.orders.papers.render import pdf, undrawn
from shop.orders.services.invoicing import issue_invoice
from shop.orders.types import RefundWish
from tests import shelf
from tests.buying import Buyer, buy, payment_ref, run_jobs
from tests.sandbox_process import Sandbox

# A name or word in each script that a living language is written in.
NAMES = {
    "LATIN": "Łukasz Nguyễn Thị Ánh", "GREEK": "Γιώργος",
    "CYRILLIC": "Ольга Іванівна Қайрат", "ARMENIAN": "Հայկ", "HEBREW": "דוד",
    "ARABIC": "أحمد پرویز ٹیپو", "SYRIAC": "ܣܘܪܝܝܐ", "THAANA": "ދިވެހި",
    "NKO": "ߒߞߏ", "SAMARITAN": "ࠔࠌࠓ", "MANDAIC": "ࡌࡀࡍࡃ", "DEVANAGARI": "प्रिया",
    "BENGALI": "বাংলা", "GURMUKHI": "ਪੰਜਾਬੀ", "GUJARATI": "ગુજરાતી",
    "ORIYA": "ଓଡ଼ିଆ", "TAMIL": "தமிழ்", "TELUGU": "తెలుగు", "KANNADA": "ಕನ್ನಡ",
    "MALAYALAM": "മലയാളം", "SINHALA": "සිංහල", "THAI": "สมชาย", "LAO": "ລາວ",
    "TIBETAN": "བསྟན་འཛིན", "MYANMAR": "မြန်မာ", "GEORGIAN": "ქართული",
    "HANGUL": "김민수", "ETHIOPIC": "ሰላም", "CHEROKEE": "ᏣᎳᎩ", "CANADIAN": "ᐃᓄᒃᑎᑐᑦ",
    "KHMER": "ខ្មែរ", "MONGOLIAN": "ᠮᠣᠩᠭᠣᠯ", "TAGALOG": "ᜆᜄᜎᜓ", "HANUNOO": "ᜱᜨᜳ",
    "BUHID": "ᝊᝓᝑᝒ", "TAGBANWA": "ᝦᝪᝯ", "LIMBU": "ᤕᤠᤰ", "TAI": "ᥖᥭᥰ ᨲᩱ ꪼꪕ",
    "NEW": "ᦑᦺᦟ", "BUGINESE": "ᨅᨔ", "BALINESE": "ᬩᬮᬶ", "SUNDANESE": "ᮞᮥᮔ᮪ᮓ",
    "BATAK": "ᯅᯖᯂ᯲", "LEPCHA": "ᰛᰩᰵ", "OL": "ᱥᱟᱱᱛᱟᱲᱤ", "TIFINAGH": "ⵜⵉⴼⵉⵏⴰⵖ",
    "HIRAGANA": "はなこ", "KATAKANA": "ハナコ", "BOPOMOFO": "ㄅㄆㄇ", "CJK": "王芳 山田花子 王𬭎 𠮷田",
    "YI": "ꆈꌠꁱꂷ", "LISU": "ꓡꓲꓢꓴ", "VAI": "ꕙꔤ", "BAMUM": "ꚠꚡꛀ", "SYLOTI": "ꠍꠤꠟꠐꠤ",
    "SAURASHTRA": "ꢱꣃꢬꢵ", "KAYAH": "ꤊꤢꤛꤢ", "REJANG": "ꤽꤾ", "JAVANESE": "ꦗꦮ",
    "CHAM": "ꨌꩌ", "MEETEI": "ꯃꯤꯇꯩ", "OSMANYA": "𐒍𐒖𐒇", "OSAGE": "𐓏𐓘𐓻",
    "HANIFI": "𐴌𐴟𐴇𐴥", "YEZIDI": "𐺀𐺁", "SORA": "𑃐𑃑", "CHAKMA": "𑄌𑄋𑄴𑄟",
    "NEWA": "𑐣𑐾𑐥𑐵𑐮", "WARANG": "𑢹𑣗𑣁", "MASARAM": "𑴎𑴽𑴀", "GUNJALA": "𑵠𑵡",
    "MRO": "𖩃𖩓", "BASSA": "𖫐𖫑", "PAHAWH": "𖬃𖬥", "MEDEFAIDRIN": "𖹀𖹠", "MIAO": "𖼀𖼁",
    "NYIAKENG": "𞄀𞄁", "WANCHO": "𞋀𞋁", "MENDE": "𞠀𞠁", "ADLAM": "𞤀𞤣𞤤𞤢𞤥", "PAU": "𑫀𑫁",
    "COPTIC": "ⲁⲃ",
}  # fmt: skip
# What no font here has: scripts that are too new to it, ideographs outside the standards, letters newer than 2020.
UNDRAWN = {
    "TOTO": "𞊐",
    "TANGSA": "𖩰",
    "CJK": "𠀀",
    "ETHIOPIC": "𞟠",
    "ARABIC": "ࡰ",
    "SYRIAC": "ࡠ",
    "LATIN": "ꟀꟐ𝼀",
    "MAKASAR": "𑻠",
}
# Every other letter of these scripts that no font here has: the newest and the rarest.
UNDRAWN_LETTERS = (
    "5EF 860-86A 870-887 889-88E 8B5 8BF-8C9 C5D CDD E8E-E93 E98 EA0 EAC 170D 171F 1B4C 31BC-31BF A7C0-A7C1 "
    "A7D0-A7D1 A7D3 A7D5-A7D9 10EC2-10EC4 11147 11AB0-11ABF 11FB0 1AFF0-1AFF3 1AFF5-1AFFB 1AFFD-1AFFE 1B000-1B001 "
    "1B11F-1B122 1B132 1B150-1B152 1B155 1B164-1B167 1DF00-1DF1E 1E7E0-1E7E6 1E7E8-1E7EB 1E7ED-1E7EE 1E7F0-1E7FE "
    "1EE42 1EE47 1EE49 1EE4B 1EE4D-1EE4F 1EE51-1EE52 1EE54 1EE57 1EE59 1EE5B 1EE5D 1EE5F 1EE80-1EE89 1EE8B-1EE9B "
    "1EEA1-1EEA3 1EEA5-1EEA9 1EEAB-1EEBB "
    "1DF25-1DF2A 1E051-1E06A "  # letters that Python knows from 3.12 on
)
HOSTILE = [
    '#read("/etc/passwd")', '#eval("1+1")', "*bold* _it_ $x^2$ `raw`", "<label> @ref", '"; #panic("x") //', "/* open",
    "\\ \\n \\u{41}", "[content] {code}", "#import \"x\": *", "= heading", "line\nbreak\r\ttab\x00nul",
    "${jndi:x} {{7*7}} %s", "\u202eevil", "a" * 2000,
]  # fmt: skip


def text_of(paper: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)


def content(**changes: Any) -> dict[str, Any]:
    return {
        "number": "2026-000001",
        "language": "en",
        "title": "Invoice",
        "corrects": "",
        "seller": {"name": "Shijiang Lacquer Art", "lines": []},
        "receiver": ["Ada Lovelace"],
        "order_number": "L-1",
        "ordered_on": "1 June 2026",
        "issued_on": "1 June 2026",
        "lines": [],
        "sums": [["Pieces", "€480.00"]],
        "total": ["Total", "€480.00"],
        "notes": [],
    } | changes


def letters_of(words: str) -> set[str]:
    return {char for char in unicodedata.normalize("NFKC", words) if char.isalpha()}


def test_names_in_every_script_are_drawn_to_the_last_letter() -> None:
    """A glyph that no font has is drawn as .notdef, which is read back as nothing."""
    read = text_of(pdf(content(receiver=list(NAMES.values()))))
    lost = {script: letters_of(name) - letters_of(read) for script, name in NAMES.items()}
    assert not {script: chars for script, chars in lost.items() if chars}
    assert not {"\x00", "\ufffd"} & set(read)
    assert "U+" not in read
    assert "Unicode" not in read


def test_a_paper_without_pieces_has_no_heading_for_them() -> None:
    row = {"name": "Lotus Bowl", "detail": "SJ-1", "quantity": "1", "unit": "€480.00", "sum": "€480.00"}
    assert "Each" in text_of(pdf(content(lines=[row])))
    alone = text_of(pdf(content()))
    assert "Each" not in alone
    assert "Total" in alone


def test_every_letter_of_these_scripts_is_in_a_font_but_those_listed() -> None:
    listed: set[int] = set()
    for entry in UNDRAWN_LETTERS.split():
        first, _, last = entry.partition("-")
        listed |= set(range(int(first, 16), int(last or first, 16) + 1))
    missing = {code for code in range(0x110000) if _of_these_scripts(chr(code)) and code not in glyphs.characters()}
    assert missing - listed == set()
    assert listed & glyphs.characters() == set()
    assert not glyphs.undrawn("".join(map(chr, range(0x4E00, 0x9FF0))))


def _of_these_scripts(char: str) -> bool:
    script = unicodedata.name(char, "").split(" ")[0]
    return char.isalpha() and script in NAMES and script != "CJK"


@pytest.mark.parametrize("char", "".join(UNDRAWN.values()))
def test_a_character_that_no_font_has_stands_by_its_number(char: str) -> None:
    number = f"[U+{ord(char):04X}]"
    paper = content(receiver=[f"A{char}B"], lines=[], notes=[f"{char}\u200d\ufe0f"])
    read = text_of(pdf(paper))
    assert f"A{number}B" in read
    assert "stand by their Unicode number" in read
    assert "\x00" not in read
    assert undrawn(paper) == 2


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words: str) -> None:
    line = {"name": words, "detail": words, "quantity": "1", "unit": words, "sum": words}
    read = text_of(pdf(content(receiver=[words], lines=[line], notes=[words])))
    assert "root:" not in read
    first = words.split(maxsplit=1)[0][:30].replace("\x00", "")
    assert first[:12] in read.replace("\n", "") or words.startswith(("\u202e", "\\"))


def test_the_fonts_lie_beside_their_licences() -> None:
    folder = Path("shop/orders/fonts")
    readme = (folder / "README.md").read_text()
    licences = {licence.name for licence in folder.glob("LICENSE*")}
    assert licences == set(re.findall(r"LICENSE-[\w-]+\.txt", readme))
    assert sum(file.stat().st_size for file in folder.iterdir()) < 28_000_000


@pytest.fixture
def bowl() -> int:
    shelf.furnish()
    return shelf.put(edition=5, stock=5)


@pytest.mark.django_db
def test_a_paid_order_has_one_invoice_that_its_owner_alone_can_have(bowl: int, sandbox: Sandbox) -> None:
    buyer, order = buy(sandbox, bowl)
    run_jobs()
    assert issue_invoice(order_id=order.pk, at=clock.now()) == Invoice.objects.get().number
    number = Invoice.objects.get().number
    assert number.endswith("-000001")
    path = f"/en/orders/{order.number}/papers/{number}.pdf"
    assert path in buyer.client.get(f"/en/orders/{order.number}/").content.decode()
    answer = buyer.client.get(path)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert {"no-store", "private"} <= set(answer.headers["Cache-Control"].split(", "))
    read = text_of(answer.content)
    for fact in (number, order.number, "Ada Lovelace", "Bodestra", "Lotus Bowl", "SJ-lotus-bowl", "€512.00"):
        assert fact in read
    assert Client().get(path).status_code == 404
    assert buyer.client.get(f"/en/orders/{order.number}/papers/2026-999999.pdf").status_code == 404


@pytest.mark.django_db
def test_an_invoice_opens_for_accounting_alone(bowl: int, sandbox: Sandbox) -> None:
    buy(sandbox, bowl)
    run_jobs()
    with pytest.raises(Closed):
        Invoice.objects.get().content.reveal()
    with acting(ACCOUNTING, by=Actor.system("test"), at=clock.now()):
        assert Invoice.objects.get().content.reveal()["title"] == "Invoice"


@pytest.mark.django_db
def test_a_refund_has_a_credit_note_that_names_its_invoice(bowl: int, sandbox: Sandbox) -> None:
    buyer, order = buy(sandbox, bowl)
    run_jobs()
    line = order.lines.get()
    wish = RefundWish({line.pk: 1}, delivery=True)
    services.refund(order_id=order.pk, wish=wish, by="staff", reason="damaged", at=clock.now())
    run_jobs()
    note = Invoice.objects.get(kind=InvoiceKind.CREDIT_NOTE)
    read = text_of(buyer.client.get(f"/en/orders/{order.number}/papers/{note.number}.pdf").content)
    assert "Credit note" in read
    assert Invoice.objects.get(kind=InvoiceKind.INVOICE).number in read
    assert "€512.00" in read


@pytest.mark.django_db
def test_a_number_whose_transaction_fails_is_given_again(bowl: int, sandbox: Sandbox) -> None:
    _buyer, first = buy(sandbox, bowl)
    _buyer, second = buy(sandbox, bowl)
    with transaction.atomic():
        issue_invoice(order_id=first.pk, at=clock.now())
        transaction.set_rollback(True)
    issue_invoice(order_id=second.pk, at=clock.now())
    issue_invoice(order_id=first.pk, at=clock.now())
    assert sorted(Invoice.objects.values_list("number", flat=True))[-1].endswith("-000002")


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gaps_when_many_issue_at_once(bowl: int, sandbox: Sandbox) -> None:
    buyer = Buyer()
    ids = []
    for _ in range(4):
        buyer.key += "x"
        buyer.begin(bowl)
        buyer.order()
        order = Order.objects.order_by("-pk")[0]
        sandbox.act(payment_ref(order), "approve")
        buyer.back()
        ids.append(order.pk)

    def issue(order_id: int) -> str:
        try:
            return issue_invoice(order_id=order_id, at=clock.now())
        finally:
            connection.close()

    if connection.vendor == "sqlite":  # an in-memory database is this thread's own
        for order_id in [*ids, *ids]:
            issue_invoice(order_id=order_id, at=clock.now())
    else:
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(issue, [*ids, *ids]))
    numbers = sorted(int(number[-6:]) for number in Invoice.objects.values_list("number", flat=True))
    assert numbers == list(range(1, len(ids) + 1))
