"""The batch process behind single questions: threads, fork, a killed process, signals, and its end."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time
import unittest

from rgit import _batch, _binary
from rgit.exc import GitCommandError, GitCommandNotFound

from .repositories import RepositoryTestCase

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def _is_running(process: int) -> bool:
    try:
        with open(f"/proc/{process}/stat", encoding="ascii") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def _ends(process: int) -> bool:
    limit = time.monotonic() + 120
    while _is_running(process):
        if time.monotonic() > limit:
            return False
        time.sleep(0.01)
    return True


class BatchTests(RepositoryTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.path = self.init()
        self.commits = [self.commit(self.path, f"commit {number}", {"a": f"{number}\n"}) for number in range(4)]
        self.addCleanup(_batch.stop)

    def hexsha(self, revision: str = "HEAD") -> str:
        return str(_batch.ask(["rev-parse", revision], self.path).rows[0]["hexsha"])

    def process(self) -> int:
        process = _batch._shared.process
        assert process is not None
        return process.process

    def program(self, text: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Runs a Python program."""
        return subprocess.run(
            [sys.executable, "-c", text],
            env={**os.environ, "PYTHONPATH": PACKAGE, **environment},
            cwd=self.path,
            capture_output=True,
            text=True,
            check=False,
        )

    def test_rows_bytes_and_errors(self) -> None:
        self.assertEqual(self.hexsha(), self.commits[3])
        log = _batch.ask(["log", "--fields", "hexsha"], self.path)
        self.assertEqual([row["hexsha"] for row in log.rows], self.commits[::-1])
        self.assertEqual(log.exit, 0)
        self.assertEqual(_batch.ask(["cat", "HEAD:a"], self.path).data, b"3\n")
        answer = _batch.ask(["rev-parse", "nothing"], self.path)
        self.assertEqual(answer.exit, 3)
        with self.assertRaises(GitCommandError) as raised:
            answer.check(["rev-parse", "nothing"])
        self.assertEqual(raised.exception.status, 128)
        self.assertIn("nothing", raised.exception.stderr)
        self.assertEqual(_batch.ask(["ignored", "--stdin"], self.path, stdin=b"a\n").exit, 1)

    def test_bytes_that_are_no_utf8_go_both_ways(self) -> None:
        self.write(self.path, "noise", bytes(range(256)) * 1000)
        name = os.fsdecode(b"caf\xe9 \"quoted\"\t\\")
        self.write(self.path, name, b"x")
        self.commit(self.path, "noise")
        self.assertEqual(_batch.ask(["cat", "HEAD:noise"], self.path).data, bytes(range(256)) * 1000)
        self.assertEqual(_batch.ask(["cat", "HEAD:" + name], self.path).data, b"x")

    def test_threads_get_their_own_answers(self) -> None:
        wrong: list[object] = []

        def ask(thread: int) -> None:
            for number in range(60):
                back = (thread + number) % 4
                words = ["rev-parse", f"HEAD~{back}"] if number % 3 else ["log", "-n", "1", f"HEAD~{back}"]
                found = _batch.ask(words, self.path).rows[0]["hexsha"]
                if found != self.commits[3 - back]:
                    wrong.append((thread, number, found))
            done.append(thread)

        done: list[int] = []
        threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])
        self.assertEqual(sorted(done), list(range(8)))

    def test_threads_survive_a_process_that_is_killed(self) -> None:
        failed: list[BaseException] = []

        def ask() -> None:
            try:
                for _ in range(100):
                    self.assertEqual(self.hexsha(), self.commits[3])
            except BaseException as error:  # noqa: B902
                failed.append(error)

        self.hexsha()
        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        os.kill(self.process(), signal.SIGKILL)
        for thread in threads:
            thread.join()
        self.assertEqual(failed, [])

    def test_a_killed_process_is_replaced(self) -> None:
        self.hexsha()
        first = self.process()
        os.kill(first, signal.SIGKILL)
        self.assertEqual(self.hexsha(), self.commits[3])
        self.assertNotEqual(self.process(), first)
        self.assertFalse(_is_running(first))

    def test_a_fork_starts_its_own(self) -> None:
        self.hexsha()
        parent = self.process()
        read, write = os.pipe()
        child = os.fork()
        if not child:
            try:
                found = self.hexsha("HEAD~1")
                os.write(write, f"{found} {self.process()}".encode())
            finally:
                os._exit(0)
        os.close(write)
        os.waitpid(child, 0)
        found, process = os.read(read, 1000).decode().split()
        os.close(read)
        self.assertEqual(found, self.commits[2])
        self.assertNotEqual(int(process), parent)
        self.assertTrue(_ends(int(process)))
        self.assertEqual(self.hexsha(), self.commits[3])
        self.assertEqual(self.process(), parent)

    def test_an_interrupted_question_leaves_the_next_ones_right(self) -> None:
        self.assertEqual(self.hexsha(), self.commits[3])

        class Interrupt(Exception):
            pass

        def interrupt(*_: object) -> None:
            raise Interrupt

        former = signal.signal(signal.SIGALRM, interrupt)
        self.addCleanup(signal.signal, signal.SIGALRM, former)
        descriptors = os.listdir("/proc/self/fd")
        interrupted = 0
        for number in range(200):
            revision = number % 4
            try:
                signal.setitimer(signal.ITIMER_REAL, 0.00005 * (number % 20 + 1))
                found = self.hexsha(f"HEAD~{revision}")
                signal.setitimer(signal.ITIMER_REAL, 0)
                self.assertEqual(found, self.commits[3 - revision])
            except Interrupt:
                interrupted += 1
        signal.setitimer(signal.ITIMER_REAL, 0)
        self.assertGreater(interrupted, 0)
        self.assertEqual(self.hexsha(), self.commits[3])
        self.assertEqual(_batch._shared.threads, set())
        gc.collect()
        # Python may interrupt between making a pipe and keeping it, but not often.
        self.assertLess(len(os.listdir("/proc/self/fd")), len(descriptors) + 40)

    def test_a_signal_handler_may_ask(self) -> None:
        found: list[str] = []
        former = signal.signal(signal.SIGALRM, lambda *_: found.append(self.hexsha("HEAD~1")))
        self.addCleanup(signal.signal, signal.SIGALRM, former)
        self.hexsha()
        for _ in range(20):
            signal.setitimer(signal.ITIMER_REAL, 0.0002)
            for _ in range(10):
                self.assertEqual(self.hexsha(), self.commits[3])
            signal.setitimer(signal.ITIMER_REAL, 0)
        self.assertEqual(set(found) - {self.commits[2]}, set())

    def test_a_changed_environment_is_seen(self) -> None:
        self.assertEqual(_batch.ask(["config", "section.key"], self.path).rows, [])
        os.environ.update(GIT_CONFIG_COUNT="1", GIT_CONFIG_KEY_0="section.key", GIT_CONFIG_VALUE_0="value")
        self.assertEqual(_batch.ask(["config", "section.key"], self.path).rows[0]["value"], "value")

    def test_the_directory_names_the_repository_whatever_the_environment_says(self) -> None:
        os.environ["GIT_DIR"] = "/nowhere"
        self.assertEqual(self.hexsha(), self.commits[3])

    def test_nothing_is_left_when_python_ends(self) -> None:
        text = (
            "from rgit import _batch\n"
            "print(_batch.ask(['rev-parse', 'HEAD']).rows[0]['hexsha'], _batch._shared.process.process, flush=True)\n"
        )
        for end in ("", "raise SystemExit(3)", "import os; os._exit(0)", "import os; os.kill(os.getpid(), 9)"):
            with self.subTest(end=end):
                result = self.program(text + end)
                found, process = result.stdout.split()
                self.assertEqual(found, self.commits[3], result)
                self.assertTrue(_ends(int(process)))

    def test_closed_standard_descriptors(self) -> None:
        result = self.program(
            "import os; os.close(0); os.close(2)\nfrom rgit import _batch\n"
            "print(_batch.ask(['rev-parse', 'HEAD']).rows[0]['hexsha'])"
        )
        self.assertEqual(result.stdout.strip(), self.commits[3])

    def test_a_missing_program_is_named(self) -> None:
        os.environ["RGIT"] = "/no/such/program"
        with self.assertRaises(GitCommandNotFound) as raised:
            self.hexsha()
        self.assertIn("/no/such/program", str(raised.exception))

    def test_a_program_that_ends_at_once_is_an_error(self) -> None:
        os.environ["RGIT"] = "/bin/false"
        with self.assertRaises(GitCommandError):
            self.hexsha()

    def test_the_program_on_path_is_found(self) -> None:
        program = _binary.find()
        os.environ.pop("RGIT", None)
        os.makedirs(os.path.join(self.folder, "bin"))
        os.symlink(program, os.path.join(self.folder, "bin", "rgit"))
        os.environ["PATH"] = os.path.join(self.folder, "bin") + os.pathsep + os.environ["PATH"]
        packaged = os.path.join(PACKAGE, "rgit", "_bin", "rgit")
        expected = packaged if os.path.exists(packaged) else os.path.join(self.folder, "bin", "rgit")
        self.assertEqual(_binary.find(), expected)


if __name__ == "__main__":
    unittest.main()
