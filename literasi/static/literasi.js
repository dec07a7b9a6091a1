// Everything works without this file. It adds: saving while you answer, an outbox for bad lines, one question a
// screen on a phone, feedback without leaving the page, and the end of a session on a shared computer.

const root = document.documentElement;
root.classList.add("js");
let { who } = root.dataset;
const $ = (query, from = document) => from.querySelector(query);
const all = (query, from = document) => [...from.querySelectorAll(query)];
const say = (pattern, value) => pattern.replace("%s", value);

// A version 4 UUID. crypto.randomUUID does not exist on plain HTTP, which a library's own network may use.
const uuid = () => {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 15) | 64;
  b[8] = (b[8] & 63) | 128;
  const h = [...b].map((n) => n.toString(16).padStart(2, "0")).join("");
  return [h.slice(0, 8), h.slice(8, 12), h.slice(12, 16), h.slice(16, 20), h.slice(20)].join("-");
};

// ---- outbox: what the server has not acknowledged stays here, survives a reload and a restart, and is sent again.
// An entry: {who, url, uuid, at, base, after, fields, tried}; a practice answer carries `form` instead of base and
// fields. All tabs share the outbox and send what is in it. `base` is the number of the stored answer that the entry's
// page knew, `after` the entry that it knew and that had not arrived yet. A page replaces or follows only an entry that
// it showed; tabs that knew nothing of one another clash on the server, which asks.
// An entry that was tried may have arrived although its answer was lost, so it is never replaced, only followed.
const KEY = "literasi-kotak-";
const NEWS = "literasi-tiba"; // how the tab that sent an entry tells the others what became of it
const memory = new Map(); // what the browser would not keep for us
const refused = new Set(); // ids of what the server will not take: kept and shown, and not sent again by this page
const names = () => { try { return Object.keys(localStorage).filter((name) => name.startsWith(KEY)); } catch { return []; } };
const stored = () => names().flatMap((name) => { try { return [JSON.parse(localStorage[name])]; } catch { return []; } });
const load = () => [...stored().filter((entry) => !memory.has(entry.uuid)), ...memory.values()].sort((a, b) => a.at - b.at);
const keep = (entry) => {
  try { localStorage.setItem(KEY + entry.uuid, JSON.stringify(entry)); memory.delete(entry.uuid); } catch { memory.set(entry.uuid, entry); }
};
const drop = ({ uuid: id }) => {
  memory.delete(id);
  try { localStorage.removeItem(KEY + id); } catch { /* forbidden: then nothing is there */ }
};
const mine = () => load().filter((entry) => entry.who === who || !entry.who); // "": kept before the first answer
const token = () => $("[name=csrf_token]")?.value || "";

// `known` is the id of the entry that the page showed before this one, "" for none. The id of the new entry.
const put = (url, content, known = "") => {
  const entries = load();
  const last = entries.find((entry) => entry.uuid === known);
  const after = (entries.at(-1)?.at || 0) + 1; // the order holds even when the device's clock jumps back
  const replaces = last && (!last.tried || refused.has(known));
  if (replaces) drop(last);
  const from = replaces ? { base: last.base, after: last.after } : { after: last ? known : "" };
  keep({ who, url, ...content, ...from, at: Math.max(Date.now(), after), tried: false });
  tell();
  flush();
  return content.uuid;
};

// An entry and all that follow from it, in order.
const line = (first) => {
  const ids = new Set([first.uuid]);
  return mine().filter((one) => ids.has(one.uuid) || (ids.has(one.after) && ids.add(one.uuid)));
};

let sending = null;
let timer = 0;
const flush = () => (sending ??= sendAll().finally(() => { sending = null; tell(); }));

const sendAll = async () => {
  clearTimeout(timer);
  const stuck = new Set();
  for (let entry; (entry = mine().find((one) => !stuck.has(one.url) && !refused.has(one.uuid))); ) {
    const outcome = await send(entry);
    if (outcome === "later") { timer = setTimeout(flush, 4000 + Math.random() * 4000); return; }
    if (outcome === "ask") stuck.add(entry.url);
  }
};

const request = ({ url, form, uuid: id, base, fields, who: whose }) => {
  const headers = { "X-Requested-By": "literasi", "X-CSRFToken": token(), "X-Page-Of": whose };
  if (form) return fetch(url, { method: "POST", headers, body: new URLSearchParams(form), signal: limit() });
  headers["Content-Type"] = "application/json";
  return fetch(url, { method: "PUT", headers, body: JSON.stringify({ uuid: id, base, fields }), signal: limit() });
};
const limit = () => AbortSignal.timeout?.(20000);
const set = (name, value) => all(`[name=${name}]`).forEach((field) => { field.value = value; });

