"""Consent, tokens and revoking, as Google does it: PKCE and single-use codes are checked."""

import base64
import hashlib
import json
import time
from typing import Any
from urllib.parse import urlencode

from fitness.google.server import Reply, Request, World, oauth_error, route

HOUR = 3599
WEEK = 604_799
REDIRECTS = ("/api/fitness/callback", "/api/auth/google/callback")
# How Google writes the short names of OpenID Connect in its answers.
LONG = {
    "email": "https://www.googleapis.com/auth/userinfo.email",
    "profile": "https://www.googleapis.com/auth/userinfo.profile",
}


@route("GET", "/o/oauth2/v2/auth")
def consent(world: World, request: Request) -> Reply:
    asked = request.query
    redirect = asked.get("redirect_uri", "")
    if asked.get("client_id") != world.client_id or not redirect.endswith(REDIRECTS):
        return oauth_error(400, "redirect_uri_mismatch")
    if asked.get("code_challenge_method") != "S256" or len(asked.get("code_challenge", "")) != 43:
        return oauth_error(400, "invalid_request", "PKCE is needed")
    if world.deny:
        return _back(redirect, error="access_denied", state=asked["state"])
    scopes = [LONG.get(each, each) for each in asked["scope"].split() if _ticked(world, each)]
    code = world.token("4/0")
    world.codes[code] = {
        "scope": " ".join(scopes),
        "challenge": asked["code_challenge"],
        "nonce": asked.get("nonce"),
        "redirect": redirect,
        "offline": asked.get("access_type") == "offline" and asked.get("prompt") == "consent",
        "ends": time.time() + 600,
    }
    return _back(redirect, state=asked["state"], code=code, scope=" ".join(scopes))


@route("POST", "/token")
def token(world: World, request: Request) -> Reply:
    form = request.form
    if (form.get("client_id"), form.get("client_secret")) != (world.client_id, world.client_secret):
        return oauth_error(401, "invalid_client", "The OAuth client was not found.")
    if form.get("grant_type") == "authorization_code":
        return _exchange(world, form)
    if form.get("grant_type") != "refresh_token":
        return oauth_error(400, "unsupported_grant_type")
    grant = world.refresh.get(form.get("refresh_token", ""))
    if grant is None or 0 < (grant["refresh_ends"] or 0) < time.time():
        return oauth_error(400, "invalid_grant", "Token has been expired or revoked.")
    if set(form.get("scope", "").split()) - set(grant["scope"].split()):
        return oauth_error(400, "invalid_scope", "Bad Request")
    answer = _issue(world, grant)
    if world.rotate:
        del world.refresh[form["refresh_token"]]
        answer |= _refresh_token(world, grant)
    return Reply(200, answer)


@route("POST", "/revoke")
def revoke(world: World, request: Request) -> Reply:
    revoked = request.form.get("token")
    if revoked not in world.refresh and revoked not in world.access:
        return oauth_error(400, "invalid_token", "Token expired or revoked")
    world.revoke_all()
    return Reply(200, {})


def _ticked(world: World, scope: str) -> bool:
    """Who somebody is cannot be unticked."""
    return scope in ("openid", *LONG) or world.granted is None or scope in world.granted


def _back(redirect: str, **said: str) -> Reply:
    return Reply(302, headers={"Location": f"{redirect}?{urlencode(said)}"})


def _exchange(world: World, form: dict[str, str]) -> Reply:
    grant = world.codes.pop(form.get("code", ""), None)
    digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    if (
        grant is None
        or grant["ends"] < time.time()
        or grant["challenge"] != challenge
        or grant["redirect"] != form.get("redirect_uri")
    ):
        return oauth_error(400, "invalid_grant", "Bad Request")
    answer = _issue(world, grant)
    if grant["offline"]:
        grant["refresh_ends"] = time.time() + WEEK if world.testing else None
        answer |= _refresh_token(world, grant)
    if "openid" in grant["scope"].split():
        answer["id_token"] = _id_token(world, grant)
    return Reply(200, answer)


def _issue(world: World, grant: dict[str, Any]) -> dict[str, Any]:
    made = world.token("ya29.")
    world.access[made] = {"scope": grant["scope"], "ends": time.time() + HOUR}
    return {
        "access_token": made,
        "expires_in": HOUR,
        "scope": grant["scope"],
        "token_type": "Bearer",
    }


def _refresh_token(world: World, grant: dict[str, Any]) -> dict[str, Any]:
    made = world.token("1//0")
    world.refresh[made] = grant
    return {"refresh_token": made} | ({"refresh_token_expires_in": WEEK} if world.testing else {})


def _id_token(world: World, grant: dict[str, Any]) -> str:
    person = world.person
    claims = {
        "iss": "https://accounts.google.com",
        "aud": world.client_id,
        "sub": person.id,
        "email": person.email,
        "email_verified": person.email_verified,
        "name": person.name,
        "nonce": grant["nonce"],
        "iat": int(time.time()),
        "exp": int(time.time()) + 3600,
    }
    if person.hosted_domain:
        claims["hd"] = person.hosted_domain
    made = ".".join(_part(each) for each in ({"alg": "RS256"}, claims | world.claims, {}))
    world.secrets.append(made)
    return made


def _part(content: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()
