"""The Content-Security-Policy of every page, written once: it is the same as long as no page asks for one of its own.

The library writes its twelve directives again at each answer, twice with the one that only reports.
"""

from functools import cached_property

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# What the library puts on an answer whose view wants something else (its decorators), and on the request for a nonce.
_OWN = "_csp_"


class PolicyMiddleware(CSPMiddleware):
    """The library's own, its header kept."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Will put the header, or leave it to the library when this answer is not like the others."""
        if self._alone and HEADER not in response and not _asks(request) and not _asks(response):
            response[HEADER] = self._kept
            return response
        return super().process_response(request, response)

    @cached_property
    def _alone(self) -> bool:
        """Whether the settings have one policy, for every address."""
        policy = settings.CONTENT_SECURITY_POLICY
        reported = getattr(settings, "CONTENT_SECURITY_POLICY_REPORT_ONLY", None)
        return not (settings.DEBUG or reported or policy.get("EXCLUDE_URL_PREFIXES"))

    @cached_property
    def _kept(self) -> str:
        written = super().process_response(HttpRequest(), HttpResponseBase())
        return str(written[HEADER])


def _asks(one: HttpRequest | HttpResponseBase) -> bool:
    return any(name.startswith(_OWN) for name in vars(one))
