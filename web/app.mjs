// Additions only: without this file every job can be done. No inline code, no eval, no markup from
// strings (the site's policy allows none of them).
import { wirePickAll } from './pick.mjs';

const $ = (selector, from = document) => from.querySelector(selector);
const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
const announce = (text) => {
  const live = $('#live');
  if (live) live.textContent = text;
};

// --- Money ----------------------------------------------------------------------------------------

const DIGITS = '영일이삼사오육칠팔구';
const PLACES = ['', '십', '백', '천'];
const GROUPS = ['', '만', '억', '조', '경'];

// 금 일천팔백칠십만원정 – always 일 before 십, 백, 천; the server's money_words says the same.
export function moneyWords(won) {
  if (won === 0) return '금 영원정';
  let words = '';
  for (let group = 0, rest = won; rest > 0; group++, rest = Math.floor(rest / 10_000)) {
    let part = '';
    for (let place = 0, n = rest % 10_000; n > 0; place++, n = Math.floor(n / 10)) {
      if (n % 10) part = DIGITS[n % 10] + PLACES[place] + part;
    }
    if (part) words = part + GROUPS[group] + words;
  }
  return `금 ${words}원정`;
}

export const readNumber = (text) => {
  const digits = String(text ?? '').replace(/[,\s원]/g, '');
  return /^\d{1,15}$/.test(digits) ? Number(digits) : NaN;
};
const showMoney = (won) => won.toLocaleString('ko-KR');

function wireMoney(root) {
  for (const input of $$('input[data-won]', root)) {
    const words = $$(`[data-words="${CSS.escape(input.name)}"]`, input.form ?? root)[0];
    const show = () => {
      const won = readNumber(input.value);
      if (words) words.textContent = Number.isNaN(won) ? '' : moneyWords(won);
    };
    input.addEventListener('input', show);
    input.addEventListener('blur', () => {
      const won = readNumber(input.value);
      if (!Number.isNaN(won)) input.value = showMoney(won);
    });
    show();
  }
}

// A unit price, typed or set; of many the volume price: data-tiers="10:19000|50:18000".
function priceOfSoMany(price, count) {
  let each = readNumber(price?.dataset.unitWon || price?.value);
  for (const tier of (price?.dataset.tiers || '').split('|').filter(Boolean)) {
    const [from, won] = tier.split(':').map(Number);
    if (count >= from) each = won;
  }
  return each;
}

// Rows of quantity × unit price and their sum. The server computes again.
function wireLines(root) {
  for (const form of $$('form[data-lines]', root)) {
    const add = () => {
      let sum = 0;
      for (const line of $$('[data-line]', form)) {
        const quantity = $('[data-qty]', line);
        const price = $('[data-unit-won]', line);
        const count = readNumber(quantity?.value ?? line.dataset.qty);
        const each = priceOfSoMany(price, count);
        const total = count * each;
        const out = $('[data-line-sum]', line);
        if (out) out.textContent = Number.isNaN(total) ? '–' : showMoney(total);
        sum += Number.isNaN(total) ? 0 : total;
      }
      for (const out of $$('[data-sum]', form)) out.textContent = showMoney(sum);
      for (const out of $$('[data-sum-words]', form)) out.textContent = moneyWords(sum);
    };
    form.addEventListener('input', add);
    add();
  }
}

function wireSteppers(root) {
  for (const box of $$('.qty', root)) {
    const input = $('input', box);
    for (const button of $$('button[data-step]', box)) {
      button.hidden = false;
      button.addEventListener('click', () => {
        const least = Number(input.min || 1);
        const next = (readNumber(input.value) || 0) + Number(button.dataset.step);
        input.value = String(Math.max(least, next));
        input.dispatchEvent(new Event('input', { bubbles: true }));
      });
    }
  }
}

// --- Suggestions ----------------------------------------------------------------------------------

