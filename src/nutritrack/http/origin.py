"""Where a request comes from: its address, its page, and whether the way was private."""

from urllib.parse import urlsplit

from starlette.requests import Request

from nutritrack.http.state import get_settings


def address_of(request: Request) -> str:
    """The client's address. A proxy's word for it counts only where we were told to believe it."""
    if get_settings(request).trust_proxy:
        forwarded = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
        if forwarded:
            return forwarded
    return request.client.host if request.client else "unknown"


def is_secure(request: Request) -> bool:
    """Whether the browser came over HTTPS, to us or to the proxy in front."""
    settings = get_settings(request)
    if request.url.scheme == "https":
        return True
    if settings.trust_proxy and request.headers.get("x-forwarded-proto") == "https":
        return True
    public = urlsplit(settings.public_url or "")
    return public.scheme == "https" and request.headers.get("host") == public.netloc


def is_same_origin(request: Request) -> bool:
    """Whether a page of ours sent this. Browsers send Origin with every unsafe request."""
    origin = request.headers.get("origin", "")
    host = urlsplit(origin).netloc
    if not host:
        return False
    return origin == get_settings(request).public_url or host == request.headers.get("host")
