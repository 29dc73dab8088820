// Goes through an authorization page in a browser, by keyboard, and prints as
// JSON what it saw. The argument is JSON: where the browser's program is, the
// page's url, the callback, the user to choose, the button to press, whether to
// inspect the page's accessibility first, and whether something answers at the
// callback: then that page is looked at, too.
import axe from 'axe-core';
import { chromium } from 'playwright-core';

const { program, url, callback, user, press, inspect, answered } = JSON.parse(process.argv[2]);
const seen = { violations: [], complaints: [], outside: [] };

// No other machine is asked, also for the callback.
const onlyHere = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1';
const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-gpu', onlyHere] });
try {
	const page = await browser.newPage();
	// What the browser says of the callback, which it does not reach, does not count.
	page.on('console', (message) => { if (message.type() === 'error' && !seen.location) seen.complaints.push(message.text()); });
	page.on('pageerror', (error) => seen.complaints.push(String(error)));
	page.on('request', (request) => {
		const asked = request.url();
		if (asked.startsWith(callback)) {
			seen.location = asked;
		} else if (!asked.startsWith(new URL(url).origin + '/') && !asked.startsWith('data:')) {
			seen.outside.push(asked);
		}
	});

	for (const colorScheme of inspect ? ['light', 'dark'] : []) {
		for (const width of [360, 1400]) {
			await page.emulateMedia({ colorScheme });
			await page.setViewportSize({ width, height: 800 });
			await page.goto(url);
			// In a world of its own, which the page's policy does not reach.
			const session = await page.context().newCDPSession(page);
			const { frameTree } = await session.send('Page.getFrameTree');
			const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
			const evaluate = async (expression) => {
				const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression, contextId: executionContextId, awaitPromise: true, returnByValue: true });
				if (exceptionDetails) {
					throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
				}
				return result.value;
			};
			await evaluate(axe.source + ';0');
			const found = await evaluate('axe.run().then((r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.html).join(" ")))');
			seen.violations.push(...found.map((v) => `${colorScheme}, ${width}: ${v}`));
			if (await evaluate('document.documentElement.scrollWidth > innerWidth')) {
				seen.violations.push(`${colorScheme}, ${width}: the page is wider than the window`);
			}
		}
	}

	await page.goto(url);
	seen.title = await page.title();
	seen.heading = await page.locator('h1').innerText();
	seen.scopes = await page.locator('dt').allInnerTexts();
	seen.buttons = await page.getByRole('button').allInnerTexts();
	await page.keyboard.press('Tab');
	for (let i = 0; i < user; i++) {
		await page.keyboard.press('ArrowDown');
	}
	for (let i = 0; i < 5 && await page.evaluate('document.activeElement.innerText') !== press; i++) {
		await page.keyboard.press('Tab');
	}
	await Promise.all([page.waitForRequest((request) => request.url().startsWith(callback)), page.keyboard.press('Enter')]);
	if (answered) {
		await page.waitForURL((at) => at.href.startsWith(callback));
		seen.heading = await page.locator('h1').innerText();
		// The page's policy allows no scripts: axe runs beside it.
		const session = await page.context().newCDPSession(page);
		const { frameTree } = await session.send('Page.getFrameTree');
		const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
		const evaluate = async (expression) => (await session.send('Runtime.evaluate', { expression, contextId: executionContextId, awaitPromise: true, returnByValue: true })).result.value;
		await evaluate(axe.source + ';0');
		seen.violations.push(...await evaluate('axe.run().then((r) => r.violations.map((v) => v.id))'));
	}
} finally {
	await browser.close();
}
console.log(JSON.stringify(seen));
