#!/usr/bin/env python3
"""The races themselves, without any peer: what is skipped, what fails, what is printed. Standard library alone."""
import contextlib
import importlib.util
import io
import json
import sys
import tempfile
import unittest
from importlib.machinery import SourceFileLoader
from pathlib import Path
from unittest import mock

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from racing import Allowed, Race, Runner, machine, run_jobs  # noqa: E402
from racing.command_line import arguments  # noqa: E402
from racing.runner import run_once  # noqa: E402


def says(text):
    return ["echo", text]


def ours(text='{"mean": 2}'):
    return Runner("premortem", says(text), is_ours=True)


def raced(race, *options):
    """Exit code, standard output, standard error and the JSON of one race."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "out.json")
        given = arguments().parse_args([sys.executable, "--rounds", "2", "--keep", folder, "--json", str(file), *options])
        out, err = io.StringIO(), io.StringIO()
        # Asking every peer for its version takes seconds.
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), mock.patch.object(machine, "facts", lambda program: {"cores": "2"}):
            code = run_jobs({"job": lambda setting: [race]}, given)
        return code, out.getvalue(), err.getvalue(), json.loads(file.read_text())


class Skipping(unittest.TestCase):
    def test_a_peer_that_is_missing_is_skipped_by_name_and_fails_nothing(self):
        code, out, _, found = raced(Race("A race", Runner("premortem", ["true"], read=None, is_ours=True),
                                         [Runner("a peer", ["no-such-program"], missing="it is not installed")]))
        self.assertEqual(code, 0)
        self.assertIn("skipped: a peer (it is not installed)", out)
        self.assertEqual(found["races"][0]["skipped"], [{"name": "a peer", "why": "it is not installed"}])

    def test_where_ours_is_missing_the_peer_is_still_measured(self):
        code, out, _, _ = raced(Race("A race", Runner("premortem", [], missing="not built", is_ours=True), [Runner("a peer", says('{"mean": 2}'))]))
        self.assertEqual(code, 0)
        self.assertIn("skipped: premortem (not built)", out)


class Agreement(unittest.TestCase):
    def test_numbers_that_are_the_same_agree(self):
        self.assertEqual(raced(Race("A race", ours(), [Runner("a peer", says('{"mean": 2}'))]))[0], 0)

    def test_numbers_further_apart_than_allowed_fail_and_are_named(self):
        race = Race("A race", ours(), [Runner("a peer", says('{"mean": 2.2}'))], {"mean": Allowed(standard_error=0.02)})
        code, out, err, found = raced(race)  # 5 sqrt(2) 0.02 = 0.141
        self.assertEqual(code, 1)
        self.assertIn("DISAGREE", out)
        self.assertIn("mean is 2.2 by a peer and 2 by premortem", err)
        self.assertEqual(len(found["races"][0]["disagreements"]), 1)

    def test_numbers_within_sampling_error_agree(self):
        race = Race("A race", ours(), [Runner("a peer", says('{"mean": 2.14}'))], {"mean": Allowed(standard_error=0.02)})
        self.assertEqual(raced(race)[0], 0)

    def test_a_number_without_a_limit_must_be_the_same(self):
        self.assertEqual(raced(Race("A race", ours(), [Runner("a peer", says('{"mean": 2.0000001}'))]))[0], 1)

    def test_no_number_at_all_disagrees(self):
        race = Race("A race", ours(), [Runner("a peer", says('{"mean": NaN}'))], {"mean": Allowed(rounding=1e9)})
        self.assertEqual(raced(race)[0], 1)

    def test_sharing_no_number_is_not_agreement(self):
        code, _, err, _ = raced(Race("A race", ours(), [Runner("a peer", says('{"median": 2}'))]))
        self.assertEqual(code, 1)
        self.assertIn("share no number", err)

    def test_ours_is_held_to_what_is_exact_where_there_is_no_peer(self):
        limits = {"mean": Allowed(standard_error=0.02)}  # of one runner alone: 0.1
        self.assertEqual(raced(Race("A race", ours(), [], limits, {"mean": 2.09}))[0], 0)
        self.assertEqual(raced(Race("A race", ours(), [], limits, {"mean": 2.11}))[0], 1)

    def test_ours_must_say_the_same_in_every_round(self):
        changing = Runner("premortem", [sys.executable, "-c", "import os; print('{\"mean\": %d}' % os.getpid())"], is_ours=True)
        code, _, err, _ = raced(Race("A race", changing, []))
        self.assertEqual(code, 1)
        self.assertIn("in one run and", err)


class Failing(unittest.TestCase):
    def test_a_run_that_fails_fails_the_race_with_its_own_words(self):
        bad = Runner("a peer", [sys.executable, "-c", "import sys; sys.exit('out of luck')"])
        code, _, err, _ = raced(Race("A race", ours(), [bad]))
        self.assertEqual(code, 1)
        self.assertIn("out of luck", err)

    def test_output_without_numbers_fails_the_race(self):
        for text in ("", "words", "[1]", '{"mean": null}'):
            with self.subTest(text):
                self.assertEqual(raced(Race("A race", ours(), [Runner("a peer", says(text))]))[0], 1)

    def test_a_program_that_is_not_there_is_another_exit_code(self):
        with contextlib.redirect_stderr(io.StringIO()):
            self.assertEqual(run_jobs({}, arguments().parse_args(["/no/such/program"])), 2)


class Measuring(unittest.TestCase):
    def test_time_is_of_the_whole_process_and_memory_of_its_peak(self):
        run = run_once([sys.executable, "-c", "import time; x = bytearray(100 << 20); time.sleep(0.2)"])
        self.assertGreaterEqual(run.seconds, 0.2)
        if run.peak_mib is not None:
            self.assertGreaterEqual(run.peak_mib, 100)

    def test_a_ratio_stands_beside_its_target_in_every_form(self):
        def slow():
            peer = Runner("a peer", says('{"mean": 2, "seconds": 12.5}'), read=lambda text: {"mean": json.loads(text)["mean"]},
                          seconds=lambda text: json.loads(text)["seconds"], target=10)
            mine = Runner("premortem", says('{"mean": 2}'), seconds=lambda text: 2.5, is_ours=True)
            return Race("A race", mine, [peer])
        self.assertIn("5.00 x (target 10)", raced(slow())[1])
        code, out, _, found = raced(slow(), "--markdown")
        self.assertEqual(code, 0)  # slow is no failure
        self.assertIn("| a peer | 12.500 s | 12.500 s to 12.500 s |", out)
        self.assertEqual(found["races"][0]["runners"][1]["times_ours"], 5)


class Page(unittest.TestCase):
    def test_the_figures_of_what_ran_are_renewed_and_all_else_stays(self):
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder, "page.md")
            page.write_text("# A\n<!-- figures of job -->\nold\n<!-- end of figures -->\nB\n<!-- figures of other -->\nkept\n<!-- end of figures -->\n")
            raced(Race("A race", ours(), []), "--page", str(page))
            text = page.read_text()
        self.assertRegex(text, r"^# A\n<!-- figures of job -->\n\*\*A race\*\*\n\n\| runner")
        self.assertNotIn("old", text)
        self.assertTrue(text.endswith("<!-- end of figures -->\nB\n<!-- figures of other -->\nkept\n<!-- end of figures -->\n"))


class Machine(unittest.TestCase):
    def test_the_processor_and_what_answers_are_named_and_what_is_missing_is_not(self):
        self.assertTrue(machine.processor())
        self.assertEqual(machine.first_line(sys.executable, "-c", "print('1.2\\nmore')"), "1.2")
        self.assertIsNone(machine.first_line("/no/such/program"))
        self.assertIsNone(machine.first_line(sys.executable, "-c", "import sys; print('1.2'); sys.exit(1)"))


class Jobs(unittest.TestCase):
    def test_every_folder_with_a_race_can_be_read_and_yields_races(self):
        for path in HERE.glob("*/race"):
            with self.subTest(path.parent.name):
                loader = SourceFileLoader(path.parent.name + "_race", str(path))
                module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
                loader.exec_module(module)
                self.assertTrue(callable(module.races))


unittest.main()
