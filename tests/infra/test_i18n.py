"""What a text of a template does with what is put into it."""

from __future__ import annotations

import pytest
from flask import Flask, render_template_string

PAGES = {
    '{{ _("Halo %(name)s", name="<b>") }}': "Halo &lt;b&gt;",
    '{{ _("Tuntas 80%%") }}': "Tuntas 80%",
    '{{ _("Tuntas %(percent)s%%", percent=80) }}': "Tuntas 80%",
    '{{ ngettext("%(num)s soal %(of)s", "%(num)s soal %(of)s", 3, of="<i>") }}': "3 soal &lt;i&gt;",
}


@pytest.mark.parametrize(("page", "shown"), PAGES.items())
def test_what_fills_a_text_is_escaped_and_two_percent_signs_are_one(
    app: Flask, page: str, shown: str
) -> None:
    with app.test_request_context():
        assert render_template_string(page) == shown
