"""Whether a text is English at all, told by its small words."""

from __future__ import annotations

import re

__all__ = ["looks_english"]

_WORD = re.compile(r"[^\W\d_]+")
_NOT_LATIN = re.compile("[\u0250-\U0010ffff]+")
#: Words of the field, by which a long list of terms, which has no small words, is told.
_TERMS = frozenset(
    """pain ache nerve block blocks disease syndrome neck back spine spinal knee shoulder hip joint headache treatment
    therapy relieves treats treated patient patients surgery cancer disc""".split()
)
#: Small words that are frequent in English and rare or absent in its neighbours.
_ENGLISH = _TERMS | frozenset(
    """the of and to is with for are that this these those by from it be been can or your you which their they have
    has when what how may into not but more who used often between should""".split()
)
#: Small words of other languages with Latin script.
_OTHER = frozenset(
    """der das und ist nicht mit ein eine einer den dem werden wird bei für auf oder durch zur zum sich sind auch wenn
    el la los las que una por para con como del se su es más son al lo
    le les des est une pour dans sur qui avec sont par plus cette ces aux du et au ou
    il di che per della delle sono gli nel alla più anche
    het een van niet voor zijn wordt door bij deze naar ook
    och att som för på av med till är inte eller og ikke til kan ved
    que não uma dos das pelo pela são em ao mais
    jest nie się przez oraz dla ja se ktoré která aby nebo hogy és egy nem az
    ve bir bu için ile""".split()
)
#: Share of English words from which on a part of the text is English; running text has 0.2 and more.
_SHARE = 0.03
#: Texts with fewer words are judged leniently: a list of terms has no small words.
_FEW = 60


def looks_english(text: str) -> bool:
    """Tell whether a text, or a noticeable part of it, is English; a bare list of terms gets the benefit of doubt."""
    words = _WORD.findall(text[:200_000].lower())
    letters = "".join(words)
    latin = letters if letters.isascii() else _NOT_LATIN.sub("", letters)
    if not letters or len(latin) * 2 < len(letters):
        return False
    english = sum(map(_ENGLISH.__contains__, words))
    other = sum(map(_OTHER.__contains__, words))
    if english >= _SHARE * len(words) and english > 0:
        return english * 4 > other
    return len(words) < _FEW and english >= other
