"""Every word on the screen is there in every language, and every text is used."""

import json
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "web" / "src"
LANGUAGES = sorted(path.name for path in (SOURCE / "texts").iterdir() if path.is_dir())
FORMS = {"en": {"one", "other"}, "de": {"one", "other"}}  # the plural forms of each
CODE = "\n".join(path.read_text() for path in sorted(SOURCE.rglob("*.ts*")))
LITERALS = set(re.findall(r'"([\w-]+(?:\.[\w-]+)+)"', CODE))
# Keys that are put together, such as `meal.${meal.mealType}`.
TEMPLATES = re.findall(r"`([\w-]+\.[\w.-]*(?:\$\{[^}`]*\}[\w.-]*)+)`", CODE)
PATTERNS = {
    r"[\w-]+".join(map(re.escape, re.split(r"\$\{[^}]*\}", written))) for written in TEMPLATES
}

Texts = dict[str, str | dict[str, str]]


def areas(language: str) -> dict[str, Texts]:
    folder = SOURCE / "texts" / language
    return {path.stem: json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))}


def texts(language: str) -> Texts:
    return {key: text for area in areas(language).values() for key, text in area.items()}


def said(text: str | dict[str, str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text.values())


def values(text: str | dict[str, str]) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", " ".join(said(text))))


def is_used(key: str) -> bool:
    return key in LITERALS or any(re.fullmatch(pattern, key) for pattern in PATTERNS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_the_texts_of_english_and_no_others(language):
    for area, there in areas("en").items():
        assert areas(language)[area].keys() == there.keys(), area


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_has_the_same_values_in_every_language(language):
    english = texts("en")
    other = {key: values(text) for key, text in texts(language).items()}
    assert other == {key: values(text) for key, text in english.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_the_forms_of_the_language(language):
    for key, text in texts(language).items():
        if isinstance(text, dict):
            assert set(text) == FORMS[language], key
            assert "n" in values(text), key
        assert all(form.strip() for form in said(text)), key


def test_no_key_is_in_two_areas():
    keys = [key for area in areas("en").values() for key in area]
    assert len(keys) == len(set(keys))


def test_every_text_is_used():
    assert [key for key in texts("en") if not is_used(key)] == []


def test_every_key_that_is_asked_for_exists():
    """What is put together is checked by the compiler; this one needs no Node."""
    asked = set(re.findall(r'\bt\(\s*(?:[^"`;]*?\?\s*)?"([^"]+)"', CODE))
    assert asked
    assert asked - texts("en").keys() == set()
