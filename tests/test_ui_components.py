"""Every component renders with its props, escapes what it is given, and refuses what it does not know."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from ui import bundle
from ui.components.render import WrongProp
from ui.templatetags.ui import register
from ui.types import Choice, Crumb, Moment, Picture, srcset

ROOM = Path(bundle.ROOM)
BOWL = Picture("/bowl.jpg", 1200, 900, "A bowl", avif="/b.avif 480w", webp="/b.webp 480w", full="/bowl-large.webp")
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


class Letter(forms.Form):
    """A form with one field of each shape."""

    name = forms.CharField(help_text="As on the parcel.")
    note = forms.CharField(required=False)
    way = forms.ChoiceField(choices=[("a", "By hand"), ("b", "By post")], widget=forms.RadioSelect)
    agreed = forms.BooleanField()
    token = forms.CharField(widget=forms.HiddenInput)
    code = forms.CharField()


def rendered(source: str, **values: Any) -> str:
    return Template("{% load ui %}" + source).render(Context(values))


def good() -> dict[str, tuple[str, dict[str, Any], str]]:
    """Component: a right use, its values, and what must be in the answer."""
    form = Letter()
    return {
        "breadcrumb": ("{% breadcrumb c %}", {"c": [Crumb("Bowls", "/b"), Crumb("Evening")]}, 'aria-current="page"'),
        "button": ('{% button "Pay" kind="primary" %}', {}, "button--primary"),
        "card": ('{% card "Bowl" href="/b" image=p price="9" %}', {"p": BOWL}, 'href="/b"'),
        "code_field": ("{% code_field f.code %}", {"f": form}, 'autocomplete="one-time-code"'),
        "data_table": ('{% data_table "Lines" %}<tr></tr>{% enddata_table %}', {}, "<caption>Lines</caption>"),
        "dialog": ('{% dialog "sure" "Sure?" %}x{% enddialog %}', {}, 'aria-labelledby="sure-title"'),
        "empty_state": ('{% empty_state "Nothing" %}x{% endempty_state %}', {}, "Nothing"),
        "facts": ("{% facts r %}", {"r": [("Weight", "212 g"), ("Mark", "")]}, "<dt>Weight</dt><dd>212 g</dd>"),
        "field": ("{% field f.name %}", {"f": form}, 'aria-describedby="id_name_hint"'),
        "fieldset": ('{% fieldset "Who" promise="For delivery." %}x{% endfieldset %}', {}, "For delivery."),
        "form_errors": ("{% form_errors f %}", {"f": Letter({})}, 'href="#id_name"'),
        "gallery": ('{% gallery p name="Bowl" %}', {"p": [BOWL, BOWL]}, 'href="/bowl-large.webp"'),
        "hairline": ("{% hairline gold=True %}", {}, "hairline--gold"),
        "hold_clock": ("{% hold_clock t %}", {"t": NOON}, 'datetime="2026-11-23T12:00:00Z"'),
        "icon": ('{% icon "cart" label="Cart" %}', {}, 'aria-label="Cart"'),
        "menu": ('{% menu "EN · EUR" %}x{% endmenu %}', {}, "EN · EUR"),
        "notice": ('{% notice tone="warn" title="Wait" %}x{% endnotice %}', {}, "notice--warn"),
        "page_language": ("{% page_language %}", {}, "en"),
        "pagination": ("{% pagination p %}", {"p": Paginator(range(90), 9).page(2)}, 'href="?page=3"'),
        "picture": ("{% picture p eager=True %}", {"p": BOWL}, 'width="1200" height="900"'),
        "preferences": ("{% preferences %}", {}, ""),
        "promise_seal": ('{% promise_seal "For delivery." href="/n" %}', {}, 'href="/n"'),
        "safe_static": ('{% safe_static "ui/css/site.css" %}', {}, "/static/ui/css/site"),
        "sheet": ('{% sheet "Your choice" resting=False %}x{% endsheet %}', {}, 'aria-label="Your choice"'),
        "status": ('{% status "Paid" tone="good" %}', {}, "status--good"),
        "steps": ("{% steps s current=2 %}", {"s": ["You", "Delivery", "Payment"]}, 'aria-current="step"'),
        "switch": (
            '{% switch "Ground" action="/look" name="ground" options=o current="paper" %}',
            {"o": [Choice("paper", "Paper"), Choice("lacquer", "Lacquer")]},
            'value="paper" aria-pressed="true"',
        ),
        "timeline": ("{% timeline m %}", {"m": [Moment("Sent", NOON), Moment("There", "soon", state="next")]}, "soon"),
    }


@pytest.mark.parametrize("name", sorted(register.tags))
def test_each_component_renders(name: str) -> None:
    source, values, expected = good()[name]
    with translation.override("en"):
        assert expected in rendered(source, **values)


@pytest.mark.parametrize("name", sorted(register.tags))
def test_a_misspelt_prop_fails(name: str) -> None:
    source, values, _ = good()[name]
    wrong = re.sub(rf"({{% {name}\b)(.*?)( %}})", r"\1\2 colour='red'\3", source, count=1)
    assert wrong != source
    with pytest.raises((TemplateSyntaxError, TypeError)):
        rendered(wrong, **values)


@pytest.mark.parametrize(
    ("source", "values"),
    [
        ('{% button "Pay" kind="huge" %}', {}),
        ('{% button "" %}', {}),
        ('{% button "Pay" type="image" %}', {}),
        ('{% card "" href="/b" %}', {}),
        ('{% card "Bowl" href="/b" level=1 %}', {}),
        ("{% field 'name' %}", {}),
        ("{% code_field 'name' %}", {}),
        ('{% gallery p name="Bowl" %}', {"p": []}),
        ("{% hold_clock t %}", {"t": dt.datetime(2026, 1, 1)}),  # noqa: DTZ001  the fault under test
        ('{% icon "unicorn" %}', {}),
        ('{% notice tone="loud" %}x{% endnotice %}', {}),
        ("{% picture '/bowl.jpg' %}", {}),
        ('{% promise_seal " " %}', {}),
        ('{% status "Paid" tone="red" %}', {}),
        ("{% steps s current=4 %}", {"s": ["You", "Delivery"]}),
        ("{% timeline m %}", {"m": ["yesterday"]}),
        ("{% timeline m %}", {"m": [Moment("Sent", state="late")]}),  # type: ignore[arg-type]
    ],
)
def test_a_value_no_component_knows_is_refused(source: str, values: dict[str, Any]) -> None:
    with pytest.raises(WrongProp):
        rendered(source, **values)


def test_what_is_given_is_escaped() -> None:
    mark = "<script>alert(1)</script>"
    bowl = Picture("/b.jpg", 1, 1, mark)
    sources = [
        "{% button m %}",
        "{% card m href=m image=p line=m price=m status=m %}",
        "{% gallery l name=m %}",
        "{% facts r %}",
        "{% status m %}",
        "{% promise_seal m href=m %}",
        "{% fieldset m promise=m hint=m %}{% endfieldset %}",
        "{% notice title=m %}{{ m }}{% endnotice %}",
        "{% timeline t %}",
        "{% breadcrumb c %}",
        "{% dialog m m %}{{ m }}{% enddialog %}",
        "{% data_table m %}{{ m }}{% enddata_table %}",
        "{% empty_state m %}{{ m }}{% endempty_state %}",
    ]
    values = {"m": mark, "p": bowl, "l": [bowl], "r": [(mark, mark)], "t": [Moment(mark, mark, mark)]}
    answer = rendered("".join(sources), c=[Crumb(mark, mark)], **values)
    assert mark not in answer
    assert "&lt;script&gt;" in answer


def test_a_wrong_field_keeps_its_value_and_takes_the_focus() -> None:
    form = Letter({"note": "Bitte <klingeln>"})
    answer = rendered("{% field f.name %}{% field f.note %}{% field f.agreed %}", f=form)
    assert "Bitte &lt;klingeln&gt;" in answer
    assert answer.count("autofocus") == 1
    assert 'aria-invalid="true"' in answer
    assert 'aria-describedby="id_name_error id_name_hint"' in answer
    assert 'id="id_name_error"' in answer


def test_an_error_of_the_whole_form_takes_the_focus_itself() -> None:
    form = Letter({"name": "a", "way": "a", "agreed": "on", "token": "t", "code": "123456"})
    form.add_error(None, "The seat is gone.")
    answer = rendered("{% form_errors f %}", f=form)
    assert "The seat is gone." in answer
    assert "autofocus" in answer


def test_radio_buttons_are_described_and_only_the_first_takes_the_focus() -> None:
    form = Letter({"name": "a", "agreed": "on", "token": "t", "code": "1"})
    answer = rendered("{% field f.way %}", f=form)
    assert answer.count("autofocus") == 1
    assert answer.count('aria-describedby="id_way_error"') == 2


def test_facts_without_a_value_are_left_out() -> None:
    assert "Mark" not in rendered("{% facts r %}", r=[("Weight", "212 g"), ("Mark", "")])


def test_pages_keep_the_filters() -> None:
    page = Paginator(range(90), 9).page(1)
    assert 'href="?colour=red&amp;page=2"' in rendered("{% pagination p query=q %}", p=page, q=QueryDict("colour=red"))


def test_a_single_page_has_no_pagination() -> None:
    assert rendered("{% pagination p %}", p=Paginator(range(3), 9).page(1)) == ""


def test_a_srcset_is_in_order_of_width() -> None:
    assert srcset({960: "/b.webp", 480: "/a.webp"}) == "/a.webp 480w, /b.webp 960w"


def test_the_gallery_page_shows_every_component() -> None:
    page = (ROOM / "templates" / "ui" / "gallery_page.html").read_text() + (
        ROOM / "templates" / "ui" / "page.html"
    ).read_text()
    internal = {"safe_static", "promise_seal", "picture"}  # of error pages; inside fieldset; inside card and gallery
    shown = set(re.findall(r"{% (\w+)", page))
    assert set(register.tags) - shown == internal


def test_the_served_style_sheet_is_what_its_sources_say() -> None:
    assert bundle.BUNDLE.read_text() == bundle.joined(), "run python -m ui.bundle"


def test_raw_colours_stand_in_the_tokens_alone() -> None:
    for source in bundle.sources():
        if source.name not in {"10-tokens.css", "90-utilities.css"}:  # print is black on white, whatever the tokens
            assert re.findall(r"#[0-9a-f]{3,8}\b|\brgb\(|\bhsl\(", source.read_text()) == [], source.name


def test_every_token_that_is_used_exists() -> None:
    text = bundle.joined()
    defined = set(re.findall(r"(--[\w-]+)\s*:", text)) | set(re.findall(r"@property (--[\w-]+)", text))
    used = set(re.findall(r"var\((--[\w-]+)\)", text))
    assert used <= defined


def test_no_template_of_the_room_carries_inline_script_or_style() -> None:
    for template in (ROOM / "templates").rglob("*.html"):
        text = template.read_text()
        assert not re.search(r"<style|style=\"|\son\w+=\"|<script(?![^>]*\ssrc=)", text), template.name


@pytest.mark.parametrize(("language", "said"), [("en", "Quarter 3 of 2026"), ("zh-hans", "2026年第3季度")])
def test_a_quarter_is_told_as_people_say_it(language: str, said: str) -> None:
    with translation.override(language):
        assert Template("{% load ui %}{{ name|quarter }}").render(Context({"name": "2026-Q3"})) == said


def test_no_gap_stands_behind_a_chinese_full_stop() -> None:
    with translation.override("zh-hans"):
        assert translation.pgettext("between two sentences", " ") == "\u200b"
