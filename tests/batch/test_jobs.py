import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest
from archives import ARTICLES
from filelock import FileLock

from keruen.batch.engines import ENGINES, EngineError
from keruen.batch.job import LOCK, Job
from keruen.batch.manifest import ManifestError
from keruen.batch.units import Task, annotate_unit
from keruen.batch.writers import FORMATS

UNIT = 300  # bytes


@ENGINES("here")
def here(task, units, processes, options):
    """An engine in a few lines: this process."""
    for unit in units:
        yield unit, annotate_unit(task, unit)


def job(inputs, folder, model, **options):
    task = Task(str(model), str(folder), options.pop("formats", ("jsonl",)), options.pop("date", None))
    return Job([str(path) for path in inputs], task, **{"engine": "here", "unit_bytes": UNIT, **options})


def contents(folder):
    """Every file of a folder but the lock, by its path."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != LOCK
    }


def documents(folder):
    return [json.loads(line) for path in sorted((folder / "documents").iterdir()) for line in path.open(encoding="utf-8")]


@pytest.mark.parametrize("kind", FORMATS)
def test_every_reader_with_every_writer(archive, kind, rules_on_disk, tmp_path):
    totals = job([archive], tmp_path / "out", rules_on_disk, formats=(kind,)).run()
    assert (totals.read, totals.annotated, totals.rejected, totals.flows) == (4, 4, 0, 3)
    for table, suffix in FORMATS[kind].tables.items():
        assert len(list((tmp_path / "out" / table).glob(f"*{suffix}"))) == totals.units


@pytest.mark.parametrize("engine, processes", [("local", 1), ("local", 2), ("ray", 2)])
def test_every_engine_writes_the_same(all_archives, engine, processes, rules_on_disk, tmp_path):
    (all_archives / "broken.jsonl").write_text('{"id": "x"}\n[]\n', encoding="utf-8")
    expected = job([all_archives], tmp_path / "here", rules_on_disk, formats=tuple(FORMATS))
    expected.run()
    other = job(
        [all_archives], tmp_path / "other", rules_on_disk, formats=tuple(FORMATS), engine=engine, processes=processes
    )
    assert other.run() == expected.totals
    assert (expected.totals.read, expected.totals.rejected) == (4 * 6 + 2, 2)
    assert contents(tmp_path / "other") == contents(tmp_path / "here")


def test_units_do_not_change_what_is_written(all_archives, rules_on_disk, tmp_path):
    for size in (1, UNIT, 1 << 20):
        job([all_archives], tmp_path / str(size), rules_on_disk, unit_bytes=size).run()
    found = [documents(tmp_path / str(size)) for size in (1, UNIT, 1 << 20)]
    for document in sum(found, []):
        document["meta"].pop("warning", None)  # of an id given twice in one unit
    assert found[0] == found[1] == found[2]


def test_a_second_run_changes_nothing(all_archives, rules_on_disk, tmp_path):
    out = tmp_path / "out"
    first = job([all_archives], out, rules_on_disk, formats=tuple(FORMATS)).run()
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.name != LOCK and path.is_file()}
    again = job([all_archives], out, rules_on_disk, formats=tuple(FORMATS), resume=True).run()
    assert again.skipped == again.units == first.units
    assert (again.read, again.annotated, again.flows) == (first.read, first.annotated, first.flows)
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.name != LOCK and path.is_file()} == before


def damage_nothing(out):
    pass


def drop_a_part(out):
    next((out / "documents").iterdir()).unlink()


def spoil_a_part(out):
    next((out / "documents").iterdir()).write_bytes(b"{}")


def cut_the_manifest(out):
    manifest = out / "manifest.jsonl"
    manifest.write_bytes(manifest.read_bytes()[:-70])


def forget_all(out):
    manifest = out / "manifest.jsonl"
    manifest.write_bytes(manifest.read_bytes().split(b"\n")[0] + b"\n")


def leave_scraps(out):
    (out / ".partial" / "00000-1").mkdir(parents=True)
    (out / ".partial" / "00000-1" / "documents").write_text("{")


@pytest.mark.parametrize(
    "harm", [damage_nothing, drop_a_part, spoil_a_part, cut_the_manifest, forget_all, leave_scraps], ids=lambda f: f.__name__
)
def test_resume_mends(all_archives, harm, rules_on_disk, tmp_path):
    out = tmp_path / "out"
    job([all_archives], out, rules_on_disk, formats=("jsonl", "csv")).run()
    whole = contents(out)
    harm(out)
    totals = job([all_archives], out, rules_on_disk, formats=("jsonl", "csv"), resume=True).run()
    assert contents(out) == whole
    assert (totals.skipped == totals.units) == (harm in (damage_nothing, leave_scraps))


def test_input_that_changed_is_annotated_anew(tmp_path, rules_on_disk):
    for id, text in ARTICLES.items():
        (tmp_path / f"{id}.txt").write_text(text * 3, encoding="utf-8")
    out = tmp_path / "out"
    job([tmp_path / "а.txt", tmp_path / "в.txt"], out, rules_on_disk).run()
    (tmp_path / "в.txt").write_text("Өзгерді", encoding="utf-8")
    totals = job([tmp_path / "а.txt", tmp_path / "в.txt"], out, rules_on_disk, resume=True).run()
    assert (totals.skipped, totals.units) == (1, 2)
    assert documents(out)[1]["text"] == "Өзгерді"


def test_input_that_shrank_leaves_nothing_behind(tmp_path, rules_on_disk):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for id, text in ARTICLES.items():
        (folder / f"{id}.txt").write_text(text * 5, encoding="utf-8")
    assert job([folder], out, rules_on_disk).run().units > 1
    for path in sorted(folder.iterdir())[1:]:
        path.unlink()
    assert job([folder], out, rules_on_disk, resume=True).run().read == 1
    assert len(documents(out)) == 1


@pytest.mark.parametrize(
    "changed, word",
    [
        ({"date": "2026-01-01"}, "options"),
        ({"formats": ("csv",)}, "options"),
        ({"unit_bytes": 999}, "options"),
        ({"inputs": "б"}, "inputs"),
        ({"model": "other"}, "model"),
    ],
)
def test_what_differs_does_not_mix(changed, word, tmp_path, rules_on_disk, rules):
    for id, text in ARTICLES.items():
        (tmp_path / f"{id}.txt").write_text(text, encoding="utf-8")
    other = tmp_path / "model"
    shutil.copytree(rules_on_disk, other)
    (other / "extra").write_text("a")
    out = tmp_path / "out"
    job([tmp_path / "а.txt"], out, rules_on_disk).run()
    before = contents(out)
    inputs = [tmp_path / f"{changed.pop('inputs', 'а')}.txt"]
    model = other if changed.pop("model", None) else rules_on_disk
    with pytest.raises(ManifestError, match=f"was begun with another {word} .* or start anew with --overwrite"):
        job(inputs, out, model, resume=True, **changed).run()
    assert contents(out) == before
    assert job(inputs, out, model, overwrite=True, **changed).run().read == 1


def test_folders_that_a_job_may_not_write_to(tmp_path, rules_on_disk):
    (tmp_path / "а.txt").write_text("Мәтін", encoding="utf-8")
    out = tmp_path / "out"
    job([tmp_path / "а.txt"], out, rules_on_disk).run()
    with pytest.raises(ManifestError, match="holds a job's output: go on with --resume, start anew with --overwrite"):
        job([tmp_path / "а.txt"], out, rules_on_disk).run()
    with FileLock(out / LOCK), pytest.raises(ManifestError, match="Another job is writing to"):
        job([tmp_path / "а.txt"], out, rules_on_disk, resume=True).run()
    with pytest.raises(ManifestError, match="is not empty and holds no job's output"):
        job([tmp_path / "а.txt"], tmp_path, rules_on_disk, overwrite=True).run()
    assert (tmp_path / "а.txt").exists()


def test_ids_given_twice_are_told(tmp_path, rules_on_disk):
    path = tmp_path / "news.jsonl"
    path.write_text('{"id": "1", "text": "а"}\n{"id": "1", "text": "б"}\n', encoding="utf-8")
    assert job([path], tmp_path / "out", rules_on_disk).run().warnings == 1
    one, two = documents(tmp_path / "out")
    assert "warning" not in one["meta"]
    assert two["meta"]["warning"] == f"the id '1' was given before, at {path}:1"


def test_rejects_are_kept_with_file_and_line(tmp_path, rules_on_disk):
    path = tmp_path / "news.jsonl"
    path.write_text('{"id": "1", "text": "а"}\n{"id": "2", "text": 5}\nnull\n', encoding="utf-8")
    totals = job([path], tmp_path / "out", rules_on_disk, unit_bytes=1).run()
    assert (totals.read, totals.annotated, totals.rejected) == (3, 1, 2)
    rejected = [json.loads(line) for line in (tmp_path / "out" / "rejected.jsonl").open(encoding="utf-8")]
    assert [(each["id"], each["source"]) for each in rejected] == [("2", f"{path}:2"), (None, f"{path}:3")]
    assert rejected[0]["reason"] == "field 'text': input should be a valid string"


@pytest.mark.parametrize("engine", ["local", "ray"])
def test_a_document_that_kills_its_process_is_found_and_rejected(engine, deadly_model, tmp_path, monkeypatch):
    model, site = deadly_model
    monkeypatch.setenv("PYTHONPATH", str(site))
    path = tmp_path / "news.jsonl"
    texts = ["бір", "ӨЛІМ", "үш", "төрт", "ӨЛІМ", "алты"]
    path.write_text(
        "".join(json.dumps({"id": str(i), "text": text}) + "\n" for i, text in enumerate(texts)), encoding="utf-8"
    )
    totals = job([path], tmp_path / "out", model, engine=engine, processes=2, unit_bytes=100).run()
    assert (totals.read, totals.annotated, totals.rejected, totals.failed) == (6, 4, 2, 0)
    assert [document["id"] for document in documents(tmp_path / "out")] == ["0", "2", "3", "5"]
    rejected = [json.loads(line) for line in (tmp_path / "out" / "rejected.jsonl").open(encoding="utf-8")]
    assert [each["id"] for each in rejected] == ["1", "4"]
    assert "the process that annotated it died" in rejected[0]["reason"]


@pytest.fixture
def long_archive(tmp_path):
    path = tmp_path / "long.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for number in range(3000):
            id, text = list(ARTICLES.items())[number % 4]
            stream.write(json.dumps({"id": f"{id}{number}", "text": text}) + "\n")
        stream.write("[]\n")
    return path


def command(inputs, out, model, *more):
    return [
        sys.executable, "-m", "keruen.cli", "annotate", str(inputs), "-o", str(out), "--model", str(model),
        "--unit-bytes", "2000", "--n-process", "2", "--format", "jsonl", "--format", "csv", *more,
    ]  # fmt: skip


def units_done(out):
    manifest = out / "manifest.jsonl"
    return manifest.read_bytes().count(b'{"unit"') if manifest.exists() else 0


def wait_for(condition, process, seconds=60):
    end = time.monotonic() + seconds
    while not condition() and process.poll() is None:
        assert time.monotonic() < end
        time.sleep(0.005)


def test_killed_and_resumed_is_as_if_undisturbed(long_archive, rules_on_disk, tmp_path):
    undisturbed, out = tmp_path / "undisturbed", tmp_path / "out"
    assert subprocess.run(command(long_archive, undisturbed, rules_on_disk), stderr=subprocess.DEVNULL).returncode == 1
    chance = random.Random(7)
    goal = 0
    for _ in range(3):
        process = subprocess.Popen(command(long_archive, out, rules_on_disk, "--resume"), stderr=subprocess.DEVNULL)
        goal += chance.randint(1, 9)
        wait_for(lambda: units_done(out) >= goal, process)
        time.sleep(chance.random() * 0.05)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert 0 < units_done(out) < units_done(undisturbed)
    assert subprocess.run(command(long_archive, out, rules_on_disk, "--resume"), stderr=subprocess.DEVNULL).returncode == 1
    assert contents(out) == contents(undisturbed)


def test_interrupted_ends_cleanly(long_archive, rules_on_disk, tmp_path):
    out = tmp_path / "out"
    process = subprocess.Popen(
        command(long_archive, out, rules_on_disk),
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background jobs ignore it
    )
    wait_for(lambda: units_done(out) >= 3, process)
    process.send_signal(signal.SIGINT)
    told = process.communicate(timeout=60)[1]
    assert process.returncode == 130
    assert "units are finished and kept in" in told and "go on with --resume" in told
    assert "Traceback" not in told
    done = units_done(out)
    assert done >= 3 and not (out / ".partial").exists()
    result = subprocess.run(command(long_archive, out, rules_on_disk, "--resume"), stderr=subprocess.PIPE, text=True)
    assert f"{done} of " in result.stderr and "3,001 documents read = 3,000 annotated + 1 rejected" in result.stderr


def test_a_killed_ray_worker_costs_only_its_unit(long_archive, rules_on_disk, tmp_path):
    short = tmp_path / "short.jsonl"
    short.write_text("".join(long_archive.read_text(encoding="utf-8").splitlines(keepends=True)[:400]), encoding="utf-8")
    psutil = pytest.importorskip("psutil", reason="finds Ray's workers")
    job([short], tmp_path / "here", rules_on_disk, unit_bytes=2000).run()
    killed = []

    def kill_one(totals, size):
        if totals.units in (2, 5):
            workers = [
                each
                for each in psutil.process_iter(["cmdline"])
                if "ray::annotate_unit" in " ".join(each.info["cmdline"] or ())
            ]
            for worker in workers[:1]:
                worker.send_signal(signal.SIGKILL)
                killed.append(worker.pid)

    disturbed = job([short], tmp_path / "ray", rules_on_disk, unit_bytes=2000, engine="ray", processes=2, on_unit=kill_one)
    disturbed.run()
    assert killed
    assert contents(tmp_path / "ray") == contents(tmp_path / "here")


def test_engines_that_are_missing(monkeypatch, tmp_path, rules_on_disk):
    monkeypatch.setitem(sys.modules, "ray", None)
    (tmp_path / "а.txt").write_text("Мәтін", encoding="utf-8")
    with pytest.raises(EngineError, match="The engine 'ray' takes Ray: pip install 'keruen\\[ray\\]'"):
        job([tmp_path / "а.txt"], tmp_path / "out", rules_on_disk, engine="ray").run()


def test_checksums_are_those_of_the_files(all_archives, rules_on_disk, tmp_path):
    out = tmp_path / "out"
    job([all_archives], out, rules_on_disk).run()
    records = [json.loads(line) for line in (out / "manifest.jsonl").open(encoding="utf-8")][1:]
    for record in records:
        assert record["read"] == record["annotated"] + record["rejected"]
        for name, expected in record["files"].items():
            assert hashlib.sha256((out / name).read_bytes()).hexdigest() == expected
    assert sum(len(record["files"]) for record in records) == len(os.listdir(out / "documents"))