const send = async (entry, again = true) => {
  if (!entry.tried) keep({ ...entry, tried: true });
  let response, data;
  try {
    response = await request(entry);
    data = response.headers.get("Content-Type")?.includes("json") ? await response.json() : await response.text();
  } catch { return "later"; }
  const { status } = response;
  const fresh = response.headers.get("X-CSRFToken") || data.token; // the form is older than the session
  if (fresh) set("csrf_token", fresh);
  if (status === 400 && fresh && again) return send(entry, false);
  if (status >= 500 || status === 429) return "later";
  const gone = status === 401 || (status === 404 && !entry.form); // this device was signed out
  if (gone) ended(entry, data);
  else if (entry.form) practised(entry, response, data);
  else if (status === 409) page?.conflict(entry, data);
  else if (response.ok) arrived(entry, data);
  else declined(entry, data);
  if (!gone && (entry.form || response.ok)) drop(entry);
  return gone || status === 409 ? "ask" : "done";
};

// The server has it: what follows from it knows its number, and so do the other tabs.
const arrived = (entry, data) => {
  settle(entry, data);
  try { localStorage.setItem(NEWS, JSON.stringify([entry, data])); localStorage.removeItem(NEWS); } catch { /* then they ask */ }
  if (data.message && !page?.of(entry.url)) notice(data.message);
};
// The next page of this tab knows it too: it may have been on its way already when this was stored.
const LATELY = "literasi-baru";
const lately = () => { try { return JSON.parse(sessionStorage[LATELY]); } catch { return []; } };
const settle = (entry, data) => {
  try { sessionStorage[LATELY] = JSON.stringify([...lately(), [entry, data]].slice(-20)); } catch { /* the server will ask */ }
  mine().forEach((one) => { if (one.after === entry.uuid && !one.tried) keep({ ...one, base: data.seq, after: "" }); });
  page?.answered(entry, data);
};
// The server will not take it: what was typed after it stands in its place, or it waits here itself.
const declined = (entry, data) => {
  const next = mine().find((one) => one.after === entry.uuid && !one.tried);
  if (next) { keep({ ...next, base: entry.base, after: entry.after }); drop(entry); } else refused.add(entry.uuid);
  page?.refuse(entry, data);
};
const notice = (text) => {
  $("main").prepend(Object.assign(document.createElement("p"), { className: "notice", role: "alert", textContent: text }));
};

// The session ended: nothing is lost; it is sent when its owner came back.
const ended = (entry, data) => {
  if (page) { page.closed = true; $("[data-ended]").hidden = false; }
  const form = entry.form && practice(entry.url);
  if (form) $("[data-answer]", form).textContent = data.message;
};

// ---- the saved mark: it always says what is true, of what this page asks.
let lastSaved = "";
const tell = () => {
  const mark = $("#tersimpan");
  const words = page?.words;
  if (!mark || !words) return;
  const open = mine().filter((entry) => page.of(entry.url));
  const urls = new Set(open.map((entry) => entry.url));
  const bad = page.questions.filter((one) => $(".masalah, .bentrok", one)).map((one) => one.dataset.soal);
  const tried = open.some((entry) => entry.tried && !refused.has(entry.uuid));
  page.dots(urls);
  mark.className = "saved" + (urls.size || bad.length ? " wait" : "");
  if (page.closed) mark.textContent = say(words.shut, urls.size);
  else if (urls.size && memory.size) mark.textContent = words.fragile;
  else if (bad.length) mark.textContent = say($(".bentrok") ? words.choose : words.unsaved, bad.join(", "));
  else if (urls.size) mark.textContent = (!sending && tried) || !navigator.onLine ? say(words.waiting, urls.size) : words.saving;
  else if (lastSaved) mark.textContent = say(words.saved, lastSaved);
};

// Put an answer into the fields of a question, or of a practice form.
const fill = (within, prefix, fields) => {
  for (const field of all("input:not([type=hidden]), select, textarea", within)) {
    const values = fields[field.name.slice(prefix.length)] || [];
    if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
    else field.value = values[0] ?? "";
  }
};

