"""What people write of themselves: paragraphs and https links, and nothing in it runs."""

import pytest

from project.accounts.profiles.bio import bio_html, clean_bio
from project.accounts.profiles.links import clean_links
from project.accounts.profiles.refusals import NotValid


def test_bio_is_paragraphs_line_ends_and_links_for_no_search_engine() -> None:
    html = bio_html(clean_bio("Hello\nworld.\n\n\n\nSee https://example.org/a?b=1&c=2."))

    assert html == (
        "<p>Hello<br>world.</p><p>See "
        '<a href="https://example.org/a?b=1&amp;c=2" rel="nofollow ugc me noopener">https://example.org/a?b=1&amp;c=2</a>'
        ".</p>"
    )


@pytest.mark.parametrize(
    "bio",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        'https://example.org/"onmouseover="alert(1)',
        "https://ada@evil.example/",
        "https://example.org\\@evil.example",
        "http://example.org",
        "<a href='https://example.org' onclick='x()'>y</a>",
        "https://example.org/\u202egpj.exe",
    ],
)
def test_nothing_in_a_bio_runs(bio: str) -> None:
    html = bio_html(clean_bio(bio))

    assert "<script" not in html
    assert "<img" not in html
    assert "evil.example" not in "".join(part.split(">")[0] for part in html.split("<a")[1:])
    for link in html.split("<a")[1:]:
        head = link.split(">")[0]
        assert head.startswith(' href="https://example.org')
        assert head.count('"') == 4
        assert "on" not in head.replace("example.org", "").replace("nofollow", "").replace("noopener", "")


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://localhost/",
        "https://ada:pw@example.org/",
        "https://example.org\\.evil.example/",
        "https://exämple.org/",
        "//example.org",
        "https://example.org/ x",
        "https://example.org/\u202e",
        "https://" + "a" * 600 + ".org",
        "https://127.0.0.1/",
    ],
)
def test_link_other_than_plain_https_is_refused(url: str) -> None:
    with pytest.raises(NotValid) as refused:
        clean_links([{"label": "Mine", "url": url}])

    assert list(refused.value.extra) == ["links"]


def test_links_without_a_label_are_called_by_their_host_and_empty_lines_are_left_out() -> None:
    given = [{"label": "", "url": "https://www.Example.org/a"}, {"label": " ", "url": ""}]

    assert clean_links(given) == [{"label": "example.org", "url": "https://www.Example.org/a"}]


def test_ninth_link_is_refused() -> None:
    link = {"label": "Mine", "url": "https://example.org"}

    assert len(clean_links([link] * 8)) == 8
    with pytest.raises(NotValid):
        clean_links([link] * 9)
