// The sandbox's page: plain requests to /sandbox, no state of its own but the language.

const TEXTS = {
  en: {
    title: 'Sandbox', lead: 'Be any member, be the till, move the clock, break the network.',
    embed: 'In a brand’s page', members: 'Open a card as', clock: 'Clock', till: 'Till', network: 'Network', ledger: 'Ledger',
    clockNote: 'Everything dated follows this clock: points, coupons, check-ins, plans.',
    setTo: 'Set to (UTC+8)', set: 'Set', hour: '+1 hour', day: '+1 day', week: '+7 days', real: 'Real time',
    code: 'Code on the card', scan: 'Scan', buyer: 'Member', amount: 'Amount, ¥', nights: 'Nights',
    coupon: 'Coupon code or id', purchase: 'Purchase', refund: 'Refund', member: 'Member',
    networkNote: 'Strikes requests to the API and to files, never this page. A page is /, a module /*.wasm.',
    codesNote: 'Your own values on this member’s card, one after the other, separated by spaces. None gives the card its own again.',
    values: 'Values', seconds: 'Seconds each', place: 'Put on the card',
    worker: 'Cards may keep themselves for a start without a network', name: 'Header', value: 'Value (none takes it away)', source: 'Script', kind: 'What happens', path: 'Path',
    method: 'Method', any: 'any', probability: 'Probability', limit: 'At most (times)', break: 'Break it',
    mend: 'Mend all', reset: 'Reset everything', struck: 'struck',
    forget: 'Forget whose WeChat this browser is',
    resetNote: 'Reset brings the seed data, real time and a whole network back. Open cards stay signed in.',
    sure: 'Reset all data?', done: 'Done', points: 'Points', pending: 'Pending', sum: 'Sum of entries', tier: 'Tier',
    missing: 'Missing', entries: 'Point entries', effects: 'Effects', coupons: 'Coupons', purchases: 'Purchases', orders: 'Plan orders', open: 'Cashier',
    batches: 'Batches', none: 'None', when: 'When', what: 'What', change: 'Change', balance: 'Balance', key: 'Key', state: 'State',
    until: 'Until', paid: 'Paid', off: 'off', delay_ms: 'Delay, ms', status: 'Status', moved: 'The clock moved',
    kinds: { delay: 'Slow', drop_before: 'Lost on the way there', drop_after: 'Done, answer lost', status: 'Refused', truncate: 'Cut in half', garbage: 'Somebody else’s page', duplicate: 'Delivered twice', header: 'Another header', script: 'A script first in the page' },
  },
  zh: {
    title: '沙盒', lead: '扮演任意会员，扮演收银台，拨动时钟，弄坏网络。',
    embed: '放进品牌页面', members: '以谁的身份打开', clock: '时钟', till: '收银台', network: '网络', ledger: '账本',
    clockNote: '积分、券、签到、会员期，所有日期都跟着这个时钟。',
    setTo: '设为（东八区）', set: '设定', hour: '+1 小时', day: '+1 天', week: '+7 天', real: '真实时间',
    code: '卡上的码', scan: '扫码', buyer: '会员', amount: '金额（元）', nights: '间夜',
    coupon: '券码或券号', purchase: '消费', refund: '退款', member: '会员',
    networkNote: '影响接口和文件的请求，不影响本页。页面是 /，模块是 /*.wasm。',
    codesNote: '把自选的码放到上面这位会员的卡上，依次显示，用空格分开。留空则恢复卡自己的码。',
    values: '码', seconds: '每个显示几秒', place: '放到卡上',
    worker: '允许卡把自己留在设备上，断网也能打开', name: '响应头', value: '值（留空为去掉）', source: '脚本', kind: '发生什么', path: '路径',
    method: '方法', any: '任意', probability: '概率', limit: '最多几次', break: '弄坏',
    mend: '全部修好', reset: '全部重置', struck: '已发生',
    forget: '忘记这个浏览器是谁的微信',
    resetNote: '重置会恢复初始数据、真实时间和正常网络，已打开的卡保持登录。',
    sure: '重置所有数据？', done: '好了', points: '积分', pending: '待入账', sum: '流水合计', tier: '等级',
    missing: '还差', entries: '积分流水', effects: '生效记录', coupons: '券', purchases: '消费', orders: '会员订单', open: '收银台',
    batches: '批次', none: '没有', when: '时间', what: '内容', change: '变动', balance: '余额', key: '幂等键', state: '状态',
    until: '到期', paid: '实付', off: '优惠', delay_ms: '延迟（毫秒）', status: '状态码', moved: '时钟已拨动',
    kinds: { delay: '变慢', drop_before: '没送到', drop_after: '办成了，回执丢失', status: '被拒绝', truncate: '断在一半', garbage: '别人的页面', duplicate: '送了两遍', header: '改响应头', script: '页面里先跑一段脚本' },
  },
};

