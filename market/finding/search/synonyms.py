"""Words that mean the same to who looks for something: each is also found by the others, for a little less."""

from collections import defaultdict

GROUPS = """
ai, artificial intelligence, machine learning
llm, language model, gpt, chatgpt
chatbot, chat bot, assistant, virtual agent
image, picture, photo, photograph, illustration
voice, speech, audio, spoken
transcription, transcribe, dictation, speech to text
tts, text to speech, narration, voiceover
translate, translation, localization, multilingual
summary, summarize, summarise, summarizer, digest, tldr
email, mail, newsletter
invoice, bill, billing, receipt
contract, agreement, legal
resume, cv, curriculum vitae
job, career, hiring, recruiting, recruitment
code, programming, coding, developer, software
bug, defect, debugging, debug
test, testing, qa
website, web site, webpage, landing page
logo, brand, branding
video, film, movie, clip
music, song, melody, soundtrack
spreadsheet, excel, sheet
slides, presentation, powerpoint, deck
money, finance, financial, budget
tax, taxes, vat
weather, forecast, climate
map, maps, geocoding, location
ocr, text recognition, scan, scanned
pdf, document, paper
marketing, advertising, ads, promotion
seo, search engine optimization
social media, instagram, tiktok, twitter
recipe, cooking, meal, food
fitness, workout, exercise, training plan
travel, trip, vacation, holiday, itinerary
teacher, lesson, classroom, education, school
student, studying, study, learning
kids, children, child
story, fiction, novel, tale
game, gaming, games
password, credentials, login
security, vulnerability, penetration
database, sql, postgres
chart, graph, plot, visualization
anomaly, outlier, fraud
sentiment, opinion, mood
support, helpdesk, customer service, ticket
medical, health, clinical, doctor
font, typeface, typography
icon, icons, pictogram
template, templates, boilerplate, starter
wallpaper, background
cheap, inexpensive, affordable
meeting, minutes, notes
calendar, schedule, scheduling, appointment
shop, store, ecommerce, commerce
"""


def _read(text: str) -> dict[str, tuple[str, ...]]:
    alike: dict[str, dict[str, None]] = defaultdict(dict)
    for line in text.strip().splitlines():
        group = [word.strip() for word in line.split(",")]
        for word in group:
            alike[word].update(dict.fromkeys(other for other in group if other != word))
    return {word: tuple(others) for word, others in alike.items()}


ALIKE = _read(GROUPS)
LONGEST_PHRASE = 3


def alike(word: str) -> tuple[str, ...]:
    """What else may be meant by a word; some of it in several words."""
    return ALIKE.get(word, ())


def phrases_in(words: tuple[str, ...]) -> dict[int, tuple[int, tuple[str, ...]]]:
    """Where several words in a row are one of ours: at which word it begins, how many they are, what else is meant."""
    found: dict[int, tuple[int, tuple[str, ...]]] = {}
    for begin in range(len(words)):
        for count in range(LONGEST_PHRASE, 1, -1):
            if (others := ALIKE.get(" ".join(words[begin : begin + count]))) and begin + count <= len(words):
                found[begin] = count, others
                break
    return found