// ---- a quiz
// Of each question the page knows the number of the stored answer that it shows (data-seq), what the fields hold for it
// (`held`), and the entry in the outbox that they show instead (`entry`).
class Quiz {
  constructor(form) {
    this.form = form;
    this.words = form.dataset;
    this.questions = all("[data-soal]", form);
    this.at = 0;
    form.addEventListener("input", (event) => this.changed(event, 900));
    form.addEventListener("change", (event) => this.changed(event, 0));
    form.addEventListener("submit", (event) => this.submit(event));
    form.addEventListener("keydown", (event) => this.enter(event));
    this.timers = {};
    this.questions.forEach((question) => Object.assign(question, { entry: "", held: JSON.stringify(this.fields(question)) }));
  }

  of(url) { return this.questions.find((one) => one.dataset.url === url); }
  prefix(question) { return `s${question.dataset.soal}.`; }

  fields(question) {
    const prefix = this.prefix(question);
    const found = {};
    for (const [name, value] of new FormData(this.form)) {
      if (!name.startsWith(prefix)) continue;
      const own = name.slice(prefix.length);
      if (own !== "dasar" && own !== "kunci") (found[own] ??= []).push(value);
    }
    return found;
  }

  changed(event, wait) {
    const question = event.target.closest("[data-soal]");
    if (!question || (wait && !/^(text|search)?$/.test(event.target.type ?? "") && event.target.tagName !== "TEXTAREA")) return;
    clearTimeout(this.timers[question.dataset.soal]);
    this.timers[question.dataset.soal] = setTimeout(() => this.save(question), wait);
  }

  // Enter in a field means "done with this one"; browsers would press the page's first button.
  enter(event) {
    if (event.key !== "Enter" || !event.target.matches("input")) return;
    event.preventDefault();
    this.save(event.target.closest("[data-soal]"));
  }

  // What was typed a moment ago goes into the outbox now: the page may be closed the next moment.
  hurry() { Object.keys(this.timers).forEach((n) => this.save(this.questions[n - 1])); }

  still(question) {
    clearTimeout(this.timers[question.dataset.soal]);
    delete this.timers[question.dataset.soal];
  }

  save(question) {
    this.still(question);
    const content = { uuid: uuid(), base: Number(question.dataset.seq), fields: this.fields(question) };
    question.entry = put(question.dataset.url, content, question.entry);
  }

  // An entry was stored, perhaps one of another tab: a question that nobody touched shows it, any other one stays as old
  // as it is, and the server will ask.
  answered(entry, data) {
    const question = this.of(entry.url);
    if (!question) return;
    const own = question.entry === entry.uuid;
    const touched = question.dataset.soal in this.timers || JSON.stringify(this.fields(question)) !== question.held;
    if (own || (!question.entry && !touched && data.seq > question.dataset.seq)) {
      if (!own) fill(question, this.prefix(question), entry.fields);
      this.take(question, entry, data);
    }
    if (data.message) this.note(question, data.message);
  }

  take(question, { fields }, data) {
    this.clear(question);
    question.dataset.seq = data.seq;
    this.form.elements[this.prefix(question) + "dasar"].value = data.seq;
    this.form.elements[this.prefix(question) + "kunci"].value = uuid();
    question.entry = "";
    question.held = JSON.stringify(fields);
    lastSaved = data.at;
    $("[data-read]", question).textContent = data.read_as || "";
    const given = Object.values(fields).flat().some((value) => value.trim());
    $(`[data-dot="${question.dataset.soal}"]`).classList.toggle("done", given);
  }

  clear(question) { all(".masalah", question).forEach((one) => one.remove()); }

  // The map says of each question whether it was answered, and whether that still waits in the outbox.
  dots(waiting) {
    for (const question of this.questions) {
      const dot = $(`[data-dot="${question.dataset.soal}"]`);
      const waits = waiting.has(question.dataset.url);
      dot.classList.toggle("wait", waits);
      $("[data-said]", dot).textContent = this.words[waits ? "unsent" : dot.classList.contains("done") ? "answered" : "unanswered"];
    }
  }

  refuse(entry, data) {
    const question = this.of(entry.url);
    if (question) this.note(question, data.message, " masalah");
  }

  note(question, text, kind = "") {
    $(":scope > .note", question)?.remove();
    const note = Object.assign(document.createElement("p"), { className: "fb note" + kind, role: "alert" });
    note.append(Object.assign(document.createElement("b"), { textContent: text }));
    question.append(note);
  }

