// Everything works without this file. It adds: saving while you answer, an outbox for bad lines, one question a
// screen on a phone, feedback without leaving the page, and the end of a session on a shared computer.

const root = document.documentElement;
root.classList.add("js");
const who = root.dataset.who;
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
// An entry: {who, url, uuid, at, base, fields, tried}; a practice answer carries `form` instead of base and fields.
// Each entry has a key of its own, so two tabs that write at once cannot lose one another's. Entries of one url are
// sent in order, one at a time. An entry that was tried may have arrived although its answer was lost, so it is
// never replaced, only followed.
const KEY = "literasi-kotak-";
const memory = new Map(); // what the browser would not keep for us
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

const put = (url, content) => {
  const entries = load();
  const last = entries.findLast((entry) => entry.who === who && entry.url === url);
  const after = (entries.at(-1)?.at || 0) + 1; // the order holds even when the device's clock jumps back
  if (last && !last.tried) drop(last);
  keep({ who, url, ...content, base: last && !last.tried ? last.base : content.base, at: Math.max(Date.now(), after), tried: false });
  tell();
  flush();
};

let sending = null;
let timer = 0;
const flush = () => (sending ??= sendAll().finally(() => { sending = null; tell(); }));

const sendAll = async () => {
  clearTimeout(timer);
  const stuck = new Set();
  for (let entry; (entry = mine().find((one) => !stuck.has(one.url))); ) {
    const outcome = await send(entry);
    if (outcome === "later") { timer = setTimeout(flush, 4000 + Math.random() * 4000); return; }
    if (outcome === "ask") stuck.add(entry.url);
  }
};

const request = ({ url, form, uuid: id, base, fields }) => {
  const headers = { "X-Requested-By": "literasi", "X-CSRFToken": token() };
  if (form) return fetch(url, { method: "POST", headers, body: new URLSearchParams(form), signal: limit() });
  headers["Content-Type"] = "application/json";
  return fetch(url, { method: "PUT", headers, body: JSON.stringify({ uuid: id, base, fields }), signal: limit() });
};
const limit = () => AbortSignal.timeout?.(20000);

const send = async (entry, again = true) => {
  if (!entry.tried) keep({ ...entry, tried: true });
  let response, data;
  try {
    response = await request(entry);
    data = response.headers.get("Content-Type")?.includes("json") ? await response.json() : await response.text();
  } catch { return "later"; }
  const { status } = response;
  const fresh = response.headers.get("X-CSRFToken") || data.token; // the form is older than the session
  if (fresh) all("[name=csrf_token]").forEach((field) => { field.value = fresh; });
  if (status === 400 && fresh && again) return send(entry, false);
  if (status >= 500 || status === 429) return "later";
  if (status === 409) { page?.conflict(entry, data); return "ask"; }
  if (!entry.form && !response.ok && status !== 422) { page?.shut(); return "ask"; } // this device was signed out
  drop(entry);
  if (entry.form) practised(entry, response, data);
  else if (response.ok) {
    mine().forEach((one) => { if (one.url === entry.url && !one.tried) keep({ ...one, base: data.seq }); });
  }
  page?.answered(entry, response.ok, data);
  return "done";
};

// ---- the saved mark: it always says what is true.
let lastSaved = "";
const tell = () => {
  const mark = $("#tersimpan");
  const words = page?.words;
  if (!mark || !words) return;
  const open = mine();
  const count = new Set(open.map((entry) => entry.url)).size;
  mark.className = "saved" + (count ? " wait" : "");
  if (!count) { if (lastSaved) mark.textContent = say(words.saved, lastSaved); }
  else if (page.closed) mark.textContent = say(words.shut, count);
  else if (memory.size) mark.textContent = words.fragile;
  else if ($(".bentrok")) mark.textContent = words.choose;
  else mark.textContent = (!sending && open.some((entry) => entry.tried)) || !navigator.onLine ? say(words.waiting, count) : words.saving;
};

