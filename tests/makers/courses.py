"""A small course that uses every kind of question, every fence and a translation.

Whatever must never reach a learner before submission carries a word that begins with RAHASIA.
"""

from __future__ import annotations

KOMPETENSI = """\
version: 1
competencies:
  - code: K1
    short: Kenali
    name: {id: Mengenali kebutuhan, en: Recognise the need}
    descriptor: Menyadari kapan butuh informasi.
    indicators:
      - {code: K1.1, text: Menyatakan kebutuhan dalam satu kalimat, text_en: State a need in one sentence, level: D}
      - {code: K1.2, text: Mengubah topik menjadi pertanyaan, text_en: Turn a topic into a question, level: M}
"""

PEMBUKA = """\
---
judul: Apa langkah Anda?
pengirim: Tante Ros
jam: 19.42
pesan: Kata teman, daun X bagus. Teruskan, ya.
tujuan: X01-01
---

## Apa langkah Anda?
id: pembuka | indikator: K1.1

- ( ) Sebarkan
  > Mari berlatih jeda.
- (x) Periksa dulu
  > Tepat, beri diri waktu.
- ( ) Abaikan
  > Ini melindungi orang lain.
"""

REKAMAN = """\
catatan: Katalog Latihan, data buatan.
rekaman:
  - id: R1
    judul: Pola asuh di desa
    pengarang: [Ani Rekaan]
    tahun: 2020
    jenis: buku
    bahasa: Indonesia
    penerbit: Pustaka Rekaan
    subjek: [Pola asuh]
    kata_kunci: [keluarga]
    abstrak: Tentang mengasuh anak.
  - id: R2
    judul: Kopi rakyat
    pengarang: [Budi Rekaan]
    tahun: 2010
    jenis: artikel
    bahasa: Indonesia
    penerbit: Pustaka Rekaan
    subjek: [Kopi]
    kata_kunci: [petani]
    abstrak: Tentang kopi.
"""

COURSE = """\
---
kode: X01
judul: Kursus Percobaan
judul_en: Trial Course
khalayak: [umum, sma]
tingkat: dasar
bahasa: id
sapaan: anda
penulis: Penulis Percobaan
---

Kursus kecil untuk **mencoba**.
"""

LESSON = """\
---
kode: X01-01
judul: Modul Lengkap
judul_en: Complete Module
khalayak: [umum, sma]
tujuan:
  - Menyatakan kebutuhan dengan jelas
tujuan_en:
  - State a need clearly
indikator: [K1.1, K1.2]
menit: 20
penulis: Penulis Percobaan
rujukan:
  - id: contoh
    type: book
    title: Buku Contoh
    author:
      - family: Lontoh
        given: Maria
    issued: 2020
    publisher: Penerbit Contoh
---

::: pemantik
Sebuah pesan masuk ke grup keluarga.
:::

::: tebak
### Apa yang pertama Anda lakukan?
id: x-tebak | indikator: K1.1

- (x) Berhenti sejenak
  > RAHASIA-tebak-benar
- ( ) Meneruskan
  > RAHASIA-tebak-salah
:::

## Mengapa perlu bertanya? {#mengapa}

Pertanyaan yang jelas menuntun penelusuran di perpustakaan.

::: latihan
### Berapa kata kunci?
id: x-latihan | indikator: K1.2

- (x) Dua
  > RAHASIA-latihan-benar
- ( ) Sepuluh
  > RAHASIA-latihan-salah

> Pembahasan: RAHASIA-latihan-bahas
:::

::: rangkuman
- Berhenti, lalu bertanya.
:::

::: kartu
### Apa langkah pertama?
Berhenti.
:::

::: fasilitator
RAHASIA-fasilitator: rencana 40 menit.[^guru]

[^guru]: RAHASIA-catatan-kaki
:::
"""

LESSON_EN = (
    LESSON.replace("judul: Modul Lengkap", "judul: Complete Module")
    .replace("Mengapa perlu bertanya?", "Why ask?")
    .replace(
        "Pertanyaan yang jelas menuntun penelusuran di perpustakaan.", "A clear question guides the search."
    )
    .replace("Sebuah pesan masuk ke grup keluarga.", "A message arrives in the family group.")
)

