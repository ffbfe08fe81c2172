"""What can go wrong between Google and us: a code for the client, and words for people.

None of these is an answer to a request. A job catches them and keeps code and words on the
account, where the status shows them. They never hold a token, an address or Google's own text.
"""


class Problem(Exception):
    code = ""
    words = ""

    def __init__(self) -> None:
        super().__init__(self.words)


class NotConnected(Problem):
    code = "notConnected"
    words = "No Google account is connected."


class NeedsReconnect(Problem):
    """Terminal. The tokens are gone already; the data stays."""

    code = "needsReconnect"
    words = "Google no longer lets us read this account. Connect it again; what was read stays."


class GoogleDown(Problem):
    """Transient: nothing is lost, and a later try may work."""

    code = "googleDown"
    words = "Google does not answer just now. We try again by ourselves."

    def __init__(self, seconds: float = 60.0) -> None:
        super().__init__()
        self.seconds = seconds  # do not ask again before


class Misconfigured(Problem):
    code = "misconfigured"
    words = (
        "Google refuses this server's client id or secret. Who runs the server can put it right: "
        "see docs/fitness.md."
    )


class KeysMissing(Problem):
    code = "keysMissing"
    words = (
        "This server no longer has the key that opens the stored access. Who runs it can put the "
        "key back; or disconnect and connect again."
    )


class NotLinked(Problem):
    """Consent worked, but there is nothing behind it: mostly the wrong account was chosen."""

    code = "notLinked"
    words = (
        "This Google account has no Google Health profile. Set one up in the Fitbit or Google "
        "Health app, or disconnect and connect the account that has one."
    )


class NoPermission(Problem):
    code = "noPermission"
    words = "Google lets us read nothing of this account. Connect it again and tick the boxes."


class ProviderOver(Problem):
    code = "providerOver"
    words = "Google has ended this service. What was read stays; connect Google Health instead."


class ApiDisabled(Problem):
    code = "apiDisabled"
    words = (
        "The fitness service is not switched on in this server's Google project. Who runs the "
        "server can do that: see docs/fitness.md."
    )


class Unexpected(Problem):
    """Google refused what we asked, or answered what we do not understand: a bug of ours."""

    code = "unexpected"
    words = (
        "Google's answer was not understood. What was read before stays; we try again later. "
        "If it stays so, tell who runs this server."
    )
