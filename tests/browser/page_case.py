"""What the tests of the page share: a mock, the page of it, and how to wait for what it shows."""

import json
import os
import unittest

from chromium import Chromium
from mock import Mock

ROWS = "document.querySelectorAll('#request-list > li')"


class PageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Chromium()

    @classmethod
    def tearDownClass(cls):
        cls.browser.__exit__()

    def mock(self, scenario="flaky-dvb", *flags, port=0):
        mock = Mock(os.environ["SP_MOCK"], scenario, *flags, port=port)
        self.addCleanup(mock.stop)
        return mock

    def open(self, mock, width=1440, height=1000, dark=False, may_complain=False, may_name=None):
        """The page, once it is connected. At the end it has asked the mock only, and complained of nothing."""
        tab = self.browser.open(mock.page, width, height, dark)
        tab.wait_for("document.querySelector('#connection').textContent === 'connected'")

        def look_back():
            own = (mock.root + "/", "data:")
            elsewhere = {url for _, url in tab.requested if not url.startswith(own)}
            self.assertEqual(elsewhere - {may_name}, set())
            if not may_complain:
                self.assertEqual(tab.complaints, [])
            tab.close()

        self.addCleanup(look_back)
        return tab

    def unlocked(self, mock, **options):
        tab = self.open(mock, **options)
        tab.press("e")
        tab.wait_for("document.querySelector('#unlock').getAttribute('aria-pressed') === 'true'")
        return tab

    def wait_for_rows(self, tab, count):
        tab.wait_for(f"{ROWS}.length === {count}")

    def text(self, tab, selector):
        return tab.value(f"document.querySelector({json.dumps(selector)}).textContent")

    def wait_for_text(self, tab, selector, text):
        tab.wait_for(f"document.querySelector({json.dumps(selector)}).textContent.includes({json.dumps(text)})")

    def click(self, tab, selector):
        tab.value(f"document.querySelector({json.dumps(selector)}).click()")
