"""Claims about links: a reader always learns where one really leads."""

import pytest

from realtime.chat.text import render
from realtime.chat.text.links import MOST_LINKS, may_link


@pytest.mark.parametrize(
    ("body", "host"),
    [
        ("[https://bank.example](https://evil.example)", "evil.example"),
        ("[bank.example](https://evil.example)", "evil.example"),
        ("[bank。example](https://evil.example)", "evil.example"),
        ("[ｂank.example](https://evil.example/bank.example)", "evil.example"),
        ("[b\u200bank.example](https://evil.example)", "evil.example"),
        ("[https://bank.example@x](https://evil.example)", "evil.example"),
        ("[ada@bank.example](mailto:ada@evil.example)", "evil.example"),
        ("[](https://evil.example)", "evil.example"),
        ("[b\u0430nk.example](https://evil.example)", "evil.example"),
        ("https://b\u0430nk.example/", "xn--bnk-6cd.example"),
        ("[money](https://b\u0430nk.example/)", "xn--bnk-6cd.example"),
        ("https://bank.example\u2215evil.example", "bank.xn--"),
    ],
)
def test_real_host_is_told_where_the_text_hides_it(body: str, host: str) -> None:
    told = render(body).html.partition('<span class="link-host"> (')[2]

    assert told.startswith(host)


@pytest.mark.parametrize(
    "body",
    [
        "https://www.a.example/x.html?y=z.w#a.b",
        "[the docs](https://a.example/x)",
        "[a.example](https://www.a.example/x)",
        "[https://a.example/other.html](https://a.example/x)",
    ],
)
def test_nothing_is_added_to_an_honest_link(body: str) -> None:
    html = render(body).html

    assert "<a " in html
    assert "link-host" not in html


@pytest.mark.parametrize(
    "address",
    [
        "https://bank.example@evil.example/",
        "https://bank.example:x@evil.example/",
        "https://bank.example\\@evil.example/",
        "https://bank.example%5c@evil.example/",
        "https://",
        "https:evil.example",
        "https:///evil.example",
        "mailto:a@b.example?bcc=x@y.example",
        f"https://a.example/{'x' * 2000}",
    ],
)
def test_address_whose_host_is_doubtful_leads_nowhere(address: str) -> None:
    html = render(f"[x]({address}) <{address}>").html

    assert not may_link(address)
    assert '<a href="https://evil' not in html
    assert "@evil.example/</a>" not in html


def test_links_beyond_the_twentieth_are_plain_text() -> None:
    html = render(" ".join(f"https://a.example/{number}" for number in range(MOST_LINKS + 5))).html

    assert html.count("<a ") == html.count("</a>") == MOST_LINKS
    assert html.endswith(f"https://a.example/{MOST_LINKS + 4}</p>")
