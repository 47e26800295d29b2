#!/usr/bin/env python3
"""Runs `rgit export` on the executors of a Spark cluster, and compares Spark's answers with those of rgit.

    recipe_spark.py RGIT [--workers N] [--kill-worker] REPO...

Starts a master and workers, each a process of its own, on this machine. A partition is a repository: an executor runs rgit,
whose rows go on to Spark, and only rows are moved. With --kill-worker a worker and its executor are killed (kill -9) while
they export, and the job completes without them.

Needs the package pyspark from PyPI and a Java runtime. Prints a line for each question; the exit status is 1 where an answer
differs, or where no worker was killed that should have been.
"""

import argparse
import contextlib
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import typing

import pyspark
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import coalesce

import answers

SCHEMAS = {
    "commits": "repo STRING, hexsha STRING, author_name STRING, author_name_base64 STRING, author_email STRING,"
    " author_email_base64 STRING, committed_date BIGINT",
    "changes": "repo STRING, hexsha STRING, path STRING, path_base64 STRING, change_type STRING, insertions BIGINT,"
    " deletions BIGINT, old_path STRING, old_path_base64 STRING",
}

#: What is not UTF-8 has its exact bytes in base64 beside it, which distinguish it from others.
EXACT = {"commits": ("author_name", "author_email"), "changes": ("path", "old_path")}

QUESTIONS = {
    "contributors": """
        SELECT repo, author_name, author_email, count(*)
        FROM commits GROUP BY repo, author_name, author_email
    """,
    "hotspots": """
        SELECT repo, path, count(DISTINCT hexsha), count(DISTINCT author_name, author_email),
            coalesce(sum(insertions), 0), coalesce(sum(deletions), 0), max(committed_date)
        FROM changes JOIN commits USING (repo, hexsha) GROUP BY repo, path
    """,
    "coupling": """
        WITH listed AS (
                SELECT repo, hexsha, path FROM changes
                UNION SELECT repo, hexsha, old_path FROM changes WHERE change_type = 'R'),
            small AS (SELECT repo, hexsha FROM listed GROUP BY repo, hexsha HAVING count(*) <= 30),
            kept AS (SELECT repo, hexsha, path FROM listed JOIN small USING (repo, hexsha)),
            totals AS (SELECT repo, path, count(*) AS commits FROM kept GROUP BY repo, path HAVING commits >= 5),
            often AS (SELECT repo, hexsha, path, commits FROM kept JOIN totals USING (repo, path))
        SELECT repo, a.path, b.path, count(*) AS shared, a.commits, b.commits
        FROM often a JOIN often b USING (repo, hexsha) WHERE a.path < b.path
        GROUP BY repo, a.path, b.path, a.commits, b.commits HAVING shared >= 5
    """,
}


