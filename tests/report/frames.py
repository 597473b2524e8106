"""frames.py PAGE.html [FOLDER]: how smooth a page of `entente report` is in headless Chromium, and pictures of it into FOLDER.

By the page's own performance API: the time between animation frames while the forces settle, while it is dragged and zoomed, and while
deals are searched, and the tasks longer than 50 ms. Not part of the suite, since times depend on the machine.
"""
import os
import sys
import time

from browser import Browser

WATCH = """(() => {
  window.frames_ = []; window.tasks_ = [];
  let last = performance.now();
  const step = (now) => { window.frames_.push(now - last); last = now; requestAnimationFrame(step); };
  requestAnimationFrame(step);
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => window.tasks_.push(entry.duration))).observe({ type: 'longtask', buffered: true });
})()"""


def said(browser, what):
    frames = sorted(browser.run("window.frames_.splice(0)")[1:])
    tasks = browser.run("window.tasks_.splice(0)")
    at = lambda share: frames[min(len(frames) - 1, int(len(frames) * share))] if frames else 0
    print("%-28s %4d frames: median %5.1f ms, p95 %5.1f ms, longest %6.1f ms; %d long tasks, longest %.0f ms" % (what, len(frames), at(0.5), at(0.95), at(1), len(tasks), max(tasks, default=0)))


def main():
    page = os.path.abspath(sys.argv[1])
    folder = sys.argv[2] if len(sys.argv) > 2 else None
    for dark in (False, True):
        with Browser(dark=dark) as browser:
            start = time.monotonic()
            browser.open(page)
            print("dark" if dark else "light", "- ready after %.1f s, %s" % (time.monotonic() - start, browser.run("document.getElementById('about').textContent")[:100]))
            browser.run(WATCH)
            browser.wait("document.querySelector('canvas').dataset.settled === 'true'")
            said(browser, "while the forces settle")
            print("settled after %.1f s" % (time.monotonic() - start))
            if folder:
                browser.picture(os.path.join(folder, "dark.png" if dark else "light.png"))
            box = browser.run("(() => { const b = document.querySelector('canvas').getBoundingClientRect(); return [b.x, b.y, b.width, b.height]; })()")
            x, y = box[0] + box[2] / 2, box[1] + box[3] / 2
            browser.call("Input.dispatchMouseEvent", type="mousePressed", x=x, y=y, button="left", clickCount=1)
            for turn in range(60):
                browser.call("Input.dispatchMouseEvent", type="mouseMoved", x=x + 3 * turn, y=y + turn, button="left", buttons=1)
            browser.call("Input.dispatchMouseEvent", type="mouseReleased", x=x + 180, y=y + 60, button="left", clickCount=1)
            said(browser, "while it is dragged")
            browser.run("document.querySelector('canvas').focus()")
            for turn in range(40):
                browser.key("+" if turn < 20 else "-", text="+" if turn < 20 else "-")
            browser.key("0", text="0")
            said(browser, "zoomed by keys")
            if folder and not dark:
                browser.picture(os.path.join(folder, "zoomed.png"))
            browser.key("Escape")
            browser.key("/", code="Slash", text="/")
            for letter in "은행":
                browser.call("Input.insertText", text=letter)
                time.sleep(0.3)
            said(browser, "while deals are searched")
            if folder and not dark:
                browser.picture(os.path.join(folder, "searched.png"))
            print("complaints:", browser.complaints())


main()
