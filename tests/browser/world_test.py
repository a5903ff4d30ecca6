"""Links of the world, and texts that would be something else if a page let them."""

import socket
import subprocess

from page_case import PageTest

HOSTILE = "<img src=x onerror=\"window.marker=1\"><script>window.marker=1</script>'\"&${marker}\u202e"


class World(PageTest):
    def test_its_links_are_asked_and_their_curl_lines_work(self):
        mock = self.mock()
        tab = self.open(mock)
        self.wait_for_text(tab, "#world-groups", "Run 9338")
        self.click(tab, "#world-groups .link")
        self.click(tab, "#world-groups .detail .primary")
        self.wait_for_text(tab, "#world-groups .result", "fail_count")
        self.wait_for_rows(tab, 1)
        line = self.text(tab, "#world-groups .detail pre")
        answer = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True).stdout
        self.assertIn("200 OK", answer)

    def ask_first_link(self, tab):
        tab.value("document.querySelectorAll('#world-groups .link')[0].closest('details').open = true")
        tab.wait_for("document.querySelector('#world-groups .detail .primary:enabled')")
        self.click(tab, "#world-groups .detail .primary")

    def test_an_answer_that_breaks_off_is_told(self):
        mock = self.mock()
        tab = self.open(mock, may_complain=True)
        mock.control("POST", "faults", {"when": {"times": 1}, "then": {"close": "in_body"}})
        self.ask_first_link(tab)
        self.wait_for_text(tab, "#world-groups .result", "closed")

    def test_a_redirection_is_told_and_not_followed(self):
        with socket.create_server(("127.0.0.1", 0)) as elsewhere:
            url = f"http://127.0.0.1:{elsewhere.getsockname()[1]}/"
            mock = self.mock()
            tab = self.open(mock, may_complain=True, may_name=url)
            mock.control("POST", "faults", {"then": {"status": 302, "headers": {"Location": url}}})
            self.ask_first_link(tab)
            self.wait_for_text(tab, "#world-groups .result", "redirection")
            elsewhere.setblocking(False)
            self.assertRaises(BlockingIOError, elsewhere.accept)


class HostileText(PageTest):
    def test_is_text_wherever_it_stands(self):
        scenario = {
            "version": 1, "name": "hostile", "description": HOSTILE, "tokens": [{"token": "t\"<b>'x"}],
            "regression_tests": [{"id": 1, "sample_id": 2, "command": HOSTILE, "outputs": []}],
            "runs": [{"id": 5, "state": "completed", "platform": "linux", "branch": HOSTILE, "message": HOSTILE,
                      "created_at": "2026-06-27T12:00:00Z"}],
        }
        mock = self.mock()
        tab = self.open(mock)
        mock.control("PUT", "scenario", scenario)
        mock.control("POST", "faults", {"when": {"query": {HOSTILE: HOSTILE}}, "then": {"raw": HOSTILE, "headers": {
            "X-Hostile": HOSTILE.strip("\u202e"), "Content-Type": "text/html"}}, "x-note": HOSTILE})
        quoted = "".join(f"%{byte:02X}" for byte in HOSTILE.encode())
        mock.get(f"/runs/5/summary?{quoted}={quoted}", **{"X-Hostile": "<img src=x onerror=window.marker=1>"})
        mock.get("/" + quoted)
        mock.get("/<script>window.marker=1</script>")
        self.wait_for_text(tab, "h1", "hostile")
        self.wait_for_rows(tab, 3)
        tab.value("document.querySelectorAll('summary').forEach((one) => { one.parentElement.open = true; })")
        tab.wait_for("document.querySelectorAll('#request-list .detail pre').length >= 3")
        self.wait_for_text(tab, "#fault-list", "onerror")
        self.wait_for_text(tab, "#scenario-about", "onerror")
        self.wait_for_text(tab, "#world-groups", "onerror")
        self.assertEqual(tab.value("document.querySelectorAll('img, body script:not([type=module])').length"), 0)
        self.assertIsNone(tab.value("window.marker ?? null"))

    def test_the_policy_keeps_what_is_injected_from_running(self):
        tab = self.open(self.mock(), may_complain=True)
        for attempt in ("document.body.innerHTML = '<img src=x onerror=\"window.marker=1\">'",
                        "document.body.append(Object.assign(document.createElement('script'),"
                        "{ text: 'window.marker=1' }))"):
            with self.assertRaises(RuntimeError):
                tab.value(attempt)
        self.assertIsNone(tab.value("window.marker ?? null"))
