"""The list of requests, while a client sends them."""

import json
import subprocess

from page_case import ROWS, PageTest


class Requests(PageTest):
    def test_they_show_as_they_arrive_with_answer_and_reason(self):
        mock = self.mock()
        tab = self.open(mock)
        self.wait_for_text(tab, "#requests-empty", "No request has come yet")
        mock.get("/runs/9338/summary")
        mock.get("/runs/1/summary")
        self.wait_for_rows(tab, 2)
        newest = self.text(tab, "#request-list > li")
        for part in ("2", "404", "GET", "/runs/1/summary", "getRunSummary", "Run 1 not found"):
            self.assertIn(part, newest)
        mock.control("POST", "faults", {"when": {"times": 1}, "then": {"error": 503}})
        mock.get("/runs/9338/error-summary?group_by=type")
        self.wait_for_rows(tab, 3)
        newest = self.text(tab, "#request-list > li")
        for part in ("503", "?group_by=type", "fault 1: error 503"):
            self.assertIn(part, newest)
        self.wait_for_text(tab, "#request-counts", "3 requests")

    def test_what_was_asked_before_shows_too_and_the_page_is_not_counted(self):
        mock = self.mock()
        mock.get("/runs/9338/summary")
        tab = self.open(mock)
        self.wait_for_rows(tab, 1)
        self.assertEqual(len(mock.control("GET", "requests")["requests"]), 1)

    def test_filters(self):
        mock = self.mock()
        mock.control("POST", "faults", {"when": {"run_id": 9337, "times": 1}, "then": {"error": 503}})
        for path in ("/runs/9338/summary", "/runs/9337/summary", "/runs/1/summary", "/nowhere",
                     "/runs/9338/error-summary"):
            mock.get(path)
        tab = self.open(mock)
        self.wait_for_rows(tab, 5)

        def numbers(**filters):
            for name in ("status", "operation", "fault", "text"):
                value = json.dumps(filters.get(name, ""))
                tab.value(f"{{ const field = document.querySelector('#filter-{name}');"
                          f"field.value = {value}; field.dispatchEvent(new Event('input')); }}")
            return tab.value(f"[...{ROWS}].map((row) => Number(row.dataset.number))")

        self.assertEqual(numbers(status="4xx"), [4, 3])
        self.assertEqual(numbers(status="503"), [2])
        self.assertEqual(numbers(operation="getRunSummary", status="2xx"), [1])
        self.assertEqual(numbers(operation="none"), [4])
        self.assertEqual(numbers(fault="any"), [2])
        self.assertEqual(numbers(fault="1"), [2])
        self.assertEqual(numbers(text="NOT FOUND"), [3])
        self.assertEqual(numbers(text="nothing has this"), [])
        self.assertEqual(self.text(tab, "#requests-empty"), "No request fits the filters.")
        self.assertEqual(numbers(), [5, 4, 3, 2, 1])

    def test_one_is_shown_in_full_and_its_curl_line_sends_it_again(self):
        mock = self.mock()
        _, body = mock.get("/runs/9338/summary?a=%27b%5B1%5D", **{"X-Note": "it's"})
        tab = self.open(mock)
        self.wait_for_rows(tab, 1)
        tab.press("j", "Enter")
        tab.wait_for("document.querySelector('.detail pre')")
        self.assertEqual(json.loads(self.text(tab, ".detail pre")), json.loads(body))
        self.assertIn("X-Note", self.text(tab, "#request-list .detail"))
        tab.press("c")
        self.wait_for_text(tab, "#announcer", "copied as curl")
        line = tab.value("navigator.clipboard.readText()")
        self.assertIn(body, subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True).stdout)
        self.wait_for_rows(tab, 2)
        again = mock.control("GET", "requests/2")
        self.assertEqual(again["target"], mock.control("GET", "requests/1")["target"])
        self.assertEqual(again["headers"]["X-Note"], "it's")

    def test_a_body_is_laid_out_and_nothing_else_of_it_changes(self):
        mock = self.mock()
        raw = '{"a":1.0,"a":9007199254740993,"s":"x: {,} \\"\\\\","e":[],"o":{ },"l":[1,{"b":null}]}'
        mock.control("POST", "faults", {"then": {"raw": raw}})
        mock.get("/runs/9338/summary")
        tab = self.open(mock)
        self.wait_for_rows(tab, 1)
        tab.press("j", "Enter")
        tab.wait_for("document.querySelector('.detail pre')")
        self.assertEqual(self.text(tab, ".detail pre").splitlines(), [
            "{", '  "a": 1.0,', '  "a": 9007199254740993,', '  "s": "x: {,} \\"\\\\",', '  "e": [],', '  "o": {},',
            '  "l": [', "    1,", "    {", '      "b": null', "    }", "  ]", "}"])
        self.click(tab, ".detail .buttons button:nth-child(2)")
        self.assertEqual(self.text(tab, ".detail pre"), raw)

    def test_long_and_deep_texts_are_bounded(self):
        mock = self.mock()
        mock.control("POST", "faults", {"then": {"raw": "[" * 5000 + "]" * 5000}})
        tab = self.open(mock)
        mock.get("/" + "x" * 7000)
        self.wait_for_rows(tab, 1)
        self.assertLess(len(self.text(tab, "#request-list summary")), 1000)
        tab.press("j", "Enter")
        tab.wait_for("document.querySelector('.detail pre')")
        self.assertIn("x" * 7000, self.text(tab, ".detail .reasons"))
        self.assertLess(len(self.text(tab, ".detail pre")), 1000000)

    def test_of_a_long_body_the_beginning_is_shown_until_all_is_asked_for(self):
        mock = self.mock()
        mock.control("POST", "faults", {"then": {"raw": "x" * 300000}})
        tab = self.open(mock)
        mock.get("/runs/9338/summary")
        self.wait_for_rows(tab, 1)
        tab.press("j", "Enter")
        tab.wait_for("document.querySelector('.detail pre')?.textContent.length === 200002")
        self.click(tab, ".detail .buttons button:nth-child(2)")
        tab.wait_for("document.querySelector('.detail pre').textContent.length === 300000")

    def test_what_is_read_stays_while_many_more_come(self):
        mock = self.mock("flaky-dvb", "--no-rate-limit")
        mock.get("/runs/9338/summary")
        tab = self.open(mock)
        self.wait_for_rows(tab, 1)
        tab.press("j", "Enter")
        tab.wait_for("document.querySelector('.detail pre')")
        mock.get_often("/runs/1/summary", 120)
        self.wait_for_text(tab, "#request-counts", "121 requests")
        self.assertTrue(tab.value(f"[...{ROWS}].at(-1).contains(document.activeElement)"))
        self.assertTrue(tab.value(f"[...{ROWS}].at(-1).querySelector('details').open"))
        tab.press("p")
        before = tab.value(f"{ROWS}.length")
        mock.get_often("/runs/1/summary", 3)
        self.wait_for_text(tab, "#show-new", "3 newer requests")
        self.assertEqual(tab.value(f"{ROWS}.length"), before)

    def test_ten_thousand_are_counted_and_filtered_but_not_all_drawn(self):
        mock = self.mock("flaky-dvb", "--no-rate-limit")
        mock.get_often("/runs/9338/summary", 10000)
        mock.get("/runs/2/summary")
        tab = self.open(mock)
        self.wait_for_text(tab, "#request-counts", "10,000 requests")
        self.assertLess(tab.value("document.querySelectorAll('*').length"), 2500)
        tab.press("/")
        tab.type("/runs/2/")
        self.wait_for_rows(tab, 1)
        self.assertIn("10001", self.text(tab, "#request-list > li"))

    def test_another_mock_on_the_same_port_begins_anew(self):
        mock = self.mock()
        mock.get("/runs/9338/summary")
        tab = self.open(mock, may_complain=True)
        self.wait_for_rows(tab, 1)
        mock.stop()
        self.wait_for_text(tab, "#connection", "does not answer")
        other = self.mock("quickstart", port=mock.port)
        self.wait_for_text(tab, "h1", "quickstart")
        self.wait_for_rows(tab, 0)
        other.get("/runs/1001/summary")
        self.wait_for_rows(tab, 1)

    def test_another_mock_is_noticed_though_more_was_asked_of_it(self):
        mock = self.mock()
        mock.get("/runs/9338/summary")
        tab = self.open(mock, may_complain=True)
        self.wait_for_rows(tab, 1)
        mock.stop()
        other = self.mock(port=mock.port)
        for path in ("/runs/1/summary", "/runs/2/summary"):
            other.get(path)
        self.wait_for_rows(tab, 2)
        self.assertIn("/runs/1/summary", tab.value(f"{ROWS}[1].textContent"))
