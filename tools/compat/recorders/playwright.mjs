// A page asks, and the browser's context is recorded: the answers have to allow the page's origin.
import { chromium } from 'playwright-core';
import { all } from './requests.mjs';

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
});
const context = await browser.newContext({ recordHar: { path: process.argv[2] } });
const page = await context.newPage();
await page.goto(new URL('/', all[0].url).href);
for (const { url, headers } of all) {
  await page.evaluate(([to, init]) => fetch(to, init).then((answer) => answer.text()), [url, { headers }]);
}
await context.close();
await browser.close();
