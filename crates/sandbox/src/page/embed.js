// The page for brands: the element as a brand's own page has it. This program answers by two names,
// and each is another origin than the other: the card comes from the one that this page does not.

const TEXTS = {
  en: {
    title: 'The card in your page', lead: 'Two lines of HTML; in a frame the card stays on its own origin, out of your page’s reach.',
    sandbox: 'Sandbox', settings: 'Settings', brand: 'Brand', member: 'Signed in as', nobody: 'nobody',
    view: 'View', locale: 'Language', theme: 'Scheme', mode: 'Place', accent: 'Accent', radius: 'Corners', own: 'Colours and corners of this page',
    showCode: 'Show the code', refresh: 'Refresh', events: 'Events', eventsNote: 'As your page hears them. None ever has a code, a number or a token.',
    live: 'Live', from: (here, there) => `This page is ${here}, the card ${there}.`,
    snippets: 'The code', snippetsNote: 'Your server signs the token for the member who is signed in there; docs/embed.md says how.',
    copy: 'Copy', copied: 'Copied', needs: 'What your page has to allow', needsNote: 'If it has a content security policy:',
    originsNote: 'And the card has to allow your page: the brand’s list, here.', missing: 'The card is not built: run cargo xtask run.',
  },
  zh: {
    title: '把会员卡放进你的页面', lead: '两行 HTML。放在 frame 里，卡在自己的域名里运行，页面脚本碰不到它。',
    sandbox: '沙盒', settings: '设置', brand: '品牌', member: '登录的会员', nobody: '未登录',
    view: '样式', locale: '语言', theme: '明暗', mode: '位置', accent: '主色', radius: '圆角', own: '用本页的颜色和圆角',
    showCode: '出示会员码', refresh: '刷新', events: '事件', eventsNote: '页面收到的就是这些，里面从不带码、会员号或令牌。',
    live: '实际效果', from: (here, there) => `本页来自 ${here}，卡来自 ${there}。`,
    snippets: '代码', snippetsNote: '令牌由你的服务器为已登录的会员签发，做法见 docs/embed.md。',
    copy: '复制', copied: '已复制', needs: '页面需要放行什么', needsNote: '如果页面有内容安全策略：',
    originsNote: '卡也要放行你的页面：品牌的来源名单，这里是', missing: '卡还没有构建：请运行 cargo xtask run。',
  },
};

const KINDS = ['HTML', 'React', 'Vue'];
const NAMES = ['ready', 'resize', 'auth-required', 'navigate', 'claimed', 'changed', 'error'];

const $ = (id) => document.getElementById(id);
const form = document.forms.settings;
const other = { localhost: '127.0.0.1', '127.0.0.1': 'localhost' }[location.hostname];
const card = other ? `http://${other}:${location.port}` : location.origin;
let lang = (localStorage.getItem('sandbox-lang') || navigator.language).startsWith('zh') ? 'zh' : 'en';
let brands = [];
let kind = KINDS[0];
let element;
const t = (key) => TEXTS[lang][key];

function el(name, props = {}, ...children) {
  const node = Object.assign(document.createElement(name), props);
  node.append(...children);
  return node;
}

function toast(text) {
  $('toast').textContent = text;
  $('toast').classList.add('on');
  setTimeout(() => $('toast').classList.remove('on'), 2500);
}

