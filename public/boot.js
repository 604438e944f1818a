// @ts-check
// The shell: what a member sees and a till reads before the module runs, without it, and after it
// failed. Takes the ticket out of the address, paints the last known card, asks the first question,
// loads the module, and makes way for it. It stands inside the page (`cargo xtask build`), so that
// nothing has to be fetched first. ES2018 and no module: it must run where the module cannot.
(() => {
  const page = document.documentElement;
  const { module, integrity } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  const clock = performance;

  /** @param {string} selector @returns {any} */
  const find = (selector) => document.querySelector(selector);

  /**
   * Storage that may be blocked, full or broken: reads, or writes; nothing is kept as "".
   * @param {string} key
   * @param {string} [text]
   */
  const kept = (key, text) => {
    key = "member-card:" + key;
    try {
      if (text == null) return localStorage.getItem(key) || "";
      localStorage.setItem(key, text);
    } catch (_) {}
    return "";
  };

  /** @param {string} text @returns {any} */
  const parse = (text) => {
    try {
      return JSON.parse(text) || {};
    } catch (_) {
      return {};
    }
  };

  /** @param {string} name */
  const mark = (name) => clock.mark("card:" + name);

  // The address as WeChat signs it; then the ticket goes out of it, before anything else runs.
  const entry = location.href.split("#")[0];
  const ticket = location.hash.split("#t=")[1];
  if (ticket) history.replaceState(null, "", "#/");

  const query = new URLSearchParams(location.search);
  /** @type {any[]} */
  const tags = [query.get("lang"), kept("locale")].concat(navigator.languages);
  page.lang = /^en/i.test(tags.find((tag) => /^zh|^en/i.test(tag))) ? "en" : "zh-CN";
  if (kept("scheme")) page.dataset.scheme = kept("scheme");

  // What is known of the card: `code` as the backend sent it, `skew` by which the backend is ahead
  // of this device's clock, and `look`, how it was drawn: where, attribute, value.
  let known = parse(kept("snapshot"));
  /** The backend's time when the monotonic clock began, in milliseconds, once it was asked. */
  let base = 0;
  // Some monotonic clocks stand still while the device sleeps: the later of the two is right.
  const time = () => Math.max(base + clock.now(), Date.now() + (known.skew || 0));

  /**
   * Takes what an answer says of the code.
   * @param {string} text
   * @param {number} sent
   * @param {number} received
   */
  const seen = (text, sent, received) => {
    const { data = {}, server_time } = parse(text);
    const { program, card, tokens } = data;
    const told = Date.parse(server_time);
    if (told) {
      base = told - (sent + received) / 2;
      known.skew = base + clock.now() - Date.now();
    }
    if (program) {
      if (!card) known = {};
      known.features = program.features;
      known.code = card;
    }
    if (tokens) known.code = data;
    // What another tab took away, such as by leaving, only a programme brings back.
    if (program || kept("snapshot")) kept("snapshot", known.code ? JSON.stringify(known) : "");
    show();
  };

  // The code.

  /**
   * A QR Code (ISO/IEC 18004) of one block, as an SVG path; nothing where it does not fit.
   * @param {string} text
   * @param {number} version 1 or 2
   * @param {string} level `L`, `M`, `Q` or `H`
   * @param {number} mask
   * @returns {[number, string] | undefined} modules on a side with the quiet zone, path
   */
  const qr = (text, version, level, mask) => {
    const rank = "LMQH".indexOf(level);
    const checks = [7, 10, 13, 17, 10, 16, 22, 28][version * 4 - 4 + rank];
    const length = 18 * version + 8 - checks;
    let bits = "";
    /** @param {number} value @param {number} width */
    const put = (value, width) => (bits += value.toString(2).padStart(width, "0"));
    const numeric = /^\d+$/.test(text);
    put(numeric ? 1 : 4, 4);
    put(text.length, numeric ? 10 : 8);
    for (const piece of text.match(numeric ? /.{1,3}/g : /[^]/g) || [])
      numeric ? put(+piece, piece.length * 3 + 1) : put(piece.charCodeAt(0), 8);
    if (!(bits.length <= length * 8)) return;
    bits = (bits + "0000").slice(0, length * 8);
    const bytes = ((bits + "0000000").match(/.{8}/g) || []).map((byte) => parseInt(byte, 2));
    for (let pad = 236; bytes.length < length; pad ^= 253) bytes.push(pad);

    /** @param {number} x @param {number} y in GF(256), modulo 0x11d */
    const times = (x, y) => {
      let z = 0;
      for (let i = 8; i--; ) z = (z << 1) ^ ((z >> 7) * 285) ^ (((y >> i) & 1) * x);
      return z;
    };
    const divisor = Array(checks).fill(0);
    divisor[checks - 1] = 1;
    for (let i = 0, root = 1; i < checks; i++, root = times(root, 2))
      for (let j = 0; j < checks; j++) divisor[j] = times(divisor[j], root) ^ (divisor[j + 1] || 0);
    const rest = Array(checks).fill(0);
    for (const byte of bytes) {
      const factor = byte ^ rest.shift();
      rest.push(0);
      divisor.forEach((term, i) => (rest[i] ^= times(term, factor)));
    }
    const stream = bytes.concat(rest);

    const size = 17 + 4 * version;
    /** @type {any[][]} */
    const grid = [];
    for (let i = 0; i < size; i++) grid[i] = [];
    /** @param {number} x @param {number} y @param {any} dark */
    const set = (x, y, dark) => grid[y] && (grid[y][x] = dark);
    for (let i = 0; i < size; i++) set(6, i, ~i & 1), set(i, 6, ~i & 1);
    /** @param {number} cx @param {number} cy @param {number} reach */
    const square = (cx, cy, reach) => {
      for (let y = -reach; y <= reach; y++)
        for (let x = -reach; x <= reach; x++) {
          const ring = Math.max(Math.abs(x), Math.abs(y));
          set(cx + x, cy + y, reach > 2 ? ring != 2 && ring != 4 : ring != 1);
        }
    };
    square(3, 3, 4);
    square(size - 4, 3, 4);
    square(3, size - 4, 4);
    if (version > 1) square(size - 7, size - 7, 2);
    const data = ((rank ^ 1) << 3) | mask;
    let format = data;
    for (let i = 0; i < 10; i++) format = (format << 1) ^ ((format >> 9) * 0x537);
    format = ((data << 10) | format) ^ 0x5412;
    for (let i = 0; i < 15; i++) {
      const bit = (format >> i) & 1;
      set(i < 8 ? size - 1 - i : i < 9 ? 7 : 14 - i, 8, bit);
      set(8, i < 6 ? i : i < 8 ? i + 1 : size - 15 + i, bit);
    }
    set(8, size - 8, 1);
    let at = 0;
    for (let right = size - 1; right > 0; right -= 2) {
      if (right == 6) right = 5;
      for (let step = 0; step < size; step++)
        for (let x = right; x > right - 2; x--) {
          const y = (right + 1) & 2 ? step : size - 1 - step;
          if (x in grid[y]) continue;
          const xy = x * y;
          const flip = [
            (x + y) % 2,
            y % 2,
            x % 3,
            (x + y) % 3,
            (((x / 3) | 0) + (y >> 1)) % 2,
            (xy % 2) + (xy % 3),
            ((xy % 2) + (xy % 3)) % 2,
            (((x + y) % 2) + (xy % 3)) % 2,
          ][mask];
          grid[y][x] = ((stream[at >> 3] >> (7 - (at & 7))) & 1) ^ +!flip;
          at++;
        }
    }
    let path = "";
    for (let y = 0; y < size; y++)
      for (let x = 0, run = 0; x <= size; x++)
        if (grid[y][x]) run++;
        else if (run) {
          path += `M${x - run + 4} ${y + 4}h${run}v1h-${run}z`;
          run = 0;
        }
    return [size + 8, path];
  };

  /** What the till may read now, as the rules in `domain::code` decide it, and for how long. */
  const current = () => {
    const now = time();
    const { tokens, mode, membership_number, static_fallback_allowed } = known.code;
    let value = "";
    let began = 0;
    let end = Infinity;
    let next = end;
    for (const token of tokens || []) {
      const from = Date.parse(token.not_before);
      const until = Date.parse(token.not_after);
      if (from > now) next = from < until && from < next ? from : next;
      else if (now < until && from >= began) (value = token.value), (began = from), (end = until);
    }
    if (!value && (static_fallback_allowed || mode == "STATIC")) value = membership_number.replace(/ /g, "");
    return { value, left: Math.min(end, next) - now };
  };

  /** @type {any} What stands for the card, the card, why it does not stand, what ends it. */
  let shell, /** @type {any} */ root, /** @type {any} */ trouble, /** @type {any} */ stop;
  /** @type {any} What wakes the next value, and what was drawn last. */
  let timer, /** @type {any} */ drawn;

  /** Paints what there is: the code where it was asked for or the card did not come, else home. */
  const show = () => {
    clearTimeout(timer);
    if (root) return;
    const stage = trouble || (location.hash == "#/code" ? "code" : "home");
    const code = known.code;
    page.dataset.shell = stage;
    page.dataset.known = (known.look ? "look " : "") + (code ? "code" : "");
    if (!code || stage == "home" || document.hidden) return;
    const { value, left } = current();
    timer = setTimeout(show, Math.min(left + 1, 6e4));
    const ratio = devicePixelRatio || 1;
    // As domain::code_room has it for the usual size.
    const beside = innerWidth > innerHeight && innerHeight < 600;
    const room =
      ratio *
      (beside
        ? Math.min((innerWidth - 56) * 0.58, innerHeight - 104, 300)
        : Math.max(160, Math.min(innerWidth - 48, innerHeight * 0.46, 300)));
    if (drawn == value + room) return;
    drawn = value + room;
    const { version, mask, ec_level } = (code.symbologies || []).find((/** @type {any} */ one) => one.format == "QR_CODE") || {};
    const made = value && version && qr(value, version, ec_level, mask || 0);
    const symbol = find(".symbol");
    const image = find("img.symbol");
    symbol.style.display = made ? "" : "none";
    image.hidden = made || !value;
    if (made) {
      const [size, path] = made;
      symbol.setAttribute("viewBox", `0 0 ${size} ${size}`);
      symbol.firstElementChild.setAttribute("d", path);
      symbol.style.width = symbol.style.height = (((room / size + 1e-6) | 0 || 1) * size) / ratio + "px";
    } else image.src = "/v1/card/code.svg?token=" + value;
    const digits = value.replace(/\d{4}(?=\d)/g, "$& ");
    symbol.setAttribute("aria-label", digits);
    find(".code-digits").textContent = digits;
    find(".member-number").textContent = code.membership_number;
    mark("code-visible");
  };

  /** @param {string} why */
  const failed = (why) => {
    if (!root && (!trouble || trouble == "slow")) {
      trouble = why;
      page.dataset.card = why == "offline" ? why : "failed";
      show();
    }
    return !!known.code;
  };

  /** The module is no more: what it drew goes, and the code comes back. */
  const crashed = () => {
    if (trouble == "crashed") return;
    if (stop) stop();
    if (root) root.replaceWith(shell);
    root = trouble = drawn = 0;
    retry = reload;
    kept("crashes", [crashes() + 1, Date.now()].join());
    failed("crashed");
  };
  const reload = () => location.reload();
  let retry = reload;
  /** How often it crashed in a row: a minute apart is no row. @returns {number} */
  const crashes = () => {
    const [count, at] = kept("crashes").split(",");
    return Date.now() - +at < 6e4 ? +count : 0;
  };

  shell = find("#shell");
  try {
    for (const [where, name, value] of known.look || [])
      if (name == "style") find(where).style.cssText = value;
      else if (name) find(where).setAttribute(name, value);
      else find(where).append(value);
    show();
  } catch (_) {
    // Kept by another version, or broken.
    known = {};
    show();
  }
  mark("shell");

  // The first questions, on their way before the module is.

  /**
   * @param {string} path
   * @param {any} body
   * @param {string} [token]
   * @returns {Promise<any>} status, `Retry-After`, text, when sent and received
   */
  const send = async (path, body, token) => {
    const sent = clock.now();
    /** @type {Record<string, string>} */
    const headers = { "Accept-Language": page.lang, "Content-Type": "application/json" };
    if (token) headers.Authorization = "Bearer " + token;
    const answer = await fetch("/v1/" + path, { method: body ? "POST" : "GET", body: body && JSON.stringify(body), headers });
    const text = await answer.text();
    const received = clock.now();
    if (answer.ok && !body) seen(text, sent, received);
    return [answer.status, answer.headers.get("retry-after"), text, sent, received];
  };
  const refresh_token = kept("session").split("\n")[1];
  const grant = ticket ? "TICKET" : refresh_token ? "REFRESH" : "GUEST";
  const brand = query.get("brand") || undefined;
  const sessions = send("sessions", { grant, ticket, refresh_token, brand_id: brand });
  const bootstrap = sessions.then(([, , text]) => {
    const { access_token, brand_id, refresh_token, sign_in } = parse(text).data || {};
    if (!access_token) return;
    // Somebody else, perhaps: nothing of whoever was here before is shown for them.
    if (sign_in) (known = {}), kept("snapshot", "");
    // Kept here too: the module may never come, and the token before it is used up.
    kept("session", refresh_token ? brand_id + "\n" + refresh_token : "");
    return send("bootstrap", null, access_token);
  });
  bootstrap.catch(() => failed("offline"));
  /** @type {any} */
  const early = { ticket, brand, "/v1/sessions": sessions, "/v1/bootstrap": bootstrap };

  for (const type of ["hashchange", "resize", "visibilitychange"]) addEventListener(type, show);
  find("#shell button").onclick = () => {
    kept("crashes", "");
    retry();
  };

  // The module.

  /** @param {RequestCache} [cache] */
  const download = (cache) => fetch(/** @type {string} */ (module), { integrity, cache });
  /** @param {RequestCache} [cache] */
  const bytes = (cache) =>
    download(cache)
      .then((answer) => answer.arrayBuffer())
      .then((bytes) => WebAssembly.compile(bytes));
  /** @type {Promise<WebAssembly.Module> | undefined} */
  let compiled;
  if (crashes() > 2) failed("crashed");
  else if (module)
    try {
      // Reference types: of what the module uses every engine had these last. Started, not only
      // validated, since a policy or a mode of the browser may forbid just that.
      new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 1, 111, 0)));
      compiled = WebAssembly.compileStreaming(download())
        .catch(() => bytes())
        .catch(() => new Promise((wait) => setTimeout(wait, 500)).then(() => bytes("reload")));
      compiled.catch(() => failed("failed"));
      setTimeout(failed, 5e3, "slow");
    } catch (_) {
      failed("failed");
    }
  /** @param {any} event */
  const trap = ({ target, error, reason }) => {
    if (target && target.type == "module") failed("failed");
    else if (/wasm|Runtime/.test((error || reason || {}).stack)) crashed();
  };
  for (const type of ["error", "unhandledrejection"]) addEventListener(type, trap, true);

  /** @type {any} */
  const api = {
    entry,
    /** Hands out once what is there for the card. @param {string} name */
    take(name) {
      const value = early[name];
      delete early[name];
      return value || undefined;
    },
    known: () => known,
    seen,
    failed,
    crashed,
    /** What a press on the button does from now on. @param {() => void} act */
    again(act) {
      retry = act;
    },
    /**
     * The glue is here: runs the module.
     * @param {(module: any) => Promise<any>} init
     * @param {() => void} halt
     */
    start(init, halt) {
      stop = halt;
      if (compiled) compiled.then((module_or_path) => init({ module_or_path }).catch(crashed), () => 0);
    },
    /** The card is drawn: it takes the shell's place. @param {any} element */
    up(element) {
      trouble = 0;
      root = element;
      shell.replaceWith(root);
      show();
      mark("usable");
      if (api.late) api.late();
    },
  };
  /** @type {any} */ (self).memberCard = api;
})();
