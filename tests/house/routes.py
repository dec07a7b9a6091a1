"""Every route with an address that exists and something to send, for the tests that try all of them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from literasi.classes.rules import calendar, roster
from literasi.infra.access import Who
from literasi.kernel import clock
from tests.house.world import (
    CHANNEL,
    FREE_DAY,
    NEWCOMER,
    PICTURE,
    PIN,
    World,
    browser_with,
    cookie_of,
)
from tests.makers import classes, courses, gatherings, handouts, people, sites


@dataclass(frozen=True)
class Call:
    """A request that its route accepts from whoever may use it."""

    method: str
    path: str
    form: Mapping[str, Any] = field(default_factory=dict)
    json: Any = None

    def send(self, client: FlaskClient) -> TestResponse:
        """Send it as a page or script of ours would."""
        if self.method == "GET":
            return client.get(self.path)
        if self.json is not None:
            return sites.put(client, self.path, self.json)
        return sites.post(client, self.path, self.form)


def calls(world: World) -> dict[str, Call]:
    """One good request for every endpoint of the site. A test keeps this list complete."""
    course = f"/kursus/{courses.SLUG}"
    answer = {"uuid": str(uuid.uuid4()), "base": 0, "fields": {}}
    practice = {"kunci": str(uuid.uuid4()), "j": "0", "rilis": "1"}
    return {
        "home.front": Call("GET", "/"),
        "home.answer_opening": Call("POST", "/", {"pilihan": "1"}),
        "home.courses": Call("GET", "/kursus?khalayak=sma&menit=20&bahasa=en&mampu=K1.1"),
        "home.course": Call("GET", course),
        "home.learning_room": Call("GET", "/ruang-belajar"),
        "home.appearance": Call("POST", "/tampilan", {"huruf": "A+", "kembali": "/kursus"}),
        "home.style_guide": Call("GET", "/gaya"),
        "home.robots": Call("GET", "/robots.txt"),
        "authoring.desk": Call("GET", "/studio"),
        "home.notices": Call("GET", "/kabar?hal=1"),
        "home.read_notices": Call("POST", "/kabar"),
        "home.overview": Call("GET", "/pengelola"),
        "home.course_numbers": Call("GET", f"/pengelola{course}"),
        "home.help_index": Call("GET", "/bantuan"),
        "home.help_page": Call("GET", "/bantuan/warga"),
        "search.find": Call("GET", "/cari?q=penelusuran"),
        "catalogue.media": Call("GET", f"/media/{PICTURE}"),
        "lessons.lesson": Call("GET", courses.LESSON_URL),
        "lessons.move_on": Call("POST", courses.PLAIN_URL, {"bagian": "satu", "ke": "dua"}),
        "lessons.practise": Call("POST", f"{courses.LESSON_URL}/latihan/x-latihan", practice),
        "quizzes.intro": Call("GET", courses.QUIZ_URL),
        "quizzes.start": Call("POST", courses.QUIZ_URL),
        "quizzes.attempt": Call("GET", world.attempt),
        "quizzes.work": Call("POST", world.attempt, {"aksi": "simpan"}),
        "quizzes.save": Call("PUT", f"{world.attempt}/soal/1", json=answer),
        "quizzes.result": Call("GET", f"{world.handed_in}/hasil"),
        "accounts.resume": Call("GET", "/lanjut"),
        "accounts.resume_by_code": Call("POST", "/lanjut", {"kode": world.code}),
        "accounts.leave": Call("GET", "/keluar"),
        "accounts.leave_now": Call("POST", "/keluar"),
        "accounts.code_card": Call("GET", "/kode"),
        "accounts.renew_code": Call("POST", "/kode"),
        "accounts.sign_in": Call("GET", "/masuk"),
        "accounts.sign_in_now": Call(
            "POST", "/masuk", {"login": "rini", "password": people.PASSWORD, "kembali": "/"}
        ),
        "accounts.second_step_page": Call("GET", "/masuk/langkah-dua"),
        "accounts.take_second_step": Call("POST", "/masuk/langkah-dua", {"code": "000000"}),
        "accounts.sign_up": Call("GET", "/daftar"),
        "accounts.sign_up_now": Call("POST", "/daftar", NEWCOMER),
        "accounts.waiting": Call("GET", "/akun/menunggu"),
        "accounts.forgotten": Call("GET", "/lupa-sandi"),
        "accounts.send_reset": Call("POST", "/lupa-sandi", {"login": "rini"}),
        "accounts.new_password": Call("GET", f"/sandi-baru/{world.tickets['reset']}"),
        "accounts.choose_password": Call(
            "POST", f"/sandi-baru/{world.tickets['reset']}", {"password": "hujan di Kakaskasen"}
        ),
        "accounts.email_page": Call("GET", f"/surel/{world.tickets['email']}"),
        "accounts.confirm_email": Call("POST", f"/surel/{world.tickets['email']}"),
        "accounts.invitation": Call("GET", f"/undangan/{world.tickets['invitation']}"),
        "accounts.accept_invitation": Call("POST", f"/undangan/{world.tickets['invitation']}"),
        "accounts.account": Call("GET", "/akun"),
        "accounts.rename": Call("POST", "/akun/nama", {"name": "Rini S.", "username": "rini"}),
        "accounts.change_email": Call(
            "POST", "/akun/surel", {"email": "joko@contoh.example", "old": people.PASSWORD}
        ),
        "accounts.change_password": Call(
            "POST", "/akun/sandi", {"old": people.PASSWORD, "password": people.PASSWORD}
        ),
        "accounts.set_up_second_step": Call("GET", "/akun/dua-langkah"),
        "accounts.start_second_step": Call("POST", "/akun/dua-langkah", {"code": "000000"}),
        "accounts.end_second_step": Call("POST", "/akun/dua-langkah/lepas", {"old": people.PASSWORD}),
        "accounts.devices": Call("GET", "/akun/perangkat"),
        "accounts.end_own_device": Call("POST", "/akun/perangkat/1/keluar"),
        "accounts.end_all_devices": Call("POST", "/akun/perangkat/keluar-semua"),
        "accounts.teacher": Call("GET", "/guru"),
        "accounts.become_teacher": Call("POST", "/guru", {"school": "SMP Contoh"}),
        "accounts.first_account": Call("GET", f"/pertama/{world.tickets['first']}"),
        "accounts.make_first_account": Call("POST", f"/pertama/{world.tickets['first']}", NEWCOMER),
        **_desk_calls(world.desk),
        **_marking_calls(world),
        "operations.checks": Call("GET", "/pengelola/pemeriksaan"),
        "operations.confirm_checks": Call("POST", "/pengelola/pemeriksaan"),
        "accounts.people": Call("GET", "/pengelola/orang?q=ri&keadaan=aktif&hal=1"),
        "accounts.person": Call("GET", world.person),
        "accounts.open_person": Call("POST", f"{world.person}/buka"),
        "accounts.change_role": Call("POST", f"{world.person}/peran", {"peran": "guru", "aksi": "beri"}),
        "accounts.change_standing": Call("POST", f"{world.person}/keadaan", {"aksi": "aktifkan"}),
        "accounts.give_code": Call("POST", f"{world.person}/kode"),
        "accounts.correct_age": Call("POST", f"{world.person}/usia", {"usia": "17"}),
        "accounts.sign_out_person": Call("POST", f"{world.person}/perangkat"),
        "accounts.drop_second_step": Call("POST", f"{world.person}/dua-langkah"),
        "accounts.role_requests": Call("GET", "/pengelola/permintaan-peran"),
        "accounts.decide_request": Call(
            "POST", f"/pengelola/permintaan-peran/{world.request}", {"aksi": "terima"}
        ),
        "accounts.trail": Call("GET", "/pengelola/jejak?perbuatan=peran.beri&orang=rini&dari=2026-01-01"),
        "operations.alive": Call("GET", "/sehat"),
        "operations.ready": Call("GET", "/siap"),
        "operations.entries": Call("GET", "/demo"),
        "operations.enter": Call("POST", "/demo", {"siapa": "guru"}),
        **_class_calls(world),
        **_session_calls(world.session),
        **_paper_calls(world),
        **_consent_and_privacy(world),
    }


def _class_calls(world: World) -> dict[str, Call]:
    one = world.classroom
    year = str(calendar.year_of(clock.wita_date(clock.now())))
    told = {"name": "VIII-C", "age": "13-15", "school": "", "year": year, "term": "ganjil"}
    return {
        "classes.classes": Call("GET", "/kelas?arsip=ya"),
        "classes.new_class": Call("GET", "/kelas/baru"),
        "classes.make_class": Call("POST", "/kelas/baru", told),
        "classes.classroom": Call("GET", one),
        "classes.support": Call("GET", f"{one}/pendampingan"),
        "classes.pupil": Call("GET", world.pupil),
        "classes.open_attempt": Call("POST", f"{world.pupil}/{world.pupils_attempt}"),
        "classes.opened_attempt": Call("GET", f"{world.pupil}/{world.pupils_attempt}"),
        "classes.items": Call("GET", f"{one}/butir/{world.assignment}"),
        "classes.open_sample": Call("POST", "/kelas/contoh"),
        "classes.restore_sample": Call("POST", f"{world.sample}/semula"),
        "classes.remove_sample": Call("POST", f"{world.sample}/hapus"),
        "classes.class_code": Call("GET", f"{one}/kode"),
        "classes.class_settings": Call("GET", f"{one}/atur"),
        "classes.change_class": Call("POST", f"{one}/atur", told),
        "classes.change_code": Call("POST", f"{one}/kode", {"aksi": "buka"}),
        "classes.change_state": Call("POST", f"{one}/keadaan", {"aksi": "buka"}),
        "classes.add_teacher": Call("POST", f"{one}/guru", {"login": "pak.ronny"}),
        "classes.remove_teacher": Call("POST", f"{one}/guru/{world.colleague}/keluar"),
        "classes.copy_class": Call("POST", f"{one}/salin"),
        "classes.recap_page": Call("GET", f"{one}/rekap"),
        "classes.take_recap": Call("POST", f"{one}/rekap", {"bentuk": "csv"}),
        "classes.recap_file": Call("GET", world.taken),
        "classes.take_recap_file": Call("GET", f"{world.taken}/berkas"),
        **_assignment_calls(world),
        "classes.join_class": Call("GET", "/gabung"),
        "classes.join_now": Call("POST", "/gabung", {"code": world.join_code}),
        "classes.my_class": Call("GET", f"{one}/saya"),
        "classes.leave_class": Call("POST", f"{one}/keluar"),
        **_roster_calls(world),
    }


def _roster_calls(world: World) -> dict[str, Call]:
    one, tono, deby = world.classroom, world.pupils["Tono"], world.pupils["Deby"]
    rows = roster.read("Meity")
    shown = roster.plan(rows, frozenset()).digest
    signed = {"siapa": tono, "signed_on": clock.wita_date(clock.now()).isoformat()}
    by_name = {"code": world.join_code, "name": "Wati", "password": PIN}
    return {
        "classes.roster": Call("GET", f"{one}/daftar"),
        "classes.check_roster": Call("POST", f"{one}/daftar", {"daftar": "14;Meity"}),
        "classes.save_roster": Call("POST", f"{one}/daftar/simpan", {"daftar": "Meity", "rencana": shown}),
        "classes.roster_file": Call("GET", f"{one}/daftar.csv"),
        "classes.roster_workbook": Call("GET", f"{one}/daftar.xlsx"),
        "classes.consents": Call("GET", f"{one}/persetujuan"),
        "classes.consent_letters": Call("GET", f"{one}/persetujuan/surat"),
        "classes.record_consents": Call("POST", f"{one}/persetujuan", signed),
        "classes.cards": Call("GET", f"{one}/kartu"),
        "classes.make_cards": Call("POST", f"{one}/kartu", {"siapa": tono, "pin": "ya"}),
        "classes.member": Call("GET", f"{one}/anggota/{tono}"),
        "classes.change_member": Call("POST", f"{one}/anggota/{tono}", {"name": "Tono L.", "number": "7"}),
        "classes.remove_member": Call("POST", f"{one}/anggota/{deby}/keluar"),
        "classes.card": Call("GET", world.card),
        "classes.enter_by_card": Call("POST", world.card),
        "classes.pin": Call("GET", "/masuk-kelas"),
        "classes.enter_by_pin": Call("POST", "/masuk-kelas", by_name),
    }


def _assignment_calls(world: World) -> dict[str, Call]:
    all_of_it, one, free = f"{world.classroom}/tugas", world.task, FREE_DAY.isoformat()
    day = (clock.wita_date(clock.now()) + timedelta(days=60)).isoformat()
    due = {"due_day": day, "due_time": "20:00", "pilih": day}
    usual = dict.fromkeys(("tries", "threshold", "show_keys", "note", "opens_day", "opens_time"), "")
    told = {**due, **usual, "module": classes.MODULE, "audience": "semua", "grace": "1440"}
    path = {"jalur": "percobaan", f"tenggat-{classes.MODULE}": day}
    later = {**due, "due_time": "21:00", "reason": "listrik"}
    return {
        "classes.assignments": Call("GET", all_of_it),
        "classes.new_assignment": Call("GET", f"{all_of_it}/baru?modul={classes.MODULE}"),
        "classes.give_assignment": Call("POST", f"{all_of_it}/baru", told),
        "classes.assignment": Call("GET", one),
        "classes.change_assignment": Call("POST", one, told),
        "classes.extend_assignment": Call("POST", f"{one}/perpanjang", later),
        "classes.move_assignment": Call("POST", f"{one}/urut", {"aksi": "turun"}),
        "classes.copy_plan": Call("POST", f"{all_of_it}/salin", {"dari": world.classroom.rsplit("/", 1)[1]}),
        "classes.ready_paths": Call("GET", f"{all_of_it}/jalur"),
        "classes.give_path": Call("POST", f"{all_of_it}/jalur", path),
        "classes.withdraw_assignment": Call("POST", f"{one}/tarik"),
        "classes.local_days": Call("GET", "/pengelola/hari-libur"),
        "classes.add_local_day": Call("POST", "/pengelola/hari-libur", {"day": free, "name": "Pengucapan"}),
        "classes.remove_local_day": Call("POST", f"/pengelola/hari-libur/{free}/hapus"),
    }  # fmt: skip


def _session_calls(held: Mapping[str, str]) -> dict[str, Call]:
    """Seats are taken before the session ends, and its results are claimed after."""
    mine, code = held["address"], f"/sesi/{held['code']}"
    return {
        "gatherings.enter": Call("GET", f"/sesi?modul={gatherings.MODULE}"),
        "gatherings.hold": Call("POST", "/sesi", {"modul": gatherings.MODULE}),
        "gatherings.seats": Call("GET", code),
        "gatherings.sit": Call("POST", code, {"kursi": "14"}),
        "gatherings.phone": Call("GET", "/sesi/ponsel"),
        "gatherings.gathering": Call("GET", mine),
        "gatherings.screen": Call("GET", f"{mine}/layar"),
        "gatherings.poster": Call("GET", f"{mine}/poster"),
        "gatherings.free_seat": Call("POST", f"{mine}/kursi", {"kursi": "14"}),
        "gatherings.end": Call("POST", f"{mine}/akhiri"),
        "gatherings.claim": Call("GET", "/sesi/klaim"),
        "gatherings.take_results": Call("POST", "/sesi/klaim", {"kode": held["seat"]}),
    }


def _paper_calls(world: World) -> dict[str, Call]:
    lesson, paper = courses.LESSON_URL, world.paper
    grid = f"{world.classroom}/tugas/{world.assignment}/kertas"
    return {
        "handouts.booklet": Call("GET", f"{lesson}/cetak"),
        "handouts.guide": Call("GET", f"{lesson}/panduan"),
        "handouts.papers": Call("GET", f"{lesson}/kertas"),
        "handouts.make_paper": Call("POST", f"{lesson}/kertas"),
        "handouts.paper": Call("GET", paper),
        "handouts.questions": Call("GET", f"{paper}/soal/A"),
        "handouts.sheets": Call("GET", f"{paper}/jawaban"),
        "handouts.answers": Call("GET", f"{paper}/kunci"),
        "handouts.screen": Call("GET", f"{paper}/layar?versi=B&soal=2&buka=ya&t0=12"),
        "handouts.grid": Call("GET", f"{grid}?lembar={handouts.public_id(paper)}"),
        "handouts.type_in": Call("POST", grid, {"lembar": handouts.public_id(paper)}),
    }


def _consent_and_privacy(world: World) -> dict[str, Call]:
    """What ends somebody stands last, after everything that needs her."""
    tickets, queue = world.tickets, "/pengelola/persetujuan"
    waiting, granted = (f"{queue}/{world.children[name]}" for name in ("menunggu-kertas", "dicabut-kertas"))
    agreed = {"guardian": "Meiske Lumi", "relation": "ibu", "decision": "setuju"}
    signed = {"signed_on": clock.wita_date(clock.now()).isoformat()}
    asked = {"kind": "betulkan", "text": "Nama saya keliru."}
    return {
        "accounts.ask_guardian": Call("POST", "/akun/menunggu"),
        "accounts.agree": Call("POST", "/akun/menunggu/setuju"),
        "accounts.consent_form": Call("GET", "/akun/menunggu/formulir"),
        "accounts.waiting_consents": Call("GET", f"{queue}?nama=dicabut"),
        "accounts.paper_consent": Call("GET", waiting),
        "accounts.record_paper": Call("POST", waiting, {**agreed, **signed}),
        "accounts.consent": Call("GET", f"/persetujuan/{tickets['consent']}"),
        "accounts.answer_consent": Call("POST", f"/persetujuan/{tickets['consent']}", agreed),
        "accounts.decided": Call("GET", "/persetujuan/dicatat"),
        "privacy.notice": Call("GET", "/privasi"),
        "privacy.child_notice": Call("GET", "/privasi/anak"),
        "privacy.my_data": Call("GET", "/akun/data"),
        "privacy.download": Call("POST", "/akun/data/unduh"),
        "privacy.ask": Call("POST", "/akun/data/permintaan", asked),
        "privacy.data_requests": Call("GET", "/pengelola/permintaan-data"),
        "privacy.answer_request": Call(
            "POST", f"/pengelola/permintaan-data/{world.asked}", {"text": "Sudah."}
        ),
        "privacy.download_for": Call("POST", f"/pengelola/orang/{world.children['joko']}/data"),
        "privacy.withdrawal": Call("GET", f"/persetujuan/cabut/{tickets['withdrawal']}"),
        "privacy.withdraw": Call("POST", f"/persetujuan/cabut/{tickets['withdrawal']}"),
        "privacy.paper_withdrawal": Call("GET", f"{granted}/cabut"),
        "privacy.withdraw_on_paper": Call("POST", f"{granted}/cabut", signed),
        "privacy.confirm_erasure": Call("GET", "/akun/data/hapus"),
        "privacy.erase": Call("POST", "/akun/data/hapus"),
    }


def _marking_calls(world: World) -> dict[str, Call]:
    piece, whole = f"/penilaian/{world.piece}", f"/penilaian/pengerjaan/{world.essay}"
    other = f"{whole}/{world.marked_position}"
    return {
        "marking.queue": Call("GET", "/penilaian?modul=X01-02&hal=1"),
        "marking.find": Call("GET", f"/penilaian/pengerjaan?alamat={world.essay}"),
        "marking.piece": Call("GET", piece),
        "marking.open_piece": Call("POST", f"{piece}/buka"),
        "marking.mark": Call("POST", piece, {"k0": "3", "komentar": "Jelas."}),
        "marking.whole": Call("GET", whole),
        "marking.open_whole": Call("POST", f"{whole}/buka"),
        "marking.answer": Call("GET", other),
        "quizzes.corrections": Call("GET", "/penilaian/hitung-ulang"),
        "quizzes.correction": Call("GET", world.correction),
        "quizzes.regrade": Call("POST", world.correction, {"alasan": "Kuncinya keliru."}),
        "marking.change": Call("POST", other, {"nilai": "50", "alasan": "Separuh tepat."}),
    }


def _desk_calls(desk: Mapping[str, str]) -> dict[str, Call]:
    channel, school = f"/pengelola/kanal/{desk['channel']}", f"/pengelola/sekolah/{desk['school']}"
    invitation = f"/pengelola/petugas/undangan/{desk['invitation']}"
    staff = f"/pengelola/petugas/{desk['person']}"
    told = {**CHANNEL, "checked_on": "2026-01-05"}
    return {
        "office.first_steps": Call("GET", "/pengelola/mulai"),
        "office.profile": Call("GET", "/pengelola/profil"),
        "office.save_profile": Call(
            "POST", "/pengelola/profil", {"name": "Perpustakaan Percobaan", "agrees_from": "18"}
        ),
        "office.change_logo": Call("POST", "/pengelola/profil/logo", {"aksi": "hapus"}),
        "office.official_channels": Call("GET", "/kanal-resmi"),
        "office.channels": Call("GET", "/pengelola/kanal"),
        "office.add_channel": Call("POST", "/pengelola/kanal", told),
        "office.channel": Call("GET", channel),
        "office.change_channel": Call("POST", channel, told),
        "office.check_channel": Call("POST", f"{channel}/diperiksa"),
        "office.staff": Call("GET", "/pengelola/petugas"),
        "office.invite": Call("POST", "/pengelola/petugas", {"role": "kepala"}),
        "office.cancel_invitation": Call("POST", f"{invitation}/batal"),
        "office.take_role": Call("POST", f"{staff}/cabut", {"peran": "kepala"}),
        "office.schools": Call("GET", "/pengelola/sekolah"),
        "office.add_school": Call("POST", "/pengelola/sekolah", {"name": "SMA Percobaan"}),
        "office.invite_school": Call("POST", f"{school}/undangan"),
        "office.school_invitation": Call("GET", f"{school}/undangan"),
        "office.end_invitation": Call("POST", f"{school}/undangan/hentikan"),
        "office.remove_channel": Call("POST", f"{channel}/hapus"),
    }


GONE = frozenset({"accounts.first_account", "accounts.make_first_account"})
"""Doors that are not there once somebody runs the site, and in this world somebody does."""

HOLDERS = {
    Who.ACCOUNT: "rini",
    Who.TEACHER: "bu-guru",
    Who.MARKER: "bu-pustaka",
    Who.STAFF: "bu-pustaka",
    Who.LIBRARIAN: "bu-pustaka",
    Who.HEAD: "bu-kepala",
    Who.ADMIN: "pak-urus",
}
"""Somebody who may, for every kind of route that asks for an account."""


def who_may(app: Flask, endpoint: str) -> Who | None:
    """Whom a route declares it is for."""
    return getattr(app.view_functions[endpoint], "who", None)


def fit(here: World, endpoint: str) -> FlaskClient:
    """A browser of somebody who may use a route, whatever was done in others."""
    who = who_may(here.app, endpoint)
    if who is Who.OWNER:
        return browser_with(here.app, cookie_of(here.owner))
    if who is Who.MEMBER:
        return people.device(here.app, "rini")
    return people.device(here.app, HOLDERS[who]) if who in HOLDERS else sites.guest(here.app)


def rules(app: Flask) -> list[Rule]:
    """Every route of the application."""
    return sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))
