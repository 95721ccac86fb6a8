"""Published GOV.UK components, rendered apart from our own strict templates.

govuk-frontend-jinja asks for parameters that were never given, which `StrictUndefined` forbids;
it therefore has an environment of its own, and our templates call `govuk("button", {...})`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader, Template
from markupsafe import Markup

_ENVIRONMENT = Environment(
    loader=PrefixLoader(
        {
            "govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja"),
            "govuk_frontend_wtf": PackageLoader("govuk_frontend_wtf"),
        }
    ),
    autoescape=True,
    undefined=ChainableUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@lru_cache(maxsize=64)
def _caller(component: str) -> Template:
    macro = "govuk" + "".join(word.capitalize() for word in component.split("-"))
    source = (
        f'{{% from "govuk_frontend_jinja/components/{component}/macro.html" import {macro} %}}'
        f"{{{{ {macro}(params) }}}}"
    )
    return _ENVIRONMENT.from_string(source)


def govuk(component: str, params: Mapping[str, Any]) -> Markup:
    """Render one component, named as in the design system, such as `notification-banner`.

    User text belongs in `text` parameters. TemplateNotFound for an unknown component.
    """
    return Markup(_caller(component).render(params=dict(params)))  # noqa: S704 (autoescaped)


def widget(template: str, params: Mapping[str, Any]) -> Markup:
    """Render one govuk-frontend-wtf widget template with prepared parameters."""
    rendered = _ENVIRONMENT.get_template(template).render(params=dict(params))
    return Markup(rendered)  # noqa: S704 (autoescaped)
