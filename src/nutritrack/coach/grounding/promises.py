"""What no reply may say, however true its numbers are: deeds not done, doses, links, danger."""

import re

LONGEST = 1_500  # characters
DONE = (
    "logged added saved recorded updated deleted removed set changed scheduled sent booked ordered "
    "tracked stored logging adding saving recording updating deleting removing changing log add "
    "save record update delete remove change schedule send"
)
GETAN = (
    "eingetragen gespeichert gelöscht geändert hinzugefügt aktualisiert notiert vermerkt gebucht "
    "erledigt protokolliert geloggt"
)
TOPICS = (
    r"insulin bolus metformin ozempic semaglutid\w* wegovy medication medicine medikament\w* dose "
    r"dosage dosis dosierung prescri\w+ verschreib\w* laxativ\w* abführ\w* diuretic\w* purg\w+ "
    r"vomit\w* erbrech\w* starv\w+ hungern hungerst diagnos\w+ diabet\w+ an(?:a?e|ä)mi\w+ "
    r"deficien\w+ mangel disease krankheit\w* cure[sd]? heilt fasting fasten iu"
)
PHRASES = (
    r"throw(?:ing)? up",
    r"skip(?:ping)? (?:a |your |the )?(?:meal|breakfast|lunch|dinner)s?",
    r"eat nothing",
    r"iss nichts",
)


def _any_of(words: str, *more: str) -> str:
    return "|".join([*words.split(), *more])


DEEDS = re.compile(
    r"\b(?:i|we|it|has been|have been|is now|was)(?:'ve|'ll|'s)?\s+"
    rf"(?:\w+\s+){{0,2}}?(?:{_any_of(DONE)})\b|\b(?:{_any_of(GETAN)})\b",
    re.IGNORECASE,
)
FORBIDDEN = re.compile(rf"\b(?:{_any_of(TOPICS, *PHRASES)})\b", re.IGNORECASE)
LINK = re.compile(
    r"https?:|www\.|\b[\w-]+\.(?:com|net|org|io|de|example|info|ru)\b|@\w", re.IGNORECASE
)
MARKUP = re.compile(
    r"[<>{}|\\`]|\]\(|^\s*#|\b(?:assistant|system|user):", re.IGNORECASE | re.MULTILINE
)
# A small model that does not find its end.
LOOP = re.compile(r"\b(\w[^\n]{6,80}?)(?:[\s,.;:]+\1\b){2,}", re.IGNORECASE)
CHECKS = {
    "repeats itself": LOOP,
    "claims a deed": DEEDS,
    "forbidden topic": FORBIDDEN,
    "link": LINK,
    "markup": MARKUP,
}


def objections(text: str) -> list[str]:
    """Why a text may not be sent; empty when nothing is wrong with it."""
    found = [] if text.strip() else ["says nothing"]
    if len(text) > LONGEST:
        found.append("too long")
    for name, pattern in CHECKS.items():
        match = pattern.search(text)
        if match:
            found.append(f"{name}: {match[0]!r}")
    return found
