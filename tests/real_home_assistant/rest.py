"""The part of Home Assistant's HTTP interface that tests need: is it there, and who may enter."""

import asyncio
import json
import urllib.parse
import urllib.request
from collections.abc import Mapping
from typing import Any

# urllib would send even loopback through a proxy that the environment names.
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))

Login = Mapping[str, str]
"""A `username` and a `password`."""


class Rest:
    """Requests to one address."""

    def __init__(self, url: str) -> None:
        """Ask at this address, such as `http://127.0.0.1:8123`."""
        self._url = url
        self._client = f"{url}/"

    def is_running(self, token: str) -> bool:
        """Whether it answers and has started; without a token, whether it can be onboarded."""
        try:
            answer = self._request("/api/config" if token else "/api/onboarding", token=token)
        except OSError:
            return False
        return not token or answer["state"] == "RUNNING"

    async def onboard(self, login: Login) -> str:
        """Make the owner; returns a short-lived access token."""
        owner = {**login, "name": "Owner", "language": "en", "client_id": self._client}
        answer = await self._post("/api/onboarding/users", owner)
        return await self._token(answer["auth_code"])

    async def log_in(self, login: Login) -> str:
        """Log a user in; returns a short-lived access token."""
        flow = await self._post(
            "/auth/login_flow",
            {
                "client_id": self._client,
                "redirect_uri": self._client,
                "handler": ["homeassistant", None],
            },
        )
        done = await self._post(
            f"/auth/login_flow/{flow['flow_id']}", {**login, "client_id": self._client}
        )
        return await self._token(done["result"])

    async def _token(self, code: str) -> str:
        form = {"grant_type": "authorization_code", "code": code, "client_id": self._client}
        data = urllib.parse.urlencode(form).encode()
        tokens = await asyncio.to_thread(
            self._request, "/auth/token", data, "application/x-www-form-urlencoded"
        )
        return str(tokens["access_token"])

    async def _post(self, path: str, body: Mapping[str, object]) -> Any:
        data = json.dumps(body).encode()
        return await asyncio.to_thread(self._request, path, data, "application/json")

    def _request(
        self, path: str, data: bytes | None = None, content: str = "", token: str = ""
    ) -> Any:
        request = urllib.request.Request(self._url + path, data)
        if content:
            request.add_header("Content-Type", content)
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        with _direct.open(request, timeout=10) as answer:
            return json.loads(answer.read())
