"""What a page carries besides its text: navigation, share lines, pointers, comments, biographies, disclaimers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from paingraph.loader.documents import BlockKind

__all__ = ["is_pointer", "mark_boilerplate"]

#: A line that, as a whole, is a piece of a site's furniture.
_FURNITURE = re.compile(
    r"""(?: >?\s*skip\ (?:to|repeated)\b.* | close(?:\ icon|\ menu)? | open\ menu | menu | search | loader | loading.* | zoom | home | login | log\ in | sign\ (?:in|up)
    | news(?:\ &\ insights)? | blog | share(?:\ (?:this|on)\b.*)? | (?:re)?tweet | print | email | facebook | twitter | linkedin | pinterest | instagram | youtube
    | follow\ us.* | contact(?:\ us)? | about\ us | careers | privacy(?:\ policy)? | terms\b.* | site\ ?map | back\ to\ top | previous | next | (?:load|show|see|view)\ more
    | pin\ it\b.* | (?:book|schedule|request|make)\ (?:your|an|a|my)\ (?:appointment|consultation|visit)\b.* | find\ (?:your|a)\ (?:\w+\ )?(?:doctor|physician|provider|specialist|clinic)s?
    | make\ an\ appointment | call\ (?:us|now|today)\b.* | (?:weekly|monthly)\ updates\b.* | you\ have\ successfully\ subscribed.* | subscribe\b.* | newsletter\b.*
    | comments\ are\ closed\.? | \d+\ comments? | tags?:.* | categories:.* | posted\ (?:on|by|in)\b.* | by\ \|.* | (?:last\ )?(?:updated|reviewed|modified)(?:\ on)?:?\ .*
    | (?:medically\ )?reviewed\ by\b.* | (?:written|authored)\ by\b.* | published(?:\ on)?:?\ .* | advertisement | sponsored\b.* | \d+\ min(?:ute)?s?\ read
    | (?:copyright|©|\(c\)).* | .*\ball\ rights\ reserved\.?.* | accept(?:\ all)?(?:\ cookies)? | (?:cookie|privacy)\ (?:settings|preferences|notice|policy).* | physicians | patients | image\b:?.* | photo\b:?.* )""",
    re.IGNORECASE | re.VERBOSE,
)
#: A line or sentence that sends the reader elsewhere, whatever else it names.
_POINTER = re.compile(
    r"""(?: (?:you\ can\ )?(?:learn|read|find\ out|discover|see)\ (?:even\ )?more\b | read\ (?:any\ of|on|our|the\ following|about)\b | to\ (?:learn|read|find\ out)\ more\b
    | watch\b | (?:please\ )?(?:click|visit|call|contact|email|subscribe|download|tell\ us\ (?:about\ your|what\ you)|leave\ a|share\ (?:this|your))\b | (?:once|if)\ you(?:’|')?(?:ve|d)?\b.*\b(?:watch|click|call|contact)\b
    | a\ video\b | (?:as\ )?(?:noted|seen|mentioned|published)\ in\ our\b | from\ our\ (?:post|blog|article)\b | this\ (?:article|page|post|content)\ (?:was|is|has\ been)\ (?:medically\ |last\ )?(?:reviewed|written|updated|approved)\b
    | (?:we|this\ (?:web)?site)\ uses?\ cookies\b | by\ (?:using|continuing)\b.*\b(?:site|cookies)\b | related\ (?:articles|posts|links|topics|reading)\b | more\ (?:articles|posts|on\ this)\b )""",
    re.IGNORECASE | re.VERBOSE,
)
_POINTER_END = re.compile(
    r"\b(?:click (?:here|the button|below)|video(?:s)? below|following video|blogs?(?: posts?)?|button below|(?:in|on) our (?:blog|library|website))\b[^.]{0,30}[.:]?$",
    re.IGNORECASE,
)
#: From such a line on nothing belongs to the text.
_END = re.compile(
    r"(?:about the authors?|author bio(?:graphy)?|leave a (?:reply|comment)|(?:\d+ )?(?:comments?|responses|replies)(?: \(\d+\))?|reader comments|join the (?:discussion|conversation)|by \|.*comments?.*|post a comment)\s*:?",
    re.IGNORECASE,
)
#: Such a heading opens a section that is not text; it ends with the next heading.
_SECTION = re.compile(
    r"(?:references?|sources?|bibliography|further reading|works cited|citations?|related (?:articles|posts|links|topics|reading|content)|disclaimer|disclosures?|acknowledg\w+|more information|useful links|contact(?: us| information| details)?|navigation|quick links|share this\b.*|follow us\b.*|our (?:locations|team|providers)|testimonials?|reviews?|patient (?:stories|testimonials)|cookie\b.*)\s*:?",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"(?:not|never)\b[^.]{0,60}\b(?:substitute|replacement|medical advice)|(?:informational|educational)(?: and educational)? purposes|\bopinions? of the author|is intended (?:for|as) (?:general )?information|produced for patients by\b",
    re.IGNORECASE,
)
_BIOGRAPHY = re.compile(
    r"^(?:Dr\.?|Prof\.?|Professor)\s+(?:[A-Z][\w.’'-]*\s+){1,4}(?:is|was|has|received|completed|earned|graduated|specializes|specialises|practices|joined)\b"
    r"|^(?:[A-Z][\w.’'-]*\s+){1,4}[A-Z][\w’'-]*,\s*(?:M\.?D\.?|D\.?O\.?|Ph\.?D\.?|DPT|PT|NP|PA(?:-C)?|RN|FRCA|MBBS)\b",
)
_BYLINE = re.compile(
    r"^(?:[A-Z][\w.’'-]*\s+){1,4}[A-Z]?[\w’'-]*,?\s*(?:MD|DO|PhD|DPT|NP|PA|RN)\b.{0,40}\b(?:19|20)\d\d$"
)


def is_pointer(sentence: str) -> bool:
    """Tell whether a sentence only sends the reader elsewhere (a video, a blog post, a button)."""
    return _POINTER.match(sentence) is not None or _POINTER_END.search(sentence) is not None


def mark_boilerplate(texts: Sequence[str], kinds: Sequence[BlockKind]) -> list[BlockKind]:
    """Return the kinds of a document's blocks, with those that are no part of its text marked as boilerplate."""
    marked = list(kinds)
    last_heading = max((i for i, kind in enumerate(kinds) if kind is BlockKind.HEADING), default=-1)
    skipping = False
    for index, (text, kind) in enumerate(zip(texts, kinds, strict=True)):
        if index and len(text) < 80 and _END.fullmatch(text):
            return marked[:index] + [BlockKind.BOILERPLATE] * (len(marked) - index)
        if len(text) < 80 and _SECTION.fullmatch(text) and (kind is BlockKind.HEADING or index >= last_heading):
            skipping = True
        elif kind is BlockKind.HEADING:
            skipping = False
        head_of_table = " | " in text and index + 1 < len(texts) and " | " in texts[index + 1]
        if skipping or (_is_boilerplate(text, kind) and not head_of_table):
            marked[index] = BlockKind.BOILERPLATE
    return marked


def _is_boilerplate(text: str, kind: BlockKind) -> bool:
    if kind is BlockKind.BOILERPLATE or not any(map(str.isalpha, text)):
        return True
    if len(text) < 120 and _FURNITURE.fullmatch(text):
        return True
    if kind is BlockKind.HEADING:
        return bool(_BYLINE.match(text))
    if len(text) < 250 and is_pointer(text) and text.count(". ") == 0:
        return True
    return bool(_BIOGRAPHY.match(text) or _BYLINE.match(text) or _DISCLAIMER.search(text))
