"""Doors for teachers: their classes, and what a class is."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from flask import flash, make_response, redirect, render_template, request, url_for

from literasi.accounts import queries as people
from literasi.accounts.forms import refuse
from literasi.classes import actions, queries
from literasi.classes.forms import ClassForm, TeacherForm
from literasi.classes.queries import Taught
from literasi.classes.rules import calendar
from literasi.classes.views import sharing
from literasi.classes.views.blueprint import (
    ABOUT,
    Page,
    blueprint,
    class_with_pupils,
    code_of,
    own_class,
    real_class,
)
from literasi.infra import identity
from literasi.infra.access import Who, may
from literasi.infra.db import db, write
from literasi.infra.i18n import _, said
from literasi.infra.settings import settings
from literasi.kernel import clock
from literasi.kernel.errors import Invalid, Missing, Refusal


@blueprint.get("/kelas")
@may(Who.MEMBER)
def classes() -> str:
    """The classes that somebody teaches, and those in which she learns."""
    session, me = db.session(), identity.visitor().person_id
    archived = request.args.get("arsip") == "ya"
    teaches = identity.visitor().teaches
    return render_template(
        "classes/classes.html",
        teaches=teaches,
        taught=queries.taught_by(session, me, archived=archived) if teaches else [],
        archived=archived,
        joined=queries.joined_by(session, me),
        **ABOUT,
    )


@blueprint.get("/kelas/baru")
@may(Who.TEACHER)
def new_class() -> Page:
    """What a class needs: a name. The rest is chosen already."""
    return _new_page(ClassForm(today=clock.wita_date(clock.now())))


def _new_page(form: ClassForm, status: int = 200) -> tuple[str, int]:
    schools = people.schools(db.session(), clock.now())
    return render_template("classes/new_class.html", form=form, schools=schools, **ABOUT), status


@blueprint.post("/kelas/baru")
@may(Who.TEACHER)
def make_class() -> Page:
    """Make a class and open it."""
    now, me, key = clock.now(), identity.visitor().person_id, settings().secret_keys[0]
    form = ClassForm(request.form, today=clock.wita_date(now))
    if not form.validate():
        return _new_page(form, 422)
    try:
        public_id = write(
            lambda session: (
                queries.just_made(session, me, now, **asdict(form.told))
                or actions.make_class(session, form.told, key, now, by=me)
            )
        )
    except Invalid as error:
        refuse(form, error.field, said(error.message))
        return _new_page(form, 422)
    flash(_("Kelas dibuat. Bagikan kodenya kepada siswa, atau masukkan daftar siswa."))
    return make_response(redirect(url_for("classes.classroom", classroom=public_id), 303))


@blueprint.get("/kelas/<classroom>/atur")
@may(Who.TEACHER)
def class_settings(classroom: str) -> Page:
    """What a class is, who teaches it, its code, and its end."""
    one = real_class(classroom)
    return _settings_page(one, _form_of(one), TeacherForm())


def _form_of(one: Taught) -> ClassForm:
    schools = people.schools(db.session(), clock.now())
    school = next((school.public_id for school in schools if school.name == one.school), "")
    return ClassForm.of(one, school, clock.wita_date(clock.now()))


def _settings_page(
    one: Taught, form: ClassForm, colleague: TeacherForm, status: int = 200
) -> tuple[str, int]:
    session = db.session()
    page = render_template(
        "classes/class_settings.html",
        one=one,
        form=form,
        colleague=colleague,
        schools=people.schools(session, clock.now()),
        teachers=queries.colleagues(session, one.id),
        me=identity.visitor().person_id,
        **ABOUT,
    )
    return page, status


@blueprint.post("/kelas/<classroom>/atur")
@may(Who.TEACHER)
def change_class(classroom: str) -> Page:
    """Say anew what a class is."""
    one = real_class(classroom)
    form = ClassForm(request.form, today=clock.wita_date(clock.now()), own_year=one.year)
    if not form.validate():
        return _settings_page(one, form, TeacherForm(), 422)
    try:
        write(lambda session: actions.change_class(session, one.id, form.told))
    except Invalid as error:
        refuse(form, error.field, said(error.message))
        return _settings_page(one, form, TeacherForm(), 422)
    flash(_("Tersimpan."))
    return _back(classroom)


def _back(classroom: str, endpoint: str = "classes.class_settings") -> Page:
    return make_response(redirect(url_for(endpoint, classroom=classroom), 303))


@blueprint.get("/kelas/<classroom>/kode")
@may(Who.TEACHER)
def class_code(classroom: str) -> str:
    """The code for the projector, for paper, and to be sent on."""
    one = real_class(classroom)
    code = code_of(one)
    share = sharing.joining(one, code) if code else None
    return render_template("classes/class_code.html", one=one, code=code, share=share, **ABOUT)


@blueprint.post("/kelas/<classroom>/kode")
@may(Who.TEACHER)
def change_code(classroom: str) -> Page:
    """Another code, or let nobody in by it."""
    one, key, act = real_class(classroom), settings().secret_keys[0], request.form.get("aksi", "")
    if act == "ganti":
        write(lambda session: actions.renew_code(session, one.id, key))
        flash(_("Kode kelas diganti. Kode yang lama tidak berlaku lagi; anggota kelas tetap."))
    elif act in ("buka", "tutup"):
        write(lambda session: actions.let_join(session, one.id, act == "buka"))
    return _back(classroom)


@blueprint.post("/kelas/<classroom>/keadaan")
@may(Who.TEACHER)
def change_state(classroom: str) -> Page:
    """Put a class away or take it out again; close it or open it again."""
    one, now = real_class(classroom), clock.now()
    moves = {
        "arsipkan": (actions.archive, now, _("Kelas diarsipkan. Isinya tetap; buka dari daftar arsip.")),
        "keluarkan": (actions.archive, None, _("Kelas kembali ke daftar.")),
        "tutup": (actions.close, now, _("Kelas ditutup. Tidak ada yang dapat bergabung atau diberi tugas.")),
        "buka": (actions.close, None, _("Kelas dibuka lagi.")),
    }
    move = moves.get(request.form.get("aksi", ""))
    if move is not None:
        act, when, told = move
        write(lambda session: act(session, one.id, when))
        flash(told)
    return _back(classroom)


@blueprint.post("/kelas/<classroom>/guru")
@may(Who.TEACHER)
def add_teacher(classroom: str) -> Page:
    """Let a colleague teach along."""
    one, form, now = real_class(classroom), TeacherForm(request.form), clock.now()
    me = identity.visitor().person_id
    class_with_pupils(classroom)
    try:
        write(lambda session: actions.add_teacher(session, one.id, form.login.data or "", now, by=me))
    except Invalid as error:
        refuse(form, error.field, said(error.message))
        return _settings_page(one, _form_of(one), form, 422)
    flash(_("Guru ditambahkan. Ia melihat kelas ini mulai sekarang."))
    return _back(classroom)


@blueprint.post("/kelas/<classroom>/guru/<teacher>/keluar")
@may(Who.TEACHER)
def remove_teacher(classroom: str, teacher: str) -> Page:
    """Let somebody no longer teach the class; whoever takes herself out leads nowhere but to her list."""
    one, me, now = real_class(classroom), identity.visitor().person_id, clock.now()
    try:
        write(lambda session: actions.remove_teacher(session, one.id, teacher, now, by=me))
    except Missing:
        raise
    except Refusal as error:
        flash(said(error.message))
        return _back(classroom)
    flash(_("Guru itu tidak lagi melihat kelas ini."))
    still = any(each.person_id == me for each in queries.colleagues(db.session(), one.id))
    return _back(classroom) if still else make_response(redirect(url_for("classes.classes"), 303))


@blueprint.post("/kelas/<classroom>/salin")
@may(Who.TEACHER)
def copy_class(classroom: str) -> Page:
    """A class like this one, with its assignments and without its people."""
    one, now, me = own_class(classroom), clock.now(), identity.visitor().person_id
    told, key = _like(one, now), settings().secret_keys[0]
    public_id, count = write(lambda session: actions.copy_class(session, one.id, told, key, now, by=me))
    flash(_("Salinan kelas dibuat, dengan %(count)s tugas dan tanpa anggota. Periksa nama dan tenggatnya.", count=count))  # fmt: skip
    return _back(public_id)


def _like(one: Taught, now: datetime) -> actions.NewClass:
    school = _form_of(one).school.data or ""
    today = clock.wita_date(now)
    name = _("%(name)s (salinan)", name=one.name[:25])
    return actions.NewClass(name, school, calendar.year_of(today), calendar.term_of(today), one.age_band)
