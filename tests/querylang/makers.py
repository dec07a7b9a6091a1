"""Queries and records for the tests of the query language."""

from hypothesis import strategies as st

from literasi.querylang import Field, In, Node, Not, Phrase, Query, Record, Word, YearRange, all_of, any_of

WORDS = ("kopi", "kopis", "Kópi", "pola", "asuh", "anak-anak", "tomohon")
FIELDS = tuple(field for field in Field if field is not Field.YEAR)

RECORDS = (
    Record(
        "R1",
        judul="Pola Asuh Anak di Tomohon",
        tahun=2021,
        pengarang=("Wenas, Maria", "Lontoh, Joy"),
        subjek=("Pengasuhan", "Keluarga"),
        abstrak="Anak-anak belajar dari contoh di rumah.",
        jenis="buku",
        bahasa="Indonesia",
    ),
    Record(
        "R2",
        judul="Rumah dan keluarga",
        tahun=2019,
        pengarang=("Asuh, Pola",),
        abstrak="Tentang pola asuh yang hangat.",
        jenis="artikel",
        bahasa="Inggris",
    ),
    Record("R3", judul="Ekspor kopi", tahun=2015, kata_kunci=("cengkih", "petani kopi"), jenis="laporan"),
    Record("R4", judul="Petani muda", tahun=2024, subjek=("Pertanian",), abstrak="Kompos, tani, dan pupuk."),
)

years = st.integers(2010, 2024)
year_ranges = st.one_of(
    st.tuples(years, years).map(lambda pair: YearRange(min(pair), max(pair))),
    years.map(lambda year: YearRange(year, None)),
    years.map(lambda year: YearRange(None, year)),
)
words = st.builds(Word, st.sampled_from(WORDS), st.sampled_from(("", "", "*", "?")))
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda parts: Phrase(" ".join(parts)))


def trees(leaves: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Trees of the shape that the parser builds, over the given leaves."""
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, min_size=2, max_size=3).map(lambda nodes: all_of(*nodes)),
            st.lists(inner, min_size=2, max_size=3).map(lambda nodes: any_of(*nodes)),
            inner.map(Not),
        ),
        max_leaves=5,
    )


texts = st.one_of(words, phrases)
in_fields = st.builds(In, st.sampled_from(FIELDS), trees(texts))
queries = trees(st.one_of(texts, in_fields, year_ranges)).map(Query)

values = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
records = st.builds(
    Record,
    id=st.uuids().map(str),
    judul=values,
    tahun=years,
    pengarang=st.tuples(values),
    subjek=st.tuples(values, values),
    kata_kunci=st.tuples(values),
    abstrak=values,
    jenis=st.sampled_from(("buku", "artikel")),
    bahasa=st.sampled_from(("Indonesia", "Inggris")),
)
shelves = st.lists(records, max_size=6, unique_by=lambda record: record.id)

_PIECES = (
    "kopi",
    "DAN",
    "atau",
    "tanpa",
    "(",
    ")",
    '"',
    "“",
    "*",
    "?",
    "judul:",
    "tahun:",
    "2019",
    "-",
    "..",
    " ",
    ":",
)
scribbles = st.one_of(
    st.text(),
    st.lists(st.one_of(st.sampled_from(_PIECES), st.characters())).map("".join),
)