// ---- a quiz
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
    this.restore();
    this.steps();
  }

  of(url) { return this.questions.find((one) => one.dataset.url === url); }

  fields(question) {
    const prefix = `s${question.dataset.soal}.`;
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

  save(question) {
    clearTimeout(this.timers[question.dataset.soal]);
    delete this.timers[question.dataset.soal];
    put(question.dataset.url, { uuid: uuid(), base: Number(question.dataset.seq), fields: this.fields(question) });
  }

  answered(entry, stored, data) {
    const question = this.of(entry.url);
    if (!question) return;
    $(".masalah", question)?.remove();
    if (stored) {
      question.dataset.seq = data.seq;
      const prefix = `s${question.dataset.soal}.`;
      this.form.elements[prefix + "dasar"].value = data.seq;
      this.form.elements[prefix + "kunci"].value = uuid();
      lastSaved = data.at;
      $("[data-read]", question).textContent = data.read_as || "";
      const dot = $(`[data-dot="${question.dataset.soal}"]`);
      const given = Object.values(entry.fields).flat().some((value) => value.trim());
      dot.classList.toggle("done", given);
      $("[data-said]", dot).textContent = this.words[given ? "answered" : "unanswered"];
    }
    if (data.message) this.note(question, data.message);
  }

  note(question, text) {
    const note = document.createElement("p");
    note.className = "fb note masalah";
    note.role = "alert";
    note.append(document.createElement("b"));
    note.firstChild.textContent = text;
    question.append(note);
  }

  // The session ended: nothing is lost, but somebody has to come back by her code before it can be sent.
  shut() { this.closed = true; }

  // Another tab or device saved something else: both are kept, the learner chooses.
  conflict(entry, data) {
    const question = this.of(entry.url);
    if (!question || $(".bentrok", question)) return;
    const box = document.createElement("div");
    box.className = "bentrok";
    box.append($("#bentrok").content.cloneNode(true));
    $("[data-stored]", box).innerHTML = data.stored_html || "";
    $("[data-mine]", box).onclick = () => {
      drop(entry);
      keep({ ...entry, uuid: uuid(), base: data.seq, fields: this.fields(question), tried: false });
      box.remove();
      flush();
    };
    $("[data-theirs]", box).onclick = () => {
      mine().forEach((one) => { if (one.url === entry.url) drop(one); });
      location.hash = question.id;
      location.reload();
    };
    question.append(box);
    this.show(this.questions.indexOf(question));
  }

  // After a reload: put what is still in the outbox back into the fields.
  restore() {
    for (const entry of mine()) {
      const question = this.of(entry.url);
      if (!question) continue;
      const prefix = `s${question.dataset.soal}.`;
      for (const field of all("input:not([type=hidden]), select, textarea", question)) {
        const values = entry.fields[field.name.slice(prefix.length)] || [];
        if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
        else field.value = values[0] ?? "";
      }
    }
  }

  // Handing in waits until every answer has arrived.
  async submit(event) {
    const button = event.submitter;
    this.hurry();
    if (!mine().length) return;
    event.preventDefault();
    await flush();
    if (!mine().length) return this.form.requestSubmit(button);
    $("#tersimpan").textContent = this.words.hold;
    $("#tersimpan").scrollIntoView({ block: "center" });
  }

  steps() {
    this.form.classList.add("one");
    all(".quiz-bar [data-go]").forEach((button) => button.addEventListener("click", () => {
      const next = this.at + Number(button.dataset.go);
      if (next >= this.questions.length) this.form.requestSubmit($("[name=aksi][value=kirim]", this.form));
      else this.show(next, true);
    }));
    all("[data-dot]").forEach((dot) => dot.addEventListener("click", (event) => {
      event.preventDefault();
      this.show(Number(dot.dataset.dot) - 1, true);
    }));
    const wanted = this.questions.findIndex((one) => "#" + one.id === location.hash);
    this.show(Math.max(0, wanted));
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
const practise = (event) => {
  const form = event.target;
  event.preventDefault();
  $("[data-answer]", form).textContent = form.dataset.waiting;
  const url = new URL(form.action).pathname;
  const read = () => [...new FormData(form)].filter(([name]) => name !== "csrf_token");
  const waiting = mine().findLast((entry) => entry.url === url);
  if (String(waiting?.form) === String(read())) return flush(); // pressed twice
  if (waiting) form.elements.kunci.value = uuid(); // another answer needs another id
  put(url, { uuid: form.elements.kunci.value, form: read() });
};
const practised = (entry, response, html) => {
  if (response.redirected) return location.reload(); // the lesson was published anew
  const form = all("[data-practice]").find((one) => new URL(one.action).pathname === entry.url);
  if (!form) return;
  $("[data-answer]", form).innerHTML = typeof html === "string" ? html : "";
  if (html.message) $("[data-answer]", form).textContent = html.message;
  form.elements.kunci.value = uuid();
};

// ---- start
const quiz = $("[data-quiz]");
let page = null;
if (quiz) page = new Quiz(quiz);
document.addEventListener("submit", (event) => { if (event.target.matches("[data-practice]")) practise(event); });
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
