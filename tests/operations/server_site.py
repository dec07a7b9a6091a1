"""A small site for the server's tests: `python -m tests.operations.server_site PORT` serves it."""

import logging
import os
import sys
import time
from collections.abc import Iterator

from flask import Flask, Response, request

from literasi.operations.server.adapter import Limits
from literasi.operations.server.run import serve

LIMITS = Limits(body_bytes=10_000, body_seconds=0.4)
BIG = 3_000_000


def create_app() -> Flask:
    """Routes that tell what the application saw."""
    app = Flask("server_site")

    @app.route("/", methods=["GET", "POST"])
    def seen() -> dict[str, object]:
        return {"body": request.get_data(as_text=True), "pid": os.getpid(), "cookies": request.cookies}

    @app.get("/besar")
    def big() -> Response:
        def pieces() -> Iterator[bytes]:
            yield from (b"x" * 1_000 for _ in range(BIG // 1_000))

        return Response(pieces())

    @app.get("/lama")
    def slow() -> str:
        time.sleep(0.4)
        return "selesai"

    return app


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    serve(create_app, port=int(sys.argv[1]), limits=LIMITS)