class Cluster:
    """A master and workers, each a process with one core; all of them end with the `with` block."""

    def __init__(self, workers: int, folder: pathlib.Path) -> None:
        home = pathlib.Path(pyspark.__file__).parent
        self.folder = folder
        self.program = str(home / "bin" / "spark-class")
        self.environment = {
            **os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "256m",
            "SPARK_MASTER_OPTS": "-Dspark.worker.timeout=600", "SPARK_LOCAL_DIRS": str(folder / "local"),
            "PYSPARK_PYTHON": sys.executable,
        }
        self.processes: typing.List[subprocess.Popen] = []
        self.count = workers

    def __enter__(self) -> "Cluster":
        try:
            self.start("master", "master.Master")
            self.url = self.wait_for(self.folder / "master", r"spark://127\.0\.0\.1:\d+")
            self.workers = [
                self.start(
                    f"worker{index}", "worker.Worker", "--cores", "1", "--memory", "1g",
                    "--work-dir", str(self.folder / "work"), self.url)
                for index in range(self.count)
            ]
            for index in range(self.count):
                self.wait_for(self.folder / f"worker{index}", "Successfully registered with master")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait()

    def start(self, name: str, role: str, *words: str) -> subprocess.Popen:
        with open(self.folder / name, "wb") as log:
            process = subprocess.Popen(
                [self.program, f"org.apache.spark.deploy.{role}", "--host", "127.0.0.1", "--port", "0",
                 "--webui-port", "0", *words],
                env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.processes.append(process)
        return process

    @staticmethod
    def wait_for(log: pathlib.Path, pattern: str) -> str:
        """What a process writes when it is ready."""
        for _ in range(6000):
            found = re.search(pattern, log.read_text(errors="replace"))
            if found:
                return found.group()
            time.sleep(0.1)
        raise TimeoutError(f"{pattern} is not in {log}:\n{log.read_text(errors='replace')}")


def ancestors() -> typing.List[int]:
    """The processes above this one, the nearest first."""
    found = []
    process = os.getppid()
    while process > 1:
        found.append(process)
        # The fields behind the name, which is in parentheses and may contain anything.
        stat = pathlib.Path(f"/proc/{process}/stat").read_text(errors="replace")
        process = int(stat.rpartition(")")[2].split()[1])
    return found


def exporting(program: str, folder: str, waits: bool) -> typing.Callable[[int, typing.Iterable[str]], typing.Iterator]:
    """What an executor does with the repositories of a partition: lines of NDJSON, each with its table."""

    def export(partition: int, paths: typing.Iterable[str]) -> typing.Iterator[typing.Tuple[str, str]]:
        # A file for each attempt: the driver sees who works on what.
        with tempfile.NamedTemporaryFile("w", dir=folder, prefix=f"{partition}-", suffix=".new", delete=False) as note:
            note.write(" ".join(map(str, ancestors())))
        os.rename(note.name, note.name[: -len(".new")] + ".attempt")
        for path in paths:
            with tempfile.TemporaryDirectory() as facts:
                subprocess.run(
                    [program, "export", "--into", facts, "--repo", path, "--tables", "commits,changes", "--quiet"],
                    check=True, stdout=subprocess.DEVNULL)
                for table in SCHEMAS:
                    for part in pathlib.Path(facts).glob(f"{table}/*/part.ndjson"):
                        with open(part, encoding="utf-8") as lines:
                            yield from ((table, line) for line in lines)
                        if waits and partition == 0 and len(list(pathlib.Path(folder).glob("0-*.attempt"))) == 1:
                            # The first attempt is killed here, when some of its rows are written.
                            pathlib.Path(folder, "is-halfway").touch()
                            time.sleep(600)

    return export


def kill_worker(cluster: Cluster, folder: pathlib.Path) -> None:
    """Kills the worker that exports the first repository, with its executor, when the export is halfway."""
    while not (folder / "is-halfway").exists():
        time.sleep(0.05)
    above = [int(word) for word in next(folder.glob("0-*.attempt")).read_text().split()]
    worker = next(process for process in cluster.workers if process.pid in above)
    # The process below the worker is its executor, those below it run Python.
    for process in [worker.pid, *above[: above.index(worker.pid)]]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def table(spark: SparkSession, facts: pyspark.RDD, name: str) -> DataFrame:
    lines = facts.filter(lambda row: row[0] == name).map(lambda row: row[1])
    frame = spark.read.schema(SCHEMAS[name]).json(lines, mode="FAILFAST")
    return frame.withColumns({column: coalesce(f"{column}_base64", column) for column in EXACT[name]})


def asked(cluster: Cluster, words: argparse.Namespace, folder: pathlib.Path) -> typing.Dict[str, answers.Answers]:
    """The answers of Spark, by repository."""
    os.environ.update(cluster.environment)
    settings = {
        "spark.driver.host": "127.0.0.1", "spark.driver.memory": "512m", "spark.executor.memory": "512m",
        "spark.executor.cores": "1", "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false",
        # A machine that is slow is not one that is gone.
        "spark.network.timeout": "600s", "spark.sql.shuffle.partitions": "4",
        # Dates are numbers, and the zone of the machine is no part of an answer.
        "spark.sql.session.timeZone": "UTC", "spark.log.level": "ERROR",
    }
    builder = SparkSession.builder.master(cluster.url).appName("rgit export")
    for key, value in settings.items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    try:
        export = exporting(words.rgit, str(folder), words.kill_worker)
        facts = (
            spark.sparkContext.parallelize(words.repositories, len(words.repositories))
            .mapPartitionsWithIndex(export)
            .persist(pyspark.StorageLevel.DISK_ONLY)
        )
        if words.kill_worker:
            threading.Thread(target=kill_worker, args=(cluster, folder), daemon=True).start()
        for name in SCHEMAS:
            table(spark, facts, name).createOrReplaceTempView(name)
        found = {path: {question: set() for question in QUESTIONS} for path in words.repositories}
        for question, sql in QUESTIONS.items():
            for repo, *row in spark.sql(sql).collect():
                found[repo][question].add(tuple(row))
        return found
    finally:
        spark.stop()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("rgit")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kill-worker", action="store_true")
    parser.add_argument("repositories", nargs="+", metavar="REPO")
    words = parser.parse_args()
    words.rgit = os.path.abspath(words.rgit)
    words.repositories = [os.path.abspath(path) for path in words.repositories]
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        notes = folder / "attempts"
        notes.mkdir()
        with Cluster(words.workers, folder) as cluster:
            found = asked(cluster, words, notes)
            killed = [process for process in cluster.workers if process.poll() == -signal.SIGKILL]
        attempts = len(list(notes.glob("*.attempt")))
    print(f"{attempts} exports of {len(words.repositories)} repositories, {len(killed)} of {words.workers} workers killed")
    count = 0
    for path, own in found.items():
        count += answers.differences("Spark", path, own, answers.of_rgit(words.rgit, path))
    return 1 if count or len(killed) != words.kill_worker else 0


if __name__ == "__main__":
    sys.exit(main())
