"""Two builtin tags for what every page writes alike: `{% url %}` looked up once, `{% unchanging %}` drawn once.

Neither can keep anything of anyone: an address without variable parts, a stretch drawn without any context.
"""

from typing import Any

from django import template
from django.template import Context, Node, NodeList
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as url_of_django
from django.utils.safestring import SafeString

from egide.ui.addresses import address
from egide.ui.components.library import plain, written

register = template.Library()


class KnownAddress(Node):
    """An address named in the template itself, without variable part."""

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, context: Context) -> SafeString:
        """Will write it."""
        return written(plain(address(self.name)))


class Unchanging(Node):
    """A stretch of template that says the same to everyone."""

    child_nodelists = ()  # it holds no block: each page would look for them

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self._drawn: SafeString | None = None

    def render(self, context: Context) -> SafeString:
        """Will draw it the first time, in an empty context: it has nobody's data to keep."""
        if self._drawn is None:
            bare = Context()
            with bare.bind_template(context.template):  # type: ignore[arg-type]
                self._drawn = self.nodelist.render(bare)
        return self._drawn


@register.tag
def url(parser: Parser, token: Token) -> Node:
    """Will be Django's tag, whose addresses without variable part are looked up once."""
    node: URLNode = url_of_django(parser, token)
    name: Any = node.view_name.var
    if isinstance(name, str) and not (node.args or node.kwargs or node.asvar):
        return KnownAddress(name)
    return node


@register.tag
def unchanging(parser: Parser, token: Token) -> Unchanging:
    """Will keep what is drawn up to `{% endunchanging %}`.

    {% unchanging %}<link rel="stylesheet" href="{% static 'ui/base.css' %}">{% endunchanging %}
    """
    nodelist = parser.parse(("endunchanging",))
    parser.delete_first_token()
    return Unchanging(nodelist)
