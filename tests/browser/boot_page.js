// A page for the shell: an empty one of this origin, with the markup of index.html and answers that
// the test wrote.
export async function open(html, script, place, kept, answers) {
  localStorage.clear();
  for (const [key, text] of Object.entries(JSON.parse(kept))) localStorage.setItem(key, text);
  const frame = document.createElement("iframe");
  frame.style.cssText = "width:390px;height:844px";
  frame.src = "/no-such-page" + place;
  document.body.append(frame);
  await new Promise((done) => (frame.onload = done));
  const page = frame.contentWindow;
  page.asked = [];
  const bodies = JSON.parse(answers);
  page.fetch = async (url, { headers = {}, body } = {}) => {
    page.asked.push([url, page.location.hash, headers.Authorization || "", body || ""].join(" "));
    if (!(url in bodies)) throw new TypeError("no network");
    return new page.Response(bodies[url]);
  };
  page.document.documentElement.innerHTML = html;
  const boot = page.document.createElement("script");
  boot.textContent = script;
  page.document.body.append(boot);
  // Both questions, each with its answer read.
  for (let quiet = 0; quiet < 3; quiet++) {
    const before = page.asked.length;
    await new Promise((done) => setTimeout(done, 30));
    if (page.asked.length > before) quiet = 0;
  }
  return page;
}

/** A text in the page, or an attribute. */
export const read = (page, selector, name) => {
  const part = page.document.querySelector(selector);
  return (name ? part?.getAttribute(name) : part?.textContent) ?? "";
};

export const run = (page, code) => String(new page.Function("return " + code)() ?? "");

export const close = (page) => page.frameElement.remove();
