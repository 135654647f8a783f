"""Ada, Ben and Cyd talk: what people do and see in a room, worded as steps."""

from playwright.sync_api import Locator, Page, expect

from tests.journeys.people import Crowd, see_live

# A page that lost its line may wait 30 s with its next try.
PATIENCE_MS = 45_000


def come(crowd: Crowd, name: str, *, theme: str = "light", width: int = 1280) -> Page:
    """Somebody with a browser of their own who gave this name."""
    person = crowd.somebody(theme="dark" if theme == "dark" else "light", width=width)
    person.goto("/name/")
    person.get_by_role("textbox", name="Your name").fill(name)
    person.get_by_role("button", name="Keep this name").click()
    expect(person.get_by_role("link", name=name, exact=True)).to_be_visible()
    return person


def open_room(person: Page, title: str, *, kind: str = "public") -> str:
    """Open a room and return its address."""
    person.goto("/chat/new/")
    person.get_by_label("Name of the room").fill(title)
    person.get_by_label("Who may enter").select_option(kind)
    person.get_by_role("button", name="Open the room").click()
    see_room(person)
    return person.url


def enter(person: Page, address: str) -> None:
    """Go to a room and wait until it is live."""
    person.goto(address)
    see_room(person)


def see_room(person: Page) -> None:
    """The room's script has taken over, and what is shown is true."""
    expect(person.locator("[data-chat][data-topic]")).to_be_visible(timeout=PATIENCE_MS)
    see_live(person)


def desk(person: Page) -> Locator:
    """Where one writes to the room."""
    return person.locator("#body-room")


def say(person: Page, text: str) -> None:
    """Write and press Enter."""
    desk(person).fill(text)
    desk(person).press("Enter")


def message(person: Page, text: str) -> Locator:
    """The room's newest message with these words, as this person sees it."""
    return person.locator(".chat > .pane .msg").filter(has=person.locator(".prose", has_text=text)).last


def see(person: Page, text: str) -> None:
    """These words are in the room."""
    expect(message(person, text)).to_be_visible(timeout=PATIENCE_MS)


def choose(person: Page, text: str, act: str) -> None:
    """Open the menu of the message with these words and choose from it."""
    row = message(person, text)
    row.hover()
    row.get_by_role("button", name="What to do with this message").click()
    person.get_by_role("menuitem", name=act).click()


def words_of(person: Page) -> list[str]:
    """What the messages say, in order; those under way too."""
    return person.locator(".chat > .pane .msg .prose").all_inner_texts()


def see_words(person: Page, words: list[str]) -> None:
    """Exactly these messages are in the room, each once and in order, and none is under way."""
    expect(person.locator(".chat > .pane .msg .prose")).to_have_text(words, timeout=PATIENCE_MS)
    expect(person.locator(".chat > .pane .msg[data-status]")).to_have_count(0, timeout=PATIENCE_MS)
