"""Entente reads Korean and English business news and says, as data, who agreed what with whom.

    import entente
    for deal in entente.Engine().extract(text, published="2024-06-04").deals: ...

Start with Engine; Archive keeps what was read. Errors are EntenteError.
Tested by: bindings/python/tests
"""
from ._library import versions as _versions
from .archive import Archive
from .article import Article, to_pandas
from .engine import Engine
from .errors import Code, EntenteError
from .model import Amount, Deal, Normalized, Participant, Party, Span, Warning, When

__version__, version_text = _versions()

__all__ = ["Amount", "Archive", "Article", "Code", "Deal", "Engine", "EntenteError", "Normalized", "Participant", "Party", "Span", "Warning", "When",
           "to_pandas", "version_text"]
