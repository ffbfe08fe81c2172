"""Sealed texts open where they belong and nowhere else, with keys from wherever they come."""

import asyncio
import base64
import os
import shlex
import sys

import pytest
from bson import ObjectId
from pydantic import SecretStr

from nutritrack.config import Settings
from nutritrack.secrets import masters
from nutritrack.secrets.keys import BadKeys, Key, Tampered, read_keys, write_keys
from nutritrack.secrets.vault import KeyDestroyed, MasterKeyMissing, Vault

ALICE, BOB = ObjectId(), ObjectId()
FIELD = "users.googleAccessToken"
OTHER = "users.googleRefreshToken"
SECRET = "ya29.a-token-with-ümläuts-and-\U0001f511"


@pytest.fixture(params=["folder", "database"])
def keyed(request, settings, tmp_path):
    """Keys of users in a folder, or in the database."""
    update = {"data_dir": tmp_path / "data"}
    if request.param == "folder":
        update["keys_dir"] = tmp_path / "keys"
    return settings.model_copy(update=update)


@pytest.fixture
def vault(db, keyed):
    return Vault(db, keyed)


async def test_what_is_sealed_opens_again(vault):
    box = await vault.seal(ALICE, FIELD, SECRET)
    assert box.startswith("v1:")
    assert SECRET not in box
    assert await vault.open(ALICE, FIELD, box) == SECRET
    assert await vault.seal(ALICE, FIELD, SECRET) != box  # never twice the same


async def test_a_box_that_was_moved_does_not_open(vault):
    box = await vault.seal(ALICE, FIELD, SECRET)
    await vault.seal(BOB, FIELD, SECRET)
    with pytest.raises(Tampered):
        await vault.open(ALICE, OTHER, box)
    with pytest.raises(KeyDestroyed):
        await vault.open(BOB, FIELD, box)


async def test_a_key_of_another_user_does_not_open_it_either(vault, db):
    """Not even somebody who can write everything in the database makes it open for Bob."""
    box = await vault.seal(ALICE, FIELD, SECRET)
    await vault.place.create(BOB, await vault.place.read(ALICE))
    with pytest.raises(Tampered):
        await vault.open(BOB, FIELD, box)


@pytest.mark.parametrize("at", [0, 3, 12, 20, -2])
async def test_a_box_that_was_changed_does_not_open(vault, at):
    box = await vault.seal(ALICE, FIELD, SECRET)
    other = "A" if box[at] != "A" else "B"
    with pytest.raises((Tampered, KeyDestroyed)):
        await vault.open(ALICE, FIELD, box[: at % len(box)] + other + box[at % len(box) + 1 :])


@pytest.mark.parametrize("box", ["", "x", "v1:a:b", "v1::", ":::", "v1:" + "a" * 8 + ":é"])
async def test_what_is_no_box_does_not_open(vault, box):
    await vault.seal(ALICE, FIELD, SECRET)
    with pytest.raises((Tampered, KeyDestroyed)):
        await vault.open(ALICE, FIELD, box)


async def test_destroying_a_key_destroys_what_it_sealed(vault):
    box = await vault.seal(ALICE, FIELD, SECRET)
    his = await vault.seal(BOB, FIELD, SECRET)
    await vault.destroy(ALICE)
    await vault.destroy(ALICE)
    with pytest.raises(KeyDestroyed):
        await vault.open(ALICE, FIELD, box)
    await vault.seal(ALICE, FIELD, "another")  # a new key
    with pytest.raises(KeyDestroyed):
        await vault.open(ALICE, FIELD, box)
    assert await vault.open(BOB, FIELD, his) == SECRET


async def test_many_at_once_make_one_key(vault, db, keyed):
    others = [Vault(db, keyed) for _ in range(10)]
    boxes = await asyncio.gather(*(each.seal(ALICE, FIELD, SECRET) for each in others))
    assert len({box.split(":")[1] for box in boxes}) == 1
    assert [await vault.open(ALICE, FIELD, box) for box in boxes] == [SECRET] * 10


