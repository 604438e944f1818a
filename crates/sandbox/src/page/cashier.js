// The cashier of the sandbox: what a page of whoever takes the money does. It pays, or it does not,
// and leads back to the card, which is told nothing and asks its backend.

const TEXTS = {
  en: {
    title: 'Cashier', lead: 'Stands in for a payment page. No money moves.', over: 'This order cannot be paid any more.',
    paid: 'Pay', closed: 'Not now', refused: 'Let it be refused', checking: 'Pay, and let nobody know yet', back: 'Back to the card',
  },
  zh: {
    title: '收银台', lead: '代替真实的付款页面，不会发生扣款。', over: '这个订单已经不能付款了。',
    paid: '付款', closed: '暂不付款', refused: '让付款失败', checking: '付款，但结果待定', back: '回到会员卡',
  },
};
const lang = navigator.language.startsWith('zh') ? 'zh' : 'en';
const t = (key) => TEXTS[lang][key];
const $ = (id) => document.getElementById(id);
const place = `/sandbox/wechat/pay/${location.pathname.split('/').pop()}`;

async function call(method, body) {
  const headers = { 'Content-Type': 'application/json', 'Accept-Language': lang === 'zh' ? 'zh-CN' : 'en' };
  const response = await fetch(place, { method, headers, body: body && JSON.stringify(body) });
  if (!response.ok) throw new Error((await response.json()).code);
  return response.json();
}

function button(name, press, main = false) {
  const node = document.createElement('button');
  node.id = name;
  node.textContent = t(name);
  node.className = main ? 'main' : '';
  node.onclick = press;
  return node;
}

const back = () => location.replace('/#/membership');
const over = () => {
  $('note').textContent = t('over');
  $('ways').replaceChildren(button('back', back, true));
};

document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
$('title').textContent = document.title = t('title');
$('lead').textContent = t('lead');
try {
  const bill = await call('GET');
  $('plan').textContent = bill.plan;
  $('amount').textContent = `¥${(bill.amount / 100).toFixed(2).replace('.00', '')}`;
  if (!['CREATED', 'PAYING'].includes(bill.state)) throw new Error('over');
  const way = (outcome, main) => button(outcome, () => call('POST', { outcome }).then(back, over), main);
  $('ways').replaceChildren(way('paid', true), way('closed'), way('refused'), way('checking'));
} catch {
  over();
}