async function call(path, body) {
  const headers = { 'Content-Type': 'application/json', 'Accept-Language': lang === 'zh' ? 'zh-CN' : 'en' };
  const method = body ? 'POST' : 'GET';
  const answer = await fetch(`/sandbox${path}`, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${answer.status} ${path}`);
  return answer.json();
}

// What the brand's server does: here it is this program.
async function getSession() {
  const persona = form.persona.value;
  return persona === 'guest' ? null : call('/brand-token', { brand: form.brand.value, persona });
}

function log({ type, detail }) {
  const line = el('li', {}, el('b', { textContent: type }), el('span', { textContent: JSON.stringify(detail) }));
  $('events').prepend(line);
  while ($('events').childElementCount > 50) $('events').lastElementChild.remove();
}

function attributes() {
  const { brand, view, locale, theme, mode } = form;
  const all = { brand: brand.value, view: view.value, locale: locale.value, theme: theme.value, mode: mode.value };
  const usual = { theme: 'auto', mode: 'frame' };
  return Object.entries(all).filter(([name, value]) => usual[name] !== value);
}

function tokens() {
  return form.own.checked ? { '--mc-accent': form.accent.value, '--mc-radius': `${form.radius.value}px` } : {};
}

// Another member is another session: the element begins anew.
function show() {
  if (element) element.destroy();
  element = document.createElement('member-card');
  for (const [name, value] of attributes()) element.setAttribute(name, value);
  element.getSession = getSession;
  for (const name of NAMES) element.addEventListener(name, log);
  paint();
  $('stage').replaceChildren(element);
}

function paint() {
  for (const name of ['--mc-accent', '--mc-radius']) element.style.setProperty(name, tokens()[name] || '');
  form.accent.disabled = form.radius.disabled = !form.own.checked;
}

function snippet() {
  const set = attributes().map(([name, value]) => ` ${name}="${value}"`).join('');
  const style = Object.entries(tokens()).map(([name, value]) => `${name}: ${value}`).join('; ');
  const css = style ? `<style>\n  member-card { ${style} }\n</style>\n` : '';
  const ask = `async () => (await fetch("/card-session", { method: "POST" })).json()`;
  if (kind === 'HTML')
    return `<script type="module" src="${card}/embed.js"></script>\n<member-card${set}></member-card>\n\n`
      + `<script type="module">\n  document.querySelector("member-card").getSession =\n    ${ask};\n</script>\n${css}`;
  if (kind === 'React')
    return `import { useEffect, useRef } from "react";\nimport "member-card-element";\n\nexport function Card() {\n  const ref = useRef(null);\n`
      + `  useEffect(() => {\n    ref.current.getSession = ${ask};\n  }, []);\n`
      + `  return <member-card ref={ref} origin="${card}"${set} />;\n}\n`;
  return `<script setup>\nimport "member-card-element";\nconst session = ${ask};\n</script>\n\n<template>\n`
    + `  <member-card origin="${card}"${set} :getSession.prop="session" />\n</template>\n`;
}

async function write() {
  $('kinds').replaceChildren(...KINDS.map((name) => {
    const button = el('button', { textContent: name, onclick: () => { kind = name; write(); } });
    button.setAttribute('aria-pressed', name === kind);
    return button;
  }));
  $('snippet').textContent = snippet();
  $('policy').textContent = form.mode.value === 'inline'
    ? `script-src ${card} 'wasm-unsafe-eval'; connect-src ${card}; img-src ${card}`
    : `script-src ${card}; frame-src ${card}`;
  $('origins').textContent = (await call('/embed-origins'))[form.brand.value].join('\n');
}

function people() {
  const brand = brands.find((one) => one.id === form.brand.value);
  const chosen = form.persona.value || 'growing';
  form.persona.replaceChildren(...brand.personas.map(({ id }) =>
    el('option', { value: id, textContent: id === 'guest' ? t('nobody') : id })));
  form.persona.value = brand.personas.some(({ id }) => id === chosen) ? chosen : 'growing';
}

async function begin() {
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  document.title = t('title');
  for (const node of document.querySelectorAll('[data-t]')) node.textContent = t(node.dataset.t);
  $('language').textContent = lang === 'zh' ? 'English' : '中文';
  $('where').textContent = t('from')(location.origin, card);
  const brand = form.brand.value || 'tea';
  brands = await call('/personas');
  form.brand.replaceChildren(...brands.map(({ id, name }) => el('option', { value: id, textContent: name })));
  form.brand.value = brand;
  form.locale.value = document.documentElement.lang;
  if (!form.own.checked) form.accent.value = '#a23b6a';
  people();
  await write();
  try {
    // No script element: a page whose policy enforces Trusted Types could not give it an address.
    await import(`${card}/embed.js`);
  } catch {
    $('where').textContent = t('missing');
    return;
  }
  show();
}

form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('change', ({ target }) => {
  if (target === form.brand) people();
  if ([form.brand, form.persona].includes(target)) show();
  else if ([form.view, form.locale, form.theme, form.mode].includes(target)) element.setAttribute(target.name, target.value);
  else {
    paint();
    element.refresh();
  }
  write().catch((error) => toast(error.message));
});
$('code').onclick = () => element.open('/code');
$('refresh').onclick = () => element.refresh();
$('copy').onclick = async () => {
  await navigator.clipboard.writeText($('snippet').textContent);
  toast(t('copied'));
};
$('language').onclick = () => {
  lang = lang === 'zh' ? 'en' : 'zh';
  localStorage.setItem('sandbox-lang', lang);
  begin().catch((error) => toast(error.message));
};
begin().catch((error) => toast(error.message));
