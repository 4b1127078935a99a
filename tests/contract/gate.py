"""A gate before an engine: it lets in whom it knows, and after so many updates the engine is gone."""

from __future__ import annotations

import base64
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

__all__ = ["gate"]


@contextmanager
def gate(engine: str, *, login: str | None = None, updates: int | None = None) -> Iterator[str]:
    """Pass on what is asked of an engine's address; the address of the gate.

    `login` is the USER:PASSWORD that it asks for; after so many `updates` it hangs up on everyone.
    """
    left = [updates]

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if login and self.headers["Authorization"] != f"Basic {base64.b64encode(login.encode()).decode()}":
                self._answer(401, {"WWW-Authenticate": 'Basic realm="engine"'}, b"")
                return
            if left[0] is not None and "update" in self.headers["Content-Type"]:
                left[0] -= 1
            if left[0] is not None and left[0] < 0:
                self.close_connection = True
                return
            headers = {name: self.headers[name] for name in ("Content-Type", "Accept")}
            request = urllib.request.Request(engine + self.path, body, headers)
            try:
                with urllib.request.urlopen(request, timeout=600) as answer:
                    self._answer(answer.status, dict(answer.headers), answer.read())
            except urllib.error.HTTPError as error:
                with error:
                    self._answer(error.code, dict(error.headers), error.read())

        def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for name in {*headers} & {"Content-Type", "WWW-Authenticate"}:
                self.send_header(name, headers[name])
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{running.server_port}"
        finally:
            running.shutdown()
            thread.join()