// The combobox roles come with the script, so that without it the field is what it looks like.
function wireSuggest(form, number) {
  const input = $('input[name="q"]', form);
  const list = document.createElement('ul');
  list.className = 'acl';
  list.id = `suggest-${number}`;
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', '추천 검색어');
  form.append(list);
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-expanded', 'false');
  input.setAttribute('aria-controls', list.id);

  let asked = 0;
  let timer = 0;
  let chosen = -1;
  const options = () => [...list.children];

  const close = () => {
    clearTimeout(timer);
    asked++;
    chosen = -1;
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const option = ({ t, c, p }, i) => {
    const row = document.createElement('li');
    const text = document.createElement('span');
    const kind = document.createElement('small');
    row.id = `${list.id}-${i}`;
    row.setAttribute('role', 'option');
    row.setAttribute('aria-selected', 'false');
    row.dataset.value = t;
    if (p?.startsWith('/')) row.dataset.path = p;
    const at = t.indexOf(input.value.trim()); // what was typed stands out
    if (at < 0) {
      text.textContent = t;
    } else {
      const same = document.createElement('mark');
      same.textContent = input.value.trim();
      text.append(t.slice(0, at), same, t.slice(at + same.textContent.length));
    }
    kind.textContent = c ?? '';
    row.append(text, kind);
    return row;
  };
  const show = (items) => {
    chosen = -1;
    list.replaceChildren(...items.slice(0, 8).map(option));
    list.hidden = items.length === 0;
    input.setAttribute('aria-expanded', String(items.length > 0));
    input.removeAttribute('aria-activedescendant');
    if (items.length > 0) announce(`추천 검색어 ${Math.min(items.length, 8)}개`);
  };
  const ask = async () => {
    const mine = ++asked; // a late answer to an older question is dropped
    try {
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(input.value.trim())}`, { headers: { Accept: 'application/json' } });
      const { items } = await answer.json();
      if (mine === asked) show(items);
    } catch {
      if (mine === asked) close();
    }
  };
  const move = (by) => {
    const rows = options();
    chosen = (chosen + by + rows.length) % rows.length;
    rows.forEach((row, i) => row.setAttribute('aria-selected', String(i === chosen)));
    input.setAttribute('aria-activedescendant', rows[chosen].id);
  };

  input.addEventListener('input', (e) => {
    clearTimeout(timer);
    if (!input.value.trim()) return close();
    timer = setTimeout(ask, e.isComposing ? 120 : 80);
  });
  // A word that leads somewhere by itself goes there; another is looked for.
  const take = (row) => {
    input.value = row.dataset.value;
    close();
    if (row.dataset.path) location.href = row.dataset.path;
    else form.requestSubmit();
  };
  input.addEventListener('keydown', (e) => {
    if (e.isComposing) return;
    if (list.hidden) {
      if (e.key === 'ArrowDown' && input.value.trim()) {
        e.preventDefault();
        ask();
      }
      return;
    }
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault();
      if (chosen < 0 && e.key === 'ArrowUp') chosen = 0;
      move(e.key === 'ArrowDown' ? 1 : -1);
    } else if (e.key === 'Escape') {
      close();
    } else if (e.key === 'Enter' && chosen >= 0) {
      e.preventDefault();
      take(options()[chosen]);
    }
  });
  list.addEventListener('pointerdown', (e) => e.preventDefault()); // the field keeps the focus
  list.addEventListener('click', (e) => {
    const row = e.target.closest('[role="option"]');
    if (row) take(row);
  });
  input.addEventListener('blur', close);
}

// --- Part of a page -------------------------------------------------------------------------------

// What was open stays open. Gives back how to put the focus on the same control of the new part.
function keepPlace(old, fresh) {
  const folds = $$('details', old);
  $$('details', fresh).forEach((fold, i) => {
    if (folds[i]?.open) fold.open = true;
  });
  const here = document.activeElement;
  if (!old.contains(here)) return () => {};
  const same = (el) => (here.name ? el.name === here.name && el.value === here.value : el.textContent === here.textContent);
  return (part) => {
    const there = $$(here.localName, part).find(same) ?? $('[data-announce]', part);
    if (there && !there.matches('a, button, input, select, textarea')) there.tabIndex = -1;
    there?.focus({ preventScroll: true });
  };
}

// Fetches the whole page and puts in the one element; the address follows. Whatever goes wrong ends
// in plain navigation.
async function replacePart(url, selector, { push = true } = {}) {
  const old = $(selector);
  if (!old) return void (location.href = url);
  old.setAttribute('aria-busy', 'true');
  try {
    const answer = await fetch(url, { headers: { 'X-Part': selector } });
    if (!answer.ok || answer.redirected) throw new Error('not this page');
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = $(selector, page);
    if (!fresh) throw new Error('no such part');
    const focusAgain = keepPlace(old, fresh);
    const swap = () => {
      old.replaceWith(document.adoptNode(fresh));
      document.title = page.title;
    };
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (document.startViewTransition && !still) await document.startViewTransition(swap).updateCallbackDone;
    else swap();
    if (push) history.pushState({ part: selector }, '', url);
    wire($(selector));
    focusAgain($(selector));
    announce($('[data-announce]')?.textContent ?? '');
  } catch {
    location.href = url;
  }
}

function formUrl(form) {
  const url = new URL(form.action);
  const pairs = [...new FormData(form)].filter(([, value]) => value !== '');
  url.search = String(new URLSearchParams(pairs));
  return url.href;
}

document.addEventListener('change', (e) => {
  const form = e.target.closest('form[data-part]');
  if (form && !e.target.matches('[data-still], input[type="text"]')) replacePart(formUrl(form), form.dataset.part);
});
document.addEventListener('click', (e) => {
  const link = e.target.closest('a[data-part]');
  if (!link || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey) return;
  e.preventDefault();
  replacePart(link.href, link.dataset.part);
});

addEventListener('popstate', (e) => {
  if (e.state?.part) replacePart(location.href, e.state.part, { push: false });
});

// --- Goods to be compared --------------------------------------------------------------------------

// What was ticked stays through pages and searches until this tab is closed. As many as fit beside one
// another.
const COMPARED = 5;
const comparedStore = {
  read() {
    try {
      const kept = JSON.parse(sessionStorage.getItem('compare')) ?? [];
      return kept.filter((g) => /^\d{13}$/.test(g?.no) && typeof g.name === 'string').slice(0, COMPARED);
    } catch {
      return [];
    }
  },
  write(goods) {
    try {
      sessionStorage.setItem('compare', JSON.stringify(goods));
    } catch {
      // no room or not allowed: they stay on this page alone
    }
  },
};
let compared = comparedStore.read();
const compareBoxes = () => $$('input[form="compare"][type="checkbox"]');

function comparedChip({ no, name }) {
  const row = document.createElement('li');
  const text = document.createElement('span');
  const drop = document.createElement('button');
  row.className = 'nm';
  text.textContent = name;
  text.title = name;
  drop.type = 'button';
  drop.dataset.drop = no;
  drop.setAttribute('aria-label', `${name} 빼기`);
  row.append(text, drop);
  if (!compareBoxes().some((box) => box.value === no)) { // ticked on another page
    const field = document.createElement('input');
    field.type = 'hidden';
    field.name = 'ids';
    field.value = no;
    row.append(field);
  }
  return row;
}

function showCompared() {
  const tray = $('#compare');
  if (!tray) return;
  const full = compared.length >= COMPARED;
  for (const box of compareBoxes()) {
    box.checked = compared.some((g) => g.no === box.value);
    box.disabled = full && !box.checked;
  }
  $('[data-names]', tray).replaceChildren(...compared.map(comparedChip));
  const told = full ? '모두 골랐습니다. 다른 상품을 고르려면 하나를 빼 주세요.' : '골랐습니다. 다섯 개까지 고를 수 있습니다.';
  $('[data-chosen]', tray).textContent = `${compared.length}개 ${told}`;
}

function setCompared(goods) {
  compared = goods;
  comparedStore.write(goods);
  showCompared();
  announce($('#compare [data-chosen]')?.textContent ?? '');
}

document.addEventListener('change', (e) => {
  const box = e.target;
  if (!box.matches('input[form="compare"]')) return;
  const others = compared.filter((g) => g.no !== box.value);
  setCompared(box.checked ? [...others, { no: box.value, name: box.dataset.name }].slice(0, COMPARED) : others);
});
document.addEventListener('click', (e) => {
  const drop = e.target.closest('[data-drop]');
  if (!drop) return;
  setCompared(compared.filter((g) => g.no !== drop.dataset.drop));
  ($('#compare [data-drop]') ?? $('[data-announce]') ?? document.body).focus();
});
document.addEventListener('reset', (e) => {
  if (e.target.id === 'compare') setTimeout(() => setCompared([]));
});

// The page that compares tells what is left of them as soon as it is read, before its pictures have come. A
// browser that goes back ticks as it remembers.
function tellCompared() {
  if ($('[data-comparing]')) comparedStore.write($$('[data-compared]').map((el) => ({ no: el.dataset.compared, name: el.textContent })));
  compared = comparedStore.read();
  showCompared();
}
tellCompared();
addEventListener('pageshow', tellCompared);

// --- Goods looked at of late -----------------------------------------------------------------------

// Which they were stands in this browser alone, the newest first, each until its day; the server is asked
// for their cards and keeps nothing.
const RECENT = 'recent';
const recentStore = {
  read() {
    try {
      const kept = JSON.parse(localStorage.getItem(RECENT)) ?? [];
      return kept.filter((g) => /^\d{13}$/.test(g?.no) && g.until > Date.now());
    } catch {
      return [];
    }
  },
  note(no, days, most) {
    try {
      const others = recentStore.read().filter((g) => g.no !== no);
      localStorage.setItem(RECENT, JSON.stringify([{ no, until: Date.now() + days * 86_400_000 }, ...others].slice(0, most)));
    } catch {
      // no room or not allowed: nothing is remembered
    }
  },
  forget() {
    try {
      localStorage.removeItem(RECENT);
    } catch {
      // not allowed: nothing was kept
    }
  },
};

async function showRecent() {
  const look = $('[data-look]')?.dataset;
  if (look) recentStore.note(look.look, Number(look.lookDays), Number(look.lookMost));
  const box = $('[data-recent]');
  const goods = recentStore.read();
  if (!box || goods.length === 0) return;
  const asked = goods.slice(0, Number(box.dataset.recent)).map((g) => ['no', g.no]);
  if (box.dataset.recentAt) asked.push(['at', box.dataset.recentAt]);
  try {
    const answer = await fetch(`/recent?${new URLSearchParams(asked)}`, { headers: { 'X-Part': '#recent' } });
    if (!answer.ok) return;
    const fresh = $('#recent', new DOMParser().parseFromString(await answer.text(), 'text/html'));
    const forget = fresh && $('[data-forget]', fresh);
    if (!forget) return; // none of them is for sale any more
    forget.hidden = false;
    box.replaceWith(document.adoptNode(fresh));
  } catch {
    // the page stands as it is without them
  }
}
document.addEventListener('click', (e) => {
  if (!e.target.closest('[data-forget]')) return;
  recentStore.forget();
  if (location.pathname === '/recent') return void (location.href = '/recent');
  $('#recent')?.remove();
  announce('본 기록을 지웠습니다.');
});
// Whoever sits down here next is somebody else.
document.addEventListener('submit', (e) => {
  if (!e.target.matches('form[action="/logout"]')) return;
  recentStore.forget();
  comparedStore.write([]);
});

// --- The session's clock --------------------------------------------------------------------------

const WARN_S = 300;

// As the server makes them: 256 random bits in hex.
const freshKey = () => [...crypto.getRandomValues(new Uint8Array(32))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

function wireSession() {
  const box = $('[data-session-left]');
  if (!box) return;
  let endsAt = Date.now() + Number(box.dataset.sessionLeft) * 1000;
  const dialog = $('#session-end');
  const left = () => Math.max(0, Math.round((endsAt - Date.now()) / 1000));
  let warned = false;
  const show = () => {
    const s = left();
    const text = `${String(Math.floor(s / 60)).padStart(2, '0')}:${String(s % 60).padStart(2, '0')}`;
    for (const out of $$('[data-left]')) out.textContent = text;
    if (s <= WARN_S && s > 0 && !warned) {
      warned = true;
      dialog?.showModal();
    }
    if (s === 0) {
      clearInterval(clock);
      location.reload(); // the server asks for a log-in that comes back here
    }
  };
  const clock = setInterval(show, 1000);
  show();
  const extend = async (form) => {
    const fields = new URLSearchParams(new FormData(form));
    fields.set('form_key', freshKey()); // each press is a deed of its own
    try {
      const answer = await fetch(form.action, { method: 'POST', headers: { Accept: 'application/json' }, body: fields });
      const { left_s } = await answer.json();
      endsAt = Date.now() + left_s * 1000;
      warned = false;
      dialog?.close();
      announce('로그인 시간을 연장했습니다.');
      show();
    } catch {
      form.submit();
    }
  };
  for (const form of $$('form[data-extend]')) {
    form.addEventListener('submit', (e) => {
      e.preventDefault();
      extend(form);
    });
  }
}

// --- Forms ----------------------------------------------------------------------------------------

// A second click on the way is no second deed (the server knows that too: the form's key).
function wireGuard(form) {
  form.addEventListener('submit', (e) => {
    if (form.dataset.sent) {
      e.preventDefault();
      return;
    }
    form.dataset.sent = '1';
    const button = e.submitter;
    setTimeout(() => {
      if (button) button.setAttribute('aria-disabled', 'true');
    });
  });
}
addEventListener('pageshow', () => {
  for (const form of $$('form[data-sent]')) {
    delete form.dataset.sent;
    for (const button of $$('button[aria-disabled]', form)) button.removeAttribute('aria-disabled');
  }
});

const DRAFT = 'draft:';
const draftStore = {
  read(key) {
    try {
      return JSON.parse(localStorage.getItem(DRAFT + key));
    } catch {
      return null;
    }
  },
  write(key, value) {
    try {
      localStorage.setItem(DRAFT + key, JSON.stringify(value));
    } catch {
      // no room or not allowed: the form still works
    }
  },
  remove(key) {
    try {
      localStorage.removeItem(DRAFT + key);
    } catch {
      // not allowed: nothing was kept
    }
  },
};

// What was typed stays on this computer until the form is sent. Secrets and files are never kept, and
// nothing the server put in is overwritten without asking.
function wireDraft(form) {
  const key = form.dataset.draft;
  const kept = (el) => el.name && !el.name.startsWith('_') && !['hidden', 'password', 'file', 'submit', 'button'].includes(el.type);
  const read = () => [...form.elements].filter(kept).map((el) => [el.name, el.value, el.checked]);
  const first = JSON.stringify(read());
  const saved = draftStore.read(key);

  const note = document.createElement('p');
  note.className = 'saved';
  note.setAttribute('role', 'status');
  form.append(note);

  if (saved && JSON.stringify(saved.fields) !== first) {
    const put = document.createElement('button');
    put.type = 'button';
    put.className = 'krds-btn xsmall tertiary';
    put.textContent = '이어서 쓰기';
    note.append(`${saved.at}에 쓰던 내용이 있습니다. `, put);
    put.addEventListener('click', () => {
      const elements = [...form.elements].filter(kept);
      saved.fields.forEach(([name, value, checked], i) => {
        const el = elements[i]?.name === name ? elements[i] : elements.find((x) => x.name === name);
        if (!el) return;
        if (el.type === 'checkbox' || el.type === 'radio') el.checked = checked;
        else el.value = value;
      });
      form.dispatchEvent(new Event('input', { bubbles: true }));
      note.textContent = '쓰던 내용을 불러왔습니다.';
    });
  }

  let timer = 0;
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const at = new Date().toLocaleTimeString('ko-KR', { hour: '2-digit', minute: '2-digit', hour12: false });
      draftStore.write(key, { at, fields: read() });
      note.textContent = `${at} 이 컴퓨터에 저장했습니다.`;
    }, 600);
  });
  form.addEventListener('submit', () => draftStore.remove(key));
}

// A progress bar while the file travels; the answer replaces the page as a plain submit would.
function wireUpload(form) {
  const input = $('input[type="file"]', form);
  const bar = $('progress', form);
  const out = $('output', form);
  const zone = $('.up', form);
  if (!input || !bar) return;

  form.addEventListener('submit', (e) => {
    if (!$$('input[type="file"]', form).some((x) => x.files.length > 0)) return;
    e.preventDefault();
    const travel = new XMLHttpRequest();
    travel.open('POST', form.action);
    bar.hidden = false;
    travel.upload.addEventListener('progress', (p) => {
      if (!p.lengthComputable) return;
      bar.max = p.total;
      bar.value = p.loaded;
      if (out) out.textContent = `${Math.round((p.loaded / p.total) * 100)}% 올렸습니다.`;
    });
    travel.addEventListener('load', () => {
      if (travel.status < 400) location.href = travel.responseURL;
      else form.submit(); // the answer with its mistakes, as a page
    });
    travel.addEventListener('error', () => {
      bar.hidden = true;
      delete form.dataset.sent;
      if (out) out.textContent = '연결이 끊겼습니다. 다시 시도하세요.';
    });
    travel.send(new FormData(form, e.submitter));
  });

  zone?.addEventListener('dragover', (e) => {
    e.preventDefault();
    zone.classList.add('drag');
  });
  zone?.addEventListener('dragleave', () => zone.classList.remove('drag'));
  zone?.addEventListener('drop', (e) => {
    e.preventDefault();
    zone.classList.remove('drag');
    input.files = e.dataTransfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

// --- Notices --------------------------------------------------------------------------------------

// The browser reconnects by itself and names the last event it saw.
function wireNotices() {
  const link = $('[data-live]');
  if (!link || !window.EventSource) return;
  const events = new EventSource(link.dataset.live);
  events.addEventListener('notices', (e) => {
    const count = Number(e.data);
    for (const badge of $$('[data-live] [data-count]')) {
      badge.textContent = String(count);
      badge.hidden = count === 0;
    }
    announce(`새 알림 ${count}건`);
  });
  addEventListener('pagehide', () => events.close());
}

// --- Looks, dialogs, printing ---------------------------------------------------------------------

const YEAR_S = 31_536_000;
const keep = (name, value) => {
  document.cookie = `${name}=${value};path=/;max-age=${YEAR_S};samesite=lax${location.protocol === 'https:' ? ';secure' : ''}`;
};

// The server reads the same cookies, so the next page comes right without this script.
function wireView(form) {
  const root = document.documentElement;
  const show = () => {
    for (const button of $$('button[name="zoom"]', form)) {
      button.setAttribute('aria-pressed', String(button.value === (root.dataset.zoom || '100')));
    }
  };
  form.addEventListener('submit', (e) => {
    const button = e.submitter;
    if (button?.name !== 'zoom') return; // the mode also changes words: let the server write them
    e.preventDefault();
    root.dataset.zoom = button.value;
    keep('ui_zoom', button.value);
    $$('form[data-view]').forEach((f) => f.dispatchEvent(new Event('zoomed')));
  });
  form.addEventListener('zoomed', show);
  show();
}

document.addEventListener('click', (e) => {
  const opener = e.target.closest('[data-open]');
  if (opener) {
    e.preventDefault();
    $(opener.dataset.open)?.showModal();
  }
  e.target.closest('[data-close]')?.closest('dialog')?.close();
  if (e.target.closest('[data-print]')) print();
  for (const menu of $$('details.who[open]')) {
    if (!menu.contains(e.target)) menu.open = false;
  }
});
document.addEventListener('keydown', (e) => {
  if (e.key !== 'Escape') return;
  for (const menu of $$('details.who[open], .dock details[open]')) menu.open = false;
});

// A key for a button or a choice, only while the focus is in its box (KWCAG 6.1.4); the key itself, whatever
// language the keyboard types.
document.addEventListener('keydown', (e) => {
  const box = e.target.closest?.('[data-keys]');
  if (!box || e.ctrlKey || e.altKey || e.metaKey || e.isComposing) return;
  if (e.target.matches('textarea, select, input:not([type="radio"])')) return;
  const key = e.code.replace(/^(Key|Digit|Numpad)/, '').toLowerCase();
  const control = key.length === 1 ? $(`[data-key="${CSS.escape(key)}"]`, box) : null;
  if (!control) return;
  e.preventDefault();
  control.click();
});

async function copyText(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    announce('복사했습니다.');
    button.textContent = '복사함';
  } catch {
    announce('복사하지 못했습니다.');
  }
}
document.addEventListener('click', (e) => {
  const button = e.target.closest('[data-copy]');
  if (button) copyText(button);
});

// The step or side we are on is in sight, also where the bar scrolls.
function showCurrent(root) {
  for (const bar of $$('.steps, .tabs, .gnb, .sort', root)) {
    const current = $('[aria-current]', bar);
    if (current) bar.scrollLeft = current.offsetLeft - (bar.clientWidth - current.offsetWidth) / 2;
  }
}

// A waiting page asks again until what it waits for is there.
function wireWait() {
  const wait = $('[data-again-ms]');
  if (wait) setTimeout(() => location.reload(), Number(wait.dataset.againMs));
}

function wire(root) {
  showCurrent(root);
  showCompared();
  wireMoney(root);
  wireLines(root);
  wireSteppers(root);
  wirePickAll(root);
  for (const form of $$('form[data-guard]', root)) wireGuard(form);
  for (const form of $$('form[data-draft]', root)) wireDraft(form);
  for (const form of $$('form[data-upload]', root)) wireUpload(form);
}

wire(document);
$$('form[data-suggest]').forEach(wireSuggest);
$$('form[data-view]').forEach(wireView);
wireSession();
showRecent();
wireNotices();
wireWait();

// Mistakes of a form are told at once, with links to the fields.
$('#issues')?.focus();

// Where closed <details> cannot be shown by style alone, facets stand open beside the results.
if (!CSS.supports('selector(::details-content)')) {
  const facets = $('.fc > details');
  if (facets && innerWidth >= 1024) facets.open = true;
}
