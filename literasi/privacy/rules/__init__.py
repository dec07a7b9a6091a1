"""Decisions about personal data, pure.

- retention: how long each thing is kept, in one place;
- notice, notice_child: the words of /privasi, made from those numbers;
- requests: what may be asked of the library, and until when it has to answer;
- journal: how an erasure is written down; parcel: a person's data as files.
"""
