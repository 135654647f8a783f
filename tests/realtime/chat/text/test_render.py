"""Claims about rendering: what messages may look like, and what no text can smuggle through."""

import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realtime.chat.text import LONGEST_BODY, render
from realtime.chat.text.render import ATTRIBUTES, MOST_HTML_BYTES, REL, TAGS

BEN = f"usr_{'b' * 22}"
LINK = f' target="_blank" rel="{REL}"'
ALLOWED = {
    **{tag: set[str]() for tag in TAGS},
    **ATTRIBUTES,
    "a": {"href", "rel", "target"},
    "span": {"class", "data-person"},
}
PIECES = st.sampled_from(
    [
        *"*_~`[]()<>!@#&|\\\n\"'-+.:/ ",
        *(
            "](",
            "```",
            "> ",
            "- ",
            "1. ",
            "  ",
            "\n\n",
            "http://",
            "https://a.example/",
            "javascript:",
            "data:text/html,",
        ),
        *(
            "<script>",
            "</p>",
            "<img src=x onerror=alert(1)>",
            "<a href=javascript:alert(1)>",
            "style=",
            "<!--",
            "]]>",
            "&lt;",
        ),
        *(
            f"@{BEN}",
            "\u202e",
            "\u200b",
            "\u200d",
            "\u0301",
            "\x00",
            "\ud800",
            "😀",
            "я",
            "a",
            "word",
            "&#106;avascript:",
            "x.y",
        ),
    ]
)
BODIES = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=120).map("".join))


class Walls(HTMLParser):
    """Every tag and attribute of some HTML, and whether each tag is closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def walls_of(html: str) -> Walls:
    walls = Walls()
    walls.feed(html)
    walls.close()
    return walls


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("one\ntwo\n\nthree", "<p>one<br>\ntwo</p>\n<p>three</p>"),
        ("**b** *i* ~~s~~ `a < b`", "<p><strong>b</strong> <em>i</em> <s>s</s> <code>a &lt; b</code></p>"),
        ("```html\n<b>\n```", "<pre><code>&lt;b&gt;\n</code></pre>"),
        ("> said\n\nanswer", "<blockquote>\n<p>said</p>\n</blockquote>\n<p>answer</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("4. a", '<ol start="4">\n<li>a</li>\n</ol>'),
        ("# no heading\n---", "<p># no heading<br>\n---</p>"),
        ("| a |\n|---|", "<p>| a |<br>\n|---|</p>"),
        ("<b>raw</b> &copy;", "<p>&lt;b&gt;raw&lt;/b&gt; &amp;copy;</p>"),
        ("    indented is no code", "<p>indented is no code</p>"),
        ("", ""),
    ],
)
def test_subset_of_markdown(body: str, html: str) -> None:
    assert render(body).html == html


def test_image_becomes_a_link() -> None:
    link = f'<a href="https://a.example/x.png"{LINK}>x</a>'

    assert render("![x](https://a.example/x.png)").html == f"<p>!{link}</p>"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc", "//a.example", "/x"]
)
def test_only_web_and_mail_are_links(address: str) -> None:
    assert "<a" not in render(f"[x]({address}) <{address}>").html


def test_addresses_in_text_become_links() -> None:
    html = render("see https://a.example/x_y_z?a=1&b=2. ada@example.org notes.md").html

    assert f'<a href="https://a.example/x_y_z?a=1&amp;b=2"{LINK}>https://a.example/x_y_z?a=1&amp;b=2</a>. ' in html
    assert f'<a href="mailto:ada@example.org"{LINK}>ada@example.org</a> notes.md' in html


@given(BODIES)
def test_nothing_but_what_is_allowed_comes_out(body: str) -> None:
    html = render(body, names={BEN: "Ben"}).html

    walls = walls_of(html)
    assert walls.open == []
    for tag, attributes in walls.seen:
        assert tag in TAGS
        assert set(attributes) <= ALLOWED[tag]
        assert re.match(r"https?://|mailto:", attributes.get("href") or "https://")
        assert tag != "a" or (attributes["rel"], attributes["target"]) == (REL, "_blank")


@given(BODIES)
def test_rendering_is_deterministic_and_small(body: str) -> None:
    first, second = render(body, names={BEN: "Ben"}), render(body, names={BEN: "Ben"})

    assert first == second
    assert len(first.html.encode()) <= MOST_HTML_BYTES
    assert len(first.plain) <= 200
    assert "\n" not in first.plain


@given(BODIES)
def test_what_was_shown_stays_the_same_for_a_reader_of_words(body: str) -> None:
    rendered = render(body)

    assert bool(rendered.plain) == bool(rendered.text.split())
    assert rendered.plain.removesuffix("…") in " ".join(rendered.text.split())


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "[",
            "*",
            ">",
            "`",
            "~",
            "_",
            "<",
            "!",
            "(",
            "\\",
            "@",
            "- ",
            "> - ",
            "1. ",
            "[](",
            "![",
            "[[]",
            "*a_",
            "``a`",
            "*a **b ",
        ),
        *(
            "a@b.c ",
            "http://",
            "https://a.example/ ",
            "http://a(((",
            "<http://",
            "&\n",
            ">\n-\n",
            "&",
            "\n",
            '"',
            "a\n\n",
            "|-",
        ),
        *("https://a.example/&&&&", "https://é.example/éééé ", "😀", f"@{BEN} ", "@a ", "a\u0301\u0301"),
    ],
)
def test_a_text_of_one_piece_ends_and_stays_small(piece: str) -> None:
    rendered = render((piece * LONGEST_BODY)[:LONGEST_BODY], names={BEN: "B" * 60})

    assert len(json.dumps(rendered.html, ensure_ascii=False).encode()) <= 32_000


def test_what_nests_too_deep_is_shown_as_it_was_typed() -> None:
    html = render("> " * 40 + "deep").html

    assert html == f"<p>{'&gt; ' * 40}deep</p>"


def test_more_than_four_thousand_characters_are_cut() -> None:
    assert render("a" * (LONGEST_BODY + 5)).html == f"<p>{'a' * LONGEST_BODY}</p>"


def test_plain_is_one_line_of_two_hundred_characters() -> None:
    rendered = render("**Bold** and\n\n- `code`\n\n" + "word " * 100)

    assert rendered.plain.startswith("Bold and code word word")
    assert rendered.plain.endswith("…")
    assert rendered.text.startswith("Bold and\ncode\nword word")


def test_a_body_of_invisible_characters_shows_nothing() -> None:
    assert render("\u200b \u202e\n\ufeff").plain == ""