  // Another tab or device saved something else: both are kept, the learner chooses. The page shows the entry, also when
  // it is another tab's; what was typed here waits in the outbox and has its turn.
  conflict(entry, data) {
    const question = this.of(entry.url);
    if (!question || $(".bentrok", question)) return;
    if (question.dataset.soal in this.timers) this.save(question);
    if (!line(entry).some((one) => one.uuid === question.entry)) {
      fill(question, this.prefix(question), entry.fields);
      question.entry = entry.uuid;
    }
    this.clear(question);
    const box = Object.assign(document.createElement("div"), { className: "bentrok", id: entry.uuid });
    box.append($("#bentrok").content.cloneNode(true));
    $("[data-stored]", box).innerHTML = data.stored_html || "";
    const decide = () => {
      this.still(question);
      box.remove();
      line(entry).forEach(drop);
    };
    $("[data-mine]", box).onclick = () => {
      const next = { ...entry, uuid: uuid(), base: data.seq, after: "", fields: this.fields(question), tried: false };
      keep(next); // before the other tabs hear that it was decided
      decide();
      question.entry = next.uuid;
      flush();
    };
    $("[data-theirs]", box).onclick = () => {
      decide();
      this.reload();
    };
    question.append(box);
    this.show(this.questions.indexOf(question));
    box.scrollIntoView({ block: "center" });
  }

  // The learner chose in another tab: this page shows what came of it, once that has arrived.
  chosen(id) { if (document.getElementById(id)) flush().then(() => this.reload()); }

  reload() {
    this.hurry();
    history.replaceState(null, "", "#" + this.questions[this.at].id);
    location.reload();
  }

  // After a reload: show what was stored meanwhile, and put what is still in the outbox back into the fields.
  restore() {
    for (const [entry, data] of lately()) {
      if (entry.who === who && data.seq > this.of(entry.url)?.dataset.seq) this.answered(entry, data);
    }
    for (const entry of mine()) {
      const question = this.of(entry.url);
      if (!question) continue;
      fill(question, this.prefix(question), entry.fields);
      question.entry = entry.uuid;
    }
  }

  // Handing in waits until every answer of this attempt has arrived. What the server refused is on the form again.
  async submit(event) {
    const button = event.submitter;
    const waits = () => mine().some((entry) => this.of(entry.url) && !refused.has(entry.uuid));
    this.hurry();
    if (!waits()) return;
    event.preventDefault();
    await flush();
    if (!waits()) return this.form.requestSubmit(button);
    if (!this.closed && !$(".bentrok")) $("#tersimpan").textContent = this.words.hold;
    ($(".bentrok") || $("#tersimpan")).scrollIntoView({ block: "center" });
  }

  steps() {
    this.form.classList.add("one");
    all(".quiz-bar [data-go]").forEach((button) => button.addEventListener("click", () => {
      const next = this.at + Number(button.dataset.go);
      if (next >= this.questions.length) this.form.requestSubmit($("[name=aksi][value=kirim]", this.form));
      else this.show(next, true);
    }));
    this.form.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#soal-']");
      if (link && this.showAt(link.hash)) event.preventDefault();
    });
    addEventListener("hashchange", () => this.showAt(location.hash));
    if (!this.showAt(location.hash, false)) this.show(this.questions.findIndex((one) => one.matches(".now")));
  }

  showAt(hash, focus = true) {
    const index = this.questions.findIndex((one) => "#" + one.id === hash);
    if (index >= 0) this.show(index, focus);
    return index >= 0;
  }

  show(index, focus = false) {
    this.at = Math.min(Math.max(index, 0), this.questions.length - 1);
    this.questions.forEach((one, n) => one.classList.toggle("now", n === this.at));
    all("[data-dot]").forEach((dot, n) => {
      dot.classList.toggle("now", n === this.at);
      if (n === this.at) dot.setAttribute("aria-current", "step"); else dot.removeAttribute("aria-current");
    });
    const [back, go] = all(".quiz-bar [data-go]");
    if (!go) return;
    const last = this.at === this.questions.length - 1;
    $("[data-place]").textContent = `${this.at + 1} / ${this.questions.length}`;
    back.disabled = this.at === 0;
    go.textContent = last ? go.dataset.last : go.dataset.next;
    if (!focus) return;
    const question = this.questions[this.at];
    history.replaceState(null, "", "#" + question.id);
    question.tabIndex = -1;
    question.focus({ preventScroll: true });
    question.scrollIntoView({ block: "start" });
  }
}

