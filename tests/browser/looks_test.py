"""How the page looks and is used: widths, colours, focus, keys, and what axe-core says of it."""

import os
import unittest

from page_case import PageTest

LOOKS = [(390, 844, False), (390, 844, True), (1440, 1000, False), (1440, 1000, True)]  # width, height, dark


class Looks(PageTest):
    def filled(self):
        """A mock with something in every part of the page."""
        mock = self.mock()
        mock.control("POST", "faults", {"when": {"times": 1, "operation": "getErrorSummary"}, "then": {"error": 503}})
        mock.control("POST", "faults", {"when": {"run_id": 9337}, "then": {"delay_ms": 1}})
        mock.control("POST", "faults", {"then": {"patch": [{"op": "remove", "path": "/" + "long_" * 40}]}})
        mock.control("DELETE", "faults/2")
        for path in ("/runs/9338/summary", "/runs/9338/error-summary", "/runs/1/summary", "/" + "x" * 300):
            mock.get(path)
        return mock

    def look(self, mock, width, height, dark):
        """The page with everything in it opened."""
        tab = self.unlocked(mock, width=width, height=height, dark=dark)
        self.wait_for_rows(tab, 4)
        tab.value("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        tab.wait_for("document.querySelectorAll('#request-list .detail pre').length >= 4")
        return tab

    def test_nothing_is_wider_than_the_window(self):
        mock = self.filled()
        for look in LOOKS:
            with self.subTest(look=look):
                tab = self.look(mock, *look)
                self.assertLessEqual(tab.value("document.scrollingElement.scrollWidth"), look[0])

    def test_light_and_dark_are_the_readers_choice(self):
        mock = self.filled()
        for look in LOOKS:
            with self.subTest(look=look):
                tab = self.look(mock, *look)
                red = tab.value("Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])")
                self.assertEqual(red < 100, look[2])
                self.assertEqual(tab.value("document.getAnimations().length"), 0)  # as the reader prefers

    def test_what_has_focus_shows_it(self):
        tab = self.unlocked(self.filled(), width=390, height=844)
        self.wait_for_rows(tab, 4)
        seen = set()
        while True:
            tab.press("Tab")
            place, width = tab.value("(({ activeElement: one }) => [one.id || one.textContent.slice(0, 40),"
                                     "parseFloat(getComputedStyle(one).outlineWidth)])(document)")
            if place in seen or tab.value("document.activeElement === document.body"):
                break
            seen.add(place)
            self.assertGreaterEqual(width, 1, place)
        self.assertGreater(len(seen), 20)

    def test_the_dialog_of_keys_opens_and_switches_them_off(self):
        tab = self.open(self.mock())
        tab.press("?")
        tab.wait_for("document.querySelector('#keys').open")
        self.click(tab, "#keys-on")
        tab.press("Escape")
        tab.wait_for("!document.querySelector('#keys').open")
        tab.press("e")
        self.assertEqual(tab.value("document.querySelector('#unlock').getAttribute('aria-pressed')"), "false")

    @unittest.skipUnless("AXE" in os.environ, "axe-core could not be had")
    def test_axe_finds_nothing(self):
        with open(os.environ["AXE"], encoding="utf-8") as file:
            axe = file.read()
        mock = self.filled()
        for look in LOOKS:
            with self.subTest(look=look):
                tab = self.look(mock, *look)
                tab.value(axe + ";0")
                found = tab.value("axe.run({ resultTypes: ['violations'] }).then(({ violations }) =>"
                                  "violations.map(({ id, nodes }) => [id, nodes.map((one) => one.html)]))")
                self.assertEqual(found, [])
