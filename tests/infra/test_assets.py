"""Our own files, as browsers get them."""

from __future__ import annotations

import re

from flask.testing import FlaskClient


def test_the_script_comes_without_its_lines_of_comment(client: FlaskClient) -> None:
    address = re.search(r'src="(/static/literasi\.\w+\.js)"', client.get("/").get_data(as_text=True))
    assert address is not None
    script = client.get(address[1]).get_data(as_text=True)
    assert "const put = " in script
    assert not re.search(r"^\s*//", script, re.MULTILINE)