async def test_the_files_are_ours_alone(db, settings, tmp_path):
    keyed = settings.model_copy(update={"keys_dir": tmp_path / "keys"})
    await Vault(db, keyed).seal(ALICE, FIELD, SECRET)
    for path, mode in (
        (tmp_path / "keys", 0o700),
        (tmp_path / "keys" / "users", 0o700),
        (tmp_path / "keys" / "master", 0o600),
        (tmp_path / "keys" / "users" / str(ALICE), 0o600),
    ):
        assert path.stat().st_mode & 0o777 == mode, path
    master = tmp_path / "keys" / "master"
    master.chmod(0o640)
    with pytest.raises(BadKeys, match="chmod 600"):
        await masters.load(keyed)


def test_keys_are_in_the_data_directory_but_outside_the_database(tmp_path):
    ours = Settings(data_dir=tmp_path)
    assert masters.folder(ours) == tmp_path / "keys"  # the database is in tmp_path/db


async def test_keys_from_the_environment(db, settings):
    key = Key.new()
    first = settings.model_copy(update={"keys": SecretStr(write_keys((key,)))})
    box = await Vault(db, first).seal(ALICE, FIELD, SECRET)
    newer = Key.new()
    both = settings.model_copy(update={"keys": SecretStr(write_keys((newer, key)))})
    assert await Vault(db, both).open(ALICE, FIELD, box) == SECRET
    without = settings.model_copy(update={"keys": SecretStr(write_keys((newer,)))})
    with pytest.raises(MasterKeyMissing):
        await Vault(db, without).open(ALICE, FIELD, box)
    with pytest.raises(MasterKeyMissing):  # a second machine with other keys says so
        await Vault(db, without).seal(BOB, FIELD, SECRET)


async def test_keys_from_a_command(db, settings, tmp_path):
    printed = tmp_path / "printed"
    printed.write_text(write_keys((Key.new(),)))
    command = f"{shlex.quote(sys.executable)} -c 'print(open(\"{printed}\").read())'"
    ours = settings.model_copy(update={"keys_command": command})
    box = await Vault(db, ours).seal(ALICE, FIELD, SECRET)
    assert await Vault(db, ours).open(ALICE, FIELD, box) == SECRET
    assert masters.file(ours) is None


@pytest.mark.parametrize("command", ["false", "/nonexistent/kms get", "echo", "echo nothing", "'"])
async def test_a_command_that_gives_no_keys_is_said(settings, command):
    with pytest.raises(BadKeys, match="NUTRITRACK_KEYS_COMMAND"):
        await masters.load(settings.model_copy(update={"keys_command": command}))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a_key",
        "a_key:",
        ":" + base64.b64encode(bytes(32)).decode(),
        "a:" + base64.b64encode(bytes(31)).decode(),
        "a:" + base64.b64encode(bytes(33)).decode(),
        "a:hunter2!",
        "a b:" + base64.b64encode(bytes(32)).decode(),
        f"a:{base64.b64encode(bytes(32)).decode()},a:{base64.b64encode(bytes(32)).decode()}",
    ],
)
def test_keys_that_cannot_be_read_are_said_and_not_shown(text):
    with pytest.raises(BadKeys) as bad:
        read_keys(text, "NUTRITRACK_KEYS")
    assert "NUTRITRACK_KEYS" in str(bad.value)
    assert not text or text not in str(bad.value)
    assert "hunter2" not in str(bad.value)


def test_a_key_does_not_show_itself():
    key = Key("one", os.urandom(32))
    assert repr(key) == "Key(id='one')"


async def test_a_folder_that_others_can_enter_is_refused(db, settings, tmp_path):
    (tmp_path / "keys").mkdir(mode=0o755)
    (tmp_path / "keys" / "something").touch()
    keyed = settings.model_copy(update={"keys_dir": tmp_path / "keys"})
    with pytest.raises(BadKeys, match="chmod 700"):
        await Vault(db, keyed).seal(ALICE, FIELD, SECRET)


async def test_a_folder_that_cannot_be_made_is_said(db, settings, tmp_path):
    (tmp_path / "file").touch()
    keyed = settings.model_copy(update={"keys_dir": tmp_path / "file" / "keys"})
    with pytest.raises(BadKeys, match="cannot hold keys"):
        await Vault(db, keyed).seal(ALICE, FIELD, SECRET)
