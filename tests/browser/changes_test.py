"""What the page changes, once it may."""

import json

from page_case import PageTest


class Changes(PageTest):
    def test_nothing_changes_before_it_is_allowed(self):
        mock = self.mock()
        mock.get("/runs/9338/summary")
        tab = self.open(mock)
        self.wait_for_rows(tab, 1)
        tab.value("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        tab.value("document.querySelectorAll('fieldset.changes button').forEach((one) => one.click())")
        self.wait_for_text(tab, "#request-list", "Authorization")
        self.assertEqual({method for method, _ in tab.requested}, {"GET"})
        self.assertGreater(tab.value("document.querySelectorAll('fieldset.changes:disabled').length"), 3)

    def test_a_fault_is_added_edited_and_ended_by_keys(self):
        mock = self.mock()
        tab = self.unlocked(mock)
        tab.press("f")
        tab.wait_for("document.activeElement.id === 'fault-operation'")
        tab.type("getRun")
        tab.press("Tab")
        tab.type("9338")
        while tab.value("document.activeElement.id") != "fault-save":
            tab.press("Tab")
        tab.press("Enter")
        self.wait_for_text(tab, "#fault-list", "Fault 1")
        self.assertEqual(mock.get("/runs/9338/summary")[0], 503)
        self.wait_for_text(tab, "#fault-list", "changed 1")

        self.tab_to(tab, "Edit")
        tab.press("Enter")
        tab.wait_for("document.activeElement.id === 'fault-json'")
        tab.value("document.activeElement.select()")
        tab.type('{"when": {"run_id": 9338}, "then": {"sttaus": 500}}')
        tab.press("Tab", "Enter")
        self.wait_for_text(tab, "#fault-error", "/then/sttaus")
        tab.value("document.querySelector('#fault-json').focus()")
        tab.value("document.activeElement.select()")
        tab.type('{"when": {"run_id": 9338}, "then": {"error": 500}}')
        tab.press("Tab", "Enter")
        self.wait_for_text(tab, "#fault-list", "500")
        self.assertEqual(mock.get("/runs/9338/summary")[0], 500)
        tab.complaints.clear()  # of the 400

        self.tab_to(tab, "End")
        tab.press("Enter")
        self.wait_for_text(tab, "#fault-list", "ended")
        self.assertEqual(mock.get("/runs/9338/summary")[0], 200)

    def tab_to(self, tab, text):
        """Goes to the button of the list of faults by Tab alone."""
        tab.press("3")
        while tab.value("document.activeElement.textContent") != text:
            tab.press("Tab")
            self.assertNotEqual(tab.value("document.activeElement.tagName"), "BODY", text)

    def test_the_clock_moves(self):
        mock = self.mock("tight-rate-limit")
        tab = self.unlocked(mock)
        before = mock.control("GET", "clock")["now"]
        self.click(tab, "[data-advance='3600']")
        tab.wait_for(f"!document.querySelector('#clock').dateTime.startsWith({json.dumps(before[:13])})")
        tab.value("{ const to = document.querySelector('#clock-to'); to.value = '2999-01-01T00:00:00Z';"
                  "to.dispatchEvent(new Event('input')); }")
        self.click(tab, "#clock-form [type=submit]")
        self.wait_for_text(tab, "#clock", "2999-01-01")
        self.assertTrue(mock.control("GET", "clock")["now"].startswith("2999-01-01"))

    def test_limits_are_shown_and_reset(self):
        mock = self.mock("tight-rate-limit")
        while mock.get("/runs/1001/summary")[0] != 429:
            pass
        tab = self.unlocked(mock)
        self.wait_for_text(tab, "#limit-list", "token 1")
        self.wait_for_text(tab, "#request-list > li", "limit")
        self.click(tab, "#reset-limits")
        self.wait_for_text(tab, "#limit-about", "none used")
        self.assertNotEqual(mock.get("/runs/1001/summary")[0], 429)

    def test_scenarios_are_switched_and_all_begins_anew(self):
        mock = self.mock()
        mock.get("/runs/9338/summary")
        tab = self.unlocked(mock)
        tab.value("{ const choice = document.querySelector('#scenario-choice'); choice.value = 'bundled quickstart';"
                  "choice.dispatchEvent(new Event('input')); }")
        self.click(tab, "#scenario-form [type=submit]")
        self.wait_for_text(tab, "h1", "quickstart")
        self.wait_for_text(tab, "#world-groups", "Run 1001")
        self.click(tab, "#clear-requests")
        self.wait_for_rows(tab, 0)
        self.click(tab, "#reset-all")
        self.wait_for_text(tab, "h1", "flaky-dvb")
