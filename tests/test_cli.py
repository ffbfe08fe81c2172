"""The `nutritrack` command, as an administrator types it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import nutritrack.prepare  # noqa: F401  declares every collection
from nutritrack.cli import main
from nutritrack.config import BadSettings, Settings, load_settings
from serving import serving

DOCS = Path(__file__).parents[1] / "docs"


def run(*args: str, **env: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("NUTRITRACK_")}
    return subprocess.run(
        [sys.executable, "-m", "nutritrack", *args],
        env=clean | env,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_help_documents_every_command():
    help_text = CliRunner().invoke(main, ["--help"]).output
    for name, command in main.commands.items():
        assert name in help_text
        assert command.help


def test_config_prints_the_settings_and_hides_secrets():
    env = {
        "NUTRITRACK_MONGODB_URI": "mongodb://user:hunter2@db/nutritrack",
        "NUTRITRACK_SMTP_URL": "smtp://me:hunter2@mail",
        "NUTRITRACK_PORT": "9000",
    }
    output = run("config", **env).stdout
    assert "hunter2" not in output
    assert "NUTRITRACK_PORT=9000" in output
    for name in Settings.model_fields:
        assert f"NUTRITRACK_{name.upper()}=" in output


def test_every_setting_is_documented():
    text = (DOCS / "settings.md").read_text()
    for name in Settings.model_fields:
        assert f"`NUTRITRACK_{name.upper()}`" in text, name


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "none"), ("PORT", "0"), ("WORKERS", "0"), ("LOG_LEVEL", "x"), ("PUBLIC_URL", "food")],
)
def test_a_setting_that_makes_no_sense_is_named(name, value):
    done = run("config", **{f"NUTRITRACK_{name}": value})
    assert done.returncode == 1
    assert f"NUTRITRACK_{name}" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_secret_can_come_from_a_file(tmp_path):
    (tmp_path / "uri").write_text("mongodb://x/y\n")
    settings = load_settings({"NUTRITRACK_MONGODB_URI_FILE": str(tmp_path / "uri")})
    assert settings.mongodb_uri.get_secret_value() == "mongodb://x/y"
    with pytest.raises(BadSettings, match="NUTRITRACK_MONGODB_URI_FILE"):
        load_settings({"NUTRITRACK_MONGODB_URI_FILE": str(tmp_path / "nothing")})


def test_a_database_that_is_not_there_is_said_in_a_line():
    uri = "mongodb://127.0.0.1:9/?serverSelectionTimeoutMS=300"
    done = run("db", "check", NUTRITRACK_MONGODB_URI=uri)
    assert done.returncode == 1
    assert "NUTRITRACK_MONGODB_URI" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_demo_fills_an_account_once_and_the_check_finds_nothing(data_dir):
    env = {"NUTRITRACK_DATA_DIR": str(data_dir)}
    made = run("demo", "--days", "20", **env)
    assert made.returncode == 0, made.stderr
    password = made.stdout.split()[-1]
    again = run("demo", **env)
    assert again.returncode == 1
    assert "--email" in again.stderr
    check = run("db", "check", **env)
    assert check.returncode == 0, check.stdout
    with serving(data_dir) as server:
        import httpx2

        body = {"email": "demo@nutritrack.example", "password": password}
        answer = httpx2.post(server.url + "/api/auth/login", json=body)
        assert answer.status_code == 200
        headers = {"Authorization": f"Bearer {answer.json()['token']}"}
        path = f"/api/analytics/{answer.json()['user']['_id']}/progress"
        points = httpx2.get(server.url + path, headers=headers).json()
        assert sum(point["mealCount"] > 0 for point in points) >= 12