QUIZ = """\
---
kuis: Kuis Lengkap
jumlah_soal: 10
nilai_tuntas: 80
acak: ya
tampil_kunci: setelah_kirim
---

## Langkah pertama yang berguna adalah
id: q-pg | indikator: K1.1 | wajib_benar: ya

- ( ) Meneruskan pesan
  > RAHASIA-pg-salah-1
- (x) Bertanya siapa pengirimnya
  > RAHASIA-pg-benar
- ( ) Menghapus aplikasi
  > RAHASIA-pg-salah-2

> Petunjuk: Petunjuk pertama pg.
> Petunjuk: Petunjuk kedua pg.
> Pembahasan: RAHASIA-pg-bahas

## Pilih semua yang membantu
id: q-pgk | indikator: K1.1

- [x] Menulis kata kunci
  > RAHASIA-pgk-1
- [x] Bertanya kepada pustakawan
  > RAHASIA-pgk-2
- [ ] Menebak saja
  > RAHASIA-pgk-3

## Pustakawan boleh ditanya
id: q-bs | indikator: K1.2

- (x) Benar
  > RAHASIA-bs-benar
- ( ) Salah
  > RAHASIA-bs-salah

## Singkatan katalog daring
id: q-isian | indikator: K1.2

- = RAHASIA-OPAC
- = OPAC
- != Google
  > RAHASIA-isian-google

## Berapa hari dalam lima tahun biasa?
id: q-angka | indikator: K1.1 | jenis: angka

- = 1825 ± 1

> Pembahasan: RAHASIA-angka

## Jodohkan
id: q-jodoh | indikator: K1.1

- Katalog -> daftar koleksi
- Indeks -> daftar istilah
- -> RAHASIA bukan pasangan

## Urutkan langkahnya
id: q-urut | indikator: K1.2

1. Menyatakan kebutuhan
2. Memilih kata kunci
3. Menelusur

> Pembahasan: RAHASIA-urut

## Lengkapi
id: q-rumpang | indikator: K1.2

Operator [[AND|DAN]] mempersempit, sedangkan [[(OR)|NOT]] memperluas.

> Pembahasan: RAHASIA-rumpang

## Tulis kuerinya
id: q-kueri | indikator: K1.2 | jenis: kueri

- = judul:"pola asuh" DAN tahun:2019-2024

> Pembahasan: RAHASIA-kueri

## Sumber yang baik selalu panjang
id: q-bs2 | indikator: K1.1

- ( ) Benar
  > RAHASIA-bs2-benar
- (x) Salah
  > RAHASIA-bs2-salah

## Seberapa berguna modul ini?
id: q-survei | jenis: survei

- ( ) Berguna
- ( ) Belum berguna
"""

ESSAY_LESSON = """\
---
kode: X01-02
judul: Modul Uraian
khalayak: [umum]
tujuan: [Menulis uraian]
indikator: [K1.2]
menit: 10
penulis: Penulis Percobaan
---

## Menulis {#menulis}

Uraian dibaca oleh pustakawan.
"""

ESSAY_QUIZ = """\
---
kuis: Kuis Uraian
jumlah_soal: 2
---

## Jelaskan kebutuhan Anda
id: u-uraian | indikator: K1.2

___

> Rubrik: RAHASIA-rubrik kejelasan (2)
> Pembahasan: RAHASIA-uraian

## Pustakawan membantu
id: u-bs | indikator: K1.2

- (x) Benar
  > RAHASIA-ubs-benar
- ( ) Salah
  > RAHASIA-ubs-salah
"""

PLAIN_LESSON = """\
---
kode: X01-03
judul: Modul Tanpa Kuis
khalayak: [umum]
tujuan: [Membaca]
indikator: [K1.1]
menit: 5
penulis: Penulis Percobaan
---

## Satu {#satu}

Bagian pertama.

## Dua {#dua}

Bagian kedua.
"""

SOON_LESSON = """\
---
kode: X01-04
judul: Modul Nanti
segera: ya
menit: 15
---
"""

SLUG = "kursus-percobaan"

JALUR = """jalur:
  - id: percobaan
    nama: {id: "Jalur Percobaan", en: "Trial Path"}
    tujuan: {id: "Untuk dicoba."}
    modul: [X01-01, X01-02, X99-01]
"""

COMMONS = {
    "kompetensi.yaml": KOMPETENSI.encode(),
    "pembuka.md": PEMBUKA.encode(),
    "rekaman.yaml": REKAMAN.encode(),
    "jalur.yaml": JALUR.encode(),
}

FILES = {
    "course.md": COURSE.encode(),
    "01-lengkap/lesson.md": LESSON.encode(),
    "01-lengkap/lesson.en.md": LESSON_EN.encode(),
    "01-lengkap/quiz.md": QUIZ.encode(),
    "02-uraian/lesson.md": ESSAY_LESSON.encode(),
    "02-uraian/quiz.md": ESSAY_QUIZ.encode(),
    "03-tanpa-kuis/lesson.md": PLAIN_LESSON.encode(),
    "04-nanti/lesson.md": SOON_LESSON.encode(),
}

LESSON_URL = f"/kursus/{SLUG}/lengkap"
QUIZ_URL = f"{LESSON_URL}/kuis"
ESSAY_QUIZ_URL = f"/kursus/{SLUG}/uraian/kuis"
PLAIN_URL = f"/kursus/{SLUG}/tanpa-kuis"
