"""Words by meaning: which class of like words a word belongs to.

The model learned from some thousand messages. A word that none of them has still says something
where it is of the same class as one that they have: "plaice" is like "salmon".
"""

from functools import cache

from nutritrack.coach.understanding.tables import rows


@cache
def word_classes() -> dict[str, str]:
    """The class of each English word, and of each German one that stands for an English one."""
    found = {word: number for number, words in rows("word_classes.tsv") for word in words.split()}
    for english, words in rows("german_words.tsv"):
        if english in found:
            found |= {word: found[english] for word in words.split() if word not in found}
    return found
