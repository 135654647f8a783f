"""What the API of the chat takes and gives; unknown keys are refused."""

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field

from realtime.chat.actions.send import MOST_FILES
from realtime.chat.models.rooms import SLOWEST_SECONDS
from realtime.chat.text import LONGEST_BODY

# No control characters: a title is one line.
LINE = r"^[^\x00-\x1f\x7f\u2028\u2029]*$"


def _one_line(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


Title = Annotated[str, BeforeValidator(_one_line), Field(min_length=1, max_length=80, pattern=LINE)]
About = Annotated[str, BeforeValidator(_one_line), Field(max_length=500, pattern=LINE)]
Reason = Annotated[str, BeforeValidator(_one_line), Field(max_length=500, pattern=LINE)]
Word = Annotated[str, BeforeValidator(_one_line), Field(min_length=1, max_length=60, pattern=LINE)]
Body = Annotated[str, Field(max_length=LONGEST_BODY)]
ClientMessageId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:-]{8,64}$")]
RoomId = Annotated[str, Field(pattern=r"^room_[A-Za-z0-9]{22}$")]
MessageId = Annotated[str, Field(pattern=r"^msg_[A-Za-z0-9]{22}$")]
FileId = Annotated[str, Field(pattern=r"^file_[A-Za-z0-9]{22}$")]
PersonId = Annotated[str, Field(pattern=r"^(usr|gst)_[A-Za-z0-9]{22}$")]
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{16,64}$")]
Place = Annotated[int, Field(ge=0, le=2_147_483_647)]


class Strict(Schema):
    """Input that refuses what it does not know."""

    model_config = ConfigDict(extra="forbid")


class NewRoom(Strict):
    """A room to open."""

    title: Title
    about: About = ""
    kind: Literal["public", "private"] = "public"


class NewDirect(Strict):
    """People to talk to; whoever asks is one of them."""

    people: Annotated[list[PersonId], Field(min_length=1, max_length=20)]


class RoomChange(Strict):
    """What is to be different about a room."""

    title: Title | None = None
    about: About | None = None
    state: Literal["open", "locked", "archived"] | None = None
    slow_seconds: Annotated[int, Field(ge=0, le=SLOWEST_SECONDS)] | None = None
    words: Annotated[list[Word], Field(max_length=100)] | None = None


class NewMessage(Strict):
    """A message with the id that makes it appear once."""

    client_message_id: ClientMessageId
    body: Body = ""
    thread: MessageId | None = None
    quote: MessageId | None = None
    files: Annotated[list[FileId], Field(max_length=MOST_FILES)] = []


class NewBody(Strict):
    """Other words for a message."""

    body: Body


class ReadUpTo(Strict):
    """The newest place that was seen."""

    seq: Place


class Wishes(Strict):
    """What one wants to hear of a room."""

    notify: Literal["all", "mentions", "nothing"]


class Why(Strict):
    """A reason for the moderators."""

    reason: Annotated[str, BeforeValidator(_one_line), Field(min_length=1, max_length=500, pattern=LINE)]


class Invited(Strict):
    """People to bring in, or nobody for a link."""

    people: Annotated[list[PersonId], Field(max_length=50)] = []
    hours: Annotated[int, Field(ge=1, le=24 * 30)] = 24 * 7
    uses: Annotated[int, Field(ge=1, le=1000)] = 100


class MeasureIn(Strict):
    """What a moderator does to somebody."""

    action: Literal["mute", "unmute", "ban", "unban", "remove", "owner", "moderator", "member"]
    minutes: Annotated[int, Field(ge=1, le=43_200)] = 60
    reason: Reason = ""
    by_address: bool = False


class Decision(Strict):
    """What a moderator decides about a report."""

    action: Literal["dismiss", "delete"]


class NameOut(Schema):
    """A person as everybody may see them."""

    id: str
    name: str


class RoomOut(Schema):
    """A room; `people` are those of a direct room."""

    id: str
    kind: str
    title: str
    about: str
    state: str
    slow_seconds: int
    count: int
    seq: int
    about_object: dict[str, str] | None
    people: list[NameOut]
    created_at: str


class RoomHere(RoomOut):
    """A room and what the visitor is there; `write` names why they may not write; some fields are for moderators."""

    members: int
    last_at: str
    role: str | None
    me: dict[str, Any] | None
    write: str | None
    words: list[str] | None = None
    open_reports: int | None = None


class RoomListed(RoomOut):
    """A room of a list."""

    members: int
    last_at: str
    role: str | None


class RoomsOut(Schema):
    """Rooms, the last active first."""

    rooms: list[RoomListed]
    more: bool
    next: str | None


class ReactionOut(Schema):
    """One emoji, its first people and how many they are."""

    emoji: str
    people: list[str]
    count: int


class ReactionsOut(Schema):
    """All reactions under a message."""

    id: str
    reactions: list[ReactionOut]


class QuoteOut(Schema):
    """A quoted message in short."""

    id: str
    author: NameOut | None
    plain: str


class RepliesOut(Schema):
    """How a thread stands."""

    count: int
    last_at: str | None


class FileOut(Schema):
    """A file of a message."""

    id: str
    name: str
    kind: str
    bytes: int
    mime: str
    width: int | None
    height: int | None


class MessageOut(Schema):
    """A message as everybody in the room sees it."""

    id: str
    seq: int
    ordinal: int
    kind: str
    author: NameOut | None
    client_message_id: str
    html: str
    plain: str
    thread: str | None
    replies: RepliesOut
    quote: QuoteOut | None
    mentions: list[str]
    reactions: list[ReactionOut]
    files: list[FileOut]
    edited_at: str | None
    deleted: str | None
    weight: int
    at: str


class MessagesOut(Schema):
    """A page of messages, oldest first."""

    messages: list[MessageOut]
    earlier: bool
    later: bool


class SourceOut(Schema):
    """What the author typed, with names for people."""

    body: str


class MemberOut(Schema):
    """Somebody of a room."""

    person: NameOut | None
    role: str
    state: str
    muted_until: str | None


class PeopleOut(Schema):
    """Up to a hundred people of a room."""

    people: list[MemberOut]
    count: int


class InvitationOut(Schema):
    """A link into a room, shown once; none if people were brought in by name."""

    url: str | None


class ReportOut(Schema):
    """A report, with the words of the message when it was made."""

    id: int
    message: str
    author: NameOut | None
    reporter: NameOut | None
    reason: str
    excerpt: str
    state: str
    at: str


class ReportsOut(Schema):
    """Reports, the newest first."""

    reports: list[ReportOut]


class LogOut(Schema):
    """What moderators did, and what the word filter held back; the newest first."""

    entries: list[dict[str, Any]]
    filtered: list[dict[str, Any]]
