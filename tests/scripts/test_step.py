import sys

import srsly
import step


def test_times_are_kept_and_status_is_passed_on(tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(step, "TIMES", tmp_path / "metrics" / "times.json")
    assert step.main("good", ["python", "-c", "import os; print(os.environ['PYTHONDONTWRITEBYTECODE'])"]) == 0
    assert step.main("bad", [sys.executable, "-c", "raise SystemExit(3)"]) == 3
    assert list(srsly.read_json(step.TIMES)) == ["good"]
    out = capfd.readouterr().out
    assert "1\n" in out and "good: done after" in out and "bad: failed after" in out


def test_times_of_another_workflow_stand_by_themselves(tmp_path, monkeypatch):
    monkeypatch.setattr(step, "TIMES", tmp_path / "metrics" / "times.json")
    assert step.main("trf/train", [sys.executable, "-c", ""]) == 0
    assert list(srsly.read_json(tmp_path / "metrics" / "trf" / "times.json")) == ["train"]
    assert not step.TIMES.exists()
