"""The shelves of the demo, and who sells there."""

from dataclasses import dataclass

# A path, its name, and what stands there.
CATEGORIES = (
    ("prompts", "Prompts", "Words that make a model do something well."),
    ("prompts/writing", "Writing", "Letters, notes, pages: clear, short and true."),
    ("prompts/coding", "Programming", "Reviews, tests, queries and plans."),
    ("prompts/images", "Pictures", "Compositions, light and paper."),
    ("prompts/research", "Research", "Reading, weighing and asking."),
    ("prompts/marketing", "Marketing", "Saying what a thing does, to whom, for how much."),
    ("prompts/learning", "Learning", "Tutors that ask the next question."),
    ("prompts/analysis", "Analysis", "What figures say, and what they cannot."),
    ("prompts/agents", "Agents", "System prompts for things that act."),
    ("models", "AI models", "Weights to run yourself, with honest cards."),
    ("models/text", "Text", "Small language models and embeddings."),
    ("models/vision", "Vision", "Models that look at pictures."),
    ("models/audio", "Sound", "Speech, rooms and noise."),
    ("models/code", "Code", "Models that read programs and logs."),
    ("models/documents", "Documents", "Invoices, receipts, tables, forms."),
    ("models/tabular", "Tables", "Forecasts and scores."),
    ("data", "Data sets", "Clean, described, and with their gaps marked."),
    ("data/transport", "Transport", "Trains, bicycles, roads."),
    ("data/retail", "Shops", "Tills, prices, names."),
    ("data/text", "Texts", "Pairs, transcripts, collections."),
    ("design", "Design", "Icons, grids, templates."),
    ("design/icons", "Icons", "Line, ink, grid."),
    ("design/templates", "Templates", "Pages that are ready to be filled."),
    ("sound", "Sound", "Recorded, not generated."),
    ("books", "Books", "Read at your own pace."),
    ("code", "Code", "Projects and notebooks that run."),
    ("code/notebooks", "Notebooks", "Measure instead of claim."),
    ("code/starters", "Starters", "Projects to begin from."),
    ("apis", "APIs", "Called by programs, paid by use or by month."),
    ("apis/geo", "Places", "Addresses, roads, hours."),
    ("apis/documents", "Documents", "Scans in, fields out."),
    ("apis/weather", "Weather", "Forecasts with their own record."),
    ("apis/language", "Language", "Plain words, readings, translations."),
    ("apis/vision", "Vision", "What a picture shows."),
    ("apis/security", "Security", "Keys, passwords, alarms."),
    ("services", "Services", "Run elsewhere, used by you."),
    ("services/teams", "Teams", "Working together, quietly."),
    ("services/mail", "Mail", "Less of it."),
    ("services/software", "Software", "For who builds it."),
    ("services/data", "Data", "For who keeps it in order."),
    ("services/design", "Design", "Shown, remarked, agreed."),
    ("services/learning", "Learning", "For classes and reading groups."),
    ("services/shops", "Shops", "For who sends parcels."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller:
    """Somebody who sells in the demo; `address` is the first part of their mail address."""

    address: str
    name: str
    headline: str
    bio: str


SELLERS = (
    Seller(address="seller", name="Selma Seller", headline="", bio=""),
    Seller(
        address="quill",
        name="Nora Quill",
        headline="Editor. I cut.",
        bio="Twenty years at newspapers, five with language models. I sell the prompts I use before lunch.",
    ),
    Seller(
        address="raman",
        name="Priya Raman",
        headline="Software that can be explained",
        bio="I review code for a living and sell what I would otherwise repeat.",
    ),
    Seller(
        address="ibarra",
        name="Tomás Ibarra",
        headline="Teacher of mathematics and Italian",
        bio="Everything here was tried in a classroom, and most of it failed there first.",
    ),
    Seller(
        address="feld",
        name="Otto Feld",
        headline="Data with its gaps marked",
        bio="I collect figures from places that do not publish them well. Corrections are free, for ever.",
    ),
    Seller(
        address="aubert",
        name="Jules Aubert",
        headline="Signs, pages, sounds",
        bio="Designer in Marseille. I draw by hand and record at night.",
    ),
    Seller(
        address="sato",
        name="Mira Sato",
        headline="Small services for addresses and scripts",
        bio="Kamakura. I like problems that look solved until you meet the third customer.",
    ),
    Seller(
        address="lindqvist",
        name="Lindqvist Labs",
        headline="Four people in Umeå",
        bio="We build forecasts, counters and quiet tools. Somebody answers the phone until five.",
    ),
)