const $ = (id) => document.getElementById(id);
let lang = (localStorage.getItem('sandbox-lang') || navigator.language).startsWith('zh') ? 'zh' : 'en';
let brands = [];
let brand = 'tea';
let offset = 0;
const t = (key) => TEXTS[lang][key];

function el(name, props = {}, ...children) {
  const node = Object.assign(document.createElement(name), props);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

async function call(method, path, body) {
  const response = await fetch(`/sandbox${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', 'Accept-Language': lang === 'zh' ? 'zh-CN' : 'en' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  const data = text ? JSON.parse(text) : null;
  if (!response.ok) {
    const fields = (data.fields || []).map((field) => `${field.field}: ${field.reason}`).join(', ');
    throw new Error([`${data.status} ${data.code}`, data.detail, fields].filter(Boolean).join(' · '));
  }
  return data;
}

let toastTimer;
function toast(text) {
  $('toast').textContent = text;
  $('toast').classList.add('on');
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => $('toast').classList.remove('on'), 3500);
}

function answer(place, bad, ...lines) {
  place.replaceChildren(el('div', { className: bad ? 'answer bad' : 'answer' },
    ...lines.map((line) => (typeof line === 'string' ? el('p', { textContent: line }) : line))));
}

// Runs what a press asks for; a refusal is told where it was asked.
const attempt = (work, place) => async (event) => {
  event?.preventDefault();
  try {
    await work(event);
  } catch (error) {
    if (place) answer($(place), true, error.message); else toast(error.message);
  }
};

const yuan = (minor) => `¥${(minor / 100).toFixed(2)}`;
const time = (text) => (text ? text.slice(0, 19).replace('T', ' ') : '');
const shown = (millis) => new Date(millis + 8 * 3600e3).toISOString().slice(0, 19).replace('T', ' ');

function translate() {
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  document.title = t('title');
  for (const node of document.querySelectorAll('[data-t]')) node.textContent = t(node.dataset.t);
  $('language').textContent = lang === 'zh' ? 'English' : '中文';
  const kind = document.forms.fault.kind;
  const chosen = kind.value || 'delay';
  kind.replaceChildren(...Object.entries(t('kinds')).map(([value, text]) => el('option', { value, textContent: text })));
  kind.value = chosen;
  showExtra();
  const steps = [['hour', 3600], ['day', 86400], ['week', 7 * 86400]];
  $('steps').replaceChildren(
    ...steps.map(([key, seconds]) => el('button', { textContent: t(key), onclick: attempt(() => move({ advance_seconds: seconds })) })),
    el('button', { textContent: t('real'), onclick: attempt(() => move({ reset: true })) }),
  );
}

async function showBrands() {
  brands = await call('GET', '/personas');
  $('brands').replaceChildren(...brands.map((one) => {
    const button = el('button', { textContent: one.name, onclick: () => pick(one.id) });
    button.setAttribute('aria-pressed', one.id === brand);
    return button;
  }));
  const members = brands.flatMap((one) => one.personas.filter((p) => p.id !== 'guest').map((p) => `${one.id}-${p.id}`));
  for (const select of [document.forms.purchase.member, $('whose')]) {
    const chosen = select.value || `${brand}-growing`;
    select.replaceChildren(...members.map((id) => el('option', { textContent: id })));
    select.value = chosen;
  }
  const current = brands.find((one) => one.id === brand);
  document.documentElement.style.setProperty('--accent', current.accent);
  $('personas').replaceChildren(...current.personas.map((persona) => el('li', {},
    el('a', { href: `/sandbox/as/${persona.id}?brand=${brand}`, target: '_blank', rel: 'noopener' },
      el('b', { textContent: persona.id }), el('span', { textContent: persona.about })))));
}

function pick(id) {
  brand = id;
  document.forms.purchase.member.value = `${id}-growing`;
  $('whose').value = `${id}-growing`;
  showBrands().then(showLedger).catch((error) => toast(error.message));
}

async function showClock() {
  const clock = await call('GET', '/clock');
  offset = Date.parse(clock.now) - Date.now();
}

async function move(body) {
  const clock = await call('POST', '/clock', body);
  offset = Date.parse(clock.now) - Date.now();
  toast(`${t('moved')} · ${time(clock.now)}`);
  await showLedger();
}

async function scan() {
  const seen = await call('POST', '/till/scan', { code: document.forms.scan.code.value });
  document.forms.purchase.member.value = seen.member_id;
  document.forms.purchase.coupon.value = seen.coupon ? document.forms.scan.code.value.trim() : '';
  $('coupons').replaceChildren(...seen.coupons.map((coupon) => el('option', { value: coupon.id, label: coupon.name })));
  $('whose').value = seen.member_id;
  answer($('scanned'), false, `${seen.name} · ${seen.number} · ${seen.tier ?? ''}`,
    `${t('points')} ${seen.points} · ${t('coupons')} ${seen.coupons.length}`,
    ...(seen.coupon ? [seen.coupon.name] : []));
  document.forms.scan.reset();
  await showLedger();
}

async function purchase() {
  const form = document.forms.purchase;
  const body = { member_id: form.member.value, amount: Math.round(Number(form.amount.value) * 100), nights: Number(form.nights.value) || 0 };
  if (form.coupon.value) body.coupon_code = form.coupon.value;
  const receipt = await call('POST', '/till/purchase', body);
  form.coupon.value = '';
  const lifted = receipt.tier_after !== receipt.tier_before ? ` → ${receipt.tier_after}` : '';
  answer($('receipt'), false, receipt.order, `${t('paid')} ${yuan(receipt.paid)} · ${t('off')} ${yuan(receipt.discount)}`,
    `${t('points')} +${receipt.points} · ${receipt.growth.map((step) => `${step.kind} +${step.value}`).join(', ')}`,
    `${t('tier')} ${receipt.tier_before ?? '–'}${lifted}`,
    el('button', { textContent: t('refund'), onclick: attempt(() => refund(receipt.order), 'receipt') }));
  $('whose').value = receipt.member_id;
  await showLedger();
}

async function refund(order) {
  const done = await call('POST', '/till/refund', { order });
  answer($('receipt'), false, `${t('refund')} · ${done.order}`, `${t('points')} −${done.points} → ${done.available}`, `${t('tier')} ${done.tier_after ?? '–'}`);
  await showLedger();
}

// What a kind asks for beyond the path: name and first value.
const EXTRA = {
  delay: [['delay_ms', 2000]], status: [['status', 503]], script: [['source', '']],
  header: [['name', 'content-type'], ['value', 'text/plain']],
};

function showExtra() {
  const form = document.forms.fault;
  const extra = EXTRA[form.kind.value] ?? [];
  [form.extra1, form.extra2].forEach((input, index) => {
    const label = $(`extra-${index + 1}`);
    label.hidden = !extra[index];
    if (!extra[index]) return;
    const [key, first] = extra[index];
    label.firstElementChild.textContent = t(key);
    input.type = typeof first === 'number' ? 'number' : 'text';
    input.value = first;
  });
}

async function breakIt() {
  const form = document.forms.fault;
  const rule = { kind: form.kind.value, match: form.match.value, probability: Number(form.probability.value), seed: 1 };
  if (form.method.value) rule.method = form.method.value;
  if (form.limit.value) rule.limit = Number(form.limit.value);
  (EXTRA[rule.kind] ?? []).forEach(([key, first], index) => {
    const { value } = index ? form.extra2 : form.extra1;
    if (value) rule[key] = typeof first === 'number' ? Number(value) : value;
  });
  await call('POST', '/faults', rule);
  await showFaults();
}

async function place() {
  const form = document.forms.codes;
  const values = form.values.value.split(' ').filter(Boolean);
  await call('POST', '/codes', { member_id: document.forms.purchase.member.value, values, seconds: Number(form.seconds.value) });
  toast(t('done'));
}

async function showWorker() {
  $('worker').checked = (await call('GET', '/worker')).enabled;
}

async function showFaults() {
  const faults = await call('GET', '/faults');
  $('faults').replaceChildren(...faults.map(({ rule, fired }) => el('li', {},
    el('span', { textContent: `${t('kinds')[rule.kind]} · ${rule.method ?? ''} ${rule.match}` }),
    el('small', { textContent: `${t('struck')} ${fired}${rule.limit ? ` / ${rule.limit}` : ''}` }))));
}

// What an effect did, without braces and without what is not there.
const told = (detail) => Object.entries(detail)
  .filter(([, value]) => value !== null)
  .map(([key, value]) => `${key} ${typeof value === 'object' ? JSON.stringify(value) : value}`)
  .join(' · ');

function table(title, heads, rows, open = false) {
  const body = rows.length === 0
    ? el('p', { className: 'note', textContent: t('none') })
    : el('div', { className: 'scroll' }, el('table', {},
      el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { textContent: t(head) })))),
      el('tbody', {}, ...rows.map((row) => el('tr', {}, ...row.map((cell) => el('td', { className: String(cell ?? '').length > 24 ? 'long' : '' }, cell ?? '')))))));
  return el('details', { open }, el('summary', { textContent: `${t(title)} (${rows.length})` }), body);
}

async function showLedger() {
  const ledger = await call('GET', `/ledger/${$('whose').value}`);
  const opened = [...document.querySelectorAll('#ledger details')].map((node) => node.open);
  const { points, tier } = ledger;
  const figures = [
    ['points', points.available], ['pending', points.pending], ['sum', ledger.entry_sum],
    ['tier', tier.current?.name ?? '–'],
    ['missing', tier.next ? `${tier.measures.map((m) => (m.kind === 'SPEND' ? yuan(m.missing) : m.missing)).join(' / ')} → ${tier.next.name}` : '–'],
  ];
  const cashier = (o) => el('a', { href: o.pay, textContent: `${t('open')} · ${o.state}` });
  const parts = [
    table('orders', ['when', 'what', 'paid', 'state'], ledger.orders.map((o) => [time(o.at), `${o.plan} · ${o.channel}`, yuan(o.amount), cashier(o)])),
    table('effects', ['when', 'what', 'change', 'key'], ledger.effects.slice(0, 200).map((e) => [time(e.at), e.kind, told(e.detail), e.idempotency_key])),
    table('entries', ['when', 'what', 'change', 'balance', 'state'], ledger.entries.map((e) => [time(e.occurred_at), e.title, e.points, e.balance_after, e.state])),
    table('batches', ['until', 'what', 'points'], ledger.batches.slice(0, 200).map((b) => [time(b.expires_at), b.title, b.points])),
    table('coupons', ['until', 'what', 'state', 'key'], ledger.coupons.slice(0, 200).map((c) => [time(c.valid_until), c.name, c.state, c.id])),
    table('purchases', ['when', 'what', 'paid', 'state'], ledger.purchases.map((p) => [time(p.at), p.order, yuan(p.paid), p.refunded ? t('refund') : ''])),
  ];
  parts.forEach((part, index) => { part.open = opened[index] ?? index === 1; });
  $('ledger').replaceChildren(
    el('dl', { className: 'figures' }, ...figures.map(([key, value]) => el('div', {}, el('dt', { textContent: t(key) }), el('dd', { textContent: value })))),
    ...parts,
  );
}

async function showAll() {
  translate();
  await Promise.all([showBrands().then(showLedger), showClock(), showFaults(), showWorker()]);
}

$('language').onclick = () => {
  lang = lang === 'zh' ? 'en' : 'zh';
  localStorage.setItem('sandbox-lang', lang);
  attempt(showAll)();
};
document.forms['set-clock'].onsubmit = attempt((event) => move({ now: `${event.target.at.value.length === 16 ? `${event.target.at.value}:00` : event.target.at.value}+08:00` }));
document.forms.scan.onsubmit = attempt(scan, 'scanned');
document.forms.purchase.onsubmit = attempt(purchase, 'receipt');
document.forms.codes.onsubmit = attempt(place);
$('worker').onchange = attempt(() => call('POST', '/worker', { enabled: $('worker').checked }));
document.forms.fault.onsubmit = attempt(breakIt);
document.forms.fault.kind.onchange = showExtra;
$('mend').onclick = attempt(async () => { await call('DELETE', '/faults'); await showFaults(); });
$('whose').onchange = attempt(showLedger);
$('reset').onclick = attempt(async () => {
  if (!confirm(t('sure'))) return;
  await call('POST', '/reset', {});
  toast(t('done'));
  await showAll();
});
setInterval(() => { $('now').textContent = shown(Date.now() + offset); }, 250);
setInterval(() => { if (!document.hidden) attempt(async () => { await showFaults(); await showLedger(); })(); }, 5000);
attempt(showAll)();