// ---- practice inside a lesson: the answer is checked without leaving the page.
const practice = (url) => all("[data-practice]").find((one) => new URL(one.action).pathname === url);
const practise = (event) => {
  const form = event.target;
  event.preventDefault();
  $("[data-answer]", form).textContent = form.dataset.waiting;
  const url = new URL(form.action).pathname;
  const read = () => [...new FormData(form)].filter(([name]) => name !== "csrf_token");
  const waiting = mine().findLast((entry) => entry.url === url);
  if (String(waiting?.form) === String(read())) return flush(); // pressed twice
  if (waiting) form.elements.kunci.value = uuid(); // another answer needs another id
  put(url, { uuid: form.elements.kunci.value, form: read() }, waiting?.uuid);
};
const practised = (entry, response, html) => {
  if (response.redirected) return location.reload(); // the lesson was published anew
  const whose = response.headers.get("X-Page-Of");
  if (whose) { who = whose; set("milik", who); } // a first answer made a guest: the page is hers from now on
  const form = practice(entry.url);
  if (!form) return;
  $("[data-answer]", form).innerHTML = typeof html === "string" ? html : "";
  if (html.message) $("[data-answer]", form).textContent = html.message;
  form.elements.kunci.value = uuid();
};
// After a reload: what waits is shown again, unless the page is of another release or language by now.
const practiceAgain = () => mine().forEach((entry) => {
  const form = entry.form && practice(entry.url);
  if (!form) return;
  $("[data-answer]", form).textContent = form.dataset.waiting;
  const fields = {};
  entry.form.forEach(([name, value]) => (fields[name] ??= []).push(value));
  if (["rilis", "lisan"].every((name) => fields[name]?.[0] === form.elements[name].value)) fill(form, "", fields);
});

// ---- start
const quiz = $("[data-quiz]");
let page = null;
if (lately().some(([entry]) => entry.who !== who)) sessionStorage.removeItem(LATELY); // somebody else's now
if (quiz) {
  page = new Quiz(quiz);
  page.restore();
  page.steps();
  tell();
}
practiceAgain();
document.addEventListener("submit", (event) => { if (event.target.matches("[data-practice]")) practise(event); });
addEventListener("storage", ({ key, newValue }) => {
  if (key === NEWS && newValue) settle(...JSON.parse(newValue));
  if (key?.startsWith(KEY) && !newValue) page?.chosen(key.slice(KEY.length));
  tell();
});
addEventListener("online", flush);
addEventListener("offline", tell);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") page?.hurry();
  else if (mine().length) flush();
});
addEventListener("pageshow", (event) => { if (event.persisted && who) location.reload(); }); // somebody may have left meanwhile
if (mine().length) flush();
all("[data-print]").forEach((button) => button.addEventListener("click", () => print()));

// Clear-Site-Data does the same, but not over plain HTTP.
const leave = $("[data-leave]");
leave?.addEventListener("submit", (event) => {
  if (mine().length && !confirm(leave.dataset.leave)) event.preventDefault();
  else mine().forEach(drop);
});

// ---- slides: the keys of a keyboard or a clicker turn the page.
if ($("[data-slides]")) addEventListener("keydown", ({ key, target }) => {
  const way = { ArrowRight: "next", PageDown: "next", ArrowLeft: "prev", PageUp: "prev" }[key];
  if (way && !target.matches("input")) $(`[rel=${way}]`)?.click();
});

// ---- shared computer: ten quiet minutes in all tabs end the session, with a warning two minutes before.
const idle = Number(root.dataset.idle);
if (idle) {
  const SEEN = "literasi-disentuh";
  const dialog = $("#diam");
  let last = Date.now();
  const elsewhere = () => { try { return Number(localStorage.getItem(SEEN)); } catch { return 0; } };
  const wake = () => {
    last = Date.now();
    try { localStorage.setItem(SEEN, last); } catch { /* then every tab counts for itself */ }
    if (dialog.open) dialog.close();
  };
  wake();
  ["pointerdown", "keydown"].forEach((name) => addEventListener(name, wake));
  let ending = false;
  const look = () => {
    if (ending) return;
    const quiet = (Date.now() - Math.max(last, elsewhere())) / 1000;
    if (quiet >= idle) {
      ending = true; // leaving clears the storage, which is word from another tab too
      flush().finally(() => $("#keluar").submit());
    }
    else if (quiet < idle - 120) dialog.close();
    else if (!dialog.open) dialog.showModal();
  };
  setInterval(look, 5000);
  addEventListener("storage", look); // another tab was touched: what it says may arrive a moment late
}
